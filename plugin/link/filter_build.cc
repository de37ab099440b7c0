// FilterSet: once all rules are in, each is put where the addresses it matches lead to it.
#include <algorithm>
#include <utility>

#include "link/chars.h"
#include "link/filter_grams.h"
#include "link/filter_set.h"

namespace postgate::link {
namespace {

constexpr std::size_t kHistogram = std::size_t{1} << 16U;
constexpr std::uint32_t kTooCommon = 1U << 30U;
// What nearly every address holds; a rule that has nothing else to be found by is always tried.
constexpr std::string_view kCommon[] = {"https://www.", "http://www.", ".com/", ".net/", ".html", "index."};

}  // namespace

// The whole host that a rule begins with; empty if its host is open.
std::string_view FilterSet::host_of_rule(const Rule& rule) const {
  if ((rule.flags & kHostAnchor) == 0) return {};
  const std::string_view pattern = slice(rule.pattern, rule.pattern_size);
  const std::size_t end = pattern.find_first_of("/^*:?|");
  if (end == std::string_view::npos || end == 0 || pattern[end] == '*') return {};
  const std::string_view host = pattern.substr(0, end);
  return normal_domain(host) == host ? host : std::string_view();
}

FilterSet::Grams FilterSet::grams_of(const Rule& rule) const {
  std::vector<std::string> pieces;
  const std::string_view pattern = slice(rule.pattern, rule.pattern_size);
  if (rule.regex != 0) {
    regex_literals(pattern, pieces);
  } else {
    pieces.emplace_back();
    for (const char c : pattern) {
      if (c == '*' || c == '^') {
        pieces.emplace_back();
      } else {
        pieces.back() += lower(c);
      }
    }
  }
  Grams grams;
  grams.is_long = std::any_of(pieces.begin(), pieces.end(),
                              [](const std::string& piece) { return piece.size() >= kLongGram; });
  for (const std::string& piece : pieces) {
    each_gram(piece, grams.is_long ? kLongGram : kGram,
              [&](std::uint32_t gram) { grams.keys.push_back(gram); });
  }
  return grams;
}

void FilterSet::Index::build(const std::vector<Keyed>& keyed) {
  std::uint32_t buckets = 64;
  while (buckets < keyed.size()) buckets *= 2;
  mask = buckets - 1;
  filled_mask = buckets * 16 - 1;
  starts.assign(buckets + 1, 0);
  filled.assign(buckets * 16 / 64, 0);
  entries.resize(keyed.size());
  for (const Keyed& each : keyed) {
    ++starts[(each.key & mask) + 1];
    filled[(each.key & filled_mask) / 64] |= std::uint64_t{1} << (each.key & 63U);
  }
  for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
  std::vector<std::uint32_t> next(starts.begin(), starts.end() - 1);
  for (const Keyed& each : keyed) entries[next[each.key & mask]++] = each;
}

bool FilterSet::on_named_pages(const Rule& rule) const {
  return rule.domains != 0 && !page_lists_[rule.domains - 1].only.empty();
}

void FilterSet::drop_taken_back() {
  if (taken_back_.empty()) return;
  std::sort(taken_back_.begin(), taken_back_.end());
  const auto gone = [this](const Rule& rule) {
    return std::binary_search(taken_back_.begin(), taken_back_.end(), slice(rule.text, rule.text_size));
  };
  rules_.erase(std::remove_if(rules_.begin(), rules_.end(), gone), rules_.end());
}

void FilterSet::finish() {
  drop_taken_back();
  domains_.finish();
  std::vector<std::uint32_t> histogram(kHistogram);
  for (const std::string_view text : kCommon) {
    for (const std::size_t length : {kGram, kLongGram}) {
      each_gram(text, length, [&](std::uint32_t gram) { histogram[gram % kHistogram] = kTooCommon; });
    }
  }
  std::vector<Grams> grams(rules_.size());
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (on_named_pages(rules_[i]) || !host_of_rule(rules_[i]).empty()) continue;
    grams[i] = grams_of(rules_[i]);
    for (const std::uint32_t gram : grams[i].keys) {
      if (histogram[gram % kHistogram] < kTooCommon) ++histogram[gram % kHistogram];
    }
  }
  for (std::uint32_t i = 0; i < rules_.size(); ++i) file_rule(i, grams[i], histogram);
  by_host_.build(keyed_[0]);
  by_long_gram_.build(keyed_[1]);
  by_gram_.build(keyed_[2]);
  for (std::vector<Keyed>& done : keyed_) done = {};
  join_regexes();
  pool_.shrink_to_fit();
  rules_.shrink_to_fit();
}

// Puts a rule where an address that it matches will lead to it.
void FilterSet::file_rule(std::uint32_t number, const Grams& grams,
                          const std::vector<std::uint32_t>& histogram) {
  const Rule& rule = rules_[number];
  if (on_named_pages(rule)) {
    paged_.push_back(number);
    return;
  }
  if (const std::string_view host = host_of_rule(rule); !host.empty()) {
    keyed_[0].push_back({host_key(host), number});
    return;
  }
  const auto count = [&](std::uint32_t gram) { return histogram[gram % kHistogram]; };
  const auto rarest = std::min_element(grams.keys.begin(), grams.keys.end(),
                                       [&](std::uint32_t a, std::uint32_t b) { return count(a) < count(b); });
  if (rarest != grams.keys.end() && count(*rarest) < kTooCommon) {
    keyed_[grams.is_long ? 1 : 2].push_back({*rarest, number});
  } else {
    (rule.regex != 0 ? regex_rules_ : always_).push_back(number);
  }
}

// One search that tells whether any of the regexes without a literal can match.
void FilterSet::join_regexes() {
  if (regex_rules_.size() < 2) return;
  std::string all;
  for (const std::uint32_t number : regex_rules_) {
    if (!all.empty()) all += '|';
    all += "(?:" + std::string(slice(rules_[number].pattern, rules_[number].pattern_size)) + ")";
  }
  Result<Regex> made = Regex::compile("(?i)" + all);
  if (made.ok()) joined_.push_back(std::move(made).value());
}

}  // namespace postgate::link
