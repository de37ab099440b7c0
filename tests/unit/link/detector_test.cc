#include "link/detector.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>

#include "link/host.h"
#include "link/suffix.h"
#include "unit/link/detect_helper.h"

namespace postgate::test {
namespace {

constexpr DetectorSet kAll = (1U << static_cast<unsigned>(kDetectorCount)) - 1U;

TEST(Detector, NamesGoBothWays) {
  for (int i = 0; i < kDetectorCount; ++i) {
    const auto detector = static_cast<Detector>(i);
    EXPECT_FALSE(detector_name(detector).empty());
    EXPECT_EQ(detector_from_name(detector_name(detector)), detector);
  }
  EXPECT_FALSE(detector_from_name("domain").has_value());
  EXPECT_FALSE(detector_from_name("").has_value());
  EXPECT_TRUE(detector_name(static_cast<Detector>(kDetectorCount)).empty());
}

TEST(Suffix, KnowsIcannSuffixesOnly) {
  EXPECT_TRUE(link::is_public_suffix("com"));
  EXPECT_TRUE(link::is_public_suffix("com.cn"));
  EXPECT_TRUE(link::is_public_suffix("\u4e2d\u56fd"));
  EXPECT_TRUE(link::is_public_suffix("xn--fiqs8s"));
  EXPECT_FALSE(link::is_public_suffix("github.io"));
  EXPECT_FALSE(link::is_public_suffix("nosuchsuffix"));
  EXPECT_FALSE(link::is_public_suffix(""));
  EXPECT_FALSE(link::is_public_suffix(std::string(100, 'a')));
}

TEST(Host, SplitsAtTheLongestSuffix) {
  EXPECT_EQ(link::split_domain("a.example.com.cn").suffix, "com.cn");
  EXPECT_EQ(link::split_domain("a.example.com.cn").label, "example");
  EXPECT_EQ(link::split_domain("com.cn").tier, link::SuffixTier::kNone);
  EXPECT_EQ(link::split_domain("example").tier, link::SuffixTier::kNone);
  EXPECT_EQ(link::split_domain("readme.md").tier, link::SuffixTier::kFile);
}

std::size_t count_hits(const std::string& text) {
  FieldText field;
  FieldInput input;
  input.utf8 = text;
  EXPECT_TRUE(field.assign(input, Deadline()).ok());
  std::vector<DetectorHit> hits;
  detect(field, kAll, hits);
  return hits.size();
}

TEST(Detector, CleanFieldAllocatesNoHits) {
  FieldText field;
  FieldInput input;
  input.utf8 = "市民可以在政务服务大厅办理，也可以拨打12345热线咨询（2018年12月27日）。";
  ASSERT_TRUE(field.assign(input, Deadline()).ok());
  std::vector<DetectorHit> hits;
  detect(field, kAll, hits);
  EXPECT_TRUE(hits.empty());
  EXPECT_EQ(hits.capacity(), 0U);
}

std::string repeat(std::string_view part, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += part;
  return text;
}

// Each would take minutes if any finder looked further than a bounded distance.
TEST(Detector, LongRepetitionsStayLinear) {
  for (const std::string_view part : {".",
                                      "1",
                                      "@",
                                      "http://",
                                      "http://http://",
                                      "a.",
                                      "a.com ",
                                      "1 ",
                                      "1-",
                                      "138",
                                      "q",
                                      "qq",
                                      "qq1",
                                      "微信",
                                      "加",
                                      "加v",
                                      "www.",
                                      "w w w ",
                                      "h t t p : ",
                                      "a[.]",
                                      "a点",
                                      "a . ",
                                      "中.",
                                      "中.国",
                                      "/",
                                      "(",
                                      "[",
                                      "a@",
                                      "@a",
                                      "a@a.",
                                      "vx",
                                      "(86)",
                                      "+86",
                                      "0",
                                      "0755-",
                                      "x_-",
                                      "\u200b",
                                      "中\u200b",
                                      "\u202e",
                                      "p\u0430",
                                      "\U000E0041",
                                      "://",
                                      "a://",
                                      "http://a@",
                                      "1.1.1.1:",
                                      "http://(",
                                      "www,a,",
                                      "http://a/,\uff0ca(",
                                      "。",
                                      "a。",
                                      ":",
                                      "，"}) {
    const std::string text = repeat(part, 1U << 20U);
    count_hits(text);
  }
}

// Offsets inside the view, on code point boundaries, ascending per detector.
void check_hits(const FieldText& field, const std::vector<DetectorHit>& hits) {
  std::array<std::uint32_t, kDetectorCount> last{};
  for (const DetectorHit& hit : hits) {
    const std::string_view view = hit.on_raw ? field.raw() : field.text();
    ASSERT_LT(hit.bytes.begin, hit.bytes.end);
    ASSERT_LE(hit.bytes.end, view.size());
    const auto boundary = [&](std::uint32_t pos) {
      return pos == view.size() || (static_cast<unsigned char>(view[pos]) & 0xC0U) != 0x80U;
    };
    EXPECT_TRUE(boundary(hit.bytes.begin));
    EXPECT_TRUE(boundary(hit.bytes.end));
    std::uint32_t& floor = last[static_cast<std::size_t>(hit.detector)];
    EXPECT_GE(hit.bytes.begin, floor) << detector_name(hit.detector);
    floor = hit.bytes.end;
  }
}

TEST(Detector, RandomTextsKeepEveryPromise) {
  constexpr std::array<std::string_view, 62> kParts = {"http",
                                                       "https",
                                                       "://",
                                                       "www",
                                                       ".",
                                                       "。",
                                                       "点",
                                                       "[.]",
                                                       "(dot)",
                                                       " . ",
                                                       ",",
                                                       "com",
                                                       "cn",
                                                       "中国",
                                                       "公司",
                                                       "example",
                                                       "a",
                                                       "b1",
                                                       "@",
                                                       "qq",
                                                       "QQ",
                                                       "q",
                                                       "微信",
                                                       "vx",
                                                       "v",
                                                       "加",
                                                       "+",
                                                       "：",
                                                       ":",
                                                       "号",
                                                       "是",
                                                       "群",
                                                       "飞机",
                                                       "tg",
                                                       "联系",
                                                       "138",
                                                       "0013",
                                                       "8001",
                                                       "13800138001",
                                                       "86",
                                                       "(86)",
                                                       "0755",
                                                       "-",
                                                       " ",
                                                       "/",
                                                       "\\",
                                                       "_",
                                                       "123456789",
                                                       "6222021234567890128",
                                                       "11010519491231002X",
                                                       "\u200b",
                                                       "\u202e",
                                                       "\U000E0041",
                                                       "\U0001F600",
                                                       "\u0430",
                                                       "\u03b1",
                                                       "\n",
                                                       "一二三四五六",
                                                       "元",
                                                       "*",
                                                       "公众号",
                                                       "微"};
  std::mt19937 random(20181227);
  FieldText field;
  std::vector<DetectorHit> hits;
  std::size_t found = 0;
  for (int round = 0; round < 60000; ++round) {
    std::string text;
    const auto parts = 1U + random() % 14U;
    for (unsigned i = 0; i < parts; ++i) text += kParts[random() % kParts.size()];
    FieldInput input;
    input.utf8 = text;
    ASSERT_TRUE(field.assign(input, Deadline()).ok());
    hits.clear();
    detect(field, kAll, hits);
    found += hits.size();
    check_hits(field, hits);
    if (HasFatalFailure() || HasNonfatalFailure()) FAIL() << text;
  }
  EXPECT_GT(found, 10000U);
}

TEST(Detector, RandomBytesKeepEveryPromise) {
  std::mt19937 random(123);
  FieldText field;
  std::vector<DetectorHit> hits;
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    const auto size = random() % 60U;
    for (unsigned i = 0; i < size; ++i) text += static_cast<char>(random() % 256U);
    FieldInput input;
    input.utf8 = text;
    input.replace_ill_formed = true;
    ASSERT_TRUE(field.assign(input, Deadline()).ok());
    hits.clear();
    detect(field, kAll, hits);
    check_hits(field, hits);
  }
}

}  // namespace
}  // namespace postgate::test
