// Built-in detectors: URLs, e-mail addresses and contact IDs with their validators.
// They read a field's views and report ranges. No state, any thread.
//
// The span of a contact hit is the ID alone, not the words that announce it; of a
// link the whole link with its path; of hidden text the stretch that hides it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "text/field_text.h"

namespace postgate {

enum class Detector : std::uint8_t {
  kUrl,
  kEmail,
  kPhoneCn,
  kQq,
  kWechatId,
  kIdCardCn,
  kBankCard,
  kHiddenText,
  kMixedScript,
  kUrlCommercial,  // shops, app stores, installers, shorteners, chat invitations
  kUrlForeign,     // every link whose host is neither official nor a central medium
  kTelegram,
  kAppLink,      // opened by an app: weixin://, a mini program
  kTaobaoToken,  // to be copied into an app
  kShortLink,    // shorteners, but not those that platforms wrap every link in
  kEncodedText,  // words written in base64
};
inline constexpr int kDetectorCount = 16;
using DetectorSet = std::uint32_t;  // bit n = Detector(n)

constexpr DetectorSet detector_bit(Detector detector) { return 1U << static_cast<unsigned>(detector); }

// Whether a field holds a link of any kind.
inline constexpr DetectorSet kLinkDetectors = detector_bit(Detector::kUrl) | detector_bit(Detector::kEmail) |
                                              detector_bit(Detector::kAppLink) |
                                              detector_bit(Detector::kTaobaoToken);

// "url", "email", "phone-cn", "qq", "wechat-id", "id-card-cn", "bank-card", "hidden-text", "mixed-script",
// "url-commercial", "url-foreign", "telegram", "app-link", "taobao-token", "short-link",
// "encoded-text".
std::string_view detector_name(Detector detector);
std::optional<Detector> detector_from_name(std::string_view name);

struct DetectorHit {
  Detector detector;
  bool on_raw;  // `bytes` is in raw(), otherwise in text()
  Range bytes;
  FoldSet folds = 0;  // beside those of the characters: kFoldLink for a disguised link
};

// A new detector is not among these until it is known to need some trait of a field.
inline constexpr DetectorSet kTraitDetectors = (1U << 16U) - 1U;

// They read what was written, not the views.
inline constexpr DetectorSet kRawDetectors = detector_bit(Detector::kHiddenText) |
                                             detector_bit(Detector::kMixedScript) |
                                             detector_bit(Detector::kEncodedText);

// The detectors that may find something in a field with these traits.
DetectorSet possible_detectors(TextTraits traits);

// Appends the hits of the wanted detectors in ascending order per detector. Needs no map.
// Allocates nothing when nothing is found. Linear in the field.
void detect(const FieldText& field, DetectorSet wanted, std::vector<DetectorHit>& out);

}  // namespace postgate
