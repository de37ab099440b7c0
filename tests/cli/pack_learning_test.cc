// `pack learn-benign` and `pack tune`: what a pack learns from posts.
#include <gmock/gmock.h>

#include "command.h"

namespace postgate_cli_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class PackLearning : public CommandTest {
 protected:
  std::string weak_pack(const std::string& more = "") const {
    write("weak/pack.toml",
          "[pack]\nname = \"weak\"\nversion = 1\n[[category]]\nid = \"cat\"\nclause = { document = \"d\", "
          "text = "
          "\"t\" }\n");
    write("weak/rules/r.toml", R"(
[[signal]]
id = "link"
words = ["链接", "微信"]
folds = ["homophone"]
)" + more + R"(
[[signal]]
id = "take"
words = ["领取"]
[[rule]]
id = "both"
category = "cat"
action = "flag"
score = 1.0
all = ["link", "take"]
examples = ["点链接领取", "加微信领取"]
counter = ["链子", "微风"]
[[rule]]
id = "taken"
category = "cat"
action = "flag"
score = 1.0
all = ["take"]
examples = ["领取", "去领取"]
counter = ["链子", "微风"]
)");
    return path("weak");
  }
};

TEST_F(PackLearning, ListsWhatOnlyWeakFoldsFindInInnocentText) {
  write("corpus/a.txt", "新路连接东西两区\n廉洁奉公\n点链接领取\n");
  write("corpus/b.jsonl", "{\"text\":\"作为新人,连 接彼此\"}\n");
  write("corpus/ignored.bin", "链街");
  const Ran ran = run({"pack", "learn-benign", weak_pack(), "--corpus", path("corpus")});
  EXPECT_EQ(ran.exit_status, 0) << ran.err;
  const std::string list = read_file(path("weak/lists/benign-variants.txt"));
  EXPECT_THAT(list, HasSubstr("连接  # 2, 链接, link\n"));
  EXPECT_THAT(list, HasSubstr("廉洁  # 1, 链接, link\n"));
  EXPECT_THAT(list, HasSubstr("为新  # 1, 微信, link\n"));
  EXPECT_THAT(list, Not(HasSubstr("链接  #")));
  EXPECT_THAT(list, Not(HasSubstr("链街")));
  EXPECT_THAT(ran.err, HasSubstr("3 new"));
}

TEST_F(PackLearning, KeepsAReviewedList) {
  write("corpus.txt", "新路连接东西\n廉洁奉公\n");
  weak_pack();
  write("weak/lists/benign-variants.txt", "# ours\n廉洁\n#- 连接\n");
  EXPECT_EQ(run({"pack", "learn-benign", weak_pack(), "--corpus", path("corpus.txt")}).exit_status, 0);
  EXPECT_EQ(read_file(path("weak/lists/benign-variants.txt")), "# ours\n廉洁\n#- 连接\n");
}

TEST_F(PackLearning, TheListCancelsWhatItNames) {
  write("corpus.txt", "新路连接东西\n");
  EXPECT_EQ(run({"pack", "learn-benign", weak_pack(), "--corpus", path("corpus.txt")}).exit_status, 0);
  const std::string pack = weak_pack("except_file = \"lists/benign-variants.txt\"\n");
  const std::string input = "{\"text\":\"连接领取\"}\n{\"text\":\"连街领取\"}\n";
  const Ran ran = run({"scan", "--pack", pack, "--input", "jsonl", "--format", "jsonl", "-"}, input);
  EXPECT_EQ(ran.lines().at(0)["findings"].size(), 1U) << ran.out;
  EXPECT_EQ(ran.lines().at(1)["findings"].size(), 2U) << ran.out;
}

TEST_F(PackLearning, ExplainShowsTheWayToTheWord) {
  const Ran ran = run({"explain", "--pack", weak_pack(), "--format", "jsonl", "--text", "加薇芯领取"});
  const Json step = ran.lines().at(0)["steps"].at(1);
  EXPECT_EQ(step["text"], "薇芯");
  EXPECT_EQ(step["word"], "微信");
  EXPECT_EQ(step["folds"], Json::array({"homophone"}));
}

TEST_F(PackLearning, TuneFitsScores) {
  std::string posts;
  for (int i = 0; i < 10; ++i) {
    posts += "{\"text\":\"点链接领取\",\"label\":\"ad\"}\n{\"text\":\"领取证书\",\"label\":\"ok\"}\n";
    posts += "{\"text\":\"天气好\",\"label\":\"ok\"}\n";
  }
  const Ran ran = run({"pack", "tune", weak_pack(), "--corpus", write("posts.jsonl", posts), "--wanted", "ad",
                       "--out", path("scores.toml")});
  EXPECT_EQ(ran.exit_status, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("     3.00     100.0%  100.0%"));
  const std::string scores = read_file(path("scores.toml"));
  EXPECT_THAT(scores, HasSubstr("\"both\" = "));
  EXPECT_THAT(scores, HasSubstr("# 1.00; 10, 0\n"));
  EXPECT_THAT(scores, HasSubstr("# 1.00; 10, 10"));
}

TEST_F(PackLearning, TuneNeedsBothKinds) {
  const std::string posts = write("posts.jsonl", "{\"text\":\"领取\",\"label\":\"ok\"}\nno json\n");
  const Ran ran = run({"pack", "tune", weak_pack(), "--corpus", posts});
  EXPECT_EQ(ran.exit_status, 2);
  EXPECT_THAT(ran.err, HasSubstr("all of one kind"));
  EXPECT_THAT(ran.err, HasSubstr("posts.jsonl:2"));
}

TEST_F(PackLearning, EvidenceIsLearnedAndUsed) {
  std::string posts;
  std::string background;
  for (const char* what : {"苹果", "柿子", "大枣", "核桃"}) {
    for (const char* how : {"现货包邮", "包邮到家", "现货直发"}) {
      posts += "{\"text\":\"" + std::string(what) + how + "18元\",\"label\":\"ad\"}\n";
      posts += "{\"text\":\"" + std::string(what) + "丰收,产量18万斤\",\"label\":\"ok\"}\n";
      posts += "{\"text\":\"" + std::string(what) + "包邮现货\",\"label\":\"unsure\"}\n";
      background += "{\"text\":\"会议强调秘密" + std::string(what) + "\",\"label\":\"news\"}\n";
    }
  }
  weak_pack();
  const Ran ran =
      run({"pack", "learn-evidence", path("weak/lists/ads.txt"), "--corpus", write("posts.jsonl", posts),
           "--background", write("news.jsonl", background), "--wanted", "ad", "--ignored", "unsure"});
  EXPECT_EQ(ran.exit_status, 2) << "the folder of the list is missing: " << ran.err;
  std::filesystem::create_directories(path("weak/lists"));
  const Ran again =
      run({"pack", "learn-evidence", path("weak/lists/ads.txt"), "--corpus", path("posts.jsonl"),
           "--background", path("news.jsonl"), "--wanted", "ad", "--ignored", "unsure", "--cost", "5"});
  EXPECT_EQ(again.exit_status, 0) << again.err;
  EXPECT_THAT(again.out, HasSubstr("at_least   recall"));
  EXPECT_THAT(again.out, HasSubstr("     0.0   100.0%"));
  const std::string list = read_file(path("weak/lists/ads.txt"));
  EXPECT_THAT(list, HasSubstr("\n* -"));
  EXPECT_THAT(list, HasSubstr("\n包邮 "));
  EXPECT_THAT(list, Not(HasSubstr("秘密"))) << "words of the background are not taken";
  const std::string pack = weak_pack(
      "[[rule]]\nid = \"heavy\"\ncategory = \"cat\"\naction = \"hold\"\n"
      "evidence = { list = \"lists/ads.txt\", at_least = 0.5 }\n"
      "examples = [\"荔枝现货包邮\", \"现货直发\"]\ncounter = [\"丰收\", \"开会\"]\n");
  const Ran scan = run({"scan", "--pack", pack, "--format", "jsonl", "--input", "lines", "-"},
                       "荔枝现货,包邮到家\n荔枝丰收\n");
  ASSERT_EQ(scan.lines().size(), 2U) << scan.err;
  EXPECT_EQ(scan.lines()[0]["action"], "hold") << scan.out;
  EXPECT_EQ(scan.lines()[1]["action"], "allow") << scan.out;
}

TEST_F(PackLearning, EvidenceNeedsBothKinds) {
  const std::string posts = write("posts.jsonl", "{\"text\":\"领取\",\"label\":\"ok\"}\n");
  const Ran ran = run({"pack", "learn-evidence", path("list.txt"), "--corpus", posts, "--wanted", "ad"});
  EXPECT_EQ(ran.exit_status, 2);
  EXPECT_THAT(ran.err, HasSubstr("all of one kind"));
}

TEST_F(PackLearning, EvidenceOfASinglePostIsNoStumblingBlock) {
  const std::string posts = write("posts.jsonl",
                                  "{\"text\":\"领取\",\"label\":\"ok\"}\n"
                                  "{\"text\":\"现货包邮\",\"label\":\"ad\"}\n");
  const Ran ran = run({"pack", "learn-evidence", path("list.txt"), "--corpus", posts, "--wanted", "ad"});
  EXPECT_EQ(ran.exit_status, 0) << ran.err;
  EXPECT_THAT(read_file(path("list.txt")), HasSubstr("\n* "));
}

}  // namespace
}  // namespace postgate_cli_test
