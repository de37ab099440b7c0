// The clocks of the benchmark.
#pragma once

#include <time.h>

#include <stdexcept>

namespace postgate_bench {

// Time of this thread alone: what other programs take from the machine is not the contender's fault.
inline double thread_ns() {
  timespec time{};
  if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) != 0) throw std::runtime_error("no clock");
  return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

// Milliseconds of this thread that `work` takes.
template <typename Work>
double thread_ms(Work work) {
  const double begin = thread_ns();
  work();
  return (thread_ns() - begin) / 1e6;
}

}  // namespace postgate_bench
