// The audit file: chain, tampering, crash, rotation.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "engine/audit_log.h"
#include "engine/audit_verify.h"

namespace postgate {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kKey = "a secret of the host, 32 bytes..";

class Audit : public testing::Test {
 protected:
  void SetUp() override {
    // Thousands of small files are rewritten: memory spares the disk where there is such a folder.
    const bool memory = access("/dev/shm", W_OK) == 0;
    const std::filesystem::path place = memory ? "/dev/shm" : std::filesystem::temp_directory_path();
    std::string name = (place / "postgate-audit-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    options_.path = folder_ + "/audit.jsonl";
    options_.key = kKey;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::unique_ptr<AuditLog> open() const {
    auto opened = AuditLog::open(options_);
    EXPECT_TRUE(opened.ok()) << opened.error().message;
    return opened.ok() ? std::move(opened).value() : nullptr;
  }

  static void append(AuditLog& log, const std::string& id, const std::string& text = "a text") {
    PostField field;
    field.input.utf8 = text;
    AuditEntry entry;
    entry.post_id = id;
    entry.engine = "0.0.0";
    entry.time_ms = 1'700'000'000'000;
    entry.failure = "E_DEADLINE";
    const auto appended = log.append(entry, {&field, 1});
    EXPECT_TRUE(appended.ok()) << appended.error().message;
  }

  void write_lines(int count) const {
    const auto log = open();
    for (int i = 0; i < count; ++i) append(*log, "post-" + std::to_string(i), "text " + std::to_string(i));
  }

  AuditReport verify(const std::optional<AuditHead>& anchor = std::nullopt) const {
    auto report = verify_audit(options_.path, audit_files(options_.path), options_.key, anchor);
    EXPECT_TRUE(report.ok()) << report.error().message;
    return std::move(report).value();
  }

  static std::string read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream all;
    all << in.rdbuf();
    return all.str();
  }
  static void write(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
  }

  std::string folder_;
  AuditOptions options_;
};

TEST_F(Audit, LinesVerifyAndNeverHoldTheText) {
  write_lines(5);
  const AuditReport report = verify();
  EXPECT_EQ(report.lines, 5U);
  EXPECT_EQ(report.problem_total, 0U);
  EXPECT_EQ(report.last.seq, 5U);
  EXPECT_THAT(read(options_.path), Not(HasSubstr("text 3")));
  EXPECT_THAT(read(options_.path), HasSubstr("\"post\":\"post-3\",\"text\":\"hmac-sha256:"));
  struct stat facts {};
  ASSERT_EQ(stat(options_.path.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0600U);
}

TEST_F(Audit, TextHashIsThatOfTheCharactersInEveryEncoding) {
  PostField eight;
  eight.input.utf8 = "\xF0\x9F\x98\x80 abc";
  const std::u16string units = u"\U0001F600 abc";
  PostField sixteen;
  sixteen.input.is_utf16 = true;
  sixteen.input.utf16 = reinterpret_cast<const std::uint16_t*>(units.data());
  sixteen.input.utf16_units = units.size();
  const auto a = audit_text_hash({&eight, 1}, kKey);
  const auto b = audit_text_hash({&sixteen, 1}, kKey);
  ASSERT_TRUE(a.ok() && b.ok());
  EXPECT_EQ(a.value(), b.value());
  PostField title = eight;
  title.role = 1;
  EXPECT_NE(audit_text_hash({&title, 1}, kKey).value(), a.value());
  EXPECT_NE(audit_text_hash({&eight, 1}, "another key of 16").value(), a.value());
}

TEST_F(Audit, AnotherKeyFindsEveryLineChanged) {
  write_lines(3);
  const auto report = verify_audit(options_.path, {options_.path}, "not the key of this", std::nullopt);
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report.value().problems.at(0).kind, AuditProblemKind::kChanged);
  EXPECT_GE(report.value().problem_total, 3U);
}

// Every byte of a file of lines, flipped in each bit, is found at its line.
TEST_F(Audit, EveryFlippedBitIsFoundAtItsLine) {
  write_lines(3);
  const std::string bytes = read(options_.path);
  std::uint64_t line = 1;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (unsigned bit = 0; bit < 8; bit += 3) {
      std::string changed = bytes;
      changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ (1U << bit));
      write(options_.path, changed);
      const AuditReport report = verify();
      ASSERT_GT(report.problem_total, 0U) << "byte " << at << " bit " << bit;
      EXPECT_EQ(report.problems.front().line, line) << "byte " << at << " bit " << bit;
    }
    if (bytes[at] == '\n') ++line;
  }
}

std::vector<std::string> split(const std::string& bytes) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t end = bytes.find('\n', begin) + 1;
    lines.push_back(bytes.substr(begin, end - begin));
    begin = end;
  }
  return lines;
}

// Drops, swaps, repeats, inserts and cuts at random places: 10,000 with POSTGATE_AUDIT_TAMPERINGS=10000.
TEST_F(Audit, RandomTamperingIsFound) {
  write_lines(40);
  const std::string bytes = read(options_.path);
  const std::vector<std::string> lines = split(bytes);
  ASSERT_EQ(lines.size(), 40U);
  const char* wanted = std::getenv("POSTGATE_AUDIT_TAMPERINGS");
  const int rounds = wanted == nullptr ? 1'000 : std::atoi(wanted);
  std::mt19937 random(7);
  const auto below = [&](std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
  };
  for (int round = 0; round < rounds; ++round) {
    std::vector<std::string> changed = lines;
    std::size_t at = below(lines.size());
    const std::size_t what = below(6);
    std::uint64_t first = at + 1;  // line at which it shows
    if (what == 0) {
      changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(at));
      if (at + 1 == lines.size()) first = at;
    } else if (what == 1) {
      at = below(lines.size() - 1);
      first = at + 1;
      std::swap(changed[at], changed[at + 1]);
    } else if (what == 2) {
      changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(at), lines[below(lines.size())]);
      if (changed[at] == lines[at])
        ++first;  // the copy stands where the line should; the line itself is late
    } else if (what == 3) {
      changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(at), "{\"seq\":1,\"made\":\"up\"}\n");
    } else if (what == 4) {
      changed.resize(at);
      first = at;
    } else {
      std::string& line = changed[at];
      line[below(line.size() - 1)] ^= static_cast<char>(1U << below(7));
    }
    std::string all;
    for (const std::string& line : changed) all += line;
    if (what == 4 && at > 0 && below(2) == 0) {  // cut within a line
      all.resize(all.size() - 1 - below(changed.back().size() - 1));
      first = at;
    }
    write(options_.path, all);
    const AuditReport report = verify();
    ASSERT_GT(report.problem_total, 0U) << "round " << round << " kind " << what << " at " << at;
    EXPECT_EQ(report.problems.front().line, first) << "round " << round << " kind " << what << " at " << at;
  }
}

TEST_F(Audit, LinesMissingAtTheEndShowByTheHeadOrByWhatWasNotedElsewhere) {
  write_lines(3);
  AuditHead noted;
  {
    const auto log = open();
    noted = log->head();
    append(*log, "one more");
  }
  EXPECT_EQ(verify(noted).problem_total, 0U);
  const std::vector<std::string> lines = split(read(options_.path));
  write(options_.path, lines[0] + lines[1]);
  EXPECT_EQ(verify().problems.at(0).kind, AuditProblemKind::kTail);
  std::filesystem::remove(options_.path + ".head");
  EXPECT_EQ(verify().problems.at(0).kind, AuditProblemKind::kNoHead);
  EXPECT_EQ(verify(noted).problems.at(0).kind, AuditProblemKind::kTail);
}

TEST_F(Audit, RotationKeepsTheChain) {
  options_.rotate_bytes = 1;
  write_lines(4);
  write_lines(2);
  EXPECT_EQ(audit_files(options_.path).size(), 6U);
  EXPECT_EQ(verify().lines, 6U);
  EXPECT_EQ(verify().problem_total, 0U);
  std::filesystem::remove(audit_files(options_.path)[2]);
  const AuditReport report = verify();
  ASSERT_GE(report.problem_total, 1U);
  EXPECT_EQ(report.problems[0].kind, AuditProblemKind::kMissing);
  EXPECT_EQ(report.problems[0].file, 2U);
}

TEST_F(Audit, CrashBetweenRotationAndTheNextLineLosesNothing) {
  write_lines(3);
  std::filesystem::rename(options_.path, options_.path + ".000000000001");
  write_lines(1);
  EXPECT_EQ(verify().problem_total, 0U);
  EXPECT_EQ(verify().last.seq, 4U);
}

TEST_F(Audit, AnUnfinishedLineIsDroppedAndTold) {
  write_lines(3);
  const std::string bytes = read(options_.path);
  write(options_.path, bytes + bytes.substr(0, 50));
  EXPECT_EQ(verify().problems.at(0).kind, AuditProblemKind::kTorn);
  write_lines(1);
  EXPECT_EQ(verify().problem_total, 0U);
  EXPECT_THAT(read(options_.path), HasSubstr("\"dropped_bytes\":50"));
}

TEST_F(Audit, AFileThatDoesNotVerifyIsNotContinued) {
  write_lines(2);
  std::string bytes = read(options_.path);
  bytes[bytes.size() - 10] ^= 1;
  write(options_.path, bytes);
  const auto opened = AuditLog::open(options_);
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().status, Status::kState);
}

TEST_F(Audit, OneWriterAtATime) {
  const auto log = open();
  const auto second = AuditLog::open(options_);
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().status, Status::kBusy);
}

TEST_F(Audit, BadOptionsAndPlaces) {
  AuditOptions bad = options_;
  bad.key = "short";
  EXPECT_EQ(AuditLog::open(bad).error().status, Status::kArgument);
  bad = options_;
  bad.path = folder_ + "/no/such/folder";
  EXPECT_EQ(AuditLog::open(bad).error().status, Status::kIo);
  EXPECT_EQ(verify_audit(folder_ + "/none", {folder_ + "/none"}, kKey, std::nullopt).error().status,
            Status::kIo);
  std::filesystem::create_symlink("/dev/null", folder_ + "/link");
  bad.path = folder_ + "/link";
  EXPECT_EQ(AuditLog::open(bad).error().status, Status::kIo) << "a link could lead anywhere";
}

// Killed at any moment, the file verifies up to its last whole line, and writing goes on.
TEST_F(Audit, KilledWhileWriting) {
  options_.rotate_bytes = 20'000;
  for (int round = 0; round < 10; ++round) {
    const pid_t child = fork();
    if (child == 0) {
      auto opened = AuditLog::open(options_);
      if (!opened.ok()) _exit(1);
      for (int i = 0;; ++i) append(*opened.value(), std::to_string(i));
    }
    while (access(options_.path.c_str(), F_OK) != 0) usleep(100);
    usleep(2'000 + static_cast<useconds_t>(round) * 1'700);
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the writer gave up in round " << round;
    for (const AuditProblem& problem : verify().problems) {
      EXPECT_EQ(problem.kind, AuditProblemKind::kTorn) << problem.message;
    }
  }
  write_lines(1);
  EXPECT_EQ(verify().problem_total, 0U);
}

}  // namespace
}  // namespace postgate
