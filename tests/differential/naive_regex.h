// A backtracking matcher over code points, as simple as a regex matcher can be: the reference for
// the real engines. It tries alternatives in the order written, so that its first match is the
// leftmost-first one of Perl and RE2. A step budget keeps it from running away.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace postgate_test {

struct Expr {
  enum class Kind : std::uint8_t { kOne, kSequence, kChoice, kRepeat, kBegin, kEnd, kWordEdge, kNoWordEdge };
  Kind kind = Kind::kSequence;
  std::string text;                      // how kOne is written in a pattern
  std::function<bool(char32_t)> member;  // what kOne matches
  std::vector<Expr> children;
  int least = 0;
  int most = 0;
  bool lazy = false;
};

// The pattern in the syntax of RE2.
std::string write_pattern(const Expr& expr);

enum class NaiveOutcome : std::uint8_t { kHit, kNoHit, kTooManySteps };

// Leftmost match in code points, [begin, end).
NaiveOutcome naive_find(const Expr& expr, const std::u32string& text, std::size_t& begin, std::size_t& end);

}  // namespace postgate_test
