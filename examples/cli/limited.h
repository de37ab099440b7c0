// Work in a child process with limits on processor time, memory and time on the wall, so that a pack
// that is a bomb costs seconds and not the machine. The command has one thread, so it may fork.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace postgate_cli {

struct Limits {
  std::uint64_t seconds = 60;       // of the processor; five times as much on the wall, for a busy machine
  std::uint64_t step_seconds = 10;  // of the processor, for one step that is said to be short
  std::uint64_t mebibytes = 2048;
};

// Where the child is, for the parent to tell if the child dies. Shared memory.
struct Whereabouts {
  std::uint32_t stage;
  std::uint32_t line;
  std::uint32_t column;
  std::uint32_t step;      // how many were begun
  std::uint32_t is_short;  // 1: this step has Limits::step_seconds
  std::uint32_t no_hurry;  // 1: see lift_time_limit()
  char pack[80];
  char file[256];
  char rule[128];
};

struct LimitedRun {
  int exit_status = -1;    // of the child, or -1 if something ended it
  std::string output;      // what it gave back
  std::string end;         // why it was ended, in words; empty if it ended by itself
  Whereabouts where = {};  // when it ended
};

// In the child: the pack is done with. What follows is as long as what the user gave, such as posts to be
// read.
void lift_time_limit(Whereabouts& where);

// `work` runs in the child: it may say where it is and answers the exit status; what it appends to the
// string comes back as `output`.
LimitedRun run_limited(const Limits& limits, const std::function<int(Whereabouts&, std::string&)>& work);

}  // namespace postgate_cli
