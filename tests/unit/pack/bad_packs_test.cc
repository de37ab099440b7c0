// Every file of tests/bad_packs must give exactly the diagnostics that it names.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "unit/pack/pack_sources.h"

namespace postgate_test {
namespace {

namespace fs = std::filesystem;

struct BadPack {
  std::string folder;  // "rules", ...
  std::string name;
};

void PrintTo(const BadPack& bad, std::ostream* out) { *out << bad.folder << "/" << bad.name; }

std::vector<BadPack> all_bad_packs() {
  std::vector<BadPack> packs;
  for (const char* folder : {"identity", "rules", "cases", "lists", "folders"}) {
    for (const fs::directory_entry& entry : fs::directory_iterator(kBadPacks + "/" + folder)) {
      packs.push_back({folder, entry.path().filename().string()});
    }
  }
  std::sort(packs.begin(), packs.end(),
            [](const BadPack& a, const BadPack& b) { return a.folder + a.name < b.folder + b.name; });
  return packs;
}

void set_file(std::vector<PackFile>& files, const std::string& path, const std::string& bytes) {
  files.erase(std::remove_if(files.begin(), files.end(), [&](const PackFile& f) { return f.path == path; }),
              files.end());
  files.push_back({path, bytes});
}

// The place of the bad file in the pack.
std::string place_of(const BadPack& bad) {
  if (bad.folder == "identity") return "pack.toml";
  if (bad.folder == "lists") return "lists/wrong.txt";
  return bad.folder + "/wrong.toml";
}

// The base pack without its unused list, with the bad file in it.
std::vector<PackFile> put_together(const BadPack& bad) {
  std::vector<PackFile> files = base_pack();
  set_file(files, place_of(bad), read_file(kBadPacks + "/" + bad.folder + "/" + bad.name));
  if (bad.folder == "lists") {
    const std::vector<PackFile> user = pack_with_rule("words_file = \"lists/wrong.txt\"");
    std::string rule = user.back().bytes;
    rule.replace(rule.find("\"r\""), 3, "\"list.rule\"");
    set_file(files, "rules/list.toml", rule);
  }
  const std::string& bytes = files.back().bytes;
  const bool uses_names = bytes.find("lists/names.txt") != std::string::npos;
  if (!uses_names) files.erase(files.begin() + 2 - (bad.folder == "identity" ? 1 : 0));
  return files;
}

std::vector<std::string> expectations(const std::string& bytes, const std::string& prefix,
                                      const std::string& file) {
  std::vector<std::string> list;
  std::istringstream lines(bytes);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind(prefix, 0) == 0) list.push_back(file + line.substr(prefix.size()));
  }
  return list;
}

class BadPacks : public testing::TestWithParam<BadPack> {};

TEST_P(BadPacks, GiveExactlyTheExpectedDiagnostics) {
  const BadPack& bad = GetParam();
  std::vector<PackFile> files;
  std::vector<std::string> expected;
  if (bad.folder == "folders") {
    const std::string folder = kBadPacks + "/folders/" + bad.name;
    auto read = postgate::read_pack_folder(folder, {});
    ASSERT_TRUE(read.ok()) << read.error().message;
    files = std::move(read).value();
    expected = expectations(read_file(folder + "/expect"), "", "");
  } else {
    files = put_together(bad);
    expected = expectations(read_file(kBadPacks + "/" + bad.folder + "/" + bad.name),
                            "# expect: ", place_of(bad) + ": ");
  }
  ASSERT_FALSE(expected.empty());
  const Loaded loaded = load(files);
  EXPECT_THAT(brief(loaded.diagnostics), testing::UnorderedElementsAreArray(expected))
      << in_words(loaded.diagnostics);
}

std::string test_name(const testing::TestParamInfo<BadPack>& info) {
  std::string name = info.param.folder + "_" + info.param.name.substr(0, info.param.name.find('.'));
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, BadPacks, testing::ValuesIn(all_bad_packs()), test_name);

// A diagnostic that helps nobody is as bad as none.
TEST(Messages, NameWhatToDo) {
  const auto message_of = [](const std::string& name) {
    const Loaded loaded = load(put_together({"rules", name}));
    return loaded.diagnostics.list().empty() ? std::string() : loaded.diagnostics.list().front().message;
  };
  using testing::HasSubstr;
  EXPECT_THAT(message_of("unknown-key.toml"), HasSubstr("did you mean \"words\"?"));
  EXPECT_THAT(message_of("unknown-signal.toml"), HasSubstr("did you mean \"greeting\"?"));
  EXPECT_THAT(message_of("unknown-category.toml"), HasSubstr("did you mean \"cat\"?"));
  EXPECT_THAT(message_of("bad-value-action.toml"), HasSubstr("did you mean \"block\"?"));
  EXPECT_THAT(message_of("unknown-field.toml"), HasSubstr("did you mean \"title\"?"));
  EXPECT_THAT(message_of("unknown-fold.toml"), HasSubstr("did you mean \"homophone\"?"));
  EXPECT_THAT(message_of("unknown-table.toml"), HasSubstr("did you mean \"rule\"?"));
  EXPECT_THAT(message_of("table-of-another-file.toml"), HasSubstr("belongs in pack.toml"));
  EXPECT_THAT(message_of("file-missing.toml"), HasSubstr("did you mean \"lists/names.txt\"?"));
  EXPECT_THAT(message_of("unknown-signal-any.toml"), testing::Not(HasSubstr("did you mean")));
  EXPECT_THAT(message_of("hidden-character.toml"), HasSubstr("U+200B"));
  EXPECT_THAT(message_of("duplicate-id-rule.toml"), HasSubstr("rules/base.toml:5"));
  EXPECT_THAT(message_of("toml-syntax-chinese-comma.toml"),
              HasSubstr("\"，\" stands outside of quotation marks"));
  EXPECT_THAT(message_of("toml-syntax-escape.toml"), HasSubstr("a backslash stands for itself"));
  EXPECT_THAT(message_of("wrong-type-words.toml"), HasSubstr("an array of strings"));
}

TEST(Base, HasNoMistake) {
  std::vector<PackFile> files = base_pack();
  files.pop_back();
  const Loaded loaded = load(files);
  EXPECT_EQ(in_words(loaded.diagnostics), "");
}

}  // namespace
}  // namespace postgate_test
