// Where a link ends: port, path, query and fragment. Only ASCII URL characters
// belong to it, so Chinese text may follow without a space; punctuation of the
// sentence and brackets opened outside the link do not.
#include "link/chars.h"
#include "link/link.h"

namespace postgate::link {
namespace {

bool is_url_character(char c) {
  constexpr std::string_view kMarks = "-._~:/?#[]@!$&'()*+,;=%|";
  return is_alnum(c) || (c != '\0' && kMarks.find(c) != std::string_view::npos);
}

bool is_trailing_mark(char c) {
  constexpr std::string_view kMarks = ".,;:!?'*~&|#(";
  return kMarks.find(c) != std::string_view::npos;
}

// True at the ':' of a second link glued to this one; `begin` becomes where it starts.
bool second_link(std::string_view text, std::size_t from, std::size_t colon, std::size_t& begin) {
  if (!starts_with_at(text, colon, "://")) return false;
  for (const std::string_view scheme : {"https", "http"}) {
    if (colon - from < scheme.size() || text.substr(colon - scheme.size(), scheme.size()) != scheme) continue;
    begin = colon - scheme.size();
    // A link inside a query or a path is part of it.
    constexpr std::string_view kInside = "=/?&:%#@";
    return begin > from && kInside.find(text[begin - 1]) == std::string_view::npos;
  }
  return false;
}

// The sentence goes on with another link: "a.com/x,www.b.com".
bool comma_before_link(std::string_view text, std::size_t pos) {
  if (text[pos] != ',' && text[pos] != ';' && text[pos] != '|') return false;
  return starts_with_at(text, pos + 1, "www.") || starts_with_at(text, pos + 1, "http");
}

std::size_t read_port(std::string_view text, std::size_t pos) {
  if (at(text, pos) != ':') return pos;
  std::size_t end = pos + 1;
  while (end - pos <= 6 && is_digit(at(text, end))) ++end;
  const std::size_t digits = end - pos - 1;
  return digits < 2 || digits > 5 || is_alnum(at(text, end)) ? pos : end;
}

// Size of the character at `pos` if a path may hold it. Chinese and what is written without blanks never
// belongs to it; letters of other scripts do.
std::size_t url_character_at(std::string_view text, std::size_t pos) {
  if (is_ascii(text[pos])) return is_url_character(text[pos]) ? 1 : 0;
  const Decoded c = decode_at(text, pos);
  const bool letter = c.value >= 0xC0 && c.value < 0x2000;
  const bool dash = c.value == 0x2013 && is_alnum(at(text, pos + c.size));
  return letter || dash ? c.size : 0;
}

// Chinese with the marks of an address on both sides: "/<path>/x", "=<word>&x", "/<page>.html". The size of
// it, or 0 where the sentence goes on.
std::size_t chinese_part_at(std::string_view text, std::size_t pos) {
  constexpr std::size_t kMost = 30;
  constexpr std::string_view kOpeners = "/=-_";
  if (kOpeners.find(before(text, pos)) == std::string_view::npos) return 0;
  std::size_t end = pos;
  std::size_t count = 0;
  for (Decoded c = decode_at(text, end); is_han(c.value) && count < kMost; c = decode_at(text, end), ++count)
    end += c.size;
  if (count == 0) return 0;
  const char next = at(text, end);
  const char farther = at(text, end + 1);
  if (next == '/' || next == '=' || next == '-' || next == '_')
    return is_alnum(farther) || !is_ascii(farther) ? end - pos : 0;
  if (next == '&' || next == '?' || next == '#') return is_alnum(farther) ? end - pos : 0;
  for (const std::string_view file :
       {".htm", ".php", ".asp", ".jsp", ".pdf", ".doc", ".apk", ".exe", ".jpg", ".png"}) {
    if (starts_with_at(text, end, file)) return end - pos;
  }
  return 0;
}

// Brackets that are open: how many, and where the first of them stands.
struct Brackets {
  std::size_t open = 0;
  std::size_t first = std::string_view::npos;

  // False at a closing bracket that was opened outside.
  bool take(bool opens, std::size_t pos) {
    if (opens) {
      if (open++ == 0) first = pos;
      return true;
    }
    if (open == 0) return false;
    --open;
    return true;
  }
};

}  // namespace

std::size_t read_url_characters(std::string_view text, std::size_t pos) {
  const std::size_t from = pos;
  Brackets round;
  Brackets square;
  for (std::size_t size = 0; pos < text.size(); pos += size) {
    size = url_character_at(text, pos);
    if (size == 0) size = chinese_part_at(text, pos);
    if (size == 0) break;
    const char c = text[pos];
    std::size_t cut = 0;
    if (c == ':' && second_link(text, from, pos, cut)) {
      pos = cut;
      break;
    }
    if (comma_before_link(text, pos)) break;
    if ((c == '(' || c == ')') && !round.take(c == '(', pos)) break;
    if ((c == '[' || c == ']') && !square.take(c == '[', pos)) break;
  }
  // What is opened and never closed is the sentence's: "a.example/b(see there".
  if (round.open > 0 && round.first < pos) pos = round.first;
  if (square.open > 0 && square.first < pos) pos = square.first;
  return trim_tail(text, from, pos);
}

std::size_t trim_tail(std::string_view text, std::size_t begin, std::size_t end) {
  while (end > begin && is_trailing_mark(text[end - 1])) --end;
  // "https://a.example/b's author"
  const bool possessive = end >= begin + 2 && text[end - 1] == 's' && text[end - 2] == '\'';
  return possessive && (end == text.size() || text[end] == ' ') ? end - 2 : end;
}

std::size_t read_tail(std::string_view text, std::size_t pos) {
  const std::size_t port = read_port(text, pos);
  const char c = at(text, port);
  if (c == '/') return read_url_characters(text, port);
  constexpr std::string_view kGoOn = "@/&=%_+~$[";
  const char next = at(text, port + 1);
  if ((c == '?' || c == '#') &&
      (is_alnum(next) || (next != '\0' && kGoOn.find(next) != std::string_view::npos))) {
    return read_url_characters(text, port);
  }
  return port;
}

}  // namespace postgate::link
