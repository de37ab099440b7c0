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

}  // namespace

std::size_t read_url_characters(std::string_view text, std::size_t pos) {
  const std::size_t from = pos;
  std::size_t round = 0;
  std::size_t square = 0;
  for (; pos < text.size() && is_url_character(text[pos]); ++pos) {
    const char c = text[pos];
    std::size_t cut = 0;
    if (c == ':' && second_link(text, from, pos, cut)) {
      pos = cut;
      break;
    }
    if (comma_before_link(text, pos)) break;
    if (c == '(') ++round;
    if (c == '[') ++square;
    if ((c == ')' && round-- == 0) || (c == ']' && square-- == 0)) break;
  }
  return trim_tail(text, from, pos);
}

std::size_t trim_tail(std::string_view text, std::size_t begin, std::size_t end) {
  while (end > begin && is_trailing_mark(text[end - 1])) --end;
  return end;
}

std::size_t read_tail(std::string_view text, std::size_t pos) {
  const std::size_t port = read_port(text, pos);
  const char c = at(text, port);
  if (c == '/') return read_url_characters(text, port);
  if ((c == '?' || c == '#') && is_alnum(at(text, port + 1))) return read_url_characters(text, port);
  return port;
}

}  // namespace postgate::link
