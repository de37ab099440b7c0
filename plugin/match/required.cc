#include "match/required.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "match/regex_tree.h"
#include "text/symbol_table.h"
#include "text/utf8.h"

namespace postgate {

namespace {

using Kind = RegexNode::Kind;
using Strings = std::vector<std::u16string>;

constexpr std::size_t kMostStrings = 40;
constexpr std::size_t kLongestString = 16;
constexpr std::uint32_t kMostMembers = 12;
constexpr std::uint32_t kDigitsOfRun = 5;

// What is known of the texts that a node matches.
struct Facts {
  std::optional<Strings> all;  // every one of them, squeezed
  Strings one_of;              // otherwise: one of these is in each of them
  Strings edge;                // and, if there are any, each of them begins and ends with one of these
  TextTraits traits = 0;
  std::uint32_t digits = 0;  // they are at least so many digits and nothing else
};

std::uint32_t members(const CodeSet& set) {
  std::uint32_t count = 0;
  for (const CodeRange& range : set.ranges()) {
    count += range.last - range.first + 1;
    if (count > 0x10000) break;
  }
  return count;
}

bool all_digits(const CodeSet& set) {
  return std::all_of(set.ranges().begin(), set.ranges().end(),
                     [](const CodeRange& range) { return range.first >= '0' && range.last <= '9'; });
}

class Reader {
 public:
  explicit Reader(bool raw) : raw_(raw) {}

  Facts read(const RegexNode& node) const {
    switch (node.kind) {
      case Kind::kSet:
        return read_set(node.set);
      case Kind::kSequence:
        return read_sequence(node);
      case Kind::kChoice:
        return read_choice(node);
      case Kind::kRepeat:
        return read_repeat(node);
      default:
        break;
    }
    Facts nothing;
    nothing.all = Strings{u""};
    return nothing;
  }

  // The strings of which one must be there, whatever is known.
  static Strings needed(const Facts& facts) {
    const Strings& strings = facts.all ? *facts.all : facts.one_of;
    const bool useless =
        std::any_of(strings.begin(), strings.end(), [](const std::u16string& each) { return each.empty(); });
    return useless ? Strings{} : strings;
  }

 private:
  Facts read_set(const CodeSet& set) const {
    Facts facts;
    if (set.empty()) return facts;
    if (all_digits(set)) facts.digits = 1;
    const std::uint32_t count = members(set);
    constexpr std::uint32_t kMostTraitMembers = 128;
    if (count > kMostTraitMembers) return facts;
    Strings strings;
    bool exact = count <= kMostMembers;
    facts.traits = kRequirableTraits;
    for (const CodeRange& range : set.ranges()) {
      for (char32_t cp = range.first; cp <= range.last; ++cp) {
        const WideSymbol symbol = wide_symbol(cp);
        facts.traits &= symbol.entry >> kSymbolTraitShift;
        const std::optional<std::u16string> squeezed = exact ? squeeze(cp, symbol) : std::nullopt;
        exact = exact && squeezed;
        if (exact) strings.push_back(*squeezed);
      }
    }
    if (exact) facts.all = unique(std::move(strings));
    return facts;
  }

  // What `cp` of the matched view is in the squeezed view; nothing if that depends on more.
  [[nodiscard]] std::optional<std::u16string> squeeze(char32_t cp, const WideSymbol& symbol) const {
    if ((symbol.entry & kSymbolSlow) != 0) return std::nullopt;
    // A numeral as written may become a digit; a folded view shows what it became.
    if (raw_ && (symbol.entry & kSymbolNumeral) != 0) return std::nullopt;
    if ((symbol.entry & kSymbolKeep) == 0) return std::u16string();
    if (!raw_ && symbol.codepoint != cp) return std::nullopt;
    char16_t units[2];
    return std::u16string(units, encode_utf16(symbol.codepoint, units));
  }

  static Strings unique(Strings strings) {
    std::sort(strings.begin(), strings.end());
    strings.erase(std::unique(strings.begin(), strings.end()), strings.end());
    return strings;
  }

  // Every string of `left` followed by every one of `right`; nothing if that is too many.
  static std::optional<Strings> joined(const Strings& left, const Strings& right) {
    if (left.size() * right.size() > kMostStrings) return std::nullopt;
    Strings strings;
    for (const std::u16string& a : left) {
      for (const std::u16string& b : right) {
        if (a.size() + b.size() > kLongestString) return std::nullopt;
        strings.push_back(a + b);
      }
    }
    return unique(std::move(strings));
  }

  static std::size_t shortest(const Strings& strings) {
    std::size_t least = strings.empty() ? 0 : kLongestString;
    for (const std::u16string& each : strings) least = std::min(least, each.size());
    return least;
  }

  // Is `a` the better thing to look for?
  static bool better(const Strings& a, const Strings& b) {
    constexpr std::size_t kLongEnough = 3;
    const std::size_t left = std::min(shortest(a), kLongEnough);
    const std::size_t right = std::min(shortest(b), kLongEnough);
    return left != right ? left > right : a.size() < b.size();
  }

  static void offer(Strings& best, Strings strings) {
    if (better(strings, best)) best = std::move(strings);
  }

  Facts read_sequence(const RegexNode& node) const {
    Facts facts;
    Strings run{u""};  // what the children since the last unknown one come to
    bool exact = true;
    std::uint32_t digits = 0;
    bool only_digits = true;
    for (const RegexNode& child : node.children) {
      const Facts part = read(child);
      facts.traits |= part.traits;
      digits = part.digits > 0 ? digits + part.digits : 0;
      only_digits = only_digits && part.digits > 0;
      if (digits >= kDigitsOfRun) facts.traits |= kTraitDigitRun;
      std::optional<Strings> longer = part.all ? joined(run, *part.all) : std::nullopt;
      if (longer) {
        run = *std::move(longer);
        continue;
      }
      exact = false;
      if (!part.edge.empty()) {
        if (std::optional<Strings> before = joined(run, part.edge)) run = *std::move(before);
      }
      offer(facts.one_of, useful(run));
      offer(facts.one_of, needed(part));
      run = part.all ? *part.all : part.edge.empty() ? Strings{u""} : part.edge;
    }
    if (only_digits) facts.digits = digits;
    if (exact) {
      facts.all = std::move(run);
    } else {
      offer(facts.one_of, useful(run));
    }
    return facts;
  }

  static Strings useful(const Strings& strings) { return shortest(strings) == 0 ? Strings{} : strings; }

  Facts read_choice(const RegexNode& node) const {
    Facts facts;
    facts.traits = kRequirableTraits;
    Strings all;
    Strings one_of;
    bool exact = true;
    bool known = true;
    for (const RegexNode& child : node.children) {
      const Facts part = read(child);
      facts.traits &= part.traits;
      exact = exact && part.all;
      if (part.all) all.insert(all.end(), part.all->begin(), part.all->end());
      const Strings wanted = needed(part);
      known = known && !wanted.empty();
      one_of.insert(one_of.end(), wanted.begin(), wanted.end());
    }
    all = unique(std::move(all));
    one_of = unique(std::move(one_of));
    if (exact && all.size() <= kMostStrings) {
      facts.all = std::move(all);
    } else if (known && one_of.size() <= kMostStrings) {
      facts.one_of = std::move(one_of);
    }
    return facts;
  }

  Facts read_repeat(const RegexNode& node) const {
    const Facts part = read(node.children.front());
    Facts facts;
    if (node.least == 0) {
      if (node.most == 0) facts.all = Strings{u""};
      if (node.most != 1 || !part.all) return facts;
      facts.all = *part.all;
      facts.all->push_back(u"");
      facts.all = unique(*std::move(facts.all));
      return facts;
    }
    facts.traits = part.traits;
    facts.digits = part.digits * node.least;
    if (facts.digits >= kDigitsOfRun) facts.traits |= kTraitDigitRun;
    std::optional<Strings> all;
    if (part.all && node.least == node.most) all = Strings{u""};
    for (std::uint32_t i = 0; all && i < node.least; ++i) all = joined(*all, *part.all);
    if (all) {
      facts.all = *std::move(all);
    } else {
      facts.one_of = needed(part);
      if (part.all) facts.edge = *part.all;
    }
    return facts;
  }

  bool raw_;
};

}  // namespace

RequiredParts required_parts(std::string_view pattern, bool raw) {
  RequiredParts parts;
  const ParsedRegex parsed = parse_regex(pattern);
  if (!parsed.problems.empty()) return parts;
  const Facts facts = Reader(raw).read(parsed.root);
  parts.literals = Reader::needed(facts);
  parts.traits = facts.traits & kRequirableTraits;
  return parts;
}

}  // namespace postgate
