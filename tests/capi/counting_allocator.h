// Replaces operator new and, outside sanitizers, malloc of a whole test program, to
// count allocations and to fail a chosen one. One definition a program.
#pragma once

#include <cstddef>

namespace capi_test {

// Both count only what the calling thread does between start and stop.
void start_counting();
std::size_t stop_counting();  // allocations since start

enum class Fail { kNew, kNewAndMalloc };
// The allocation number `number` from now, from 0, and every later one until stop_failing() fails.
void start_failing(std::size_t number, Fail which);
void stop_failing();
bool has_failed();  // since start_failing

extern const bool kMallocIsCounted;

}  // namespace capi_test
