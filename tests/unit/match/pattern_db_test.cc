#include "match/pattern_db.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace postgate {
namespace {

using Hit = std::pair<std::uint32_t, std::uint32_t>;  // id, end

PatternSpec word(std::string text, std::uint32_t id) { return {std::move(text), id, true}; }
PatternSpec regex(std::string text, std::uint32_t id) { return {std::move(text), id, false}; }

PatternDb built(const std::vector<PatternSpec>& patterns) {
  Result<PatternDb> db = PatternDb::build(patterns);
  EXPECT_TRUE(db.ok()) << (db.ok() ? "" : db.error().message);
  return db.ok() ? std::move(db).value() : PatternDb();
}

std::vector<Hit> hits_of(const PatternDb& db, std::string_view view) {
  Scratch scratch;
  EXPECT_TRUE(scratch.grow_for(db).ok());
  HitList hits(1'000'000);
  EXPECT_EQ(db.scan(view, scratch, hits), Status::kOk);
  EXPECT_FALSE(hits.overflow());
  std::vector<Hit> found;
  for (const PatternHit& hit : hits.hits()) found.emplace_back(hit.id, hit.end);
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<Hit> naive(const std::vector<PatternSpec>& words, std::string_view view) {
  std::vector<Hit> found;
  for (const PatternSpec& one : words) {
    for (std::size_t at = view.find(one.text); at != std::string_view::npos;
         at = view.find(one.text, at + 1)) {
      found.emplace_back(one.id, static_cast<std::uint32_t>(at + one.text.size()));
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

TEST(PatternDb, EmptyMatchesNothing) {
  const PatternDb db = built({});
  EXPECT_TRUE(db.empty());
  EXPECT_EQ(db.memory_bytes(), 0U);
  EXPECT_TRUE(hits_of(db, "anything").empty());
  EXPECT_TRUE(hits_of(PatternDb(), "anything").empty());
}

TEST(PatternDb, FindsWordsAtEveryEnd) {
  const std::vector<PatternSpec> words = {word("微信", 3), word("微信号", 9), word("信号", 4), word("aa", 1),
                                          word("aaa", 2)};
  const PatternDb db = built(words);
  EXPECT_FALSE(db.empty());
  EXPECT_GT(db.memory_bytes(), 0U);
  const std::string text = "加微信号aaaa微信";
  EXPECT_EQ(hits_of(db, text), naive(words, text));
  EXPECT_TRUE(hits_of(db, "").empty());
}

TEST(PatternDb, ReportsEachIdOfEqualWords) {
  const PatternDb db = built({word("微信", 7), word("微信", 8), word("微信", 0x7FFFFFFFU)});
  EXPECT_EQ(hits_of(db, "微信"), (std::vector<Hit>{{7, 6}, {8, 6}, {0x7FFFFFFFU, 6}}));
}

TEST(PatternDb, WordsAreBytesNotSyntax) {
  const std::vector<PatternSpec> words = {word("a.c", 1), word("(", 2), word("\\d", 3), word("[x]*", 4),
                                          word(std::string("n\0l", 3), 5)};
  const std::string text = std::string("abc a.c ( \\d 5 [x]* n") + '\0' + "l nl";
  EXPECT_EQ(hits_of(built(words), text), naive(words, text));
  std::vector<PatternSpec> mixed = words;
  mixed.push_back(regex("z{5}", 6));
  EXPECT_EQ(hits_of(built(mixed), text), naive(words, text));
}

TEST(PatternDb, WordsAndRegexesShareOneDatabase) {
  const std::vector<PatternSpec> words = {word("微信", 0), word("微信", 1), word("信", 2), word("ab", 3)};
  std::vector<PatternSpec> all = words;
  all.push_back(regex("[0-9]{5,11}", 10));
  all.push_back(regex("加.{0,3}我", 11));
  const std::string text = "ab微信微信 1234567 89012 加一二我";
  std::vector<Hit> found = hits_of(built(all), text);
  std::set<std::uint32_t> regexes;
  for (const Hit& hit : found) {
    if (hit.first < 10) continue;
    EXPECT_TRUE(regexes.insert(hit.first).second) << "a regex is reported once";
  }
  EXPECT_EQ(regexes, (std::set<std::uint32_t>{10, 11}));
  std::erase_if(found, [](const Hit& hit) { return hit.first >= 10; });
  EXPECT_EQ(found, naive(words, text));
}

TEST(PatternDb, LongWords) {
  std::vector<PatternSpec> words;
  std::string text;
  std::mt19937 random(7);
  for (std::uint32_t length = 1; length <= 200; ++length) {
    std::string one;
    for (std::uint32_t i = 0; i < length; ++i) one += "ab"[random() % 2];
    words.push_back(word(one, length));
    text += one + (length % 3 == 0 ? "," : "");
  }
  EXPECT_EQ(hits_of(built(words), text), naive(words, text));
  words.push_back(regex("q{3}", 1000));
  EXPECT_EQ(hits_of(built(words), text), naive(words, text));
}

TEST(PatternDb, HundredThousandWords) {
  std::vector<PatternSpec> words;
  std::string text;
  std::mt19937 random(11);
  for (std::uint32_t id = 0; id < 100'000; ++id) {
    const std::string digits = std::to_string(id);
    words.push_back(word("词" + digits + "号", id));
    if (random() % 50 == 0) text += "词" + digits + "号";
  }
  std::vector<Hit> expected;
  for (const PatternSpec& one : words) {
    const std::size_t at = text.find(one.text);
    if (at != std::string::npos)
      expected.emplace_back(one.id, static_cast<std::uint32_t>(at + one.text.size()));
  }
  EXPECT_GT(expected.size(), 1000U);
  EXPECT_EQ(hits_of(built(words), text), expected);
}

TEST(PatternDb, RefusesAnEmptyPatternByItsId) {
  for (const bool literal : {true, false}) {
    const auto db = PatternDb::build({word("a", 1), {"", 42, literal}});
    ASSERT_FALSE(db.ok());
    EXPECT_EQ(db.error().status, Status::kPackInvalid);
    EXPECT_EQ(db.error().offset, 42U);
  }
}

TEST(PatternDb, NamesThePatternThatDoesNotCompile) {
  for (const char* bad : {"a(", "a*", "(?=b)", "[^\\x{0}-\\x{10ffff}]"}) {
    const auto db = PatternDb::build({word("a", 1), regex("b{2}", 5), regex(bad, 77)});
    ASSERT_FALSE(db.ok()) << bad;
    EXPECT_EQ(db.error().status, Status::kPackInvalid) << bad;
    EXPECT_EQ(db.error().offset, 77U) << bad;
    EXPECT_FALSE(db.error().message.empty());
  }
  // Only Hyperscan itself sees what is wrong here.
  const auto db = PatternDb::build({regex("b{2}", 5), regex("a\\bb", 78)});
  ASSERT_FALSE(db.ok());
  EXPECT_EQ(db.error().offset, 78U) << db.error().message;
}

TEST(PatternDb, AFullListStopsTheScanAndSaysSo) {
  const PatternDb db = built({word("a", 1)});
  Scratch scratch;
  ASSERT_TRUE(scratch.grow_for(db).ok());
  HitList hits(3);
  EXPECT_EQ(db.scan("aaaaaaaa", scratch, hits), Status::kOk);
  EXPECT_TRUE(hits.overflow());
  EXPECT_EQ(hits.hits().size(), 3U);
  hits.clear();
  EXPECT_EQ(db.scan("aaa", scratch, hits), Status::kOk) << "the scratch is usable again";
  EXPECT_FALSE(hits.overflow());
  EXPECT_EQ(hits.hits().size(), 3U);
}

TEST(PatternDb, AppendsToTheList) {
  const PatternDb db = built({word("a", 1)});
  Scratch scratch;
  ASSERT_TRUE(scratch.grow_for(db).ok());
  HitList hits(10);
  ASSERT_EQ(db.scan("a", scratch, hits), Status::kOk);
  ASSERT_EQ(db.scan("a", scratch, hits), Status::kOk);
  EXPECT_EQ(hits.hits().size(), 2U);
}

TEST(PatternDb, ScratchThatNeverGrewIsAnErrorNotAMiss) {
  const PatternDb db = built({word("a", 1)});
  Scratch scratch;
  HitList hits(10);
  EXPECT_EQ(db.scan("a", scratch, hits), Status::kInternal);
  EXPECT_TRUE(hits.hits().empty());
}

TEST(PatternDb, OneScratchServesManyDatabases) {
  std::vector<PatternDb> dbs;
  dbs.push_back(built({word("微信", 1)}));
  dbs.push_back(built({word("a", 2), regex("x[a-f0-9]{4,60}.{3,9}(?:y|z)", 3), regex("公司.{0,40}电话", 4)}));
  dbs.push_back(built({regex("[^a]{30,50}b", 5)}));
  Scratch scratch;
  EXPECT_TRUE(scratch.grow_for(PatternDb()).ok());
  for (const PatternDb& db : dbs) ASSERT_TRUE(scratch.grow_for(db).ok());
  HitList hits(100);
  for (const PatternDb& db : dbs) {
    EXPECT_EQ(db.scan("公司a微信电话x0123456z", scratch, hits), Status::kOk);
  }
  EXPECT_EQ(hits.hits().size(), 4U);
}

TEST(PatternDb, MovedDatabaseAndScratchStillServe) {
  PatternDb first = built({word("a", 1)});
  const PatternDb db = std::move(first);
  Scratch old;
  ASSERT_TRUE(old.grow_for(db).ok());
  Scratch scratch;
  scratch = std::move(old);
  HitList hits(10);
  EXPECT_EQ(db.scan("a", scratch, hits), Status::kOk);
  EXPECT_EQ(hits.hits().size(), 1U);
}

TEST(PatternDb, ThreadsShareOneDatabase) {
  const PatternDb db = built({word("微信", 1), regex("[0-9]{5}", 2)});
  std::vector<std::thread> threads;
  std::vector<std::size_t> counts(4);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    threads.emplace_back([&db, &count = counts[i]] {
      Scratch scratch;
      if (!scratch.grow_for(db).ok()) return;
      for (int round = 0; round < 500; ++round) {
        HitList hits(10);
        if (db.scan("加微信12345", scratch, hits) == Status::kOk) count += hits.hits().size();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::size_t count : counts) EXPECT_EQ(count, 1000U);
}

TEST(Matcher, SaysItsVersionAndFitsThisMachine) {
  EXPECT_EQ(std::strncmp(matcher_version(), "5.", 2), 0) << matcher_version();
  const Result<void> fit = check_matcher_platform();
  EXPECT_TRUE(fit.ok()) << fit.error().message;
}

}  // namespace
}  // namespace postgate
