#include "output.h"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "utf8.h"

namespace postgate_cli {
namespace {

constexpr std::size_t kEnough = 64 * 1024;
constexpr std::size_t kKept = 1024 * 1024;  // a longer buffer is given back
constexpr std::uint64_t kShown = 20;
constexpr std::size_t kLongest = 2000;  // cells of a notice

// 0, or the errno of the write that failed.
int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && errno == EAGAIN) {  // somebody made it non-blocking
      pollfd room{descriptor, POLLOUT, 0};
      poll(&room, 1, -1);
      continue;
    }
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

}  // namespace

void Output::commit() {
  if (live_ || buffer_.size() >= kEnough) flush();
}

bool Output::flush() {
  if (error_ == 0) error_ = write_all(STDOUT_FILENO, buffer_);
  buffer_.clear();
  if (buffer_.capacity() > kKept) buffer_.shrink_to_fit();
  return error_ == 0;
}

bool Output::closed_pipe() const { return error_ == EPIPE; }

std::string Output::reason() const { return std::strerror(error_); }

void Notices::clear_progress() {
  if (!on_screen_) return;
  on_screen_ = false;
  write_all(STDERR_FILENO, "\r\x1b[K");
}

void Notices::print(std::string_view message) {
  clear_progress();
  write_all(STDERR_FILENO, "postgate: " + visible(message, kLongest) + "\n");
}

void Notices::say(std::string_view message) { print(message); }

void Notices::block(std::string_view lines) {
  clear_progress();
  write_all(STDERR_FILENO, lines);
}

void Notices::complain(std::string_view message) {
  if (complaints_++ < kShown) print(message);
}

void Notices::progress(std::uint64_t posts, double share) {
  if (!screen_.is_terminal) return;
  const Clock::time_point now = Clock::now();
  if (now - start_ < std::chrono::seconds(1) || now - drawn_ < std::chrono::milliseconds(200)) return;
  drawn_ = now;
  on_screen_ = true;
  const double rate = static_cast<double>(posts) / std::chrono::duration<double>(now - start_).count();
  std::array<char, 128> line{};
  const int size = std::snprintf(line.data(), line.size(), "\r\x1b[K%llu posts, %.0f a second",
                                 static_cast<unsigned long long>(posts), rate);
  std::string text(line.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  if (share > 0) text += ", " + std::to_string(static_cast<int>(share * 100)) + " %";
  write_all(STDERR_FILENO, text);
}

void Notices::finish() {
  clear_progress();
  if (complaints_ > kShown) print("... and " + std::to_string(complaints_ - kShown) + " more like these");
  complaints_ = 0;
}

}  // namespace postgate_cli
