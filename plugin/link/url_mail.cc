// E-mail addresses whose signs are spelt out: name[at]abc[dot]com, "name at abc dot com".
#include <array>

#include "link/chars.h"
#include "link/link.h"

namespace postgate::link {
namespace {

constexpr std::size_t kMaxLocal = 64;  // RFC 5321

constexpr std::array<std::string_view, 8> kSigns = {
    "[at]", "(at)", "{at}", "<at>", "\u3010at\u3011", "[@]", "(@)", "\u827e\u7279",  // aite
};

bool is_local_character(char c) { return is_alnum(c) || c == '.' || c == '_' || c == '-' || c == '+'; }

// Size of what stands for '@' in front of `end`, with the blanks around it; 0 if nothing does.
std::size_t sign_before(std::string_view text, std::size_t end, bool repaired) {
  const std::size_t blank = before(text, end) == ' ' ? 1 : 0;
  for (const std::string_view sign : kSigns) {
    if (end < sign.size() + blank || !starts_with_at(text, end - blank - sign.size(), sign)) continue;
    return sign.size() + blank + (before(text, end - blank - sign.size()) == ' ' ? 1 : 0);
  }
  constexpr std::string_view kWord = " at ";
  return repaired && end >= kWord.size() && starts_with_at(text, end - kWord.size(), kWord) ? kWord.size()
                                                                                            : 0;
}

}  // namespace

void note_spelt_address(std::string_view text, Link& link) {
  if (link.kind != LinkKind::kWeb || !link.scheme.empty() || !link.user.empty()) return;
  const std::size_t sign = sign_before(text, link.begin, link.repaired);
  if (sign == 0) return;
  const std::size_t end = link.begin - sign;
  std::size_t begin = end;
  while (end - begin < kMaxLocal && is_local_character(before(text, begin))) --begin;
  while (begin < end && !is_alnum(text[begin])) ++begin;
  if (begin == end) return;
  link.kind = LinkKind::kEmail;
  link.user = text.substr(begin, end - begin);
  link.begin = begin;
  link.end -= link.tail.size();
  link.tail = {};
  link.repaired = true;
}

}  // namespace postgate::link
