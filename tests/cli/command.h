// Starts the postgate command without a shell and collects what it says; and a folder of files for
// each test, with a small pack whose rules the tests know. One thread.
#pragma once

#include <gtest/gtest.h>
#include <sys/types.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace postgate_cli_test {

using Json = nlohmann::ordered_json;

struct Ran {
  int exit_status = -1;  // -1 if a signal ended it
  std::string out;
  std::string err;
  long peak_kib = 0;

  std::vector<Json> lines() const;  // of `out`, each parsed
};

// A started command; its descriptors are the test's to use and close.
struct Started {
  pid_t pid = -1;
  int in = -1;   // what the test writes
  int out = -1;  // what the test reads
};

class CommandTest : public testing::Test {
 protected:
  void SetUp() override;
  void TearDown() override;

  // Writes a file below the test's folder and answers its whole path.
  std::string write(const std::string& name, const std::string& bytes) const;
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string pack() const { return path("pack"); }

  // Runs with `input` as standard input.
  Ran run(const std::vector<std::string>& arguments, const std::string& input = "") const;
  Ran run_on_file(const std::vector<std::string>& arguments, const std::string& input_file) const;
  // scan --pack <the small pack> --input jsonl --format jsonl -
  Ran scan_json(const std::string& input) const;
  Ran scan_text(const std::vector<std::string>& more, const std::string& input = "") const;

  // Standard output goes to `output`, a descriptor; NULL-terminated environment or none.
  Ran run_into(const std::vector<std::string>& arguments, int output,
               const std::vector<std::string>& environment) const;
  Started start(const std::vector<std::string>& arguments) const;
  static int finish(const Started& started);  // waits; exit status or -1

  std::filesystem::path folder_;
};

std::string read_file(const std::filesystem::path& file);

// The tests' pack: block "block-me", hold "hold-me", flag "flag-me"; "must" with "install" near by is
// blocked unless "do not" stands in the clause; "zhi jin" in Chinese is held.
void write_small_pack(const std::filesystem::path& folder);

}  // namespace postgate_cli_test
