// Judges the posts of posts/*.posts and compares every verdict, as one line of JSON, with the
// *.expect beside them. desk*.posts are judged by the small pack in pack/, so that they pin down the
// engine whatever the default pack says; gov-cn*.posts by the pack built into the library.
// POSTGATE_GOLDEN_UPDATE=1 rewrites the *.expect files instead; read the difference before committing it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "golden/post_file.h"
#include "support/host.h"

namespace postgate_test {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

const fs::path kFolder = POSTGATE_SOURCE_DIR "/tests/golden";

Json pair(const postgate_span& span) { return {span.begin, span.end}; }

Json describe(const SeenFinding& finding, const GoldenPost& post) {
  Json out = {{"rule", finding.rule},
              {"category", finding.category},
              {"action", postgate_action_name(finding.action)},
              {"grade", finding.grade},
              {"field", finding.field},
              {"bytes", pair(finding.where.bytes)},
              {"utf16", pair(finding.where.utf16)},
              {"codepoints", pair(finding.where.codepoints)}};
  // A span counts the text after ill-formed parts were replaced only for UTF-16 input; for UTF-8 it
  // is the caller's own bytes, which may be ill-formed.
  if (finding.field < post.fields.size())
    out["text"] = cut(post.fields[finding.field].text, finding.where.bytes);
  out["folds"] = fold_names(finding.folds);
  out["signals"] = Json::array();
  for (const SeenSignal& signal : finding.signals) {
    out["signals"].push_back({{"id", signal.id},
                              {"field", signal.field},
                              {"bytes", pair(signal.where.bytes)},
                              {"folds", fold_names(signal.folds)}});
  }
  return out;
}

std::string describe(const Seen& seen, const GoldenPost& post) {
  Json out = {{"post", post.name}};
  if (seen.status != POSTGATE_OK) {
    out["status"] = postgate_status_name(seen.status);
    out["field"] = seen.error_field;
    if (seen.error_offset != POSTGATE_NO_OFFSET) out["offset"] = seen.error_offset;
  } else {
    out["action"] = postgate_action_name(seen.action);
    out["grade"] = seen.grade;
    out["score"] = seen.score;
    out["complete"] = seen.complete;
    out["findings"] = Json::array();
    for (const SeenFinding& finding : seen.findings) out["findings"].push_back(describe(finding, post));
  }
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::vector<std::string> read_lines(const fs::path& path) {
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> judge(Host& host, const std::vector<GoldenPost>& posts) {
  std::vector<std::string> lines;
  for (const GoldenPost& post : posts) lines.push_back(describe(host.scan(post.fields, post.settings), post));
  return lines;
}

std::vector<std::string> post_files() {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(kFolder / "posts")) {
    if (entry.path().extension() == ".posts") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class Golden : public testing::TestWithParam<std::string> {
 protected:
  static Host& host_for(const std::string& file) {
    static Host desk = Host::from_folder((kFolder / "pack").string());
    static Host gov = Host::from_builtin("gov-cn");
    return file.rfind("gov-cn", 0) == 0 ? gov : desk;
  }
  static Host& lesser_host_for(const std::string& file, std::uint32_t cpu) {
    static std::map<std::pair<bool, std::uint32_t>, Host> hosts;
    const bool gov = file.rfind("gov-cn", 0) == 0;
    auto known = hosts.find({gov, cpu});
    if (known == hosts.end()) {
      Host made =
          gov ? Host::from_builtin("gov-cn", cpu) : Host::from_folder((kFolder / "pack").string(), cpu);
      known = hosts.emplace(std::pair(gov, cpu), std::move(made)).first;
    }
    return known->second;
  }
};

TEST_P(Golden, VerdictsAreAsCommitted) {
  Host& host = host_for(GetParam());
  ASSERT_TRUE(host.usable()) << host.diagnostics();
  const std::vector<GoldenPost> posts = read_posts((kFolder / "posts" / (GetParam() + ".posts")).string());
  ASSERT_FALSE(posts.empty());
  const std::vector<std::string> actual = judge(host, posts);

  const fs::path expect_file = kFolder / "posts" / (GetParam() + ".expect");
  if (const char* update = std::getenv("POSTGATE_GOLDEN_UPDATE"); update != nullptr && *update == '1') {
    std::ofstream out(expect_file);
    for (const std::string& line : actual) out << line << '\n';
    return;
  }
  const std::vector<std::string> expected = read_lines(expect_file);
  EXPECT_EQ(actual.size(), expected.size());
  for (std::size_t i = 0; i < std::min(actual.size(), expected.size()); ++i)
    EXPECT_EQ(actual[i], expected[i]);
}

// The same verdicts with each kernel of the folding and word matching that this CPU can run, and with
// Hyperscan compiled for no more than that.
TEST_P(Golden, VerdictsDoNotDependOnTheCpu) {
  const std::vector<GoldenPost> posts = read_posts((kFolder / "posts" / (GetParam() + ".posts")).string());
  const std::vector<std::string> expected = judge(host_for(GetParam()), posts);
  const bool gov = GetParam().rfind("gov-cn", 0) == 0;
  for (const int level :
       {POSTGATE_CPU_BASELINE, POSTGATE_CPU_AVX2, POSTGATE_CPU_AVX512, POSTGATE_CPU_AVX512_VBMI}) {
    const auto cpu = static_cast<std::uint32_t>(level);
    // The default pack takes seconds to compile, so it shows the level that differs most.
    if (gov && level != POSTGATE_CPU_BASELINE) continue;
    Host& host = lesser_host_for(GetParam(), cpu);
    if (host.status() == POSTGATE_E_PLATFORM) continue;
    ASSERT_TRUE(host.usable()) << host.diagnostics();
    EXPECT_EQ(judge(host, posts), expected) << "level " << cpu;
  }
}

TEST_P(Golden, VerdictsDoNotDependOnTheOrderOfThePosts) {
  Host& host = host_for(GetParam());
  ASSERT_TRUE(host.usable()) << host.diagnostics();
  std::vector<GoldenPost> posts = read_posts((kFolder / "posts" / (GetParam() + ".posts")).string());
  std::vector<std::string> forward = judge(host, posts);
  std::reverse(posts.begin(), posts.end());
  const std::vector<std::string> backward = judge(host, posts);
  std::reverse(forward.begin(), forward.end());
  EXPECT_EQ(forward, backward);
}

TEST_P(Golden, NamesOfPostsAreUnique) {
  std::set<std::string> names;
  for (const GoldenPost& post : read_posts((kFolder / "posts" / (GetParam() + ".posts")).string())) {
    EXPECT_TRUE(names.insert(post.name).second) << post.name;
  }
}

std::string test_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}
INSTANTIATE_TEST_SUITE_P(Posts, Golden, testing::ValuesIn(post_files()), test_name);

}  // namespace
}  // namespace postgate_test
