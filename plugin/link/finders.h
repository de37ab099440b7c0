// The finders behind detect(), one per detector family. Each reads one view and
// appends its hits in ascending order; none keeps state, any thread may call them.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "link/detector.h"

namespace postgate::link {

using Hits = std::vector<DetectorHit>;

inline void emit(Hits& out, Detector detector, std::size_t begin, std::size_t end, bool on_raw = false) {
  out.push_back({detector, on_raw, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, 0});
}

constexpr bool wants(DetectorSet wanted, Detector detector) { return (wanted & detector_bit(detector)) != 0; }

// False only if the traits of the field rule every link out.
bool may_hold_link(const FieldText& field);
// The detectors about links share one pass.
void find_links(const FieldText& field, DetectorSet wanted, Hits& out);
void find_emails(std::string_view text, Hits& out);
void find_phones(std::string_view text, Hits& out);
// qq, wechat-id and the announced form of telegram share one pass.
void find_contacts(std::string_view text, DetectorSet wanted, Hits& out);
void find_id_cards(std::string_view text, Hits& out);
void find_bank_cards(std::string_view text, Hits& out);
void find_hidden_text(std::string_view raw, Hits& out);
void find_mixed_script(std::string_view raw, Hits& out);
void find_encoded_text(std::string_view raw, Hits& out);

}  // namespace postgate::link
