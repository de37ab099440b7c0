// scan -j: several threads say what one says, in the same order, and end as one does.
#include <gmock/gmock.h>
#include <signal.h>
#include <unistd.h>

#include <fstream>

#include "command.h"

namespace postgate_cli_test {
namespace {

using testing::HasSubstr;

class Threads : public CommandTest {
 protected:
  // Posts of many sizes; some are held, some cannot be read.
  std::string posts_file(int count) const {
    const std::string file = path("posts-" + std::to_string(count) + ".jsonl");
    std::ofstream out(file, std::ios::binary);
    for (int i = 0; i < count; ++i) {
      if (i % 97 == 13) {
        out << "{\"id\":\"" << i << "\",\"text\":\n";
        continue;
      }
      out << "{\"id\":\"" << i << "\",\"title\":\"通知 " << i << "\",\"text\":\"";
      for (int n = 0; n < (i * 7) % 12; ++n) out << "今天天气很好，明天也会很好。";
      if (i % 5 == 0) out << "hold-me";
      if (i % 31 == 0) out << "block-me and flag-me";
      out << "\"}\n";
    }
    return file;
  }

  Ran scan(const std::string& threads, const std::string& format, const std::string& file) const {
    return run({"scan", "--pack", pack(), "-j", threads, "--format", format, file});
  }
};

TEST_F(Threads, SayWhatOneSaysInTheSameOrder) {
  const std::string file = posts_file(1400);
  for (const char* format : {"jsonl", "text", "html", "sarif"}) {
    const Ran alone = scan("1", format, file);
    EXPECT_EQ(alone.exit_status, 3) << "some posts cannot be read";
    for (const char* threads : {"2", "5"}) {
      const Ran together = scan(threads, format, file);
      EXPECT_EQ(together.exit_status, alone.exit_status) << format;
      EXPECT_TRUE(together.out == alone.out) << format << " with " << threads << " threads";
      EXPECT_EQ(together.err, alone.err) << format;
    }
  }
}

TEST_F(Threads, AVerdictDoesNotWaitForTheNextPost) {
  Started started =
      start({"scan", "--pack", pack(), "-j", "3", "--input", "lines", "--format", "jsonl", "-"});
  std::string seen;
  for (const char* text : {"hold-me\n", "clean\n", "block-me\n"}) {
    ASSERT_GT(::write(started.in, text, std::string_view(text).size()), 0);
    std::string line;
    for (char byte = 0; read(started.out, &byte, 1) == 1 && byte != '\n';) line += byte;
    seen += Json::parse(line)["action"].get<std::string>() + " ";
  }
  EXPECT_EQ(seen, "hold allow block ");
  kill(started.pid, SIGINT);
  EXPECT_EQ(finish(started), 130);
  close(started.in);
  close(started.out);
  EXPECT_THAT(read_file(path("stderr")), HasSubstr("after 3 posts"));
}

TEST_F(Threads, AReaderThatLeavesEndsTheCommand) {
  Started started = start({"scan", "--pack", pack(), "-j", "2", "--format", "jsonl", posts_file(30'000)});
  char byte = 0;
  EXPECT_EQ(read(started.out, &byte, 1), 1);
  close(started.out);
  EXPECT_EQ(finish(started), 141);
  close(started.in);
}

TEST_F(Threads, AreANumber) {
  EXPECT_EQ(scan("0", "text", write("a.txt", "clean")).exit_status, 2);
  EXPECT_EQ(scan("257", "text", write("a.txt", "clean")).exit_status, 2);
  EXPECT_EQ(scan("4", "text", write("a.txt", "clean")).exit_status, 0);
}

}  // namespace
}  // namespace postgate_cli_test
