// Text that is no URL and still opens an app once it was copied: shopping tokens between
// currency signs, and mini-program links.
#include <array>

#include "link/chars.h"
#include "link/link.h"

namespace postgate::link {
namespace {

constexpr std::array<char32_t, 14> kSigns = {
    0x24,   0xA2,   0xA3,   0xA5,
    0x0E3F, 0x20A4, 0x20A9,  // $ cent pound yen baht lira won
    0x20AB, 0x20AC, 0x20B0, 0x20B3,
    0x20B4, 0x20BD, 0x20BF,  // dong euro pfennig austral hryvnia rouble bitcoin
};
constexpr std::size_t kShortest = 8;
constexpr std::size_t kLongest = 14;

bool is_sign(char32_t c) {
  for (const char32_t sign : kSigns) {
    if (sign == c) return true;
  }
  return false;
}

bool is_pair(char32_t left, char32_t right) {
  constexpr std::array<std::array<char32_t, 2>, 5> kPairs = {
      {{'(', ')'}, {0x300A, 0x300B}, {0x300C, 0x300D}, {0x3010, 0x3011}, {'!', '!'}}};
  for (const auto& pair : kPairs) {
    if (pair[0] == left && pair[1] == right) return true;
  }
  return false;
}

// Between brackets a code may be anything, unless the text beside it says what it is: "kouling".
bool is_called_token(std::string_view text, const HostRun& run) {
  constexpr std::string_view kCalled = "\u53e3\u4ee4";
  constexpr std::size_t kNear = 24;
  const std::size_t from = run.begin > kNear ? run.begin - kNear : 0;
  return text.substr(from, run.end + kNear - from).find(kCalled) != std::string_view::npos;
}

// Letters and digits, as machines make them: an amount has no letters, a word no digits.
bool is_made(std::string_view run) {
  bool letter = false;
  bool digit = false;
  for (const char c : run) {
    if (!is_alnum(c)) return false;
    letter = letter || is_letter(c);
    digit = digit || is_digit(c);
  }
  return letter && digit;
}

}  // namespace

void find_token(std::string_view text, const HostRun& run, Link& link) {
  const std::size_t size = run.end - run.begin;
  if (size < kShortest || size > kLongest || run.labels != 1) return;
  const Decoded left = decode_before(text, run.begin);
  const Decoded right = decode_at(text, run.end);
  const bool signs = is_sign(left.value) && is_sign(right.value);
  const bool brackets = !signs && is_pair(left.value, right.value) && is_called_token(text, run);
  if ((!signs && !brackets) || !is_made(text.substr(run.begin, size))) return;
  link.kind = LinkKind::kToken;
  link.begin = run.begin - left.size;
  link.end = run.end + right.size;
}

void find_mini_program(std::string_view text, std::size_t colon, Link& link) {
  constexpr std::string_view kName = "#\u5c0f\u7a0b\u5e8f";  // #xiaochengxu
  if (!starts_with_at(text, colon, "://") || colon < kName.size()) return;
  const std::size_t begin = colon - kName.size();
  if (!starts_with_at(text, begin, kName)) return;
  std::size_t end = colon + 3;
  std::size_t count = 0;
  bool code = false;  // behind the second slash
  for (Decoded c = decode_at(text, end); c.size != 0 && count < 64; c = decode_at(text, end), ++count) {
    const bool ascii = c.value < 0x80;
    const bool name = is_han(c.value) || (ascii && (is_alnum(static_cast<char>(c.value)) || c.value == '-' ||
                                                    c.value == '_' || c.value == '+'));
    if (c.value == '/' && !code) {
      code = true;
    } else if (code ? !(ascii && name) : !name) {
      break;
    }
    end += c.size;
  }
  if (end == colon + 3) return;
  link.kind = LinkKind::kApp;
  link.begin = begin;
  link.end = end;
  link.scheme = text.substr(begin, colon - begin);
  link.tail = text.substr(colon + 3, end - colon - 3);
}

}  // namespace postgate::link
