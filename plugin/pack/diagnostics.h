// Diagnostics: every mistake found in a pack, not only the first. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace postgate {

enum class Severity : std::uint8_t { kError = 1, kWarning = 2 };

struct Diagnostic {
  Severity severity = Severity::kError;
  std::string code;  // stable, kebab-case: "unknown-key", "duplicate-id", ...
  std::string pack;
  std::string file;          // relative to the pack; may be empty
  std::uint32_t line = 0;    // from 1; 0 = the whole file
  std::uint32_t column = 0;  // from 1, in code points
  std::string rule;          // rule or signal id; may be empty
  std::string message;       // what is wrong and how to mend it
};

class Diagnostics {
 public:
  // More than this many are counted, not kept: a hostile pack must not fill memory.
  static constexpr std::size_t kMost = 1000;

  void add(Diagnostic diagnostic) {
    if (diagnostic.severity == Severity::kError) ++errors_;
    if (list_.size() < kMost)
      list_.push_back(std::move(diagnostic));
    else
      ++dropped_;
  }
  [[nodiscard]] const std::vector<Diagnostic>& list() const { return list_; }
  [[nodiscard]] std::size_t errors() const { return errors_; }
  [[nodiscard]] std::size_t dropped() const { return dropped_; }
  // Sorts by file, line, column, code.
  void sort();

 private:
  std::vector<Diagnostic> list_;
  std::size_t errors_ = 0;
  std::size_t dropped_ = 0;
};

}  // namespace postgate
