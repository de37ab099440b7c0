#include "engine/audit_verify.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace postgate {

namespace {

class Verifier {
 public:
  Verifier(std::string_view key, const std::optional<AuditHead>& anchor) : keys_(key), anchor_(anchor) {}

  Result<void> add_file(const std::string& path);
  void compare_head(const std::string& path);
  AuditReport finish() { return std::move(report_); }

 private:
  void take(std::string_view bytes);
  void line(std::string_view text);
  void check_place(const AuditLine& read);
  void add(AuditProblemKind kind, std::uint64_t seq, std::string message);
  void end_file();

  AuditKeys keys_;
  const std::optional<AuditHead>& anchor_;
  AuditReport report_;
  std::string rest_;       // of a line that is not whole yet
  bool too_long_ = false;  // the line in rest_ was given up
  bool sure_ = true;       // last.mac is what the next line must name
  bool anchor_seen_ = false;
  std::uint32_t file_ = 0;
  std::uint64_t line_ = 0;
};

Result<void> Verifier::add_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    Error error = make_error(Status::kIo, "cannot open " + path + ": " + std::strerror(errno));
    error.file = path;
    return error;
  }
  line_ = 0;
  std::array<char, 64 * 1024> buffer{};
  ssize_t got = 0;
  while ((got = ::read(file, buffer.data(), buffer.size())) > 0 || (got < 0 && errno == EINTR)) {
    if (got > 0) take({buffer.data(), static_cast<std::size_t>(got)});
  }
  const int reason = errno;
  ::close(file);
  if (got < 0) return make_error(Status::kIo, "cannot read " + path + ": " + std::strerror(reason));
  end_file();
  ++file_;
  return {};
}

void Verifier::take(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const std::string_view part = bytes.substr(0, end);
    if (rest_.size() + part.size() > kLongestAuditLine) {
      too_long_ = true;
      rest_.clear();
    }
    if (!too_long_) rest_ += part;
    if (end == std::string_view::npos) return;
    line(rest_);
    rest_.clear();
    too_long_ = false;
    bytes.remove_prefix(end + 1);
  }
}

void Verifier::end_file() {
  if (rest_.empty() && !too_long_) return;
  ++line_;
  add(AuditProblemKind::kTorn, 0, "the last line has no end: a crash, or it was cut");
  rest_.clear();
  too_long_ = false;
}

void Verifier::line(std::string_view text) {
  ++line_;
  ++report_.lines;
  const auto read = too_long_ ? std::nullopt : read_audit_line(text, keys_);
  if (!read) {
    add(AuditProblemKind::kForeign, 0, "this is not an audit line: inserted or changed");
    sure_ = false;
    return;
  }
  if (!read->genuine) {
    add(AuditProblemKind::kChanged, read->seq, "the line was changed, or written with another key");
    // Its own number may be what was changed: go on as if it were the right line.
    report_.last.seq += 1;
    sure_ = false;
    return;
  }
  check_place(*read);
}

void Verifier::check_place(const AuditLine& read) {
  const std::uint64_t expected = report_.last.seq + 1;
  if (read.seq > expected) {
    const std::uint64_t gone = read.seq - expected;
    add(AuditProblemKind::kMissing, read.seq,
        std::to_string(gone) + (gone == 1 ? " line is" : " lines are") +
            " missing before this one, from number " + std::to_string(expected));
  } else if (read.seq < expected) {
    add(AuditProblemKind::kOrder, read.seq,
        "number " + std::to_string(read.seq) + " stands where " + std::to_string(expected) + " should");
    return;  // the line that comes next follows the one before
  } else if (sure_ && read.prev != report_.last.mac) {
    add(AuditProblemKind::kOrder, read.seq,
        "the line does not follow the one before: another file's, or an older one");
  }
  report_.last = {read.seq, std::string(read.mac)};
  sure_ = true;
  if (anchor_ && anchor_->seq == read.seq) anchor_seen_ = anchor_->mac == read.mac;
}

void Verifier::add(AuditProblemKind kind, std::uint64_t seq, std::string message) {
  ++report_.problem_total;
  if (report_.problems.size() >= AuditReport::kMostProblems) return;
  report_.problems.push_back({kind, file_, line_, seq, std::move(message)});
}

// The last line must be the one that the head, or what was noted elsewhere, names.
void Verifier::compare_head(const std::string& path) {
  if (file_ > 0) --file_;
  if (anchor_) {
    if (!anchor_seen_) {
      add(AuditProblemKind::kTail, anchor_->seq,
          "line number " + std::to_string(anchor_->seq) + ", noted elsewhere, is not there as it was noted");
    }
    return;
  }
  std::string bytes(256, '\0');
  const std::string head_path = path + ".head";
  const int file = ::open(head_path.c_str(), O_RDONLY | O_CLOEXEC);
  const ssize_t got = file < 0 ? -1 : ::read(file, bytes.data(), bytes.size());
  if (file >= 0) ::close(file);
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  const auto head = read_audit_head(bytes, keys_);
  if (!head) {
    if (report_.last.seq == 0 && bytes.empty()) return;  // nothing was ever written
    return add(AuditProblemKind::kNoHead, 0,
               head_path + " is missing or was changed: the end cannot be proved");
  }
  // The line is written before the head, so after a crash the head may be one line behind.
  if (head->seq > report_.last.seq) {
    add(AuditProblemKind::kTail, head->seq,
        std::to_string(head->seq - report_.last.seq) + " lines are missing at the end");
  }
}

}  // namespace

Result<AuditReport> verify_audit(const std::string& path, const std::vector<std::string>& files,
                                 std::string_view key, const std::optional<AuditHead>& anchor) {
  if (files.empty()) return make_error(Status::kArgument, "no audit file was named");
  if (key.size() < kShortestAuditKey || key.size() > kLongestAuditKey) {
    return make_error(Status::kArgument, "the key of an audit has 16 to 1,024 bytes");
  }
  Verifier verifier(key, anchor);
  for (const std::string& file : files) {
    if (Result<void> added = verifier.add_file(file); !added.ok()) return added.error();
  }
  verifier.compare_head(path);
  return verifier.finish();
}

}  // namespace postgate
