// See filter_match.h. The pieces between the stars are found one after the other, each as far to the
// left as it goes; that is enough, because a later place can never help the pieces behind it.
#include "link/filter_match.h"

#include <algorithm>

namespace postgate::link {
namespace {

bool ends_name(char c) {
  const bool name = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                    c == '-' || c == '.' || c == '%' || static_cast<unsigned char>(c) >= 0x80;
  return !name;
}

constexpr std::size_t kNowhere = std::string_view::npos;

// The end of `piece` when it stands at `at`; kNowhere if it does not.
std::size_t piece_at(std::string_view piece, std::string_view url, std::size_t at) {
  for (std::size_t i = 0; i < piece.size(); ++i) {
    if (at == url.size()) return piece[i] == '^' && i + 1 == piece.size() ? at : kNowhere;
    if (piece[i] == '^' ? !ends_name(url[at]) : piece[i] != url[at]) return kNowhere;
    ++at;
  }
  return at;
}

// The first end of `piece` at or behind `from`.
std::size_t find_piece(std::string_view piece, std::string_view url, std::size_t from) {
  if (piece.empty()) return from;
  for (std::size_t at = from; at <= url.size(); ++at) {
    if (piece.front() != '^') {
      at = url.find(piece.front(), at);
      if (at == kNowhere) return kNowhere;
    }
    const std::size_t end = piece_at(piece, url, at);
    if (end != kNowhere) return end;
  }
  return kNowhere;
}

// `piece` at the very end of the address, not before `from`.
bool ends_with(std::string_view piece, std::string_view url, std::size_t from) {
  if (url.size() - from >= piece.size() && piece_at(piece, url, url.size() - piece.size()) == url.size())
    return true;
  const bool open = !piece.empty() && piece.back() == '^' && url.size() - from + 1 >= piece.size();
  return open && piece_at(piece, url, url.size() + 1 - piece.size()) == url.size();
}

// Everything behind the first piece, whose end is `at`.
bool rest_matches(std::string_view rest, bool more, bool end_anchor, std::string_view url, std::size_t at) {
  if (!more) return !end_anchor || at == url.size();
  while (true) {
    const std::size_t star = rest.find('*');
    const std::string_view piece = rest.substr(0, star);
    if (star == kNowhere && end_anchor) return ends_with(piece, url, at);
    at = find_piece(piece, url, at);
    if (at == kNowhere || star == kNowhere) return at != kNowhere;
    rest.remove_prefix(star + 1);
  }
}

// At the beginning of the host or of one of its labels. The first place that fits leaves most room.
bool anchored_matches(const FilterPattern& pattern, const FilterAddress& address, std::string_view url,
                      std::string_view first, bool more, std::string_view rest) {
  const std::size_t step = first.substr(0, 1) == "." ? 0 : 1;  // ".name" begins at a dot
  std::size_t at = address.host_begin;
  while (true) {
    const std::size_t end = piece_at(first, url, at);
    const bool whole = !pattern.label_end || end >= address.host_end || url[end] == '.';
    if (end != kNowhere && whole && rest_matches(rest, more, pattern.end_anchor, url, end)) return true;
    if (end != kNowhere && more) return false;
    const std::size_t dot = url.find('.', at + 1 - step);
    if (dot == kNowhere || dot >= address.host_end) return false;
    at = dot + step;
  }
}

}  // namespace

FilterAddress filter_address(std::string_view url, std::string_view written) {
  FilterAddress made;
  made.url = url;
  made.written = written;
  const std::size_t scheme = url.find("://");
  made.host_begin = scheme == kNowhere ? 0 : scheme + 3;
  std::size_t end = std::min(url.find_first_of("/?#\\", made.host_begin), url.size());
  const std::size_t at = url.substr(made.host_begin, end - made.host_begin).rfind('@');
  if (at != kNowhere) made.host_begin += at + 1;
  if (url.substr(made.host_begin, 1) == "[") {
    end =
        std::min(end, url.find(']', made.host_begin) == kNowhere ? end : url.find(']', made.host_begin) + 1);
  } else {
    end = std::min(end, std::min(url.find(':', made.host_begin), url.size()));
  }
  made.host_end = std::max(end, made.host_begin);
  return made;
}

bool pattern_matches(const FilterPattern& pattern, const FilterAddress& address, std::string_view url) {
  const std::size_t star = pattern.text.find('*');
  const std::string_view first = pattern.text.substr(0, star);
  const bool more = star != kNowhere;
  const std::string_view rest = more ? pattern.text.substr(star + 1) : std::string_view();
  if (!pattern.host_anchor && !pattern.begin_anchor) {
    if (!more && pattern.end_anchor) return ends_with(first, url, 0);
    const std::size_t end = find_piece(first, url, 0);
    return end != kNowhere && rest_matches(rest, more, pattern.end_anchor, url, end);
  }
  if (pattern.begin_anchor) {
    const std::size_t end = piece_at(first, url, 0);
    return end != kNowhere && rest_matches(rest, more, pattern.end_anchor, url, end);
  }
  return anchored_matches(pattern, address, url, first, more, rest);
}

}  // namespace postgate::link
