// Characters, escapes and classes, in the syntax of RE2 less what engines read differently.
#include "match/regex_reader.h"

#include <algorithm>
#include <utility>

#include "match/re2_regex.h"

namespace postgate {

namespace {

const CodeSet& digits() {
  static const CodeSet set({{'0', '9'}});
  return set;
}
const CodeSet& word_characters() {
  static const CodeSet set({{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}});
  return set;
}
const CodeSet& spaces() {  // RE2's; other engines count the vertical tab as well
  static const CodeSet set({{'\t', '\n'}, {'\f', '\r'}, {' ', ' '}});
  return set;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

bool RegexReader::take(std::string_view expected) {
  if (text_.substr(at_, expected.size()) != expected) return false;
  at_ += expected.size();
  return true;
}

std::string RegexReader::place(std::size_t at) const {
  const auto head = text_.substr(0, at);
  const auto characters = std::count_if(
      head.begin(), head.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  return " at character " + std::to_string(characters + 1);
}

void RegexReader::refuse(const char* code, std::string message) {
  parsed_.problems.push_back({code, std::move(message)});
}

void RegexReader::stop(const char* code, std::string message) {
  if (stopped_) return;
  refuse(code, std::move(message));
  stopped_ = true;
}

void RegexReader::malformed() {
  if (stopped_) return;
  stop("regex-syntax", "not a regex of the supported kind" + place(at_));
  parsed_.malformed = true;
}

CodeSet RegexReader::bracket() {
  const std::size_t begin = at_;
  ++at_;
  if (peek() == ':' && text_.find(":]", at_ + 1) < text_.find(']', at_)) {
    stop("regex-engine", "[:name:]" + place(begin) + " is a set of letters here; write the ranges");
    return {};
  }
  const bool negated = take("^");
  std::vector<CodeRange> ranges;
  for (bool first = true; first || peek() != ']'; first = false) {
    if (!more()) {
      malformed();
      return {};
    }
    const CodeSet item = bracket_item();
    ranges.insert(ranges.end(), item.ranges().begin(), item.ranges().end());
  }
  ++at_;
  CodeSet set(std::move(ranges));
  if (negated) set = set.complement();
  if (!stopped_ && set.empty()) stop("regex-syntax", "no character is in the class" + place(begin));
  return set;
}

CodeSet RegexReader::bracket_item() {
  if (peek() == '\\') {
    if (std::optional<CodeSet> set = class_escape()) return *std::move(set);
  }
  const char32_t first = bracket_end();
  if (peek() != '-' || peek(1) == ']' || at_ + 1 >= text_.size()) return CodeSet::of(first);
  ++at_;
  const char32_t last = bracket_end();
  if (last < first) malformed();
  return CodeSet({{first, std::max(first, last)}});
}

char32_t RegexReader::bracket_end() {
  const std::string_view next = text_.substr(at_, 2);
  if (next == "[:" || next == "[=" || next == "[.") {
    stop("regex-engine",
         "a POSIX class" + place(at_) +
             " is read differently by the two engines; write the ranges, or \\[ for a bracket");
    return 0;
  }
  return peek() == '\\' ? character_escape() : code_point();
}

std::optional<CodeSet> RegexReader::class_escape() {
  const std::size_t begin = at_;
  const char letter = peek(1);
  const auto lower = static_cast<char>(letter | 0x20);
  if (lower == 'd' || lower == 'w' || lower == 's') {
    at_ += 2;
    const CodeSet& set = lower == 'd' ? digits() : lower == 'w' ? word_characters() : spaces();
    return letter == lower ? set : set.complement();
  }
  if (lower != 'p') return std::nullopt;
  at_ += 2;
  const std::size_t close = peek() == '{' ? text_.find('}', at_) : at_;
  std::optional<CodeSet> members;
  if (close < text_.size()) members = unicode_class(text_.substr(begin, close + 1 - begin));
  if (!members) {
    at_ = begin;
    malformed();
    return CodeSet();
  }
  at_ = close + 1;
  return members;
}

char32_t RegexReader::character_escape() {
  const std::size_t begin = at_;
  const char c = peek(1);
  if (c >= '0' && c <= '9') {
    stop("regex-engine", "a back-reference or octal escape" + place(begin) +
                             " is not supported; write \\x{...} for a character by number");
    return 0;
  }
  if (c == 'C' || c == 'Q' || c == 'E') {
    stop("regex-engine", std::string("\\") + c + place(begin) + " is read differently by the two engines");
    return 0;
  }
  static constexpr std::pair<char, char> kNamed[] = {{'n', '\n'}, {'r', '\r'}, {'t', '\t'},
                                                     {'f', '\f'}, {'v', '\v'}, {'a', '\a'}};
  for (const auto& [letter, value] : kNamed) {
    if (c != letter) continue;
    at_ += 2;
    return static_cast<unsigned char>(value);
  }
  if (c == 'x') return hex_escape();
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  if (letter || c <= ' ' || c > '~') {  // a NUL here is also the end of the pattern
    malformed();
    return 0;
  }
  at_ += 2;
  return static_cast<unsigned char>(c);
}

// \xHH or \x{H...}
char32_t RegexReader::hex_escape() {
  at_ += 2;
  const bool braces = take("{");
  char32_t value = 0;
  std::size_t count = 0;
  for (; hex_value(peek()) >= 0 && (braces || count < 2); ++at_, ++count) {
    value = std::min<char32_t>(kLastCodePoint + 1, value * 16 + static_cast<char32_t>(hex_value(peek())));
  }
  const bool complete = braces ? count > 0 && take("}") : count == 2;
  if (!complete || value > kLastCodePoint) malformed();
  return value;
}

char32_t RegexReader::code_point() {
  const auto unit = [&](std::size_t i) { return static_cast<unsigned char>(peek(i)); };
  const char32_t lead = unit(0);
  if (lead < 0x80) {
    ++at_;
    return lead;
  }
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  char32_t value = lead & (0x7FU >> length);
  bool valid = lead >= 0xC2 && lead <= 0xF4;
  for (std::size_t i = 1; i < length; ++i) {
    valid = valid && (unit(i) & 0xC0U) == 0x80U;
    value = (value << 6U) | (unit(i) & 0x3FU);
  }
  if (!valid) {
    malformed();
    return 0;
  }
  at_ += length;
  return value;
}

}  // namespace postgate
