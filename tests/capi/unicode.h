// A second, plain decoder for the tests: a text as code points and as UTF-16, and
// spans cut out of each. Well-formed text only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "postgate.h"

namespace capi_test {

inline void append_utf8(std::string& to, char32_t point) {
  const auto byte = [&](char32_t value) {
    to.push_back(static_cast<char>(static_cast<unsigned char>(value)));
  };
  if (point < 0x80) {
    byte(point);
  } else if (point < 0x800) {
    byte(0xC0 | (point >> 6));
    byte(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    byte(0xE0 | (point >> 12));
    byte(0x80 | ((point >> 6) & 0x3F));
    byte(0x80 | (point & 0x3F));
  } else {
    byte(0xF0 | (point >> 18));
    byte(0x80 | ((point >> 12) & 0x3F));
    byte(0x80 | ((point >> 6) & 0x3F));
    byte(0x80 | (point & 0x3F));
  }
}

inline std::u32string to_utf32(std::string_view text) {
  std::u32string points;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t point = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length && at + i < text.size(); ++i) {
      point = (point << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
    }
    points.push_back(point);
    at += length;
  }
  return points;
}

inline std::u16string to_utf16(std::u32string_view points) {
  std::u16string units;
  for (const char32_t point : points) {
    if (point < 0x10000) {
      units.push_back(static_cast<char16_t>(point));
    } else {
      units.push_back(static_cast<char16_t>(0xD800 + ((point - 0x10000) >> 10)));
      units.push_back(static_cast<char16_t>(0xDC00 + ((point - 0x10000) & 0x3FF)));
    }
  }
  return units;
}

inline std::string to_utf8(std::u32string_view points) {
  std::string text;
  for (const char32_t point : points) append_utf8(text, point);
  return text;
}

// UTF-16 to UTF-8; a lone surrogate, which a cut inside a pair would leave, becomes '!'.
inline std::string to_utf8(std::u16string_view units) {
  std::string text;
  for (std::size_t at = 0; at < units.size(); ++at) {
    const char32_t unit = units[at];
    if (unit < 0xD800 || unit > 0xDFFF) {
      append_utf8(text, unit);
    } else if (unit < 0xDC00 && at + 1 < units.size() && (units[at + 1] & 0xFC00) == 0xDC00) {
      append_utf8(text, 0x10000 + ((unit - 0xD800) << 10) + (units[++at] - 0xDC00U));
    } else {
      text.push_back('!');
    }
  }
  return text;
}

// One text in the three units of postgate_spans.
struct Texts {
  std::string utf8;
  std::u16string utf16;
  std::u32string points;

  explicit Texts(std::string text) : utf8(std::move(text)), points(to_utf32(utf8)) {
    utf16 = to_utf16(points);
  }

  // The text of `where` if all three units cut the same; otherwise a complaint, which is no text.
  [[nodiscard]] std::string cut(const postgate_spans& where) const {
    if (!inside(where.bytes, utf8.size()) || !inside(where.utf16, utf16.size()) ||
        !inside(where.codepoints, points.size())) {
      return "<outside>";
    }
    const std::string by_bytes = piece(utf8, where.bytes);
    if (to_utf8(std::u16string_view(piece(utf16, where.utf16))) != by_bytes) return "<utf16 differs>";
    if (to_utf8(std::u32string_view(piece(points, where.codepoints))) != by_bytes)
      return "<codepoints differ>";
    return by_bytes;
  }

 private:
  static bool inside(const postgate_span& span, std::size_t size) {
    return span.begin <= span.end && span.end <= size;
  }
  template <typename String>
  static String piece(const String& text, const postgate_span& span) {
    return text.substr(span.begin, span.end - span.begin);
  }
};

inline bool operator==(const postgate_span& left, const postgate_span& right) {
  return left.begin == right.begin && left.end == right.end;
}

inline bool same(const postgate_spans& left, const postgate_spans& right) {
  return left.bytes == right.bytes && left.utf16 == right.utf16 && left.codepoints == right.codepoints;
}

}  // namespace capi_test
