// What the contact pass hands to the judges of each kind of ID. The pass (contact.cc)
// finds candidates and their cues; qq.cc, wechat.cc and telegram.cc decide.
#pragma once

#include <string_view>

#include "link/contact_cue.h"

namespace postgate::link {

// 5-11 digits, bounded, no amount, no service number; `digits` without separators.
bool is_qq_number(std::string_view digits, const CueTrail& before, const CueTrail& after);
bool is_wechat_number(std::string_view digits, const CueTrail& before, const CueTrail& after);
// Letters, digits, '-' and '_' that begin with a letter.
bool is_wechat_name(std::string_view name, const CueTrail& before);
bool is_telegram_name(std::string_view name, bool at_sign, const CueTrail& before);

// A mainland mobile number.
bool looks_mobile(std::string_view digits);

}  // namespace postgate::link
