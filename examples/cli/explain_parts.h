// What both formats of `explain` show: the two views of a text, its lengths, the names of steps.
#pragma once

#include <postgate.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "messages.h"

namespace postgate_cli {

inline constexpr std::uint32_t kTextView = 0;
inline constexpr std::uint32_t kSqueezedView = 1;

// A view of a text as the matchers see it; empty if the library refuses the text.
std::string folded(std::string_view text, std::uint32_t which);

// Of well-formed text.
struct Lengths {
  std::uint64_t utf16 = 0;
  std::uint64_t codepoints = 0;
};
Lengths lengths_of(std::string_view text);

struct Step {
  const char* name;    // in JSON
  const char* symbol;  // for people
  const Phrase* words;
};
Step step_of(std::uint32_t kind);

}  // namespace postgate_cli
