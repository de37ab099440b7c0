#include "engine/audit_log.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace postgate {

namespace {

constexpr std::size_t kNumberDigits = 12;

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool read_at(int file, std::uint64_t from, std::string& to) {
  std::size_t done = 0;
  while (done < to.size()) {
    const ssize_t got = ::pread(file, to.data() + done, to.size() - done, static_cast<off_t>(from + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    done += static_cast<std::size_t>(got);
  }
  return true;
}

// The end of a file: its last whole line, and how many bytes behind it belong to none.
struct FileEnd {
  std::string line;
  std::uint64_t torn = 0;
  std::uint64_t size = 0;
};

bool read_end(int file, FileEnd& end) {
  struct stat facts {};
  if (::fstat(file, &facts) != 0) return false;
  end.size = static_cast<std::uint64_t>(facts.st_size);
  // Room for an unfinished line behind a whole one.
  const std::uint64_t window = std::min<std::uint64_t>(end.size, 2 * kLongestAuditLine);
  std::string bytes(window, '\0');
  if (!read_at(file, end.size - window, bytes)) return false;
  const std::size_t last = bytes.rfind('\n');
  end.torn = last == std::string::npos ? bytes.size() : bytes.size() - last - 1;
  if (last == std::string::npos) return window == end.size;
  const std::size_t before = last == 0 ? std::string::npos : bytes.rfind('\n', last - 1);
  const std::size_t begin = before == std::string::npos ? 0 : before + 1;
  end.line = bytes.substr(begin, last - begin);
  return true;
}

std::string numbered(const std::string& path, std::uint64_t first) {
  const std::string digits = std::to_string(first);
  return path + "." + std::string(kNumberDigits - std::min(digits.size(), kNumberDigits), '0') + digits;
}

}  // namespace

std::vector<std::string> audit_files(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const std::string prefix = (slash == std::string::npos ? path : path.substr(slash + 1)) + ".";
  std::vector<std::string> files;
  if (DIR* opened = ::opendir(folder.c_str()); opened != nullptr) {
    while (const dirent* entry = ::readdir(opened)) {
      const std::string_view name = entry->d_name;
      if (name.size() < prefix.size() + kNumberDigits || !name.starts_with(prefix)) continue;
      const std::string_view number = name.substr(prefix.size());
      if (!std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; })) continue;
      files.push_back(path + "." + std::string(number));
    }
    ::closedir(opened);
  }
  std::sort(files.begin(), files.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  // After a crash between two files there is no new one yet.
  if (files.empty() || ::access(path.c_str(), F_OK) == 0) files.push_back(path);
  return files;
}

Result<std::unique_ptr<AuditLog>> AuditLog::open(const AuditOptions& options) {
  if (options.path.empty()) return make_error(Status::kArgument, "an audit needs the path of its file");
  if (options.key.size() < kShortestAuditKey || options.key.size() > kLongestAuditKey) {
    return make_error(Status::kArgument, "the key of an audit has 16 to 1,024 bytes");
  }
  std::unique_ptr<AuditLog> log(new AuditLog(options));
  if (Result<void> started = log->start(); !started.ok()) return started.error();
  return log;
}

AuditLog::~AuditLog() {
  if (file_ >= 0) ::close(file_);
  if (head_file_ >= 0) ::close(head_file_);
}

Error AuditLog::failed(const char* what) const {
  Error error =
      make_error(Status::kIo, std::string(what) + " " + options_.path + ": " + std::strerror(errno));
  error.file = options_.path;
  return error;
}

Result<void> AuditLog::start() {
  const std::string head_path = options_.path + ".head";
  head_file_ = ::open(head_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (head_file_ < 0) return failed("cannot open the head beside");
  // The lock is on the head, which stays the same file when the log is rotated.
  if (::flock(head_file_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return failed("cannot lock");
    return make_error(Status::kBusy, "another writer has the audit file " + options_.path);
  }
  if (Result<void> opened = open_file(); !opened.ok()) return opened;
  if (Result<void> recovered = recover(); !recovered.ok()) return recovered;
  return write_head();  // of an empty file, too: a head that is missing is a sign of tampering
}

Result<void> AuditLog::open_file() {
  file_ = ::open(options_.path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
  return file_ < 0 ? failed("cannot open") : Result<void>();
}

// Takes over where the file ends; a line that a crash cut short is dropped.
Result<void> AuditLog::recover() {
  FileEnd end;
  if (!read_end(file_, end)) return failed("cannot read the end of");
  bytes_ = end.size - end.torn;
  if (end.torn > 0) {
    if (::ftruncate(file_, static_cast<off_t>(bytes_)) != 0) return failed("cannot mend the end of");
    dropped_ = end.torn;
  }
  if (bytes_ == 0) return take_head_of_older();
  const auto line = read_audit_line(end.line, keys_);
  if (!line || !line->genuine) {
    return make_error(Status::kState, "the last line of " + options_.path +
                                          " does not verify with this key; keep the file and start another");
  }
  head_ = {line->seq, std::string(line->mac)};
  std::string first(std::min<std::uint64_t>(bytes_, 64), '\0');
  if (!read_at(file_, 0, first)) return failed("cannot read");
  const std::size_t digits = first.find(':');
  first_seq_ =
      digits == std::string::npos ? head_.seq : std::strtoull(first.c_str() + digits + 1, nullptr, 10);
  return {};
}

// A crash between renaming the old file and writing to the new one leaves an empty one.
Result<void> AuditLog::take_head_of_older() {
  std::vector<std::string> files = audit_files(options_.path);
  if (files.back() == options_.path) files.pop_back();
  first_seq_ = 1;
  if (files.empty()) return {};
  const int older = ::open(files.back().c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (older < 0) return failed("cannot open the file before");
  FileEnd end;
  const bool read = read_end(older, end);
  ::close(older);
  const auto line = read ? read_audit_line(end.line, keys_) : std::nullopt;
  if (!line || !line->genuine) {
    return make_error(Status::kState, "the last line of " + files.back() + " does not verify with this key");
  }
  head_ = {line->seq, std::string(line->mac)};
  first_seq_ = head_.seq + 1;
  return {};
}

Result<void> AuditLog::append(const AuditEntry& entry, const Post& post) {
  if (entry.post_id.size() > kLongestAuditId) {
    return make_error(Status::kArgument, "the post id is longer than 4,096 bytes");
  }
  Result<std::string> hash = audit_text_hash(post, keys_.text);
  if (!hash.ok()) return hash.error();
  std::string members = audit_members(entry, hash.value());
  if (dropped_ > 0) members += ",\"dropped_bytes\":" + std::to_string(dropped_);
  if (bytes_ >= options_.rotate_bytes) {
    if (Result<void> rotated = rotate(); !rotated.ok()) return rotated;
  }
  AuditHead next = head_;
  const std::string line = seal_audit_line(members, keys_, next);
  if (line.size() > kLongestAuditLine)
    return make_error(Status::kTooLarge, "the audit line would be too long");
  if (!write_all(file_, line) || (options_.sync && ::fdatasync(file_) != 0)) {
    Error error = failed("cannot write to");
    // What was written of the line is taken back, so that the file ends with a whole one.
    if (::ftruncate(file_, static_cast<off_t>(bytes_)) != 0) error.message += "; its end is torn";
    return error;
  }
  bytes_ += line.size();
  dropped_ = 0;
  head_ = std::move(next);
  return write_head();
}

Result<void> AuditLog::rotate() {
  if (::fdatasync(file_) != 0) return failed("cannot finish");
  const std::string old = numbered(options_.path, first_seq_);
  // In one step, so that a crash leaves one name or the other, and never over an older file.
  if (::renameat2(AT_FDCWD, options_.path.c_str(), AT_FDCWD, old.c_str(), RENAME_NOREPLACE) != 0) {
    return failed("cannot rename");
  }
  ::close(file_);
  file_ = -1;
  first_seq_ = head_.seq + 1;
  bytes_ = 0;
  return open_file();
}

Result<void> AuditLog::write_head() {
  const std::string line = write_audit_head(head_, keys_);
  const ssize_t written = ::pwrite(head_file_, line.data(), line.size(), 0);
  if (written != static_cast<ssize_t>(line.size())) return failed("cannot write the head beside");
  if (options_.sync && ::fdatasync(head_file_) != 0) return failed("cannot write the head beside");
  return {};
}

}  // namespace postgate
