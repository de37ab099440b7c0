// A fuzz target: one input, checked. Whatever does not hold ends the program with
// the line that says so; libFuzzer and the plain main both take that as a finding.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace fuzz {

inline void require(bool holds, const char* what, const char* file, int line) {
  if (holds) return;
  std::fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
  std::abort();
}

}  // namespace fuzz

#define FUZZ_REQUIRE(condition) ::fuzz::require((condition), #condition, __FILE__, __LINE__)
