#include "policy/plain_link.h"

#include <algorithm>
#include <array>

#include "link/chars.h"
#include "link/host.h"
#include "policy/account.h"

namespace postgate {

namespace {

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool is_host_character(char c) { return link::is_alnum(c) || c == '.' || c == '-' || !link::is_ascii(c); }

// Behind a port or a host there is nothing, a path, a query or a fragment.
bool is_tail(std::string_view link, std::size_t at) {
  return at == link.size() || link[at] == '/' || link[at] == '?' || link[at] == '#';
}

std::size_t scheme_end(std::string_view link) {
  constexpr std::array<std::string_view, 2> kSchemes = {"http://", "https://"};
  for (const std::string_view scheme : kSchemes) {
    if (link.substr(0, scheme.size()) == scheme) return scheme.size();
  }
  return 0;
}

// A wrapper's tail holds the address it leads on to, plain or percent-encoded once or twice.
bool may_lead_on(std::string_view tail) {
  constexpr std::array<std::string_view, 7> kSigns = {"//", "\\", "%2f%2f", "%3a", "%252f", "%253a", "%5c"};
  return std::any_of(kSigns.begin(), kSigns.end(), [&](std::string_view sign) { return has(tail, sign); });
}

// A further host in the tail that is not the account's.
bool names_other_host(const Account& account, std::string_view tail) {
  for (std::size_t at = link::next_alnum(tail, 0); at < tail.size();) {
    const link::HostRun run = link::read_host_run(tail, at);
    const std::string_view host = tail.substr(run.begin, run.end - run.begin);
    if (run.labels > 1 && run.well_formed && link::split_domain(host).tier == link::SuffixTier::kStrong &&
        account.domain_of(host) == nullptr)
      return true;
    at = link::next_alnum(tail, run.end > at ? run.end : at + 1);
  }
  return false;
}

}  // namespace

PlainLink read_plain_link(std::string_view link) {
  PlainLink parts;
  parts.host_begin = scheme_end(link);
  std::size_t end = parts.host_begin;
  while (end < link.size() && is_host_character(link[end])) ++end;
  std::size_t tail = end;
  if (link::at(link, end) == ':') {
    ++tail;
    while (link::is_digit(link::at(link, tail))) ++tail;
  }
  if (end == parts.host_begin || !is_tail(link, tail)) return {};
  parts.query = std::min(link.find_first_of("?#", tail), link.size());
  parts.host_end = link[end - 1] == '.' ? end - 1 : end;
  if (parts.host_end == parts.host_begin || may_lead_on(link.substr(tail))) return {};
  return parts;
}

const AccountItem* own_domain_of(const Account& account, std::string_view link, const PlainLink& parts) {
  if (parts.host_end == 0) return nullptr;
  const AccountItem* own =
      account.domain_of(link.substr(parts.host_begin, parts.host_end - parts.host_begin));
  if (own == nullptr || names_other_host(account, link.substr(parts.host_end))) return nullptr;
  return own;
}

}  // namespace postgate
