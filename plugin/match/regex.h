// Regex: RE2 behind one wrapper. Confirms what Hyperscan reported and gives exact
// spans. Immutable, any thread may search.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace postgate {

class Regex {
 public:
  ~Regex();
  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;
  Regex(const Regex&) = delete;
  Regex& operator=(const Regex&) = delete;

  static Result<Regex> compile(std::string_view pattern);

  // What a search came to: a limit can never be read as "no match".
  enum class Outcome : std::uint8_t { kHit, kNoHit, kLimit };
  // Leftmost match of `text` that begins at or after `from`.
  Outcome find(std::string_view text, std::size_t from, std::size_t& begin, std::size_t& end) const;

 private:
  struct Impl;
  explicit Regex(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// One reason why a pattern is refused.
struct RegexProblem {
  std::string code;     // "regex-syntax", "regex-engine", "regex-empty-match", "regex-repeat", "regex-size"
  std::string message;  // which engine said what, and a remedy
};

// The common subset: RE2's syntax without inline flags (the text is in lower case already), POSIX
// classes, \C, \Q..\E, octal escapes and what neither engine has (look-around, references, possessive
// and atomic forms). Kept: . [] () (?:) (?P<>) | ? {n} {n,m} and their lazy forms, ^ $ \A \z (of the whole
// text), \b \B \w \d \s (ASCII), \p{..} as RE2 knows it, \xHH \x{H..} and letter escapes.
//
// Checks that a pattern is in the common subset of both engines, is bounded (no `*`, `+` or
// `{n,}`: a match must not run through a whole post), and does not match the empty text.
// Limits: kMaxRegexRepeat per counted repeat, kMaxRegexExpansion for nested ones multiplied, and
// kMaxRegexCost for the whole: every character costs 1, a class 1 for its ASCII part and 2 for each
// further range, and a repeat multiplies; it keeps Hyperscan's compile time at a second or so.
inline constexpr int kMaxRegexRepeat = 200;
inline constexpr int kMaxRegexExpansion = 2000;
inline constexpr int kMaxRegexCost = 1536;
std::vector<RegexProblem> check_regex(std::string_view pattern);
// The same for a pattern that Hyperscan is known to accept.
std::vector<RegexProblem> check_known_regex(std::string_view pattern);

}  // namespace postgate
