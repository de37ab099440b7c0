// Pipes, signals, and memory that does not grow with the number of posts.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <fstream>

#include "command.h"

#if defined(__SANITIZE_ADDRESS__)
#define POSTGATE_TEST_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POSTGATE_TEST_SANITIZED 1
#endif
#endif

namespace postgate_cli_test {
namespace {

using testing::HasSubstr;

constexpr int kPatienceMs = 60'000;

class Streams : public CommandTest {
 protected:
  std::vector<std::string> json_arguments() const {
    return {"scan", "--pack", pack(), "--input", "jsonl", "--format", "jsonl", "-"};
  }

  std::string posts_file(int count) const {
    const std::string file = path("posts-" + std::to_string(count));
    std::ofstream out(file, std::ios::binary);
    for (int i = 0; i < count; ++i) {
      out << "{\"id\":\"" << i << "\",\"title\":\"通知\",\"text\":\"今天天气很好，明天也会很好。"
          << (i % 50 == 0 ? "务必安装某APP hold-me" : "") << "\"}\n";
    }
    return file;
  }
};

void send(int to, const std::string& text) {
  ASSERT_EQ(write(to, text.data(), text.size()), static_cast<ssize_t>(text.size()));
}

// One line, or what there was at the end.
std::string read_line(int from) {
  std::string line;
  pollfd waiting = {from, POLLIN, 0};
  for (char byte = 0; poll(&waiting, 1, kPatienceMs) > 0 && read(from, &byte, 1) == 1;) {
    line += byte;
    if (byte == '\n') break;
  }
  return line;
}

TEST_F(Streams, AVerdictDoesNotWaitForTheNextPost) {
  Started started = start(json_arguments());
  for (int i = 0; i < 3; ++i) {
    send(started.in, "{\"id\":\"" + std::to_string(i) + "\",\"text\":\"hold-me\"}\n");
    EXPECT_EQ(Json::parse(read_line(started.out))["id"], std::to_string(i));
  }
  close(started.in);
  EXPECT_EQ(read_line(started.out), "");
  close(started.out);
  EXPECT_EQ(finish(started), 1);
}

TEST_F(Streams, InterruptEndsWithAWordAndWholeLines) {
  for (const auto& [signal, words] : {std::pair{SIGINT, "Ctrl-C"}, std::pair{SIGTERM, "told to stop"}}) {
    Started started = start(json_arguments());
    send(started.in, "{\"id\":\"1\",\"text\":\"hold-me\"}\n{\"id\":\"2\",\"text\":\"hal");
    EXPECT_EQ(Json::parse(read_line(started.out))["id"], "1");
    kill(started.pid, signal);
    EXPECT_EQ(read_line(started.out), "") << "half a post has no verdict";
    EXPECT_EQ(finish(started), 128 + signal);
    close(started.in);
    close(started.out);
    EXPECT_THAT(read_file(path("stderr")), HasSubstr(words));
    EXPECT_THAT(read_file(path("stderr")), HasSubstr("after 1 post"));
  }
}

TEST_F(Streams, AClosedPipeEndsQuietly) {
  int ends[2] = {-1, -1};
  ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
  close(ends[0]);
  std::vector<std::string> arguments = json_arguments();
  arguments.back() = posts_file(5000);
  const Ran ran = run_into(arguments, ends[1], {});
  close(ends[1]);
  EXPECT_EQ(ran.exit_status, 141);
  EXPECT_EQ(ran.err, "");
}

TEST_F(Streams, AReaderThatLeavesEndsTheCommand) {
  std::vector<std::string> arguments = json_arguments();
  arguments.back() = posts_file(50'000);
  Started started = start(arguments);
  EXPECT_EQ(Json::parse(read_line(started.out))["id"], "0");
  close(started.out);
  EXPECT_EQ(finish(started), 141);
  close(started.in);
  EXPECT_EQ(read_file(path("stderr")), "");
}

TEST_F(Streams, AFullDiskIsNoSuccess) {
  const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
  if (full < 0) GTEST_SKIP() << "no /dev/full";
  const Ran ran = run_into({"scan", "--pack", pack(), write("a.txt", "clean")}, full, {});
  close(full);
  EXPECT_EQ(ran.exit_status, 3);
  EXPECT_THAT(ran.err, HasSubstr("cannot write"));
}

TEST_F(Streams, NoProgressLineWithoutATerminal) {
  const Ran ran = run_on_file(json_arguments(), posts_file(20'000));
  EXPECT_EQ(ran.err, "");
}

TEST_F(Streams, MemoryDoesNotGrowWithTheNumberOfPosts) {
#ifdef POSTGATE_TEST_SANITIZED
  GTEST_SKIP() << "a sanitizer keeps freed memory";
#endif
  const Ran few = run_on_file(json_arguments(), posts_file(20'000));
  const Ran many = run_on_file(json_arguments(), posts_file(200'000));
  EXPECT_EQ(few.exit_status, 1) << few.err;
  EXPECT_EQ(many.exit_status, 1) << many.err;
  EXPECT_EQ(std::count(many.out.begin(), many.out.end(), '\n'), 200'000);
  // Between the two lie more than 100 MiB of posts and verdicts. A child's peak counts from before it
  // became the command, when it still had the pages of this test, hence the allowance.
  EXPECT_LT(many.peak_kib, few.peak_kib + 24 * 1024);
}

}  // namespace
}  // namespace postgate_cli_test
