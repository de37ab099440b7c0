// Bytes of a file or of standard input: whole, or line by line through one buffer that does not grow
// beyond the longest line allowed. Stops at Ctrl-C. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace postgate_cli {

// A longer line, or a longer file that is one post, is refused: 64 MiB.
inline constexpr std::size_t kLongestInput = std::size_t{64} << 20U;

enum class Read { kOk, kTooLong, kEnd, kError, kStopped };

class ByteSource {
 public:
  // `before_waiting` is called when reading would have to wait; false stops.
  explicit ByteSource(std::function<bool()> before_waiting) : before_waiting_(std::move(before_waiting)) {}
  ~ByteSource() { close(); }
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  // "-" is standard input. Answers why it cannot be read, or nothing.
  std::string open(const std::string& name);
  void close();
  bool is_open() const { return descriptor_ >= 0; }

  // The next line without its end (LF or CRLF), valid until the next call. After kTooLong the rest of
  // the line has been skipped. A byte order mark at the beginning of the file is dropped.
  Read line(std::string_view& out);
  // Everything; `out` is replaced.
  Read all(std::string& out);

  std::uint64_t bytes_read() const { return bytes_; }
  std::uint64_t size() const { return size_; }  // of a regular file, else 0
  std::string reason() const;                   // after kError

 private:
  Read fill();
  Read skip_line();
  Read give_line(std::size_t end, std::size_t next, std::string_view& out);
  void make_room();

  std::function<bool()> before_waiting_;
  int descriptor_ = -1;
  int error_ = 0;
  bool at_end_ = false;
  bool first_line_ = true;
  std::uint64_t bytes_ = 0;
  std::uint64_t size_ = 0;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;    // of what was not given out yet
  std::size_t end_ = 0;      // of what was read
  std::size_t scanned_ = 0;  // no line end before it
};

}  // namespace postgate_cli
