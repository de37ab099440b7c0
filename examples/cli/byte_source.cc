#include "byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "terminal.h"

namespace postgate_cli {
namespace {

constexpr std::size_t kChunk = std::size_t{256} << 10U;
constexpr std::size_t kKept = std::size_t{4} << 20U;  // a buffer that grew beyond it is given back
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

std::string ByteSource::open(const std::string& name) {
  close();
  const bool is_stdin = name == "-";
  descriptor_ = is_stdin ? STDIN_FILENO : ::open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  struct stat facts {};
  if (descriptor_ < 0 || fstat(descriptor_, &facts) != 0) {
    const int error = errno;
    close();
    return std::strerror(error);
  }
  if (S_ISDIR(facts.st_mode)) {
    close();
    return "is a folder; name the files in it";
  }
  size_ = S_ISREG(facts.st_mode) ? static_cast<std::uint64_t>(facts.st_size) : 0;
  return {};
}

void ByteSource::close() {
  if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
  descriptor_ = -1;
  error_ = 0;
  at_end_ = false;
  first_line_ = true;
  bytes_ = size_ = 0;
  begin_ = end_ = scanned_ = 0;
}

std::string ByteSource::reason() const { return std::strerror(error_); }

void ByteSource::make_room() {
  if (begin_ > 0) {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
              buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
    end_ -= begin_;
    scanned_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.size() > kKept && end_ <= kChunk) {
    buffer_.resize(2 * kChunk);
    buffer_.shrink_to_fit();
  }
  if (buffer_.size() - end_ < kChunk) buffer_.resize(std::max(2 * kChunk, buffer_.size() * 2));
}

// Reads some more bytes behind end_.
Read ByteSource::fill() {
  make_room();
  while (true) {
    if (!Interrupt::wait_readable(descriptor_, before_waiting_)) return Read::kStopped;
    const ssize_t got = read(descriptor_, buffer_.data() + end_, buffer_.size() - end_);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got < 0) {
      error_ = errno;
      return Read::kError;
    }
    if (got == 0) {
      at_end_ = true;
      return Read::kEnd;
    }
    end_ += static_cast<std::size_t>(got);
    bytes_ += static_cast<std::uint64_t>(got);
    return Read::kOk;
  }
}

Read ByteSource::give_line(std::size_t end, std::size_t next, std::string_view& out) {
  out = std::string_view(buffer_.data() + begin_, end - begin_);
  begin_ = scanned_ = next;
  if (!out.empty() && out.back() == '\r') out.remove_suffix(1);
  if (first_line_ && out.starts_with(kByteOrderMark)) out.remove_prefix(kByteOrderMark.size());
  first_line_ = false;
  return out.size() > kLongestInput ? Read::kTooLong : Read::kOk;
}

// Drops everything up to the next line end.
Read ByteSource::skip_line() {
  first_line_ = false;
  while (true) {
    begin_ = end_ = scanned_ = 0;
    const Read read = fill();
    if (read == Read::kEnd) return Read::kTooLong;
    if (read != Read::kOk) return read;
    const void* found = std::memchr(buffer_.data(), '\n', end_);
    if (found == nullptr) continue;
    begin_ = scanned_ = static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data()) + 1;
    return Read::kTooLong;
  }
}

Read ByteSource::line(std::string_view& out) {
  while (true) {
    const void* found =
        end_ == scanned_ ? nullptr : std::memchr(buffer_.data() + scanned_, '\n', end_ - scanned_);
    if (found != nullptr) {
      const auto end = static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data());
      return give_line(end, end + 1, out);
    }
    scanned_ = end_;
    if (at_end_) return begin_ == end_ ? Read::kEnd : give_line(end_, end_, out);
    if (end_ - begin_ > kLongestInput + 2) return skip_line();
    const Read read = fill();
    if (read != Read::kOk && read != Read::kEnd) return read;
  }
}

Read ByteSource::all(std::string& out) {
  out.clear();
  while (true) {
    begin_ = end_ = scanned_ = 0;
    const Read read = fill();
    if (read == Read::kEnd) return Read::kOk;
    if (read != Read::kOk) return read;
    if (out.size() + end_ > kLongestInput) return Read::kTooLong;
    out.append(buffer_.data(), end_);
  }
}

}  // namespace postgate_cli
