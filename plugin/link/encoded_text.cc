// Words written in base64: runs of its alphabet that decode to Chinese, to pictures or to words in letters.
// Tokens, digests and names that only use the same letters decode to noise. Runs inside links are left alone:
// what a link carries is no text for readers.
#include <algorithm>
#include <array>

#include "link/chars.h"
#include "link/finders.h"

namespace postgate::link {
namespace {

constexpr std::size_t kFewest = 8;  // symbols with their padding; two Han characters
constexpr std::size_t kMostPadding = 2;
constexpr std::size_t kFewestLetters = 12;  // of a run that decodes to letters only
constexpr std::size_t kLongestLink = 256;   // bytes looked back for its beginning

constexpr std::array<std::int8_t, 256> make_values() {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::array<std::int8_t, 256> values{};
  for (std::int8_t& value : values) value = -1;
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::int8_t>(i);
  }
  return values;
}
constexpr std::array<std::int8_t, 256> kValues = make_values();

std::int8_t value_of(char c) { return kValues[static_cast<unsigned char>(c)]; }

// Reads decoded bytes one by one and counts what they spell, until they spell nothing.
class Spelling {
 public:
  // False at the first byte that is no part of a text.
  bool take(std::uint32_t byte) {
    if (left_ > 0) {
      if ((byte & 0xC0U) != 0x80U) return false;
      code_ = code_ << 6U | (byte & 0x3FU);
      return --left_ > 0 || count();
    }
    if (byte < 0x80) {
      code_ = byte;
      return count();
    }
    if (byte < 0xC2 || byte > 0xF4) return false;
    left_ = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1;
    code_ = byte & (0x3FU >> left_);
    return true;
  }
  [[nodiscard]] bool whole() const { return left_ == 0; }
  [[nodiscard]] std::size_t han() const { return han_; }
  [[nodiscard]] std::size_t signs() const { return han_ + pictures_; }
  [[nodiscard]] bool words() const { return other_ == 0 && spaces_ > 0 && letters_ >= 3 * spaces_; }

 private:
  bool count() {
    if (code_ < 0x20 && code_ != '\n' && code_ != '\t') return false;
    if (code_ == 0x7F || (code_ >= 0xD800 && code_ <= 0xDFFF) || code_ > 0x10FFFF) return false;
    if (code_ < 0x80) {
      const char c = static_cast<char>(code_);
      ++(is_letter(c) ? letters_ : c == ' ' ? spaces_ : other_);
    } else if (is_han(code_)) {
      ++han_;
    } else {
      ++(code_ >= 0x2000 ? pictures_ : other_);
    }
    return true;
  }

  std::size_t left_ = 0;  // bytes of the character that is being read
  char32_t code_ = 0;
  std::size_t han_ = 0;
  std::size_t pictures_ = 0;
  std::size_t letters_ = 0;
  std::size_t spaces_ = 0;
  std::size_t other_ = 0;
};

struct Run {
  std::size_t begin;
  std::size_t end;     // of the symbols
  std::size_t padded;  // with the marks that fill the last group
};

// The bytes of the group at `pos` into `spelling`; symbols past the end of the run stand for none.
bool take_group(std::string_view raw, std::size_t pos, std::size_t end, Spelling& spelling) {
  const std::size_t symbols = std::min<std::size_t>(4, end - pos);
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    bits = bits << 6U | (i < symbols ? static_cast<std::uint32_t>(value_of(raw[pos + i])) : 0U);
  }
  for (std::size_t i = 0; i + 1 < symbols; ++i) {
    if (!spelling.take(bits >> (16U - 8U * i) & 0xFFU)) return false;
  }
  return true;
}

// All of the run is a text by itself.
bool is_text(std::string_view raw, const Run& run) {
  const std::size_t size = run.end - run.begin;
  if ((run.padded - run.begin) % 4 != 0) return false;
  Spelling spelling;
  for (std::size_t pos = run.begin; pos < run.end; pos += 4) {
    if (!take_group(raw, pos, run.end, spelling)) return false;
  }
  if (!spelling.whole()) return false;
  if (spelling.signs() > 0) return spelling.han() > 1 || run.padded > run.end;
  return spelling.words() && size >= kFewestLetters;
}

// Chinese somewhere in a run, with the letters of something else glued to it.
void find_inside(std::string_view raw, const Run& run, Hits& out) {
  for (std::size_t phase = 0; phase < 4; ++phase) {
    for (std::size_t pos = run.begin + phase; pos + kFewest <= run.end;) {
      const std::size_t first = pos;
      Spelling spelling;
      while (pos + 4 <= run.end && take_group(raw, pos, run.end, spelling)) pos += 4;
      if (spelling.han() > 1) {
        emit(out, Detector::kEncodedText, first, pos, true);
        return;
      }
      pos = std::max(pos, first + 4);
    }
  }
}

bool in_link(std::string_view raw, std::size_t begin) {
  std::size_t from = begin;
  while (from > 0 && begin - from < kLongestLink && raw[from - 1] > ' ')
    --from;  // other bytes are below zero
  const std::string_view ahead = raw.substr(from, begin - from);
  return ahead.find("://") != std::string_view::npos || ahead.find("www.") != std::string_view::npos ||
         ahead.find(";base64,") != std::string_view::npos;
}

// Digests, phone numbers and words in letters use a part of the alphabet only.
bool is_plain(std::string_view run) {
  const bool hex =
      std::all_of(run.begin(), run.end(), [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
  return hex || std::none_of(run.begin(), run.end(), is_digit);
}

// The run that holds `pos`.
Run run_at(std::string_view raw, std::size_t pos) {
  Run run{pos, pos, 0};
  while (run.begin > 0 && value_of(raw[run.begin - 1]) >= 0) --run.begin;
  while (run.end < raw.size() && value_of(raw[run.end]) >= 0) ++run.end;
  run.padded = run.end;
  while (run.padded < raw.size() && run.padded - run.end < kMostPadding && raw[run.padded] == '=')
    ++run.padded;
  return run;
}

void look_at(std::string_view raw, const Run& run, Hits& out) {
  if (run.padded - run.begin < kFewest || is_plain(raw.substr(run.begin, run.end - run.begin))) return;
  if (in_link(raw, run.begin)) return;
  if (is_text(raw, run)) return emit(out, Detector::kEncodedText, run.begin, run.padded, true);
  find_inside(raw, run, out);
}

}  // namespace

void find_encoded_text(std::string_view raw, Hits& out) {
  // Without its padding a run holds a position of every so many.
  constexpr std::size_t kStep = kFewest - kMostPadding;
  for (std::size_t pos = kStep - 1; pos < raw.size(); pos += kStep) {
    if (value_of(raw[pos]) < 0) continue;
    const Run run = run_at(raw, pos);
    look_at(raw, run, out);
    pos = run.end;
  }
}

}  // namespace postgate::link
