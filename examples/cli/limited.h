// Work in a child process with limits on processor time, memory and time on the wall, so that a pack
// that is a bomb costs seconds and not the machine. The command has one thread, so it may fork.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace postgate_cli {

struct Limits {
  std::uint64_t seconds = 300;  // of the processor, and on the wall
  std::uint64_t mebibytes = 2048;
};

// Where the child is, for the parent to tell if the child dies. Shared memory.
struct Whereabouts {
  std::uint32_t stage;
  std::uint32_t line;
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

// `work` runs in the child: it may say where it is and answers the exit status; what it appends to the
// string comes back as `output`.
LimitedRun run_limited(const Limits& limits, const std::function<int(Whereabouts&, std::string&)>& work);

}  // namespace postgate_cli
