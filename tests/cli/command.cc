#include "command.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

extern char** environ;

namespace postgate_cli_test {
namespace {

namespace fs = std::filesystem;

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (std::string& text : texts) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

struct Streams {
  int in;
  int out;
  int err;
};

pid_t spawn(const std::vector<std::string>& arguments, const Streams& streams,
            std::vector<std::string> environment = {}) {
  std::vector<std::string> all = {POSTGATE_COMMAND};
  all.insert(all.end(), arguments.begin(), arguments.end());
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, streams.in, 0);
  posix_spawn_file_actions_adddup2(&actions, streams.out, 1);
  posix_spawn_file_actions_adddup2(&actions, streams.err, 2);
  pid_t pid = -1;
  const int failed = posix_spawn(&pid, POSTGATE_COMMAND, &actions, nullptr, pointers(all).data(),
                                 environment.empty() ? environ : pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  return failed == 0 ? pid : -1;
}

int open_new(const fs::path& file) {
  return open(file.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
}

void wait_for(pid_t pid, Ran& ran) {
  int status = 0;
  rusage usage{};
  ASSERT_EQ(wait4(pid, &status, 0, &usage), pid);
  ran.exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  ran.peak_kib = usage.ru_maxrss;
}

}  // namespace

std::string read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream all;
  all << in.rdbuf();
  return all.str();
}

std::vector<Json> Ran::lines() const {
  std::vector<Json> all;
  std::istringstream in(out);
  for (std::string line; std::getline(in, line);) all.push_back(Json::parse(line));
  return all;
}

void CommandTest::SetUp() {
  std::string name = testing::TempDir() + "postgate-cli-XXXXXX";
  ASSERT_NE(mkdtemp(name.data()), nullptr);
  folder_ = name;
  write_small_pack(folder_ / "pack");
}

void CommandTest::TearDown() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::string CommandTest::write(const std::string& name, const std::string& bytes) const {
  const fs::path file = folder_ / name;
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
  return file.string();
}

Ran CommandTest::run(const std::vector<std::string>& arguments, const std::string& input) const {
  return run_on_file(arguments, write("stdin", input));
}

Ran CommandTest::run_on_file(const std::vector<std::string>& arguments, const std::string& input_file) const {
  const int in = open(input_file.c_str(), O_RDONLY | O_CLOEXEC);
  const int out = open_new(folder_ / "stdout");
  const int err = open_new(folder_ / "stderr");
  Ran ran;
  wait_for(spawn(arguments, {in, out, err}), ran);
  for (const int end : {in, out, err}) close(end);
  ran.out = read_file(folder_ / "stdout");
  ran.err = read_file(folder_ / "stderr");
  return ran;
}

Ran CommandTest::run_into(const std::vector<std::string>& arguments, int output,
                          const std::vector<std::string>& environment) const {
  const int in = open("/dev/null", O_RDONLY | O_CLOEXEC);
  const int err = open_new(folder_ / "stderr");
  Ran ran;
  wait_for(spawn(arguments, {in, output, err}, environment), ran);
  close(in);
  close(err);
  ran.err = read_file(folder_ / "stderr");
  return ran;
}

Ran CommandTest::scan_json(const std::string& input) const {
  return run({"scan", "--pack", pack(), "--input", "jsonl", "--format", "jsonl", "-"}, input);
}

Ran CommandTest::scan_text(const std::vector<std::string>& more, const std::string& input) const {
  std::vector<std::string> arguments = {"scan", "--pack", pack()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments, input);
}

Started CommandTest::start(const std::vector<std::string>& arguments) const {
  int to[2] = {-1, -1};
  int from[2] = {-1, -1};
  Started started;
  if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0) return started;
  const int err = open_new(folder_ / "stderr");
  started.pid = spawn(arguments, {to[0], from[1], err});
  started.in = to[1];
  started.out = from[0];
  for (const int end : {to[0], from[1], err}) close(end);
  return started;
}

int CommandTest::finish(const Started& started) {
  int status = 0;
  if (waitpid(started.pid, &status, 0) != started.pid) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void write_small_pack(const fs::path& folder) {
  fs::create_directories(folder / "rules");
  std::ofstream(folder / "pack.toml") << R"([pack]
name     = "small"
version  = 7
release  = "2026.1.0"
expires  = 2036-01-01
requires = "0.1"
title    = { zh = "小包", en = "small pack" }

[[category]]
id     = "test"
title  = { zh = "测试", en = "test" }
clause = { document = "测试办法", text = "不得出现测试词", verified = true }
)";
  std::ofstream(folder / "rules" / "words.toml") << R"([[signal]]
id    = "must"
words = ["务必", "must"]

[[signal]]
id    = "install"
words = ["安装", "install"]
near  = { words = ["APP"], within = 12 }
except = ["安装费"]

[[signal]]
id    = "ban"
words = ["不得", "do not"]

[[rule]]
id       = "test.must-install"
category = "test"
action   = "block"
grade    = 1
title    = { zh = "强制安装", en = "forced install" }
all      = ["must", "install"]
none     = ["ban"]
within   = "clause"
hint     = { zh = "改为自愿", en = "make it voluntary" }
score    = 2.5
examples = ["务必安装某APP", "you must install the APP"]
counter  = ["不得要求务必安装某APP", "可以安装某APP"]

[[rule]]
id       = "test.block"
category = "test"
action   = "block"
grade    = 1
title    = { zh = "阻止词", en = "block word" }
words    = ["block-me"]
hint     = { zh = "删掉它", en = "drop it" }
examples = ["a block-me b", "block-me"]
counter  = ["clean", "nothing"]

[[rule]]
id       = "test.hold"
category = "test"
action   = "hold"
grade    = 2
title    = { zh = "待审词", en = "hold word" }
words    = ["hold-me", "加微信"]
hint     = { zh = "请人看看", en = "ask somebody" }
examples = ["a hold-me b", "加微信领奖"]
counter  = ["clean", "nothing"]

[[rule]]
id       = "test.flag"
category = "test"
action   = "flag"
grade    = 4
title    = { zh = "记录词", en = "flag word" }
words    = ["flag-me"]
hint     = { zh = "留意", en = "mind it" }
examples = ["a flag-me b", "flag-me"]
counter  = ["clean", "nothing"]
)";
}

}  // namespace postgate_cli_test
