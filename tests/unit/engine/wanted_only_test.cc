// A scan looks only for what can still matter; a scan with a trace looks for everything. On posts made of
// what the rules ask for the findings are the same.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "unit/engine/pack_bench.h"

namespace postgate_test {
namespace {

using postgate::Finding;
using postgate::SignalSpan;
using postgate::Verdict;

constexpr const char* kSignals = R"(
[[signal]]
id = "word"
words = ["兼职", "代刷"]
[[signal]]
id = "pay"
words = ["日结"]
regex = ["[0-9]{2,4} ?元", "[¥$]9"]
[[signal]]
id = "lure"
words = ["红包"]
near = { words = ["领取", "点击"], within = 6 }
[[signal]]
id = "guard"
words = ["警惕"]
regex = ["谨防[^。]{0,4}诈骗"]
[[signal]]
id = "number"
detect = ["phone-cn", "url", "qq"]
[[signal]]
id = "weak"
words = ["加微信"]
folds = ["homophone", "repeat"]
[[signal]]
id = "quoted"
regex = ["[“\"][^”\"]{1,6}[”\"]"]
[[signal]]
id = "spelled"
view = "raw"
regex = ["[零一二三四五六七八九幺]{7,11}"]
[[signal]]
id = "comment"
regex = ["[一-龥]<!--[^>]{0,9}-->[一-龥]"]
[[signal]]
id = "notice"
regex = ["^[【\\[][^】\\]]{1,6}[】\\]]"]
)";

std::string rule(const std::string& id, const std::string& keys) { return one_rule(keys, "hold", id); }

std::string all_rules() {
  return kSignals + rule("r.all", "all = [\"word\", \"pay\"]\nnone = [\"guard\", \"quoted\"]") +
         rule("r.spelled", "all = [\"spelled\"]\nnone = [\"guard\"]") +
         rule("r.comment", "any = [\"comment\", \"weak\"]\nnone = [\"quoted\"]\nnone_within = \"field\"") +
         rule("r.any",
              "any = [\"word\", \"lure\", \"number\", \"notice\"]\nat_least = 2\nwithin = \"sentence\"") +
         rule("r.order", "all = [\"lure\", \"number\"]\norder = true\ndistance = 8\nwithin = \"field\"") +
         rule("r.weak",
              "all = [\"weak\"]\nany = [\"number\", \"pay\"]\nwithin = \"field\"\nnone = [\"notice\"]") +
         rule("r.regex",
              "regex = [\"转起来?[!~]\"]\nscore = 1.0\nnone = [\"guard\"]\nnone_within = \"field\"") +
         rule("r.near",
              "words = [\"低价\"]\nnear = { words = [\"出售\", \"转让\"], within = 4 }\nscore = 1.0");
}

// More regexes than one database is made for.
std::string many_regexes() {
  std::string list;
  for (int i = 0; i < 40; ++i) list += (i == 0 ? "\"第" : ", \"第") + std::to_string(i) + "档[!~]?\"";
  return rule("r.many", "regex = [" + list +
                            R"(, "[0-9]{4}[a-z]", "[a-z]{2}[0-9]{3}", "加[*]{2}", "[$][0-9]")" +
                            "]\nnone = [\"notice\"]\nwithin = \"sentence\"");
}

constexpr const char* kPieces[] = {"兼职",
                                   "代刷",
                                   "日结",
                                   "300元",
                                   "¥9",
                                   "红包",
                                   "领取",
                                   "点击",
                                   "警惕",
                                   "谨防各类诈骗",
                                   "13800138000",
                                   "www.example.com",
                                   "qq 123456789",
                                   "加微信",
                                   "佳薇信",
                                   "加加微微信",
                                   "【通知】",
                                   "[快讯]",
                                   "转起!",
                                   "转起来~",
                                   "低价",
                                   "出售",
                                   "转让",
                                   "“兼职”",
                                   "幺三八零零幺三",
                                   "四五六",
                                   "为<!--x-->您",
                                   "有＜!-- -->人",
                                   "今天",
                                   "我们",
                                   "，",
                                   "。",
                                   "！",
                                   "\n",
                                   " ",
                                   "2026",
                                   "ab123",
                                   "第7档",
                                   "第23档!",
                                   "1234b",
                                   "加**",
                                   "$5"};

class WantedOnly : public ::testing::Test {
 protected:
  std::string make_text() {
    std::string text;
    for (auto left = 1 + random_() % 9; left > 0; --left) text += kPieces[random_() % std::size(kPieces)];
    return text;
  }

  std::string judge(PackBench& bench, const std::vector<std::string>& fields, const char* profile,
                    bool trace) {
    postgate::ScanOptions options;
    options.profile = profile;
    options.trace = trace;
    const Verdict& verdict = bench.scan_fields({fields.begin(), fields.end()}, options);
    std::string said = std::to_string(static_cast<int>(verdict.action)) + " " +
                       std::to_string(verdict.score) + " " + std::to_string(verdict.incomplete);
    for (const Finding& f : verdict.findings) {
      said += "\n" + f.rule->id + " " + std::to_string(f.field) + " " + std::to_string(f.raw.begin) + "-" +
              std::to_string(f.raw.end) + " " + std::to_string(f.folds);
      for (const SignalSpan& signal : f.signals)
        said += " " + signal.signal->id + " " + std::to_string(signal.raw.begin) + "-" +
                std::to_string(signal.raw.end);
    }
    if (!verdict.findings.empty()) ++found_;
    return said;
  }

  // Each with a scanner of its own, so that neither sees what the other left.
  PackBench all_{all_rules() + many_regexes(), "score_cap = 2.5\n"};
  PackBench some_{all_rules() + many_regexes(), "score_cap = 2.5\n"};
  std::mt19937 random_{20260131};
  int found_ = 0;
};

TEST_F(WantedOnly, FindsTheSameInPostsOfOneField) {
  for (int i = 0; i < 6000; ++i) {
    const std::vector<std::string> post = {make_text()};
    const char* const profile = i % 3 == 0 ? "strict" : "";
    ASSERT_EQ(judge(some_, post, profile, false), judge(all_, post, profile, true)) << post.front();
  }
  EXPECT_GT(found_, 2000);
}

TEST_F(WantedOnly, FindsTheSameInPostsOfSeveralFields) {
  for (int i = 0; i < 2000; ++i) {
    const std::vector<std::string> post = {make_text(), make_text(), make_text()};
    ASSERT_EQ(judge(some_, post, "", false), judge(all_, post, "", true))
        << post[0] << '|' << post[1] << '|' << post[2];
  }
  EXPECT_GT(found_, 500);
}

}  // namespace
}  // namespace postgate_test
