// E-mail addresses: a local part, '@', and a name with a public suffix. Kept apart
// from links, which skip anything with an '@' at their side.
#include "link/chars.h"
#include "link/finders.h"
#include "link/link.h"

namespace postgate::link {
namespace {

constexpr std::size_t kMaxLocal = 64;  // RFC 5321

bool is_local_character(char c) {
  constexpr std::string_view kMarks = "._-+%";
  return is_alnum(c) || (c != '\0' && kMarks.find(c) != std::string_view::npos);
}

// Where the local part that ends at `sign` begins; `sign` when there is none.
std::size_t local_begin(std::string_view text, std::size_t sign, std::size_t floor) {
  std::size_t begin = sign;
  while (begin > floor && sign - begin <= kMaxLocal && is_local_character(text[begin - 1])) --begin;
  if (sign - begin > kMaxLocal) return sign;
  while (begin < sign && !is_alnum(text[begin])) ++begin;
  if (before(text, sign) == '.') return sign;
  return begin;
}

}  // namespace

void find_emails(std::string_view text, Hits& out) {
  std::size_t floor = 0;
  std::size_t pos = text.find('@');
  for (; pos != std::string_view::npos; pos = text.find('@', pos + 1)) {
    const bool ascii = is_alnum(at(text, pos + 1));
    if (!ascii && is_ascii(at(text, pos + 1))) continue;
    const std::size_t begin = local_begin(text, pos, floor);
    if (begin == pos) continue;
    if (!ascii) {
      Link link;
      if (!read_wide_host(text, pos + 1, link) || split_domain(link.host.view()).tier == SuffixTier::kNone)
        continue;
      floor = link.end - link.tail.size();
      emit(out, Detector::kEmail, begin, floor);
      continue;
    }
    const HostRun run = read_host_run(text, pos + 1);
    if (!run.well_formed || run.labels < 2 || !run.has_letter) continue;
    std::size_t end = run.end;
    if (split_domain(text.substr(run.begin, end - run.begin)).tier == SuffixTier::kNone) {
      // "me@abc.com.Then": the sentence goes on without a blank.
      if (run.labels < 3) continue;
      end = run.last_label - 1;
      if (split_domain(text.substr(run.begin, end - run.begin)).tier == SuffixTier::kNone) continue;
    }
    if (at(text, end) == '@' || at(text, end) == '_') continue;
    emit(out, Detector::kEmail, begin, end);
    floor = end;
  }
}

}  // namespace postgate::link
