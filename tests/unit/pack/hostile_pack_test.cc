// Packs made to hurt: over every limit, malformed at random, dear to parse. Nothing may crash, hang
// or go unreported.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "unit/pack/pack_sources.h"

namespace postgate_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> codes(const Loaded& loaded) { return brief(loaded.diagnostics); }

TEST(Limits, TooManyFiles) {
  PackLimits limits;
  limits.files = 2;
  const Loaded loaded = load(base_pack(), limits);
  EXPECT_THAT(codes(loaded), ElementsAre(": limit 0 0"));
  EXPECT_TRUE(loaded.pack.rules.empty());
}

TEST(Limits, TooManyBytes) {
  PackLimits limits;
  limits.total_bytes = 100;
  EXPECT_THAT(codes(load(base_pack(), limits)), ElementsAre(": limit 0 0"));
}

TEST(Limits, OneFileTooLarge) {
  PackLimits limits;
  limits.file_bytes = 400;
  std::vector<PackFile> files = pack_with_rule("words_file = \"lists/names.txt\"");
  files[2].bytes = std::string(401, 'a');
  EXPECT_THAT(codes(load(files, limits)), Contains("lists/names.txt: limit 0 0"));
  limits = PackLimits();
  limits.toml_bytes = 100;
  EXPECT_THAT(codes(load(base_pack(), limits)), Contains("rules/base.toml: limit 0 0"));
}

TEST(Limits, TooManyWords) {
  PackLimits limits;
  limits.words = 4;
  std::vector<PackFile> files = pack_with_rule("words_file = \"lists/names.txt\"");
  files[2].bytes = "甲乙\n丙丁\n戊己\n庚辛\n";
  EXPECT_THAT(codes(load(files, limits)), ElementsAre("lists/names.txt: limit 3 1 r"));
  limits.words = 6;
  EXPECT_THAT(codes(load(files, limits)), ElementsAre());
}

TEST(Limits, WordsAreCountedForEveryUseOfAList) {
  PackLimits limits;
  limits.words = 1000;
  std::string list;
  for (int i = 0; i < 600; ++i) list += "词语" + std::to_string(i) + "号\n";
  std::vector<PackFile> files =
      pack_with_rule("words_file = \"lists/names.txt\"\nexcept_file = \"lists/names.txt\"");
  files[2].bytes = list;
  EXPECT_THAT(codes(load(files, limits)), ElementsAre("lists/names.txt: limit 399 1 r"));
}

TEST(Limits, TooManyRules) {
  PackLimits limits;
  limits.rules = 1;
  std::vector<PackFile> files = pack_with_rule("words = [\"甲乙\"]");
  files.erase(files.begin() + 2);
  EXPECT_THAT(codes(load(files, limits)), ElementsAre("rules/r.toml: limit 1 1"));
}

TEST(Limits, LongWordsAndRegexes) {
  PackLimits limits;
  limits.word_bytes = 6;
  limits.regex_bytes = 4;
  std::vector<PackFile> files = pack_with_rule("words = [\"甲乙\", \"甲乙丙\"]\nregex = ['abcd', 'abcde']");
  files.erase(files.begin() + 2);
  EXPECT_THAT(codes(load(files, limits)),
              ElementsAre("rules/r.toml: limit 5 16 r", "rules/r.toml: limit 6 18 r"));
}

TEST(Limits, DiagnosticsAreCountedBeyondWhatIsKept) {
  std::string words = "words = [\"甲乙\"";
  for (int i = 0; i < 5000; ++i) words += ", \"\"";
  const Loaded loaded = load(pack_with_rule(words + "]\nexcept_file = \"lists/names.txt\""));
  EXPECT_EQ(loaded.diagnostics.list().size(), Diagnostics::kMost);
  EXPECT_EQ(loaded.diagnostics.errors(), 5000U);
  EXPECT_EQ(loaded.diagnostics.dropped(), 4000U);
}

TEST(Hostile, DeeplyNestedArraysAndTables) {
  for (const char* open : {"[", "{a="}) {
    std::string value;
    for (int i = 0; i < 100'000; ++i) value += open;
    EXPECT_THAT(codes(load(pack_with_rule("words = " + value))),
                Contains(HasSubstr("rules/r.toml: toml-syntax 5 ")));
  }
}

TEST(Hostile, EndlessDottedKeys) {
  std::string key = "a";
  for (int i = 0; i < 200'000; ++i) key += ".a";
  EXPECT_THAT(codes(load(pack_with_rule(key + " = 1"))), Contains("rules/r.toml: limit 5 18"));
  EXPECT_THAT(codes(load(pack_with_rule("[" + key + "]\nx = 1"))), Contains("rules/r.toml: limit 5 19"));
  EXPECT_THAT(codes(load(pack_with_rule("x = { " + key + " = 1 }"))), Contains("rules/r.toml: limit 5 24"));
}

TEST(Hostile, EndlessDifferentTables) {
  std::string tables;
  for (int i = 0; i < 100'000; ++i) tables += "[[t" + std::to_string(i) + "]]\n";
  EXPECT_THAT(codes(load(pack_with_rule(tables))), Contains(HasSubstr("rules/r.toml: limit ")));
}

TEST(Hostile, ManyTablesOfOneNameAreFine) {
  std::string signals;
  std::string names;
  for (int i = 0; i < 3000; ++i) {
    const std::string id = "s" + std::to_string(i);
    signals += "[[signal]]\nid = \"" + id + "\" # [[" + id + "]]\nwords = [\"甲乙\"] # a.b.c.d.e.f.g.h.i.j\n";
    names += (i == 0 ? "\"" : ", \"") + id + "\"";
  }
  std::vector<PackFile> files = pack_with_rule("all = [" + names + "]");
  files.back().bytes += signals;
  files.erase(files.begin() + 2);
  const Loaded loaded = load(files);
  EXPECT_EQ(in_words(loaded.diagnostics), "");
  EXPECT_EQ(loaded.pack.rules.back().all.size(), 3000U);
}

TEST(Hostile, ThousandsOfUnknownNames) {
  std::string names;
  for (int i = 0; i < 20'000; ++i) names += "\"greeting-" + std::to_string(i) + "\", ";
  EXPECT_EQ(load(pack_with_rule("all = [" + names + "]")).diagnostics.errors(), 20'000U);
}

TEST(Hostile, PathsThatAreNoPaths) {
  std::vector<PackFile> files = base_pack();
  files.erase(files.begin() + 2);
  for (const char* path : {"../x.toml", "rules/../../x.toml", "rules/.hidden.toml", "/etc/passwd", "",
                           "rules/", "rules", ".toml", "rules/.toml"}) {
    files.push_back({path, "\xFF"});
  }
  EXPECT_THAT(codes(load(files)), ElementsAre());
  files.push_back({"rules/\xFF.toml", ""});
  files.push_back({"rules/a\nb.toml", ""});
  files.push_back({"rules/base.toml", ""});
  EXPECT_THAT(codes(load(files)),
              ElementsAre(": bad-path 0 0", ": bad-path 0 0", "rules/base.toml: duplicate-file 0 0"));
}

TEST(Hostile, MessagesCannotBeForged) {
  const Loaded loaded =
      load(pack_with_rule("all = [\"a\\u001B[31m\\nrules/x.toml:1:1\\u202E\"]\n"
                          "except_file = \"lists/names.txt\""));
  for (const Diagnostic& diagnostic : loaded.diagnostics.list()) {
    for (const char c : diagnostic.message)
      EXPECT_GE(static_cast<unsigned char>(c), 0x20) << diagnostic.message;
    EXPECT_EQ(diagnostic.message.find("\u202E"), std::string::npos);
  }
}

// All texts that a mutation may be made of.
std::vector<PackFile> rich_pack() {
  std::vector<PackFile> files = pack_with_rule(
      "words = [\"甲乙\", \"丙丁\"]\nwords_file = \"lists/names.txt\"\nregex = ['a.b']\nnear = { words = "
      "[\"旁\"], within = "
      "3 }\nfolds = [\"repeat\"]\nall = [\"greeting\"]\ntitle = { zh = \"题\", en = \"t\" }\nscore = 1.5");
  files[0].bytes +=
      "[[profile]]\nid = \"p\"\nchanges = [{ category = \"cat\", action = \"flag\" }]\nhold_score = 2\n";
  files[2].bytes = "\xEF\xBB\xBF# 名单\r\n甲乙丙\r\n 戊己 # 注\r\n";
  files.push_back(
      {"cases/c.toml", "[[case]]\ntext = \"\"\"\n你好\n\"\"\"\naction = \"hold\"\nrules = ['base.rule']\n"});
  return files;
}

// Whatever a mutation does, the model must hold together.
void expect_sound(const Loaded& loaded) {
  const Pack& pack = loaded.pack;
  for (const Diagnostic& diagnostic : loaded.diagnostics.list()) {
    EXPECT_FALSE(diagnostic.code.empty());
    EXPECT_FALSE(diagnostic.message.empty());
  }
  for (const postgate::Rule& rule : pack.rules) {
    EXPECT_LT(rule.category, pack.categories.size());
    EXPECT_FALSE(rule.all.empty() && rule.any.empty() && loaded.diagnostics.errors() == 0);
    for (const auto* list : {&rule.all, &rule.any, &rule.none}) {
      for (const std::uint32_t index : *list) EXPECT_LT(index, pack.signals.size());
    }
    for (const postgate::Entry& entry : rule.examples) EXPECT_LT(entry.at.file, pack.files.size());
  }
}

TEST(Hostile, RandomMutationsNeverBreakTheModel) {
  ASSERT_EQ(in_words(load(rich_pack()).diagnostics), "");
  std::mt19937 random(20261124);
  const auto below = [&](std::size_t bound) { return random() % bound; };
  const std::string pieces[] = {"\"", "'",   "[",  "]",       "{",           "}",    "=",    ".",  ",",
                                "\n", "#",   "\\", "\"\"\"",  "[[rule]]\n",  "\xFF", "\xE4", "词", "0",
                                "-",  "inf", "id", "\\u0000", "\\U00110000", "\r",   "\t"};
  for (int round = 0; round < 10'000; ++round) {
    std::vector<PackFile> files = rich_pack();
    for (std::size_t changes = 1 + below(4); changes > 0; --changes) {
      std::string& bytes = files[below(files.size())].bytes;
      const std::size_t at = below(bytes.size() + 1);
      const std::size_t length = std::min(bytes.size() - at, below(4) == 0 ? below(40) : below(3));
      switch (below(3)) {
        case 0:
          bytes.erase(at, length);
          break;
        case 1:
          bytes.insert(at, pieces[below(std::size(pieces))]);
          break;
        default:
          bytes.insert(below(bytes.size() + 1), bytes.substr(at, length));
          break;
      }
    }
    expect_sound(load(files));
    if (HasFailure()) return;
  }
}

TEST(Hostile, EveryTruncationOfAFileIsSurvived) {
  const std::vector<PackFile> files = rich_pack();
  for (std::size_t number = 0; number < files.size(); ++number) {
    for (std::size_t length = 0; length < files[number].bytes.size(); ++length) {
      std::vector<PackFile> cut = files;
      cut[number].bytes.resize(length);
      expect_sound(load(cut));
    }
  }
}

}  // namespace
}  // namespace postgate_test
