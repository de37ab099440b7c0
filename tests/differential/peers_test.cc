// Patterns collected by other projects, read from ../shared when that folder is there.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "differential/gz_lines.h"
#include "match/pattern_db.h"
#include "match/regex.h"

namespace postgate_test {
namespace {

using nlohmann::json;
using postgate::HitList;
using postgate::PatternDb;
using postgate::Regex;
using postgate::Scratch;

std::vector<json> rows(const std::string& name) {
  const auto lines =
      read_gz_lines(std::string(POSTGATE_SOURCE_DIR) + "/../shared/eval/peers/" + name + ".jsonl.gz");
  std::vector<json> all;
  if (!lines) return all;
  for (const std::string& line : *lines) all.push_back(json::parse(line));
  return all;
}

int digit_of(char c, int base) {
  int value = -1;
  if (c >= '0' && c <= '9') value = c - '0';
  if (c >= 'a' && c <= 'f') value = c - 'a' + 10;
  if (c >= 'A' && c <= 'F') value = c - 'A' + 10;
  return value < base ? value : -1;
}

// Undoes the escapes of a C string literal.
std::string unescaped(const std::string& text) {
  static const std::string kLetters = "ntrfvab";
  static const std::string kValues = "\n\t\r\f\v\a\b";
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const char c = text[++i];
    const bool hex = c == 'x';
    if (hex || digit_of(c, 8) >= 0) {
      int value = 0;
      std::size_t used = 0;
      for (std::size_t at = hex ? i + 1 : i; at < text.size() && used < (hex ? 2U : 3U); ++at, ++used) {
        const int digit = digit_of(text[at], hex ? 16 : 8);
        if (digit < 0) break;
        value = value * (hex ? 16 : 8) + digit;
      }
      out += static_cast<char>(value);
      i += hex ? used : used - 1;
    } else if (const std::size_t at = kLetters.find(c); at != std::string::npos) {
      out += kValues[at];
    } else {
      out += c;
    }
  }
  return out;
}

bool ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Compares both engines on a pattern that the checks accept. Returns RE2's answer.
bool agree(const PatternDb& db, const Regex& regex, const std::string& pattern, const std::string& text) {
  Scratch scratch;
  EXPECT_TRUE(scratch.grow_for(db).ok());
  HitList hits(10);
  EXPECT_EQ(db.scan(text, scratch, hits), postgate::Status::kOk);
  std::size_t begin = 0;
  std::size_t end = 0;
  const bool re2 = regex.find(text, 0, begin, end) == Regex::Outcome::kHit;
  // The empty text is not scanned: accepted patterns cannot match it.
  EXPECT_EQ(!hits.hits().empty(), re2)
      << testing::PrintToString(pattern) << " on " << testing::PrintToString(text);
  return re2;
}

TEST(Peers, BadPatternsAreRefused) {
  const std::vector<json> bad = rows("regex_bad_patterns_hyperscan");
  if (bad.empty()) GTEST_SKIP() << "no ../shared/eval/peers";
  int tried = 0;
  for (const json& row : bad) {
    const std::string text = row["pattern"];
    const std::size_t slash = text.rfind('/');
    const std::string pattern = text.substr(1, slash - 1);
    const std::string flags = text.substr(slash + 1);
    // What is bad about some is an extended parameter or a flag, or that they are read as bytes.
    if (flags.find_first_of("{C") != std::string::npos) continue;
    const bool utf8 = flags.find('8') != std::string::npos;
    if (!utf8 && row["expected_error"] == "Pattern can never match.") continue;
    if (pattern == "[:\\]:]") continue;  // a colon or a bracket, to RE2 and to us
    ++tried;
    EXPECT_FALSE(postgate::check_regex(pattern).empty()) << text << ": " << row["expected_error"];
  }
  EXPECT_GT(tried, 40);
}

TEST(Peers, SearchPairsOfRe2) {
  const std::vector<json> pairs = rows("regex_re2_search");
  if (pairs.empty()) GTEST_SKIP() << "no ../shared/eval/peers";
  int compared = 0;
  for (const json& row : pairs) {
    const std::string pattern = unescaped(row["pattern_c_escaped"]);
    const std::string text = unescaped(row["haystack_c_escaped"]);
    if (!ascii(text) || !postgate::check_regex(pattern).empty()) continue;
    auto db = PatternDb::build({{pattern, 0, false}});
    auto regex = Regex::compile(pattern);
    ASSERT_TRUE(db.ok() && regex.ok()) << pattern;
    agree(db.value(), regex.value(), pattern, text);
    ++compared;
  }
  EXPECT_GT(compared, 20);
}

TEST(Peers, CollectedCasesOfHyperscan) {
  const std::vector<json> collected = rows("regex_hscollider");
  if (collected.empty()) GTEST_SKIP() << "no ../shared/eval/peers";
  int compared = 0;
  for (const json& row : collected) {
    const std::string text = row["pattern"];
    const std::size_t slash = text.rfind('/');
    const std::string flags = text.substr(slash + 1);
    const std::string pattern = text.substr(1, slash - 1);
    if (flags.find_first_not_of("OH8") != std::string::npos) continue;
    if (!ascii(pattern) || !postgate::check_regex(pattern).empty()) continue;
    auto db = PatternDb::build({{pattern, 0, false}});
    auto regex = Regex::compile(pattern);
    ASSERT_TRUE(db.ok() && regex.ok()) << pattern;
    for (const json& one : row["cases"]) {
      const std::string corpus = unescaped(one["corpus_c_escaped"]);
      if (!ascii(corpus)) continue;
      const bool hit = agree(db.value(), regex.value(), pattern, corpus);
      // `$` also stands before a last line break there, and the vertical tab is a space.
      const bool same = pattern.find('$') == std::string::npos && corpus.find('\v') == std::string::npos;
      EXPECT_TRUE(!same || hit != one["match_ends"].empty()) << pattern << " on " << one["corpus_c_escaped"];
      ++compared;
    }
  }
  EXPECT_GT(compared, 500);
}

}  // namespace
}  // namespace postgate_test
