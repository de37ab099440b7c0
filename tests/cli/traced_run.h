// Runs the command and kills it at a chosen step: the N-th system call that changes files, before it happens
// or, for a write, after half of it. The same command on the same files has the same steps. One thread.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace postgate_cli_test {

struct TracedRun {
  bool traced = false;    // false: this system does not let a process be traced
  bool killed = false;    // else it ended by itself, with `exit_status`
  int exit_status = -1;   // -1 if a signal ended it
  std::size_t steps = 0;  // that were begun
  std::string step;       // name of the one at which it was killed
  bool is_write = false;  // whether that one could be torn
};

enum class KillAt { kBefore, kHalfWay };

// `number` counts from 1; SIZE_MAX lets the command end. Output goes to /dev/null.
TracedRun run_traced(const std::vector<std::string>& arguments, std::size_t number,
                     KillAt when = KillAt::kBefore);

}  // namespace postgate_cli_test
