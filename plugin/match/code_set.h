// CodeSet: a set of Unicode code points as sorted ranges; what a character class of a
// regex stands for. A value; any thread.
#pragma once

#include <cstddef>
#include <vector>

namespace postgate {

struct CodeRange {
  char32_t first;
  char32_t last;  // inclusive
  friend bool operator==(const CodeRange&, const CodeRange&) = default;
};

inline constexpr char32_t kLastCodePoint = 0x10FFFF;

class CodeSet {
 public:
  CodeSet() = default;
  // In any order, overlapping or not.
  explicit CodeSet(std::vector<CodeRange> ranges);
  static CodeSet of(char32_t one) { return CodeSet({{one, one}}); }

  // All code points but these. Surrogates, which no valid text holds, are in neither.
  [[nodiscard]] CodeSet complement() const;

  [[nodiscard]] bool empty() const { return ranges_.empty(); }
  // A superset with no more than about `most` ranges: the narrowest gaps are closed, but none
  // that holds an ASCII character.
  [[nodiscard]] CodeSet widened(std::size_t most) const;
  // Sorted, apart from each other, without surrogates.
  [[nodiscard]] const std::vector<CodeRange>& ranges() const { return ranges_; }

 private:
  void normalize();

  std::vector<CodeRange> ranges_;
};

}  // namespace postgate
