// Invisible content in the raw view: runs of zero-width characters between letters,
// tag characters outside flags, and bidi overrides. Single marks that editors and
// keyboards leave behind, emoji sequences, soft hyphens and the joiners of Arabic and
// Indic scripts are ordinary text.
#include "link/chars.h"
#include "link/finders.h"

namespace postgate::link {
namespace {

constexpr std::size_t kSuspicious = 3;     // invisible characters within one stretch
constexpr std::size_t kStretch = 12;       // visible characters a stretch may span
constexpr std::size_t kLongRun = 8;        // in a row, wherever it stands
constexpr std::size_t kMaxOverride = 256;  // bytes reported after an override

bool is_zero_width(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x2060 && c <= 0x2064) || (c >= 0x206A && c <= 0x206F) ||
         c == 0xFEFF || c == 0x180E || c == 0x00AD || c == 0x034F || c == 0x061C || c == 0x115F ||
         c == 0x1160 || c == 0x3164 || c == 0xFFA0 || (c >= 0xFE00 && c <= 0xFE0F) ||
         (c >= 0xE0100 && c <= 0xE01EF);
}

bool is_variation_selector(char32_t c) { return (c >= 0xFE00 && c <= 0xFE0F) || c >= 0xE0100; }

// Scripts that need joiners, or break words with a zero-width space.
bool is_joining_script(char32_t c) {
  return (c >= 0x0590 && c <= 0x109F) || (c >= 0x1780 && c <= 0x18AF) || (c >= 0xFB1D && c <= 0xFDFF) ||
         (c >= 0xFE70 && c <= 0xFEFE);
}

bool is_symbol(char32_t c) {
  return (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFF0F) ||
         (c >= 0xFF1A && c <= 0xFF20) || c >= 0x1F000;
}

// Part of a word: a letter, digit or Han character.
bool is_word(char32_t c) {
  if (c < 0x80) return is_alnum(static_cast<char>(c));
  if (c >= 0x20000 && c <= 0x3FFFF) return true;
  return c >= 0xAA && !is_symbol(c) && c != 0x00D7 && c != 0x00B7 && c != 0x00BB && c != 0x00AB;
}

bool is_tag(char32_t c) { return c >= 0xE0001 && c <= 0xE007F; }
bool is_override(char32_t c) { return c == 0x202D || c == 0x202E; }

// Where an override stops working: its closing mark, or the end of the line.
std::size_t override_end(std::string_view raw, std::size_t pos) {
  const std::size_t begin = pos;
  while (pos < raw.size() && pos - begin < kMaxOverride) {
    const Decoded c = decode_at(raw, pos);
    if (c.value == '\n' || c.value == '\r') return pos;
    pos += c.size;
    if (c.value == 0x202C) return pos;
  }
  return pos;
}

class HiddenPass {
 public:
  HiddenPass(std::string_view raw, Hits& out) : raw_(raw), out_(out) {}

  void run() {
    std::size_t pos = 0;
    while (pos < raw_.size()) {
      const Decoded c = decode_at(raw_, pos);
      if (is_zero_width(c.value)) {
        pos = read_run(pos);
      } else if (is_tag(c.value) || is_override(c.value)) {
        flush();
        pos = is_tag(c.value) ? read_tags(pos) : read_override(pos);
        visible_ = 0;
      } else {
        if (c.value != 0x1F3F4) {
          step(c.value);
        } else {
          visible_ = c.value;
          flush();
        }
        pos += c.size;
      }
    }
    flush();
  }

 private:
  // A visible character: ends a pending run, and a stretch when it is no part of a word.
  void step(char32_t c) {
    if (pending_ > 0) {
      const bool inside =
          is_word(visible_) && is_word(c) && !is_joining_script(visible_) && !is_joining_script(c);
      if (inside) count_pending();
      pending_ = 0;
    }
    visible_ = c;
    if (!is_word(c) || (count_ > 0 && ++span_ > kStretch)) flush();
  }

  void count_pending() {
    if (count_ == 0) first_ = pending_begin_;
    count_ += pending_;
    span_ = 0;
    last_ = pending_end_;
  }

  // A run of zero-width characters; returns its end.
  std::size_t read_run(std::size_t pos) {
    const std::size_t begin = pos;
    std::size_t all = 0;
    std::size_t counted = 0;
    while (pos < raw_.size()) {
      const Decoded c = decode_at(raw_, pos);
      if (!is_zero_width(c.value)) break;
      const bool soft_hyphen = c.value == 0x00AD && visible_ < 0x250;        // hyphenation of a Latin word
      const bool selector = is_variation_selector(c.value) && pos == begin;  // of the character before
      const bool direction = (c.value == 0x200E || c.value == 0x200F || c.value == 0x061C) && pos == begin &&
                             visible_ < 0x80 && is_digit(static_cast<char>(visible_));
      if (!soft_hyphen && !selector && !direction) ++counted;
      pos += c.size;
      ++all;
    }
    pending_begin_ = begin;
    pending_end_ = pos;
    pending_ = counted;
    if (counted >= kLongRun && !is_joining_script(visible_)) {
      count_pending();
      pending_ = 0;
      flush();
    }
    return pos;
  }

  // Tags are fine between a black flag and the cancel tag, and nowhere else.
  std::size_t read_tags(std::size_t pos) {
    const std::size_t begin = pos;
    char32_t last = 0;
    std::size_t count = 0;
    for (Decoded c = decode_at(raw_, pos); is_tag(c.value); c = decode_at(raw_, pos)) {
      last = c.value;
      pos += c.size;
      ++count;
    }
    const bool flag = visible_ == 0x1F3F4 && last == 0xE007F && count <= 8;
    if (!flag) emit(out_, Detector::kHiddenText, begin, pos, true);
    return pos;
  }

  std::size_t read_override(std::size_t pos) {
    const std::size_t end = override_end(raw_, pos);
    emit(out_, Detector::kHiddenText, pos, end, true);
    return end;
  }

  void flush() {
    if (count_ >= kSuspicious) emit(out_, Detector::kHiddenText, first_, last_, true);
    count_ = 0;
    span_ = 0;
    pending_ = 0;
  }

  std::string_view raw_;
  Hits& out_;
  char32_t visible_ = 0;     // the last visible character
  std::size_t pending_ = 0;  // invisible characters since then
  std::size_t pending_begin_ = 0;
  std::size_t pending_end_ = 0;
  std::size_t count_ = 0;  // invisible characters of this stretch
  std::size_t span_ = 0;
  std::size_t first_ = 0;
  std::size_t last_ = 0;
};

}  // namespace

void find_hidden_text(std::string_view raw, Hits& out) { HiddenPass(raw, out).run(); }

}  // namespace postgate::link
