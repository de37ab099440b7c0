// FilterSet: the rules of a filter list, asked about one address after the other. Plain names are in a
// DomainSet; rules of a host are found by the host; the others by their rarest four characters, so that an
// address is compared with a handful of rules however many there are. Built once, immutable afterwards,
// any thread may ask.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "link/domain_set.h"
#include "link/filter_match.h"
#include "link/filter_rule.h"
#include "match/regex.h"

namespace postgate::link {

// What is known of a request. A link of a post is of every type, third-party, on no page.
struct FilterRequest {
  FilterAddress address;
  std::uint32_t types = kEveryType;
  // Exceptions must be about one of these.
  std::uint32_t exception_types = kTypeDocument | kTypePopup;
  bool third_party = true;
  std::string_view page_host;  // empty: unknown
};

struct FilterHit {
  std::uint32_t line = 0;  // of the list; 0: no rule stops it
  std::string_view text;   // the line, or the name it is about; lives as long as the set
  bool important = false;
  [[nodiscard]] bool found() const { return line != 0; }
};

class FilterSet {
 public:
  // Longer addresses are looked at up to here; their host always is.
  static constexpr std::size_t kLongestAddress = 4096;

  // Takes one line. The answer says what became of it.
  ParsedFilter add(std::string_view line, std::uint32_t number);
  // After the last line.
  void finish();

  [[nodiscard]] FilterHit find(const FilterRequest& request) const;

  [[nodiscard]] std::size_t size() const { return rules_.size() + domains_.size(); }
  [[nodiscard]] std::size_t memory_bytes() const;

 private:
  struct Rule {
    std::uint32_t pattern = 0;  // in pool_
    std::uint32_t text = 0;     // in pool_: the whole line
    std::uint32_t line = 0;
    std::uint16_t pattern_size = 0;
    std::uint16_t text_size = 0;
    std::uint16_t types = 0;
    std::uint16_t flags = 0;
    std::uint32_t domains = 0;  // index into page_lists_, plus one
    std::uint32_t regex = 0;    // index into regexes_, plus one
  };
  struct PageList {
    std::vector<std::string> only;
    std::vector<std::string> never;
  };
  enum Flag : std::uint16_t {
    kException = 1U << 0U,
    kImportant = 1U << 1U,
    kMatchCase = 1U << 2U,
    kHostAnchor = 1U << 3U,
    kBeginAnchor = 1U << 4U,
    kEndAnchor = 1U << 5U,
    kThird = 1U << 6U,
    kFirst = 1U << 7U,
    kLabelEnd = 1U << 8U,
  };
  struct Keyed {
    std::uint32_t key = 0;
    std::uint32_t number = 0;  // of the rule
  };
  // Rules by key: those of bucket b are entries[starts[b]] .. entries[starts[b + 1]].
  struct Index {
    std::vector<std::uint32_t> starts;
    std::vector<Keyed> entries;
    std::vector<std::uint64_t> filled;  // a bit a key, of more keys than there are buckets
    std::uint32_t mask = 0;
    std::uint32_t filled_mask = 0;
    void build(const std::vector<Keyed>& keyed);
    [[nodiscard]] bool may_hold(std::uint32_t key) const {
      return (filled[(key & filled_mask) / 64] >> (key & 63U) & 1U) != 0;
    }
  };
  struct Best;

  void add_rule(const FilterRule& rule, std::string_view line, std::uint32_t number);
  bool add_regex(const FilterRule& rule, Rule& stored);
  [[nodiscard]] std::string_view slice(std::uint32_t at, std::size_t size) const {
    return std::string_view(pool_).substr(at, size);
  }
  [[nodiscard]] std::string_view host_of_rule(const Rule& rule) const;
  // Where a rule without a host is kept: by which characters, or nowhere.
  struct Grams {
    std::vector<std::uint32_t> keys;
    bool is_long = false;
  };
  [[nodiscard]] Grams grams_of(const Rule& rule) const;
  [[nodiscard]] bool on_named_pages(const Rule& rule) const;
  void file_rule(std::uint32_t number, const Grams& grams, const std::vector<std::uint32_t>& histogram);
  void join_regexes();
  void drop_taken_back();
  [[nodiscard]] bool is_taken_back(std::string_view domain) const;
  [[nodiscard]] bool applies(const Rule& rule, const FilterRequest& request) const;
  [[nodiscard]] bool matches(const Rule& rule, const FilterRequest& request) const;
  void look_at_regexes(const FilterRequest& request, Best& best) const;
  void look(std::uint32_t number, const FilterRequest& request, Best& best) const;
  void look_in(const Index& index, std::uint32_t key, const FilterRequest& request, Best& best) const;
  void look_for_grams(const Index& index, std::size_t length, const FilterRequest& request, Best& best) const;

  std::vector<Rule> rules_;
  std::string pool_;
  std::vector<PageList> page_lists_;
  std::vector<Regex> regexes_;
  DomainSet domains_;
  std::vector<std::string> taken_back_;  // lines without their $badfilter
  Index by_host_;
  Index by_long_gram_;
  Index by_gram_;
  std::vector<std::uint32_t> always_;
  std::vector<std::uint32_t> paged_;        // on named pages only
  std::vector<Keyed> keyed_[3];             // while building: by host, by long gram, by gram
  std::vector<std::uint32_t> regex_rules_;  // to be tried always, but only where joined_ matches
  std::vector<Regex> joined_;               // one regex for all of these, or none
};

}  // namespace postgate::link
