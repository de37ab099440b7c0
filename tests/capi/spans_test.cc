// Over every public text at hand: each span of each finding cuts the same string in
// all three units and in both encodings, and a word that was found is in its span.
// Skipped where the texts are missing; they are not part of the project.
#include <zlib.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support.h"
#include "unicode.h"

namespace capi_test {
namespace {

namespace fs = std::filesystem;

// Calls `use` with each line of a gzip file.
void for_each_line(const fs::path& path, const std::function<void(const std::string&)>& use) {
  gzFile file = gzopen(path.c_str(), "rb");
  ASSERT_NE(file, nullptr) << path;
  std::string line;
  std::vector<char> buffer(1U << 16U);
  for (int got = 0; (got = gzread(file, buffer.data(), static_cast<unsigned>(buffer.size()))) > 0;) {
    for (const char* at = buffer.data(); at != buffer.data() + got; ++at) {
      if (*at != '\n') {
        line.push_back(*at);
        continue;
      }
      use(line);
      line.clear();
    }
  }
  if (!line.empty()) use(line);
  EXPECT_EQ(gzclose(file), Z_OK) << path;
}

void for_each_text(const std::function<void(const std::string& id, const std::string& text)>& use) {
  for (const auto& entry : fs::directory_iterator(POSTGATE_TEXTS)) {
    if (entry.path().extension() != ".gz") continue;
    for_each_line(entry.path(), [&](const std::string& line) {
      const nlohmann::json row = nlohmann::json::parse(line);
      use(row.at("id").get<std::string>(), row.at("text").get<std::string>());
    });
  }
}

bool texts_are_here() { return fs::is_directory(POSTGATE_TEXTS); }

std::string folded(std::string_view text) {
  std::string view(text.size() * 20 + 16, '\0');
  size_t size = 0;
  EXPECT_EQ(postgate_fold_utf8(text.data(), text.size(), 1, view.data(), view.size(), &size, nullptr),
            POSTGATE_OK);
  EXPECT_LE(size, view.size());
  view.resize(std::min(size, view.size()));
  return view;
}

bool encloses(const postgate_span& outer, const postgate_span& inner) {
  return outer.begin <= inner.begin && inner.end <= outer.end;
}

// Judges one text in both encodings and checks every span; `check_signal` gets each signal's text.
class SpanCheck {
 public:
  using CheckSignal = std::function<void(std::string_view signal, const std::string& text)>;

  SpanCheck(const Ruleset& ruleset, CheckSignal check_signal)
      : as_utf8_(ruleset), as_utf16_(ruleset), check_signal_(std::move(check_signal)) {}

  void check(const std::string& id, const std::string& utf8) {
    SCOPED_TRACE(id);
    const Texts text(utf8);
    const postgate_verdict* one = nullptr;
    const postgate_verdict* two = nullptr;
    ASSERT_EQ(as_utf8_.scan({utf8_field(text.utf8)}, &one), POSTGATE_OK);
    ASSERT_EQ(as_utf16_.scan({utf16_field(text.utf16)}, &two), POSTGATE_OK);
    const postgate_verdict_summary summary = summary_of(one);
    ASSERT_EQ(summary.action, summary_of(two).action);
    ASSERT_EQ(summary.finding_count, summary_of(two).finding_count);
    ++posts;
    for (std::size_t i = 0; i < summary.finding_count; ++i) check_finding(text, one, two, i);
  }

  std::size_t posts = 0;
  std::size_t spans = 0;

 private:
  void check_finding(const Texts& text, const postgate_verdict* one, const postgate_verdict* two,
                     std::size_t index) {
    const postgate_finding finding = finding_at(one, index);
    const postgate_finding other = finding_at(two, index);
    ASSERT_EQ(view(finding.rule), view(other.rule));
    ASSERT_EQ(finding.signal_count, other.signal_count);
    check_span(text, finding.where, other.where);
    for (std::size_t s = 0; s < finding.signal_count; ++s) {
      const postgate_signal signal = signal_at(one, index, s);
      check_span(text, signal.where, signal_at(two, index, s).where);
      ASSERT_TRUE(encloses(finding.where.bytes, signal.where.bytes));
      check_signal_(view(signal.id), text.cut(signal.where));
    }
  }

  void check_span(const Texts& text, const postgate_spans& one, const postgate_spans& two) {
    ++spans;
    ASSERT_TRUE(same(one, two)) << "UTF-8 and UTF-16 differ";
    ASSERT_LT(one.bytes.begin, one.bytes.end);
    const std::string cut = text.cut(one);
    ASSERT_EQ(cut, text.utf8.substr(one.bytes.begin, one.bytes.end - one.bytes.begin));
  }

  Gate as_utf8_;
  Gate as_utf16_;
  CheckSignal check_signal_;
};

TEST(Spans, OfTheDefaultPackCutTheSameInAllUnits) {
  if (!texts_are_here()) GTEST_SKIP() << "no texts at " << POSTGATE_TEXTS;
  const Compiler compiler = make_compiler();
  ASSERT_EQ(postgate_compiler_add_builtin(compiler.get(), "gov-cn", nullptr), POSTGATE_OK);
  const Ruleset ruleset = build(compiler.get());
  ASSERT_NE(ruleset, nullptr);
  SpanCheck check(ruleset, [](std::string_view, const std::string& text) { ASSERT_FALSE(text.empty()); });
  for_each_text([&](const std::string& id, const std::string& text) { check.check(id, text); });
  EXPECT_GT(check.posts, 1000U);
  EXPECT_GT(check.spans, 1000U);
  RecordProperty("posts", static_cast<int>(check.posts));
  RecordProperty("spans", static_cast<int>(check.spans));
}

// Common words, so that most texts have many hits.
TEST(Spans, OfWordsHoldTheWord) {
  if (!texts_are_here()) GTEST_SKIP() << "no texts at " << POSTGATE_TEXTS;
  const std::vector<std::string> words = {
      "微信", "加我", "中国", "我们", "的是", "没有",   "可以", "下载", "免费", "记者", "今天", "一个",
      "不是", "什么", "联系", "手机", "群里", "关注",   "转发", "新闻", "公司", "工作", "时间", "you",
      "free", "http", "com",  "vx",   "qq",   "com cn", "哈哈", "朋友", "喜欢", "大家"};
  std::vector<RuleText> rules;
  std::vector<std::string> wanted;
  for (const std::string& word : words) {
    rules.push_back(word_rule("ads.w" + std::to_string(wanted.size()), "hold", word));
    wanted.push_back(folded(word));
  }
  SpanCheck check(build_pack("words", rules), [&](std::string_view signal, const std::string& text) {
    const std::size_t number = std::stoul(std::string(signal.substr(5)));
    ASSERT_EQ(folded(text), wanted.at(number));
  });
  for_each_text([&](const std::string& id, const std::string& text) { check.check(id, text); });
  EXPECT_GT(check.spans, 10'000U);
  RecordProperty("spans", static_cast<int>(check.spans));
}

}  // namespace
}  // namespace capi_test
