// The words around a contact ID that say what it is: "QQ", "add me on WeChat", "same
// number" ... Walks a bounded number of characters away from the ID over separators
// and filler words and reports which cues it met. Stateless, any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace postgate::link {

enum CueBit : std::uint16_t {
  kCueQq = 1U << 0U,
  kCueQqWeak = 1U << 1U,  // one syllable or letter: Q, kou, qun
  kCueWechat = 1U << 2U,
  kCueWechatWeak = 1U << 3U,  // wei, V, "satellite": only right in front of an ID
  kCueTelegram = 1U << 4U,
  kCueTelegramWeak = 1U << 5U,  // "plane", "telegram" as a word
  kCueAdd = 1U << 6U,           // jia, "+", "contact"
  kCueMarker = 1U << 7U,        // a colon, "number", "is": an ID follows
  kCuePhone = 1U << 8U,         // the ID is announced as a telephone number
  kCuePublic = 1U << 9U,        // an official or subscription account, a mini program
  kCueJia = 1U << 10U,          // jia, "add", which alone makes a long number a contact
  kCueQun = 1U << 12U,          // qun, "group", touches the ID
  kCueDeal = 1U << 11U,         // "business", "contact": in front of an @name
};

struct CueTrail {
  std::uint16_t bits = 0;
  bool attached = false;  // a Latin cue touches the ID: "vx138..."
  [[nodiscard]] bool has(std::uint16_t wanted) const { return (bits & wanted) != 0; }
};

CueTrail cues_before(std::string_view text, std::size_t pos);
CueTrail cues_after(std::string_view text, std::size_t pos);

}  // namespace postgate::link
