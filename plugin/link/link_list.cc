// See link_list.h.
#include "link/link_list.h"

#include <algorithm>
#include <new>

#include "link/field_links.h"
#include "link/finders.h"
#include "link/idna.h"

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

namespace {

// Asks the lists about each link as it is resolved, not as it is written.
class Asker : public FieldLinkSink {
 public:
  Asker(const std::vector<const LinkList*>& lists, std::vector<ListedLink>& out) : lists_(lists), out_(out) {}

  void take(const FieldText& /*view*/, const Link& link, Range bytes) override {
    if (link.kind != LinkKind::kWeb) return;
    std::string host;
    if (!domain_to_ascii(link.host.view(), host)) host = link.host.view();
    const std::string_view scheme = link.scheme == "https" || link.scheme == "ftp" ? link.scheme : "http";
    const std::string url = std::string(scheme) + "://" + host + std::string(link.tail);
    for (std::uint32_t i = 0; i < lists_.size(); ++i) {
      const LinkList::Hit hit = lists_[i]->find(url);
      if (hit.line != 0) out_.push_back({i, bytes, hit});
    }
  }

 private:
  const std::vector<const LinkList*>& lists_;
  std::vector<ListedLink>& out_;
};

}  // namespace

void find_listed(const FieldText& field, const std::vector<const LinkList*>& lists,
                 std::vector<ListedLink>& out) {
  if (!may_hold_link(field)) return;
  Asker asker(lists, out);
  if (!walk_field_links(field, asker).ok()) throw std::bad_alloc();
}

}  // namespace postgate::link
