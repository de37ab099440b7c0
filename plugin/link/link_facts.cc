#include "link/link_facts.h"

#include <algorithm>
#include <array>
#include <string>

#include "link/chars.h"
#include "link/site.h"

namespace postgate::link {
namespace {

// Parameters that name a partner: who is paid for the visit. Sorted.
constexpr std::array<std::string_view, 33> kPartnerNames = {
    "aff",        "aff_id",     "aff_sub",   "affcode",     "affid",       "affiliate",    "affiliate_id",
    "affkey",     "ascsubtag",  "clickref",  "coupon_id",   "couponid",    "cps",          "cps_id",
    "cpsid",      "duoduo_id",  "invite",    "invite_code", "invitecode",  "inviter",      "irclickid",
    "irgwc",      "promo_code", "promocode", "refcode",     "referral",    "referralcode", "referrer_id",
    "subunionid", "tduid",      "union_id",  "unionid",     "zs_duoduo_id"};
static_assert(std::is_sorted(kPartnerNames.begin(), kPartnerNames.end()));

std::string_view without_dot(std::string_view host) {
  return !host.empty() && host.back() == '.' ? host.substr(0, host.size() - 1) : host;
}

// "g0v-cn" and "gov.cn" become "govcn".
std::string bones(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == '.' || c == '-' || c == '_') continue;
    const char plain = lower(c);
    out += plain == '0' ? 'o' : plain == '1' || plain == '|' ? 'l' : plain;
  }
  return out;
}

// `labels` stand in `host` one after the other, between dots or dashes.
bool holds_labels(std::string_view host, std::string_view domain) {
  for (std::size_t at = host.find(domain); at != std::string_view::npos; at = host.find(domain, at + 1)) {
    const char left = before(host, at);
    const char right = link::at(host, at + domain.size());
    if (!is_alnum(left) && !is_alnum(right)) return true;
  }
  return false;
}

bool borrows(std::string_view host, std::string_view domain) {
  if (host.empty() || is_within(host, domain)) return false;
  if (holds_labels(host, domain)) return true;
  std::string dashed(domain);
  std::replace(dashed.begin(), dashed.end(), '.', '-');
  if (holds_labels(host, dashed)) return true;
  // Only labels that are the whole name: "govcn.example", not "mangovcn.example".
  const std::string wanted = bones(domain);
  for (std::size_t begin = 0; begin < host.size();) {
    const std::size_t dot = std::min(host.find('.', begin), host.size());
    const std::string label = bones(host.substr(begin, dot - begin));
    if (label == wanted || label == "www" + wanted) return true;
    begin = dot + 1;
  }
  // The same letters with a digit for one of them: "g0v.cn".
  const std::string whole = bones(host);
  return whole.ends_with(wanted) &&
         std::count(host.begin(), host.end(), '.') >= std::count(domain.begin(), domain.end(), '.') &&
         host.size() >= domain.size() &&
         (host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.');
}

}  // namespace

UrlParts parts_of(std::string_view url) {
  UrlParts parts;
  const std::size_t colon = url.find(':');
  if (colon == std::string_view::npos) return parts;
  parts.scheme = url.substr(0, colon);
  std::string_view rest = url.substr(colon + 1);
  rest = rest.substr(0, rest.find('#'));
  const std::size_t mark = rest.find('?');
  if (mark != std::string_view::npos) parts.query = rest.substr(mark + 1);
  rest = rest.substr(0, mark);
  if (rest.substr(0, 2) != "//") {
    parts.path = rest;
    return parts;
  }
  rest.remove_prefix(2);
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const std::size_t sign = rest.substr(0, slash).rfind('@');
  if (sign != std::string_view::npos) parts.user = rest.substr(0, sign);
  parts.path = rest.substr(slash);
  return parts;
}

bool is_shortener(const FoundLink& link) {
  return site_category(without_dot(link.host)) == SiteCategory::kShortener;
}

bool is_redirector(const FoundLink& link) {
  return !link.target.empty() || site_category(without_dot(link.host)) == SiteCategory::kRedirector;
}

bool is_affiliate(const FoundLink& link) {
  if (site_category(without_dot(link.host)) == SiteCategory::kAffiliate) return true;
  std::string_view rest = parts_of(link.url).query;
  while (!rest.empty()) {
    const std::size_t end = rest.find('&');
    const std::string_view pair = rest.substr(0, end);
    const std::string name = lowered(pair.substr(0, pair.find('=')));
    if (std::binary_search(kPartnerNames.begin(), kPartnerNames.end(), std::string_view(name))) return true;
    // Taobao's partner numbers.
    if (name == "pid" && lowered(pair).find("=mm_") != std::string::npos) return true;
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  return false;
}

bool is_within(std::string_view host, std::string_view domain) {
  host = without_dot(host);
  if (host.size() < domain.size() || host.substr(host.size() - domain.size()) != domain) return false;
  return host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.';
}

bool poses_as(const FoundLink& link, std::string_view domain) {
  const std::string_view host = without_dot(link.host);
  if (host.empty() || is_within(host, domain)) return false;
  if (borrows(host, domain)) return true;
  if (!link.looks_like.empty() && (is_within(link.looks_like, domain) || borrows(link.looks_like, domain))) {
    return true;
  }
  return holds_labels(lowered(parts_of(link.url).user), domain);
}

}  // namespace postgate::link
