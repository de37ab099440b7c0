// Every code point, in every kind of class: what RE2 matches, Hyperscan must report.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "match/pattern_db.h"
#include "match/regex.h"
#include "match/utf8_append.h"

namespace postgate_test {
namespace {

using postgate::HitList;
using postgate::PatternDb;
using postgate::PatternSpec;
using postgate::Regex;
using postgate::Scratch;

struct Class {
  const char* text;
  bool exact;  // false: Hyperscan is given a superset
};

constexpr Class kClasses[] = {{".", true},
                              {"\\d", true},
                              {"\\D", true},
                              {"\\w", true},
                              {"\\W", true},
                              {"\\s", true},
                              {"\\S", true},
                              {"[\\s\\S]", true},
                              {"[^\\s,]", true},
                              {"[^a]", true},
                              {"\\p{Han}", true},
                              {"\\P{Han}", true},
                              {"\\p{Greek}", false},
                              {"\\pL", false},
                              {"\\PL", false},
                              {"\\pN", false},
                              {"[\\pL\\pN_]", false},
                              {"[^\\pL\\pN]", false},
                              {"\\pS", false},
                              {"\\pP", false},
                              {"[\\x{4e00}-\\x{9fff}]", true},
                              {"[^\\x{80}-\\x{10fffe}]", true},
                              {"\\b", true},
                              {"\\B", true},
                              {"\\b.", true},
                              {"\\B.", true}};

TEST(CodePoints, EnginesAgreeOnEachInEveryClass) {
  std::vector<PatternSpec> specs;
  std::vector<Regex> regexes;
  for (const Class& one : kClasses) {
    specs.push_back({std::string("x") + one.text, static_cast<std::uint32_t>(specs.size()), false});
    auto regex = Regex::compile(specs.back().text);
    ASSERT_TRUE(regex.ok()) << one.text;
    regexes.push_back(std::move(regex).value());
  }
  auto db = PatternDb::build(specs);
  ASSERT_TRUE(db.ok()) << db.error().message;
  Scratch scratch;
  ASSERT_TRUE(scratch.grow_for(db.value()).ok());
  HitList hits(1'000);
  int wrong = 0;
  std::vector<bool> hyperscan(specs.size());
  for (char32_t c = 0; c <= 0x10FFFF && wrong < 20; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    // Behind plane 2 almost everything is unassigned: a sample will do.
    if (c >= 0x30000 && c < 0x10FF00 && c % 16 != 0) continue;
    std::string text = "x";
    postgate::append_utf8(text, c);
    hits.clear();
    ASSERT_EQ(db.value().scan(text, scratch, hits), postgate::Status::kOk);
    std::fill(hyperscan.begin(), hyperscan.end(), false);
    for (const auto& hit : hits.hits()) hyperscan[hit.id] = true;
    for (std::size_t i = 0; i < specs.size(); ++i) {
      std::size_t begin = 0;
      std::size_t end = 0;
      const bool re2 = regexes[i].find(text, 0, begin, end) == Regex::Outcome::kHit;
      if (re2 == hyperscan[i] || (!kClasses[i].exact && !re2)) continue;
      ++wrong;
      ADD_FAILURE() << specs[i].text << " on U+" << std::hex << static_cast<unsigned>(c) << ": RE2 " << re2
                    << ", Hyperscan " << hyperscan[i];
    }
  }
}

}  // namespace
}  // namespace postgate_test
