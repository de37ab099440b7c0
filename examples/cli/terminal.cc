#include "terminal.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>

#include "utf8.h"

namespace postgate_cli {
namespace {

volatile std::sig_atomic_t caught = 0;
std::array<int, 2> wake = {-1, -1};  // the handler writes, wait_readable reads

void on_signal(int number) {
  const int saved = errno;
  caught = number;
  const char byte = 0;
  [[maybe_unused]] const ssize_t written = write(wake[1], &byte, 1);
  errno = saved;
}

bool wants_colour(bool is_terminal) {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  if (no_colour != nullptr && no_colour[0] != '\0') return false;
  return is_terminal && (terminal == nullptr || std::string_view(terminal) != "dumb");
}

void set_handler(int number, void (*handler)(int), int flags) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, nullptr);
}

}  // namespace

std::string Screen::paint(const char* codes, std::string_view text) const {
  if (!colour || text.empty()) return std::string(text);
  return "\x1b[" + std::string(codes) + "m" + std::string(text) + "\x1b[0m";
}

Screen look_at(int descriptor, ColourChoice choice) {
  constexpr std::size_t kNarrowest = 40;
  Screen screen;
  screen.is_terminal = isatty(descriptor) == 1;
  screen.colour =
      choice == ColourChoice::kAlways || (choice == ColourChoice::kAuto && wants_colour(screen.is_terminal));
  winsize size{};
  if (screen.is_terminal && ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col >= kNarrowest) {
    screen.width = size.ws_col;
  }
  return screen;
}

Interrupt::Interrupt() {
  caught = 0;
  if (pipe2(wake.data(), O_CLOEXEC | O_NONBLOCK) != 0) wake = {-1, -1};
  const auto once = static_cast<int>(SA_RESETHAND);
  set_handler(SIGINT, on_signal, once);
  set_handler(SIGTERM, on_signal, once);
  set_handler(SIGPIPE, SIG_IGN, 0);
}

Interrupt::~Interrupt() {
  set_handler(SIGINT, SIG_DFL, 0);
  set_handler(SIGTERM, SIG_DFL, 0);
  for (int& end : wake) {
    if (end >= 0) close(end);
    end = -1;
  }
}

int Interrupt::signal() { return caught; }

bool Interrupt::wait_readable(int descriptor, const std::function<bool()>& before_waiting) {
  std::array<pollfd, 2> ends = {pollfd{descriptor, POLLIN, 0}, pollfd{wake[0], POLLIN, 0}};
  int patience = 0;
  while (caught == 0) {
    const int ready = poll(ends.data(), ends.size(), patience);
    if (ready < 0 && errno != EINTR) return true;  // let read() say what is wrong
    if (ready > 0 && ends[0].revents != 0) return caught == 0;
    if (patience == 0 && !before_waiting()) return false;
    patience = -1;
  }
  return false;
}

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
  if (width == 0 || width <= indent + 16) return std::string(text);
  std::string out;
  std::size_t cells = indent;
  std::size_t break_at = 0;  // in `out`; 0 = no place to break on this line
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    const std::size_t wide = cells_of(character.code);
    if (wide == 2) break_at = out.size();
    if (cells + wide > width) {
      const std::size_t cut = break_at != 0 ? break_at : out.size();
      const std::string carried = out.substr(cut);
      out.resize(cut);
      while (!out.empty() && out.back() == ' ') out.pop_back();
      out += "\n" + std::string(indent, ' ') + carried;
      cells = indent + cells_of(carried);
      break_at = 0;
    }
    out.append(text, at, character.bytes);
    cells += wide;
    if (character.code == U' ' || wide == 2) break_at = out.size();
    at += character.bytes;
  }
  return out;
}

}  // namespace postgate_cli
