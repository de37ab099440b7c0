#include "link/escapes.h"

#include <algorithm>
#include <array>

#include "link/chars.h"
#include "link/web_host.h"

namespace postgate::link {
namespace {

struct Step {
  std::size_t size = 0;  // of the escape; 0: there is none
  std::string bytes;
};

bool is_scalar(std::uint32_t value) {
  return value >= 0x20 && value != 0x7F && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
}

// At most `most` hexadecimal digits.
std::size_t read_hex(std::string_view text, std::size_t pos, std::size_t most, std::uint32_t& value) {
  std::size_t count = 0;
  value = 0;
  while (count < most && hex_value(at(text, pos + count)) >= 0) {
    value = value * 16 + static_cast<std::uint32_t>(hex_value(text[pos + count]));
    ++count;
  }
  return count;
}

Step character(std::uint32_t value, std::size_t size) {
  Step step;
  if (!is_scalar(value)) return step;
  append_utf8(step.bytes, static_cast<char32_t>(value));
  step.size = size;
  return step;
}

// Whole characters from the front of `bytes`.
std::size_t well_formed_size(std::string_view bytes) {
  std::size_t pos = 0;
  while (pos < bytes.size()) {
    const Decoded c = decode_at(bytes, pos);
    if (c.size == 0 || c.value == 0xFFFD || !is_scalar(c.value)) break;
    const bool tails = std::all_of(bytes.begin() + static_cast<std::ptrdiff_t>(pos) + 1,
                                   bytes.begin() + static_cast<std::ptrdiff_t>(pos + c.size),
                                   [](char b) { return (static_cast<unsigned char>(b) & 0xC0U) == 0x80U; });
    std::string again;
    append_utf8(again, c.value);
    if (!tails || again.size() != c.size) break;  // overlong
    pos += c.size;
  }
  return pos;
}

// The size of the escape at `pos`: "%68", or "%2568" where it was escaped again.
std::size_t percent_size(std::string_view text, std::size_t pos, std::uint32_t& value) {
  constexpr int kMostTimes = 4;
  if (at(text, pos) != '%') return 0;
  std::size_t digits = pos + 1;
  for (int i = 0; i < kMostTimes && starts_with_at(text, digits, "25"); ++i) {
    if (read_hex(text, digits + 2, 2, value) != 2) break;
    digits += 2;
  }
  return read_hex(text, digits, 2, value) == 2 ? digits + 2 - pos : 0;
}

// One character, of as many escapes as it has bytes.
Step percent(std::string_view text, std::size_t pos) {
  Step step;
  std::uint32_t value = 0;
  while (step.bytes.size() < 4) {
    const std::size_t size = percent_size(text, pos + step.size, value);
    if (size == 0) break;
    step.bytes += static_cast<char>(static_cast<unsigned char>(value));
    step.size += size;
    const std::size_t whole = decode_at(step.bytes, 0).size;
    if (whole == step.bytes.size() && well_formed_size(step.bytes) == whole) return step;
  }
  return {};
}

Step entity(std::string_view text, std::size_t pos) {
  std::uint32_t value = 0;
  std::size_t end = pos + 2;
  if (at(text, pos + 1) == '#') {
    if (at(text, end) == 'x') {
      const std::size_t digits = read_hex(text, end + 1, 6, value);
      if (digits == 0) return {};
      end += 1 + digits;
    } else {
      std::size_t digits = 0;
      for (; digits < 7 && is_digit(at(text, end + digits)); ++digits) {
        value = value * 10 + static_cast<std::uint32_t>(text[end + digits] - '0');
      }
      if (digits == 0) return {};
      end += digits;
    }
    if (at(text, end) == ';') ++end;
    return character(value, end - pos);
  }
  struct Named {
    std::string_view name;
    char32_t value;
  };
  constexpr std::array<Named, 7> kNames = {{{"&period;", '.'},
                                            {"&colon;", ':'},
                                            {"&sol;", '/'},
                                            {"&commat;", '@'},
                                            {"&quest;", '?'},
                                            {"&equals;", '='},
                                            {"&amp;", '&'}}};
  for (const Named& named : kNames) {
    if (starts_with_at(text, pos, named.name)) return character(named.value, named.name.size());
  }
  return {};
}

// \u0068 \u{68} \x68 and \/ of JSON.
Step backslash(std::string_view text, std::size_t pos) {
  std::uint32_t value = 0;
  const char c = at(text, pos + 1);
  if (c == '/') return character('/', 2);
  if (c == 'x' && read_hex(text, pos + 2, 2, value) == 2) return character(value, 4);
  if (c != 'u') return {};
  if (at(text, pos + 2) == '{') {
    const std::size_t digits = read_hex(text, pos + 3, 6, value);
    return digits > 0 && at(text, pos + 3 + digits) == '}' ? character(value, digits + 4) : Step{};
  }
  return read_hex(text, pos + 2, 4, value) == 4 ? character(value, 6) : Step{};
}

Step read_escape(std::string_view text, std::size_t pos) {
  switch (text[pos]) {
    case '%':
      return percent(text, pos);
    case '&':
      return entity(text, pos);
    case '\\':
      return backslash(text, pos);
    default:
      return {};
  }
}

}  // namespace

bool Unescaped::decode(std::string_view view) {
  text_.clear();
  escapes_.clear();
  // Nearly always: three quick looks, and there is none.
  if (view.find('%') == std::string_view::npos && view.find('&') == std::string_view::npos &&
      view.find('\\') == std::string_view::npos) {
    return false;
  }
  constexpr std::string_view kMarks = "%&\\";
  std::size_t copied = 0;
  for (std::size_t pos = view.find_first_of(kMarks); pos < view.size();
       pos = view.find_first_of(kMarks, pos)) {
    const Step step = read_escape(view, pos);
    if (step.size == 0) {
      ++pos;
      continue;
    }
    text_ += view.substr(copied, pos - copied);
    const auto begin = static_cast<std::uint32_t>(text_.size());
    text_ += step.bytes;
    escapes_.push_back({begin, static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(pos),
                        static_cast<std::uint32_t>(pos + step.size)});
    pos += step.size;
    copied = pos;
  }
  if (escapes_.empty()) return false;
  text_ += view.substr(copied);
  return true;
}

Range Unescaped::source_of(Range bytes) const {
  const auto source = [&](std::uint32_t byte, bool end) {
    const auto after = std::upper_bound(escapes_.begin(), escapes_.end(), byte,
                                        [](std::uint32_t value, const Escape& e) { return value < e.text; });
    if (after == escapes_.begin()) return byte;
    const Escape& last = *std::prev(after);
    if (byte >= last.text_end) return last.view_end + (byte - last.text_end);
    if (byte == last.text) return last.view;
    return end ? last.view_end : last.view;
  };
  return {source(bytes.begin, false), source(bytes.end, true)};
}

bool Unescaped::decoded_in(Range bytes) const {
  const auto first = std::partition_point(escapes_.begin(), escapes_.end(),
                                          [&](const Escape& e) { return e.text_end <= bytes.begin; });
  return first != escapes_.end() && first->text < bytes.end;
}

}  // namespace postgate::link
