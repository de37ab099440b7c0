#include <gtest/gtest.h>

#include <string>

#include "match/pattern_db.h"
#include "match/regex.h"

namespace postgate {
namespace {

std::string codes(std::string_view pattern) {
  std::string list;
  for (const RegexProblem& problem : check_regex(pattern)) {
    EXPECT_FALSE(problem.message.empty());
    list += (list.empty() ? "" : " ") + problem.code;
  }
  return list;
}

std::string first_message(std::string_view pattern) {
  const auto problems = check_regex(pattern);
  return problems.empty() ? "" : problems.front().message;
}

TEST(CheckRegex, AcceptsTheCommonSubset) {
  for (const char* pattern : {"微信",
                              "微信号?",
                              "(微|薇)信",
                              "(?:a|b|)c",
                              "(?P<name>ab)c",
                              "[*+?]a",
                              "[]a]",
                              "[^]a]b",
                              "[a\\]b]",
                              "[a-]",
                              "[-a]",
                              "[a-c-e]x",
                              "\\*\\+\\?\\{",
                              "a{",
                              "a{,3}",
                              "a{x}",
                              "a}",
                              "]",
                              "\\x41\\x{4e2d}",
                              "\\n\\t\\r\\f\\v\\a",
                              "\\bapp\\b",
                              "a\\B.",
                              "^a",
                              "a$",
                              "\\Aa\\z",
                              "(?:^|\\n)a",
                              "[\\s\\S]a",
                              "[\\d\\w\\-]{3,5}",
                              "\\p{Han}{2,4}公司",
                              "\\pL1",
                              "[^\\p{Han}，。]a",
                              "\\P{Greek}a",
                              "a{3}",
                              "a{0,200}b",
                              "a{2,5}?b",
                              "a??b",
                              "(?:a{0,10}b){1,20}",
                              "a|b|c",
                              "(?:(?:(?:a)))",
                              "[\\x{4e00}-\\x{9fff}]{1,50}号",
                              "1[3-9]\\d{9}",
                              "\\$\\^",
                              "[$^.]",
                              "[:]a",
                              "[a:]b",
                              "[\\[:]a"}) {
    EXPECT_EQ(codes(pattern), "") << pattern << ": " << first_message(pattern);
  }
}

TEST(CheckRegex, RefusesWhatIsNoRegexInTheWordsOfRe2) {
  for (const char* pattern :
       {"a(",        "a)",    "[a",          "[",          "*a",    "+",     "?",    "a|*",
        "(",         "(?",    "(?P<a",       "(?P<1-2>a)", "[b-a]", "\\",    "a\\",  "\\p{Nothing}",
        "\\p{",      "\\y",   "\\x{110000}", "\\x{",       "\\xZ",  "[\\b]", "[a\\", "\xff",
        "a\xe4\xb8", "[\xe4]"}) {
    EXPECT_EQ(codes(pattern), "regex-syntax") << pattern << ": " << first_message(pattern);
    EXPECT_EQ(first_message(pattern).substr(0, 5), "RE2: ") << pattern;
  }
}

TEST(CheckRegex, RefusesWhatTheEnginesDoNotShare) {
  for (const char* pattern :
       {"a(?=b)",         "a(?!b)",    "(?<=a)b",        "(?<!a)b", "(?>ab)", "(a)\\1",
        "(?P<a>b)(?P=a)", "\\Ca",      "\\Qa*\\E",       "\\101",   "\\0",    "(?i)a",
        "(?i:a)",         "(?s)a",     "(?-s)a",         "(?m:^a)", "(?U)a",  "[[:alpha:]]a",
        "[:alpha:]a",     "[a[=b=]]c", "[a-[:digit:]]b", "(?R)",    "(?(1)a)"}) {
    EXPECT_EQ(codes(pattern), "regex-engine") << pattern << ": " << first_message(pattern);
  }
  EXPECT_EQ(codes("a\\bb"), "regex-engine") << "can never match, says Hyperscan";
  EXPECT_EQ(first_message("a\\bb").substr(0, 11), "Hyperscan: ");
  EXPECT_EQ(codes("a{2}++"), "regex-syntax");
  EXPECT_EQ(codes("(?:a{2}){3}?+b"), "regex-syntax");
  EXPECT_EQ(codes("\\x{d800}"), "regex-syntax");
  EXPECT_EQ(codes("[^\\x{0}-\\x{10ffff}]"), "regex-syntax");
}

TEST(CheckRegex, SaysWhere) {
  EXPECT_NE(first_message("微信(?=号)").find("at character 3"), std::string::npos)
      << first_message("微信(?=号)");
  EXPECT_NE(first_message("微信.*号").find("`*` at character 4"), std::string::npos)
      << first_message("微信.*号");
}

TEST(CheckRegex, RefusesUnboundedRepeats) {
  for (const char* pattern : {"ab*", "ab+", "ab{2,}", "ab*?", "ab+?", "(?:a.*b)", "[a-z]+x", "a{201}",
                              "a{0,1000}b", "a{5,3}", "a{99999999999}", "a{1,99999999999}"}) {
    EXPECT_EQ(codes(pattern), "regex-repeat") << pattern;
  }
  EXPECT_EQ(codes("a*b+c{3,}d"), "regex-repeat regex-repeat regex-repeat") << "all of them at once";
  EXPECT_EQ(codes("[*+]{2}"), "") << "not operators inside a class";
  EXPECT_EQ(codes("\\*\\+a"), "");
}

TEST(CheckRegex, RefusesNestedRepeatsThatMultiply) {
  EXPECT_EQ(codes("(?:(?:a{20}b){20}c){20}"), "regex-repeat");
  EXPECT_EQ(codes("(?:a{101}b){20}"), "regex-repeat");
  EXPECT_EQ(codes("(?:a{0,20}b){0,20}c"), "");
}

TEST(CheckRegex, RefusesWhatMatchesTheEmptyText) {
  for (const char* pattern : {"", "a?", "a{0,3}", "(?:a|)", "(?:a?b?){2}", "^", "$", "^$", "\\b", "\\B", "()",
                              "a{0}", "(?:^|a?)"}) {
    EXPECT_EQ(codes(pattern), "regex-empty-match") << pattern;
  }
}

TEST(CheckRegex, RefusesWhatIsTooLarge) {
  EXPECT_EQ(codes(std::string(5000, 'a')), "regex-size");
  EXPECT_EQ(codes("a" + std::string(51, '(') + "b" + std::string(51, ')')), "regex-size");
  EXPECT_EQ(codes("a" + std::string(50, '(') + "b" + std::string(50, ')')), "");
  EXPECT_EQ(codes("x\\p{L}{0,200}y"), "regex-size") << "a wide class, often";
  EXPECT_EQ(codes("x.{0,200}y.{0,200}z.{0,200}"), "regex-size");
  EXPECT_EQ(codes("公司.{0,200}电话"), "");
  // Cheap by count, but more states than Hyperscan has: its verdict is a size, too.
  EXPECT_EQ(codes("x.{200}1"), "regex-size") << first_message("x.{200}1");
}

TEST(CheckRegex, WhatIsAcceptedCompilesInBothEngines) {
  for (const char* pattern : {"公司.{0,100}微信.{0,200}电话", "x\\p{Han}{0,35}y", "x[\\p{L}\\p{N}]{0,20}y",
                              "(?:加|\\+)\\s{0,3}(?:v|微|薇|威)\\s{0,3}(?:x|信)[:： ]?[a-z0-9_-]{5,20}"}) {
    EXPECT_EQ(codes(pattern), "") << pattern;
    EXPECT_TRUE(Regex::compile(pattern).ok()) << pattern;
    EXPECT_TRUE(PatternDb::build({{pattern, 0, false}}).ok()) << pattern;
  }
}

TEST(CheckRegex, HostilePatternsAreRefusedQuickly) {
  std::string classes;
  while (classes.size() + 6 < 4096) classes += "[\\pL]";
  EXPECT_EQ(codes(classes), "regex-size");
  std::string unknown;
  while (unknown.size() + 8 < 4096) unknown += "[\\p{Xy}]";
  EXPECT_EQ(codes(unknown), "regex-syntax");
  std::string deep;
  for (int i = 0; i < 2000; ++i) deep += "(?:";
  EXPECT_EQ(codes(deep), "regex-size");
  EXPECT_EQ(codes(std::string(4000, '[')), "regex-syntax");
  EXPECT_EQ(codes(std::string("a\0b", 3)), "") << "a NUL is a character like any other";
}

}  // namespace
}  // namespace postgate
