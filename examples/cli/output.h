// Standard output with a buffer, and the notices on standard error. Both survive a closed pipe:
// the reader of posts asks broken() and stops. One thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "terminal.h"

namespace postgate_cli {

class Output {
 public:
  explicit Output(const Screen& screen) : live_(screen.is_terminal) {}

  std::string& buffer() { return buffer_; }
  // To be called when something whole was appended; writes when there is enough of it.
  void commit();
  bool flush();  // false if the other side is gone
  bool broken() const { return error_ != 0; }
  bool closed_pipe() const;
  std::string reason() const;

 private:
  std::string buffer_;
  bool live_;
  int error_ = 0;
};

// Complaints and the progress line. The first complaints are shown, the rest are counted.
class Notices {
 public:
  explicit Notices(const Screen& screen) : screen_(screen) {}

  void say(std::string_view message);
  void block(std::string_view lines);  // as they are, with their line ends
  void complain(std::string_view message);
  // Redrawn a few times a second, from the second second on, on a terminal. `share` of the input, or 0.
  void progress(std::uint64_t posts, double share);
  void finish();

 private:
  void print(std::string_view message);
  void clear_progress();

  using Clock = std::chrono::steady_clock;
  Screen screen_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point drawn_ = start_;
  bool on_screen_ = false;
  std::uint64_t complaints_ = 0;
};

}  // namespace postgate_cli
