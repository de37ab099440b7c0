// FilterSet: taking rules in and finding the ones to compare. The comparison itself is in filter_match.cc.
#include "link/filter_set.h"

#include <algorithm>
#include <array>
#include <utility>

#include "link/filter_grams.h"

namespace postgate::link {
namespace {

constexpr std::size_t kMostRegexes = 2000;
constexpr std::size_t kSeenGrams = 64;

bool on_page(const std::vector<std::string>& list, std::string_view host) {
  return std::any_of(list.begin(), list.end(), [host](const std::string& domain) {
    const bool any_suffix = domain.size() > 2 && domain.substr(domain.size() - 2) == ".*";
    const std::string_view name = std::string_view(domain).substr(0, domain.size() - (any_suffix ? 2 : 0));
    for (std::size_t at = 0; at != std::string_view::npos && at < host.size();) {
      const std::string_view tail = host.substr(at);
      if (any_suffix ? tail.substr(0, name.size()) == name && tail.substr(name.size(), 1) == "."
                     : tail == name) {
        return true;
      }
      const std::size_t dot = host.find('.', at);
      at = dot == std::string_view::npos ? dot : dot + 1;
    }
    return false;
  });
}

// A line without the option badfilter, to compare with.
std::string without_badfilter(std::string_view line) {
  std::string made(line);
  for (const std::string_view option : {",badfilter", "badfilter,", "$badfilter"}) {
    const std::size_t at = made.find(option);
    if (at == std::string::npos) continue;
    made.erase(at, option.size());
    break;
  }
  return made;
}

}  // namespace

struct FilterSet::Best {
  FilterHit block;
  bool exempt = false;
  // Of two the more important, then the one that stands first.
  void take(const FilterHit& hit) {
    const bool better =
        !block.found() || std::pair(!hit.important, hit.line) < std::pair(!block.important, block.line);
    if (better) block = hit;
  }
};

ParsedFilter FilterSet::add(std::string_view line, std::uint32_t number) {
  ParsedFilter parsed = parse_filter(line);
  if (parsed.skip != FilterSkip::kNone) return parsed;
  FilterRule& rule = parsed.rule;
  if (rule.bad_filter) {
    taken_back_.push_back(without_badfilter(line));
    return parsed;
  }
  const bool plain = rule.host_anchor && !rule.exception && !rule.important && !rule.match_case &&
                     !rule.end_anchor && rule.party == Party::kAny && rule.types == kEveryType &&
                     rule.domains.empty() && rule.not_domains.empty() && rule.pattern.size() > 1 &&
                     rule.pattern.back() == '^';
  const std::string_view name =
      std::string_view(rule.pattern).substr(0, rule.pattern.size() - (plain ? 1 : 0));
  if (plain && normal_domain(name) == name && domains_.add(name, number)) return parsed;
  if (rule.regex) {
    if (regexes_.size() >= kMostRegexes) {
      parsed.skip = FilterSkip::kRegex;
      return parsed;
    }
    Result<Regex> made = Regex::compile((rule.match_case ? "" : "(?i)") + rule.pattern);
    if (!made.ok()) {
      parsed.skip = FilterSkip::kRegex;
      return parsed;
    }
    regexes_.push_back(std::move(made).value());
  }
  add_rule(rule, line, number);
  return parsed;
}

void FilterSet::add_rule(const FilterRule& rule, std::string_view line, std::uint32_t number) {
  Rule stored;
  line = line.substr(0, 0xFFFF);
  stored.pattern = static_cast<std::uint32_t>(pool_.size());
  stored.pattern_size = static_cast<std::uint16_t>(rule.pattern.size());
  pool_ += rule.pattern;
  stored.text = static_cast<std::uint32_t>(pool_.size());
  stored.text_size = static_cast<std::uint16_t>(line.size());
  pool_ += line;
  stored.line = number;
  stored.types = static_cast<std::uint16_t>(rule.types);
  const auto flag = [&stored](bool set, Flag bit) {
    if (set) stored.flags = static_cast<std::uint16_t>(stored.flags | bit);
  };
  flag(rule.exception, kException);
  flag(rule.important, kImportant);
  flag(rule.match_case, kMatchCase);
  flag(rule.host_anchor, kHostAnchor);
  flag(rule.begin_anchor, kBeginAnchor);
  flag(rule.end_anchor, kEndAnchor);
  flag(rule.label_end, kLabelEnd);
  flag(rule.party == Party::kThird, kThird);
  flag(rule.party == Party::kFirst, kFirst);
  if (rule.regex) stored.regex = static_cast<std::uint32_t>(regexes_.size());
  if (!rule.domains.empty() || !rule.not_domains.empty()) {
    page_lists_.push_back({rule.domains, rule.not_domains});
    stored.domains = static_cast<std::uint32_t>(page_lists_.size());
  }
  rules_.push_back(stored);
}

bool FilterSet::applies(const Rule& rule, const FilterRequest& request) const {
  const std::uint32_t types = (rule.flags & kException) != 0 ? request.exception_types : request.types;
  if ((rule.types & types) == 0) return false;
  if ((rule.flags & kThird) != 0 && !request.third_party) return false;
  if ((rule.flags & kFirst) != 0 && request.third_party) return false;
  if (rule.domains == 0) return true;
  const PageList& pages = page_lists_[rule.domains - 1];
  if (!pages.only.empty() && !on_page(pages.only, request.page_host)) return false;
  return !on_page(pages.never, request.page_host);
}

bool FilterSet::matches(const Rule& rule, const FilterRequest& request) const {
  const bool written = (rule.flags & kMatchCase) != 0;
  const std::string_view url = written ? request.address.written : request.address.url;
  if (rule.regex != 0) {
    std::size_t begin = 0;
    std::size_t end = 0;
    // A search that gives up counts as found: nothing is let through because it was hard to judge.
    return regexes_[rule.regex - 1].find(url, 0, begin, end) != Regex::Outcome::kNoHit;
  }
  FilterPattern pattern;
  pattern.text = slice(rule.pattern, rule.pattern_size);
  pattern.host_anchor = (rule.flags & kHostAnchor) != 0;
  pattern.begin_anchor = (rule.flags & kBeginAnchor) != 0;
  pattern.end_anchor = (rule.flags & kEndAnchor) != 0;
  pattern.label_end = (rule.flags & kLabelEnd) != 0;
  return pattern_matches(pattern, request.address, url);
}

void FilterSet::look(std::uint32_t number, const FilterRequest& request, Best& best) const {
  const Rule& rule = rules_[number];
  if (!applies(rule, request) || !matches(rule, request)) return;
  if ((rule.flags & kException) != 0) {
    best.exempt = true;
  } else {
    best.take({rule.line, slice(rule.text, rule.text_size), (rule.flags & kImportant) != 0});
  }
}

void FilterSet::look_in(const Index& index, std::uint32_t key, const FilterRequest& request,
                        Best& best) const {
  const std::uint32_t bucket = key & index.mask;
  for (std::uint32_t i = index.starts[bucket]; i < index.starts[bucket + 1]; ++i) {
    if (index.entries[i].key == key) look(index.entries[i].number, request, best);
  }
}

void FilterSet::look_for_grams(const Index& index, std::size_t length, const FilterRequest& request,
                               Best& best) const {
  if (index.entries.empty()) return;
  std::array<std::uint32_t, kSeenGrams> seen{};  // an address may repeat itself
  each_gram(request.address.url, length, [&](std::uint32_t gram) {
    if (!index.may_hold(gram) || seen[gram >> 26U] == gram) return;
    seen[gram >> 26U] = gram;
    look_in(index, gram, request, best);
  });
}

// The rules of plain names are in domains_, which cannot forget.
bool FilterSet::is_taken_back(std::string_view domain) const {
  if (taken_back_.empty()) return false;
  return std::binary_search(taken_back_.begin(), taken_back_.end(), "||" + std::string(domain) + "^");
}

void FilterSet::look_at_regexes(const FilterRequest& request, Best& best) const {
  std::size_t begin = 0;
  std::size_t end = 0;
  const bool none =
      !joined_.empty() && joined_.front().find(request.address.url, 0, begin, end) == Regex::Outcome::kNoHit;
  if (none) return;
  for (const std::uint32_t number : regex_rules_) look(number, request, best);
}

FilterHit FilterSet::find(const FilterRequest& request) const {
  Best best;
  const std::string_view host = request.address.host();
  if (const DomainSet::Entry entry = domains_.find(host); entry.found() && !is_taken_back(entry.domain)) {
    best.take({entry.line, entry.domain, false});
  }
  if (!by_host_.entries.empty()) {
    std::uint32_t hash = kHostStart;
    for (std::size_t i = host.size(); i-- > 0;) {
      hash = host_step(hash, host[i]);
      const std::uint32_t key = mixed(hash);
      if ((i == 0 || host[i - 1] == '.') && by_host_.may_hold(key)) look_in(by_host_, key, request, best);
    }
  }
  look_for_grams(by_long_gram_, kLongGram, request, best);
  look_for_grams(by_gram_, kGram, request, best);
  for (const std::uint32_t number : always_) look(number, request, best);
  look_at_regexes(request, best);
  if (!request.page_host.empty()) {
    for (const std::uint32_t number : paged_) look(number, request, best);
  }
  if (best.exempt && !best.block.important) return {};
  return best.block;
}

std::size_t FilterSet::memory_bytes() const {
  const auto of_index = [](const Index& index) {
    return index.starts.capacity() * sizeof(std::uint32_t) + index.entries.capacity() * sizeof(Keyed) +
           index.filled.capacity() * sizeof(std::uint64_t);
  };
  std::size_t bytes = rules_.capacity() * sizeof(Rule) + pool_.capacity() + domains_.memory_bytes() +
                      of_index(by_host_) + of_index(by_long_gram_) + of_index(by_gram_);
  for (const PageList& pages : page_lists_) {
    for (const auto* list : {&pages.only, &pages.never}) {
      bytes += list->capacity() * sizeof(std::string);
      for (const std::string& domain : *list) bytes += domain.capacity() > 15 ? domain.capacity() : 0;
    }
  }
  return bytes;
}

}  // namespace postgate::link
