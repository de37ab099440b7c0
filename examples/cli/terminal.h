// What the command knows about its streams: whether they are terminals, how wide, whether colour is
// welcome, and whether somebody pressed Ctrl-C. One Interrupt lives as long as posts are read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace postgate_cli {

enum class ColourChoice { kAuto, kAlways, kNever };

struct Screen {
  bool is_terminal = false;
  bool colour = false;
  std::size_t width = 0;  // cells; 0 = as many as there are

  // Escape codes around `text`, or `text` alone where colour is not welcome.
  std::string paint(const char* codes, std::string_view text) const;
};

inline constexpr const char* kBold = "1";
inline constexpr const char* kDim = "2";
inline constexpr const char* kRed = "31";
inline constexpr const char* kGreen = "32";
inline constexpr const char* kYellow = "33";
inline constexpr const char* kCyan = "36";
inline constexpr const char* kBoldRed = "1;31";
inline constexpr const char* kBoldGreen = "1;32";
inline constexpr const char* kBoldYellow = "1;33";
inline constexpr const char* kBoldCyan = "1;36";

// Honours NO_COLOR and TERM=dumb.
Screen look_at(int descriptor, ColourChoice choice);

// Catches the first SIGINT or SIGTERM, so that the post in hand can be finished; a second one ends the
// program at once. Ignores SIGPIPE: a closed pipe is seen when writing.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  static int signal();  // that was caught, or 0
  // Waits until `descriptor` can be read: true, or false if a signal came first. Calls `before_waiting`
  // if it has to wait; when that answers false, so does this.
  static bool wait_readable(int descriptor, const std::function<bool()>& before_waiting);
};

// Wraps `text` after `indent` cells that are already used on the line: breaks at spaces and around
// wide characters, and begins each further line with as many spaces. No width, no wrapping.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width);

}  // namespace postgate_cli
