#include "match/regex.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace postgate {
namespace {

using Outcome = Regex::Outcome;

Regex compiled(std::string_view pattern) {
  Result<Regex> regex = Regex::compile(pattern);
  EXPECT_TRUE(regex.ok()) << pattern;
  return std::move(regex).value();
}

std::string found(std::string_view pattern, std::string_view text, std::size_t from = 0) {
  std::size_t begin = 0;
  std::size_t end = 0;
  if (compiled(pattern).find(text, from, begin, end) != Outcome::kHit) return "no hit";
  return std::to_string(begin) + "-" + std::to_string(end);
}

TEST(Regex, FindsTheLeftmostMatch) {
  EXPECT_EQ(found("b{1,3}", "abbbb"), "1-4");
  EXPECT_EQ(found("b{1,3}?", "abbbb"), "1-2");
  EXPECT_EQ(found("a|ab", "ab"), "0-1") << "first alternative, not the longest";
  EXPECT_EQ(found("微信.{1,2}", "加微信号码"), "3-15");
  EXPECT_EQ(found("x", "abc"), "no hit");
}

TEST(Regex, BeginsWhereItIsTold) {
  EXPECT_EQ(found("ab", "abab", 0), "0-2");
  EXPECT_EQ(found("ab", "abab", 1), "2-4");
  EXPECT_EQ(found("ab", "abab", 3), "no hit");
  EXPECT_EQ(found("ab", "abab", 4), "no hit");
  EXPECT_EQ(found("ab", "abab", 5), "no hit");
  EXPECT_EQ(found("ab", ""), "no hit");
}

TEST(Regex, SeesWhatStandsBeforeTheStart) {
  EXPECT_EQ(found("^ab", "abab", 2), "no hit");
  EXPECT_EQ(found("\\bab", "abab", 2), "no hit");
  EXPECT_EQ(found("\\bab", "a ab", 2), "2-4");
}

TEST(Regex, HasTheOptionsOfTheDesign) {
  EXPECT_EQ(found("a.b", "a\nb"), "no hit") << "a dot is no line break";
  EXPECT_EQ(found("a.b", "a中b"), "0-5") << "a dot is a character, not a byte";
  EXPECT_EQ(found("A", "a"), "no hit") << "case sensitive";
  EXPECT_EQ(found("a$", "a\n"), "no hit") << "the end of the text, not of the line";
  EXPECT_EQ(found("^b", "a\nb"), "no hit");
}

TEST(Regex, ANullTextIsEmpty) {
  EXPECT_EQ(found("a", std::string_view()), "no hit");
  EXPECT_EQ(found("a{0}", std::string_view()), "0-0");
}

TEST(Regex, SaysWhyItDoesNotCompile) {
  const auto regex = Regex::compile("a(");
  ASSERT_FALSE(regex.ok());
  EXPECT_EQ(regex.error().status, Status::kPackInvalid);
  EXPECT_NE(regex.error().message.find("missing"), std::string::npos) << regex.error().message;
}

TEST(Regex, AMovedFromRegexIsALimitNotAMiss) {
  Regex first = compiled("a");
  const Regex second = std::move(first);
  std::size_t begin = 0;
  std::size_t end = 0;
  EXPECT_EQ(second.find("a", 0, begin, end), Outcome::kHit);
  EXPECT_EQ(first.find("a", 0, begin, end), Outcome::kLimit);  // NOLINT: the state under test
}

TEST(Regex, LongTextsAreSearchedToTheEnd) {
  std::string text(1 << 20, 'a');
  text += "b";
  EXPECT_EQ(found("(?:a|.a){20,40}b", text),
            std::to_string(text.size() - 81) + "-" + std::to_string(text.size()));
}

}  // namespace
}  // namespace postgate
