// See contact_cue.h. Most Latin words and numbers stand beside no cue at all, so the
// first character looked at usually ends the walk.
#include "link/contact_cue.h"

#include <algorithm>
#include <array>

#include "link/chars.h"
#include "link/contact_words.h"

namespace postgate::link {
namespace {

constexpr std::uint16_t kAnyCue =
    kCueQq | kCueQqWeak | kCueWechat | kCueWechatWeak | kCueTelegram | kCueTelegramWeak;
constexpr std::uint16_t kWeak = kCueQqWeak | kCueWechatWeak;
constexpr std::size_t kWindow = 32;
constexpr std::size_t kMaxGap = 6;
constexpr int kMaxSteps = 8;
constexpr char32_t kHeart = 0x2764;
constexpr char32_t kQun = 0x7FA4;  // group

bool is_latin(char32_t c) { return c < 0x80 && is_alnum(static_cast<char>(c)); }

constexpr std::array<bool, 128> make_ascii_gaps() {
  std::array<bool, 128> gaps{};
  for (const char c : std::string_view(" :-_,./|~\"'()[]<>=*^\n\r\t&"))
    gaps[static_cast<unsigned char>(c)] = true;
  return gaps;
}
constexpr std::array<bool, 128> kAsciiGaps = make_ascii_gaps();

// What may stand between an ID and its cue without ending the thought.
bool is_gap(char32_t c) {
  if (c < 0x80) return kAsciiGaps[c];
  // Dashes, quotes, arrows, symbols, brackets, the enumeration comma, emoji.
  return (c >= 0x2010 && c <= 0x2027) || (c >= 0x2190 && c <= 0x27BF && c != kHeart && c != 0x2795) ||
         c == 0x3001 || (c >= 0x3008 && c <= 0x3013) || c == 0x30FB || (c >= 0x1F300 && c <= 0x1FAFF) ||
         c == 0x00B7;
}

// Code points at one side of a place, nearest first, decoded when they are asked for.
class Window {
 public:
  Window(std::string_view text, std::size_t pos, bool backwards)
      : text_(text), pos_(pos), backwards_(backwards) {}

  [[nodiscard]] bool backwards() const { return backwards_; }

  // NUL beyond the end of the text or of the window.
  char32_t get(std::size_t i) {
    while (count_ <= i && count_ < kWindow) {
      const Decoded c = backwards_ ? decode_before(text_, pos_) : decode_at(text_, pos_);
      pos_ = backwards_ ? pos_ - c.size : pos_ + c.size;
      cps_[count_++] = c.size == 0 ? U'\0' : c.value;
    }
    return i < count_ ? cps_[i] : U'\0';
  }

 private:
  std::string_view text_;
  std::size_t pos_;
  bool backwards_;
  std::array<char32_t, kWindow> cps_{};
  std::size_t count_ = 0;
};

// Where `word` ends when it is read from `i` on, `i` when it is not there. Backwards the
// word is read from its end. One or two separators may stand between its characters.
std::size_t match_word(Window& window, std::size_t i, std::u32string_view word) {
  const bool backwards = window.backwards();
  std::size_t at = i;
  for (std::size_t k = 0; k < word.size(); ++k) {
    for (int gaps = 0; k > 0 && gaps < 2 && is_gap(window.get(at)) && window.get(at) != U'\n'; ++gaps) ++at;
    if (window.get(at) != word[backwards ? word.size() - 1 - k : k]) return i;
    ++at;
  }
  // A Latin cue is a word of its own on the far side; digits may touch a longer one ("20qq").
  const char32_t last = word[backwards ? 0 : word.size() - 1];
  const char32_t beyond = window.get(at);
  const bool touches = is_latin(last) && is_latin(beyond);
  return touches && (word.size() == 1 || !is_digit(static_cast<char>(beyond))) ? i : at;
}

struct Found {
  const Cue* cue = nullptr;
  std::size_t end = 0;
};

Found find_cue(Window& window, std::size_t i) {
  const bool backwards = window.backwards();
  const CueOrder& order = backwards ? kCuesByEnd : kCuesByStart;
  const char32_t edge = window.get(i);
  const auto edge_of = [&](std::uint8_t index) { return cue_edge(kCues[index], backwards); };
  const auto* it = std::lower_bound(order.index.begin(), order.index.end(), edge,
                                    [&](std::uint8_t index, char32_t c) { return edge_of(index) < c; });
  Found best;
  for (; it != order.index.end() && edge_of(*it) == edge; ++it) {
    const std::size_t end = match_word(window, i, kCues[*it].word);
    if (end > best.end && end > i) best = {&kCues[*it], end};
  }
  return best;
}

// A heart is an ornament unless it stands for a syllable of a cue.
bool is_gap_here(Window& window, std::size_t i) {
  const char32_t c = window.get(i);
  return is_gap(c) || (c == kHeart && find_cue(window, i).cue == nullptr);
}

// "increase", "attend", "in addition": jia at the end of another verb.
bool is_jia_of_other_word(char32_t c) {
  constexpr std::u32string_view kFronts =
      U"\u589e\u53c2\u8ffd\u7d2f\u53e0\u9644\u66f4\u5916\u500d\u65bd\u5f3a\u4ea4\u76f8\u518d\u5171";
  return kFronts.find(c) != std::u32string_view::npos;
}

// A weak cue is believed only when it does not end a longer word ("Li Wei", "society group").
bool is_free_weak_cue(Window& window, std::size_t end) {
  const char32_t c = window.get(end);
  if (c == 0 || (!is_han(c) && !is_latin(c))) return true;
  if (is_han(c) && window.get(end - 1) == U'q') return true;  // Latin, so a word of its own
  const Found before = find_cue(window, end);
  return before.cue != nullptr && (before.cue->bits & (kCueAdd | kAnyCue)) != 0;
}

}  // namespace

CueTrail cues_before(std::string_view text, std::size_t pos) {
  Window window(text, pos, true);
  CueTrail trail;
  std::size_t i = 0;
  std::size_t gaps = 0;
  bool words = false;  // anything but markers so far
  if (window.get(0) == kQun) trail.bits |= kCueQun;
  for (int step = 0; step < kMaxSteps; ++step) {
    const std::size_t gap_begin = i;
    for (; gaps <= kMaxGap && is_gap_here(window, i); ++i, ++gaps) {
      if (window.get(i) == U':' && !trail.has(kAnyCue)) trail.bits |= kCueMarker;
    }
    const Found found = find_cue(window, i);
    if (found.cue == nullptr || gaps > kMaxGap) break;
    const std::uint16_t bits = found.cue->bits;
    const bool cue_seen = trail.has(kAnyCue);
    if ((bits & kCuePublic) != 0) {
      if (!cue_seen || gap_begin == i) trail.bits |= kCuePublic;
      break;
    }
    if ((bits & kWeak) != 0 && (cue_seen || words || gaps > 2 || !is_free_weak_cue(window, found.end))) break;
    if ((bits & kCueMarker) != 0 && cue_seen) break;
    if (i == 0 && is_latin(window.get(0))) trail.attached = true;
    const bool other_jia = (bits & kCueJia) != 0 && (gaps > 2 || is_jia_of_other_word(window.get(found.end)));
    trail.bits = static_cast<std::uint16_t>(trail.bits | (other_jia ? bits & ~kCueJia : bits));
    words = words || (bits & (kCueMarker | kAnyCue)) == 0;
    i = found.end;
  }
  return trail;
}

CueTrail cues_after(std::string_view text, std::size_t pos) {
  Window window(text, pos, false);
  CueTrail trail;
  std::size_t i = 0;
  std::size_t gaps = 0;
  for (int step = 0; step < 4 && !trail.has(kAnyCue); ++step) {
    for (; gaps <= 3 && window.get(i) != U'\n' && is_gap_here(window, i); ++i) ++gaps;
    const Found found = find_cue(window, i);
    if (found.cue == nullptr || gaps > 3 || (found.cue->bits & (kCuePublic | kCuePhone)) != 0) break;
    trail.bits |= found.cue->bits;
    i = found.end;
  }
  if (!trail.has(kAnyCue)) return {};
  // "QQ Music", "a WeChat user": the cue is part of the next word.
  const char32_t next = window.get(i);
  if (next == U':') return {};
  if (!trail.has(kCueAdd | kCueMarker) && is_han(next) && find_cue(window, i).cue == nullptr) return {};
  // The cue announces an ID of its own: "88886666 QQ:12345678".
  std::size_t own = i;
  for (int step = 0; step < 4; ++step) {
    while (is_gap(window.get(own))) ++own;
    if (is_latin(window.get(own))) return {};
    const Found found = find_cue(window, own);
    if (found.cue == nullptr) break;
    if (found.cue->bits == kCueMarker) trail.bits |= kCueMarker;
    own = found.end;
  }
  return trail;
}

}  // namespace postgate::link
