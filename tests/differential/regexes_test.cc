// Hyperscan, RE2 and a naive matcher on the same generated patterns and texts.
#include <gtest/gtest.h>

#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "differential/naive_regex.h"
#include "differential/pattern_maker.h"
#include "match/pattern_db.h"
#include "match/regex.h"

namespace postgate_test {
namespace {

using postgate::HitList;
using postgate::PatternDb;
using postgate::PatternSpec;
using postgate::Regex;
using postgate::Scratch;
using postgate::Status;

struct Sample {
  Expr expr;
  std::string pattern;
  std::vector<std::u32string> texts;
};

// A pattern that passes the checks, as patterns of a pack do.
Sample make_sample(Dice& dice, int texts) {
  for (;;) {
    Sample sample;
    sample.expr = make_pattern(dice);
    sample.pattern = write_pattern(sample.expr);
    if (!postgate::check_regex(sample.pattern).empty()) continue;
    for (int i = 0; i < texts; ++i) {
      sample.texts.push_back(dice.one_in(4) ? make_noise(dice, 20) : make_text(sample.expr, dice));
    }
    return sample;
  }
}

struct Tally {
  int pairs = 0;
  int hits = 0;
  int skipped = 0;
  int wrong = 0;
};

// The ids of the patterns that Hyperscan reports in `text`.
std::set<std::uint32_t> reported(const PatternDb& db, Scratch& scratch, const std::string& text) {
  HitList hits(1'000);
  EXPECT_EQ(db.scan(text, scratch, hits), Status::kOk);
  EXPECT_FALSE(hits.overflow());
  std::set<std::uint32_t> ids;
  for (const postgate::PatternHit& hit : hits.hits()) {
    EXPECT_TRUE(ids.insert(hit.id).second) << "reported twice";
  }
  return ids;
}

std::string re2_says(const Regex& regex, const std::string& text) {
  std::size_t begin = 0;
  std::size_t end = 0;
  const Regex::Outcome outcome = regex.find(text, 0, begin, end);
  if (outcome == Regex::Outcome::kLimit) return "limit";
  return outcome == Regex::Outcome::kNoHit ? "none" : std::to_string(begin) + "-" + std::to_string(end);
}

void compare(const Sample& sample, const Regex& regex, const std::u32string& text, bool hyperscan,
             Tally& tally) {
  std::size_t begin = 0;
  std::size_t end = 0;
  const NaiveOutcome naive = naive_find(sample.expr, text, begin, end);
  if (naive == NaiveOutcome::kTooManySteps) {
    ++tally.skipped;
    return;
  }
  ++tally.pairs;
  std::string expected = "none";
  if (naive == NaiveOutcome::kHit) {
    ++tally.hits;
    expected = std::to_string(to_utf8(text.substr(0, begin)).size()) + "-" +
               std::to_string(to_utf8(text.substr(0, end)).size());
  }
  const std::string utf8 = to_utf8(text);
  const std::string re2 = re2_says(regex, utf8);
  if (re2 == expected && hyperscan == (naive == NaiveOutcome::kHit)) return;
  if (++tally.wrong > 20) return;
  ADD_FAILURE() << "pattern " << testing::PrintToString(sample.pattern) << " text "
                << testing::PrintToString(utf8) << ": naive " << expected << ", RE2 " << re2 << ", Hyperscan "
                << (hyperscan ? "hit" : "none");
}

// Builds databases of `size` patterns and shows each pattern's texts to the whole database.
void run(std::uint64_t seed, int databases, int size, int texts, Tally& tally) {
  Dice dice(seed);
  for (int i = 0; i < databases; ++i) {
    std::vector<Sample> samples;
    std::vector<Regex> regexes;
    std::vector<PatternSpec> specs;
    for (int k = 0; k < size; ++k) {
      samples.push_back(make_sample(dice, texts));
      specs.push_back({samples.back().pattern, static_cast<std::uint32_t>(k), false});
      auto regex = Regex::compile(samples.back().pattern);
      ASSERT_TRUE(regex.ok()) << samples.back().pattern;
      regexes.push_back(std::move(regex).value());
    }
    auto db = PatternDb::build(specs);
    ASSERT_TRUE(db.ok()) << db.error().message;
    Scratch scratch;
    ASSERT_TRUE(scratch.grow_for(db.value()).ok());
    for (std::size_t k = 0; k < samples.size(); ++k) {
      for (const std::u32string& text : samples[k].texts) {
        const std::set<std::uint32_t> ids = reported(db.value(), scratch, to_utf8(text));
        // The pattern the text was made for, and another one of the same database.
        const std::size_t other = (k + 1) % samples.size();
        compare(samples[k], regexes[k], text, ids.count(static_cast<std::uint32_t>(k)) > 0, tally);
        if (other == k) continue;
        compare(samples[other], regexes[other], text, ids.count(static_cast<std::uint32_t>(other)) > 0,
                tally);
      }
    }
  }
}

TEST(Regexes, EnginesAgreeOnManyPatternsAtOnce) {
  Tally tally;
  run(20260101, 32, 25, 50, tally);
  EXPECT_GE(tally.pairs, 78'000);
  EXPECT_GT(tally.hits, tally.pairs / 5);
  EXPECT_LT(tally.hits, tally.pairs * 4 / 5);
  RecordProperty("pairs", tally.pairs);
  std::cout << tally.pairs << " pairs, " << tally.hits << " hits, " << tally.skipped << " skipped\n";
}

TEST(Regexes, EnginesAgreeOnOnePatternAtATime) {
  Tally tally;
  run(20260202, 500, 1, 60, tally);
  EXPECT_GE(tally.pairs, 28'000);
  EXPECT_GT(tally.hits, tally.pairs / 5);
  std::cout << tally.pairs << " pairs, " << tally.hits << " hits, " << tally.skipped << " skipped\n";
}

}  // namespace
}  // namespace postgate_test
