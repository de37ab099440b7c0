// The meaning of a regex of the common subset, as a tree. The parser makes it; the limits are
// checked on it; Hyperscan is given the tree written out again, with every class as plain ranges,
// so that no escape or class can mean one thing to one engine and another to the other.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "match/code_set.h"
#include "match/regex.h"

namespace postgate {

struct RegexNode {
  enum class Kind : std::uint8_t {
    kEmpty,
    kSet,            // one code point out of `set`
    kSequence,       // children one after the other
    kChoice,         // any one child
    kRepeat,         // the one child, `least` to `most` times
    kTextBegin,      // ^ \A
    kTextEnd,        // $ \z
    kWordBoundary,   // \b
    kNoWordBoundary  // \B
  };
  static constexpr std::uint32_t kUnbounded = ~std::uint32_t{0};

  Kind kind = Kind::kEmpty;
  CodeSet set;
  std::vector<RegexNode> children;
  std::uint32_t least = 0;
  std::uint32_t most = 0;
};

struct ParsedRegex {
  RegexNode root;  // stands for the pattern only if there is no problem
  // Everything outside the common subset, found in one go. When `malformed` is set the last one
  // says only that the parser stopped; RE2 has the better words for it.
  std::vector<RegexProblem> problems;
  bool malformed = false;
};

inline constexpr std::size_t kMaxRegexBytes = 4096;
inline constexpr int kMaxRegexDepth = 50;

ParsedRegex parse_regex(std::string_view pattern);

// True if the empty text may match, where boundaries are taken to hold.
bool may_match_empty(const RegexNode& node);
// The largest product of nested repeat counts.
std::uint64_t nested_repeats(const RegexNode& node);
// How much work the pattern is for Hyperscan's compiler; see kMaxRegexCost.
std::uint64_t regex_cost(const RegexNode& node);
// The same language in Hyperscan's syntax (for HS_FLAG_UTF8). The tree must be bounded.
std::string to_hyperscan(const RegexNode& node);

}  // namespace postgate
