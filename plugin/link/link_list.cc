// See link_list.h.
#include "link/link_list.h"

#include <algorithm>

#include "link/finders.h"

namespace postgate::link {
namespace {

constexpr std::string_view kDomain = "domain:";
constexpr std::string_view kFilter = "filter:";
constexpr std::size_t kShownLines = 20;

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

// A line of a domain list without its comment.
std::string_view domain_of(std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '#' && (i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t'))
      return trimmed(line.substr(0, i));
  }
  return trimmed(line);
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

// The address behind a link as its author wrote it: what was put in to mislead machines is taken out.
std::string address_of(std::string_view written) {
  std::string url(written);
  url.erase(std::remove(url.begin(), url.end(), ' '), url.end());
  for (const std::string_view dot : {"[.]", "(.)", "[dot]", "(dot)", "\xE3\x80\x82", "\xE7\x82\xB9"}) {
    replace_all(url, dot, ".");
  }
  if (url.compare(0, 4, "hxxp") == 0) url.replace(0, 4, "http");
  const std::size_t scheme = url.find("://");
  if (scheme == std::string::npos || scheme > 32) url.insert(0, "http://");
  return url;
}

}  // namespace

std::optional<ListName> list_name(std::string_view detector) {
  if (detector.substr(0, kDomain.size()) == kDomain) {
    return ListName{ListKind::kDomains, detector.substr(kDomain.size())};
  }
  if (detector.substr(0, kFilter.size()) == kFilter) {
    return ListName{ListKind::kFilters, detector.substr(kFilter.size())};
  }
  return std::nullopt;
}

std::string_view list_line_reason(ListKind kind, std::string_view line) {
  line = trimmed(line);
  if (kind == ListKind::kDomains) {
    const std::string_view domain = domain_of(line);
    if (domain.empty()) return "comment";
    return normal_domain(domain).empty() ? std::string_view("malformed") : std::string_view();
  }
  FilterSet set;
  const ParsedFilter parsed = set.add(line, 1);
  if (parsed.skip != FilterSkip::kNone) return filter_skip_name(parsed.skip);
  const FilterRule& rule = parsed.rule;
  // A link of a post leads away from it and stands on no page that a list could name.
  if (rule.party == Party::kFirst) return "first-party only";
  if (!rule.domains.empty()) return "named pages only";
  if (rule.exception && (rule.types & FilterRequest().exception_types) == 0)
    return "exception for parts of pages";
  return {};
}

ListReport LinkList::read(std::string_view bytes) {
  ListReport report;
  for (std::uint32_t number = 1; !bytes.empty(); ++number) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view line = trimmed(bytes.substr(0, end));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (kind_ == ListKind::kDomains) {
      const std::string_view domain = domain_of(line);
      if (domain.empty()) continue;
      if (domains_.add(domain, number)) {
        ++report.taken;
      } else if (report.bad_lines.size() < kShownLines) {
        report.bad_lines.push_back(number);
      }
      continue;
    }
    const ParsedFilter parsed = filters_.add(line, number);
    if (parsed.skip == FilterSkip::kNone) {
      ++report.taken;
    } else if (parsed.skip != FilterSkip::kEmpty) {
      ++report.skipped[std::string(filter_skip_name(parsed.skip))];
    }
  }
  domains_.finish();
  filters_.finish();
  return report;
}

LinkList::Hit LinkList::find(std::string_view url) const {
  const FilterAddress address =
      filter_address(url.substr(0, FilterSet::kLongestAddress), url.substr(0, FilterSet::kLongestAddress));
  if (kind_ == ListKind::kDomains) {
    const DomainSet::Entry entry = domains_.find(address.host());
    return {entry.line, entry.domain};
  }
  FilterRequest request;
  request.address = address;
  const FilterHit hit = filters_.find(request);
  return {hit.line, hit.text};
}

std::size_t LinkList::memory_bytes() const { return domains_.memory_bytes() + filters_.memory_bytes(); }

void find_listed(const FieldText& field, const std::vector<const LinkList*>& lists,
                 std::vector<ListedLink>& out) {
  std::vector<DetectorHit> links;
  detect(field, detector_bit(Detector::kUrl), links);
  for (const DetectorHit& link : links) {
    if (link.on_raw) continue;
    const std::string url =
        address_of(field.text().substr(link.bytes.begin, link.bytes.end - link.bytes.begin));
    for (std::uint32_t i = 0; i < lists.size(); ++i) {
      const LinkList::Hit hit = lists[i]->find(url);
      if (hit.line != 0) out.push_back({i, link.bytes, hit});
    }
  }
}

}  // namespace postgate::link
