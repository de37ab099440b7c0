#include "match/required.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "match/pair_filter.h"
#include "match/pair_levels.h"
#include "match/regex_tree.h"
#include "text/symbol_table.h"
#include "text/utf8.h"

namespace postgate {

namespace {

using Kind = RegexNode::Kind;
using Strings = std::vector<std::u16string>;
using Sets = std::vector<Strings>;

constexpr std::size_t kMostStrings = 40;
constexpr std::size_t kLongestString = 16;
constexpr std::uint32_t kMostMembers = 12;

// Of so many digits in a row.
TextTraits traits_of_digits(std::uint32_t digits) {
  return (digits >= 4 ? kTraitDigits4 : 0U) | (digits >= 5 ? kTraitDigitRun : 0U) |
         (digits >= 7 ? kTraitDigits7 : 0U);
}

TextTraits traits_of_numerals(std::uint32_t numerals) {
  return (numerals >= 4 ? kTraitNumerals4 : 0U) | (numerals >= 7 ? kTraitNumerals7 : 0U);
}

// What is known of the texts that a node matches.
struct Facts {
  std::optional<Strings> all;  // every one of them, squeezed
  Sets sets;                   // otherwise: one of each of these sets is in each of them
  Strings edge;                // and, if there are any, each of them begins and ends with one of these
  TextTraits traits = 0;
  std::uint32_t digits = 0;  // squeezed they are at least so many digits and nothing else
  bool numeral = false;      // ... one of the digits and Han numerals, not all of them digits
  bool letters = false;      // ... or one or more ASCII letters
  // Squeezed, nothing is left of them.
  [[nodiscard]] bool vanishes() const { return all && all->size() == 1 && all->front().empty(); }
};

std::uint32_t members(const CodeSet& set) {
  std::uint32_t count = 0;
  for (const CodeRange& range : set.ranges()) {
    count += range.last - range.first + 1;
    if (count > 0x10000) break;
  }
  return count;
}

// How likely ordinary text is to hold a string: for pairs they were counted, of single symbols it is a guess.
std::uint64_t frequency(const std::u16string& string) {
  constexpr std::uint64_t kAscii = 1U << 14U;
  constexpr std::uint64_t kOther = 1U << 11U;
  if (string.size() == 1) return string.front() < 0x80 ? kAscii : kOther;
  unsigned level = kMostPairLevel;
  for (std::size_t i = 0; i + 1 < string.size(); ++i)
    level = std::min(level, pair_level(pair_of(string[i], string[i + 1])));
  return std::uint64_t{1} << level;
}

std::uint64_t frequency(const Strings& strings) {
  std::uint64_t sum = 0;
  for (const std::u16string& each : strings) sum += frequency(each);
  return sum;
}

// Whether a text that holds one of `longer` always holds one of `strings`.
bool implies(const Strings& longer, const Strings& strings) {
  return std::all_of(longer.begin(), longer.end(), [&](const std::u16string& text) {
    return std::any_of(strings.begin(), strings.end(),
                       [&](const std::u16string& part) { return text.find(part) != std::u16string::npos; });
  });
}

bool all_digits(const CodeSet& set) {
  return std::all_of(set.ranges().begin(), set.ranges().end(),
                     [](const CodeRange& range) { return range.first >= '0' && range.last <= '9'; });
}

bool all_letters(const CodeSet& set) {
  return std::all_of(set.ranges().begin(), set.ranges().end(),
                     [](const CodeRange& range) { return range.first >= 'a' && range.last <= 'z'; });
}

// What stands in a row in the squeezed view, part by part.
class Row {
 public:
  void add(const Facts& part) {
    if (part.vanishes()) return;
    anything_ = true;
    if (part.digits > 0) {
      if (digits_ == 0) behind_letter_ = letter_;
      digits_ += part.digits;
      note(behind_letter_);
    } else {
      note(part.letters);
      digits_ = 0;
    }
    letter_ = part.letters;
    only_digits_ = only_digits_ && part.digits > 0;
    only_letters_ = only_letters_ && part.letters;
  }
  [[nodiscard]] TextTraits traits() const { return traits_; }
  [[nodiscard]] std::uint32_t digits() const { return anything_ && only_digits_ ? digits_ : 0; }
  [[nodiscard]] bool letters() const { return anything_ && only_letters_; }

 private:
  void note(bool beside_letter) {
    traits_ |= traits_of_digits(digits_);
    if (digits_ >= 3 && beside_letter) traits_ |= kTraitCode;
  }

  bool anything_ = false;
  bool only_digits_ = true;
  bool only_letters_ = true;
  bool letter_ = false;         // the last part is letters
  bool behind_letter_ = false;  // the digits are
  std::uint32_t digits_ = 0;    // of the last parts
  TextTraits traits_ = 0;
};

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

  // The sets of which one string each must be there, whatever is known.
  static Sets needed(const Facts& facts) {
    if (!facts.all) return facts.sets;
    Sets sets;
    offer(sets, *facts.all);
    return sets;
  }

 private:
  Facts read_set(const CodeSet& set) const {
    Facts facts;
    if (set.empty()) return facts;
    if (all_digits(set)) facts.digits = 1;
    facts.letters = all_letters(set);
    const std::uint32_t count = members(set);
    constexpr std::uint32_t kMostTraitMembers = 128;
    if (count > kMostTraitMembers) return facts;
    Strings strings;
    bool exact = count <= kMostMembers;
    bool numerals = true;
    facts.traits = kRequirableTraits;
    for (const CodeRange& range : set.ranges()) {
      for (char32_t cp = range.first; cp <= range.last; ++cp) {
        const WideSymbol symbol = wide_symbol(cp);
        facts.traits &= symbol.entry >> kSymbolTraitShift;
        numerals = numerals && is_numeral(symbol);
        const std::optional<std::u16string> squeezed = exact ? squeeze(cp, symbol) : std::nullopt;
        exact = exact && squeezed;
        if (exact) strings.push_back(*squeezed);
      }
    }
    if (exact) facts.all = unique(std::move(strings));
    facts.numeral = numerals && facts.digits == 0;
    return facts;
  }

  // It is a digit or a numeral in the squeezed view, whatever is around it.
  static bool is_numeral(const WideSymbol& symbol) {
    return (symbol.entry & kSymbolSlow) == 0 && (symbol.entry & (kSymbolDigit | kSymbolNumeral)) != 0;
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

  // Adds a set, unless it says nothing new, and keeps the rarest.
  static void offer(Sets& sets, Strings strings) {
    const auto is_empty = [](const std::u16string& each) { return each.empty(); };
    if (strings.empty() || std::any_of(strings.begin(), strings.end(), is_empty)) return;
    const auto known = [&](const Strings& each) { return implies(each, strings); };
    if (std::any_of(sets.begin(), sets.end(), known)) return;
    sets.erase(
        std::remove_if(sets.begin(), sets.end(), [&](const Strings& each) { return implies(strings, each); }),
        sets.end());
    const auto place = std::find_if(
        sets.begin(), sets.end(), [&](const Strings& each) { return frequency(strings) < frequency(each); });
    sets.insert(place, std::move(strings));
    if (sets.size() > kMostLiteralSets) sets.pop_back();
  }

  static void offer_all(Sets& sets, Sets more) {
    for (Strings& each : more) offer(sets, std::move(each));
  }

  Facts read_sequence(const RegexNode& node) const {
    Facts facts;
    Strings run{u""};  // what the children since the last unknown one come to
    bool exact = true;
    Row row;
    for (const RegexNode& child : node.children) {
      const Facts part = read(child);
      facts.traits |= part.traits;
      row.add(part);
      std::optional<Strings> longer = part.all ? joined(run, *part.all) : std::nullopt;
      if (longer) {
        run = *std::move(longer);
        continue;
      }
      exact = false;
      if (!part.edge.empty()) {
        if (std::optional<Strings> before = joined(run, part.edge)) run = *std::move(before);
      }
      offer(facts.sets, run);
      offer_all(facts.sets, needed(part));
      run = part.all ? *part.all : part.edge.empty() ? Strings{u""} : part.edge;
    }
    facts.traits |= row.traits();
    facts.digits = row.digits();
    facts.letters = row.letters();
    if (exact) {
      facts.all = std::move(run);
    } else {
      offer(facts.sets, std::move(run));
    }
    return facts;
  }

  Facts read_choice(const RegexNode& node) const {
    Facts facts;
    facts.traits = kRequirableTraits;
    Strings all;
    Strings one_of;
    bool exact = true;
    bool known = true;
    facts.letters = true;
    facts.digits = ~std::uint32_t{0};
    for (const RegexNode& child : node.children) {
      const Facts part = read(child);
      facts.letters = facts.letters && part.letters;
      facts.digits = std::min(facts.digits, part.digits);
      facts.traits &= part.traits;
      exact = exact && part.all;
      if (part.all) all.insert(all.end(), part.all->begin(), part.all->end());
      const Sets wanted = needed(part);
      known = known && !wanted.empty();
      if (known) one_of.insert(one_of.end(), wanted.front().begin(), wanted.front().end());
    }
    all = unique(std::move(all));
    one_of = unique(std::move(one_of));
    if (exact && all.size() <= kMostStrings) {
      facts.all = std::move(all);
    } else if (known && one_of.size() <= kMostStrings) {
      offer(facts.sets, std::move(one_of));
    }
    return facts;
  }

  Facts read_repeat(const RegexNode& node) const {
    const Facts part = read(node.children.front());
    Facts facts;
    if (node.most == 0 || part.vanishes()) {
      facts.all = Strings{u""};
      if (node.least > 0) facts.traits = part.traits;
      return facts;
    }
    if (node.least == 0) {
      if (node.most != 1 || !part.all) return facts;
      facts.all = *part.all;
      facts.all->push_back(u"");
      facts.all = unique(*std::move(facts.all));
      return facts;
    }
    facts.letters = part.letters;
    facts.digits = part.digits * node.least;
    facts.traits = part.traits | traits_of_digits(facts.digits);
    if (part.numeral) facts.traits |= traits_of_numerals(node.least);
    std::optional<Strings> all;
    if (part.all && node.least == node.most) all = Strings{u""};
    for (std::uint32_t i = 0; all && i < node.least; ++i) all = joined(*all, *part.all);
    if (all) {
      facts.all = *std::move(all);
    } else {
      facts.sets = needed(part);
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
  parts.traits = facts.traits & kRequirableTraits;
  parts.sets = Reader::needed(facts);
  // That there is a digit is a trait, too.
  const auto is_digit = [](const std::u16string& each) {
    return each.size() == 1 && each.front() >= u'0' && each.front() <= u'9';
  };
  if ((parts.traits & kTraitDigit) == 0) return parts;
  parts.sets.erase(
      std::remove_if(parts.sets.begin(), parts.sets.end(),
                     [&](const Strings& set) { return std::all_of(set.begin(), set.end(), is_digit); }),
      parts.sets.end());
  return parts;
}

}  // namespace postgate
