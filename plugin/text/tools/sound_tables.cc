// See sound_tables.h.
#include "text/tools/sound_tables.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "text/fold_entry.h"
#include "text/tools/data_files.h"

namespace postgate::tools {
namespace {

constexpr std::uint32_t kCodePoints = 0x110000;

struct Sounds {
  std::vector<std::string> names = {""};  // by number
  std::vector<std::uint32_t> signs = {0};
  std::map<std::string, std::uint32_t> numbers;
  std::vector<std::uint32_t> values = std::vector<std::uint32_t>(kCodePoints);
  std::vector<std::uint64_t> readings = {0};

  std::uint32_t number(const std::string& name) {
    const auto [at, fresh] = numbers.emplace(name, names.size());
    if (fresh) {
      names.push_back(name);
      signs.push_back(0);
    }
    return at->second;
  }
};

// What is often confused, made one: zh z, ch c, sh s, n l, f h(u), ang an, eng en, ing in.
std::string fuzzy(std::string name) {
  if (name.size() > 1 && name[1] == 'h' && (name[0] == 'z' || name[0] == 'c' || name[0] == 's'))
    name.erase(1, 1);
  if (name.size() > 1 && name[0] == 'n') name[0] = 'l';
  if (name.rfind("hu", 0) == 0) name = name == "hu" ? "fu" : "f" + name.substr(2);
  if (name == "fi") name = "fei";
  if (name == "fn") name = "fen";
  for (const char* end : {"ang", "eng", "ing"}) {
    if (name.ends_with(end)) name.pop_back();
  }
  return name;
}

// The common block first, so that it names the syllables.
void add_usual_readings(const FoldModel& model, Sounds& sounds) {
  for (const auto& [first, last] :
       {std::pair{0x4E00U, 0x9FFFU}, {0x3007U, 0x3007U}, {0x3400U, 0x4DBFU}, {0x20000U, 0x323AFU}}) {
    for (std::uint32_t cp = first; cp <= last; ++cp) {
      if (!u_hasBinaryProperty(static_cast<UChar32>(cp), UCHAR_IDEOGRAPHIC)) continue;
      const std::string name = model.syllable(cp);
      if (name.empty()) continue;
      const std::uint32_t number = sounds.number(name);
      if (sounds.signs[number] == 0 && cp <= 0xFFFF) sounds.signs[number] = cp;
      if (sounds.signs[number] != 0) sounds.values[cp] = number;
    }
  }
}

void add_many_readings(const std::string& path, Sounds& sounds) {
  for (const auto& row : read_rows(path)) {
    const std::uint32_t cp = parse_char(row[0]);
    const std::uint32_t usual = sounds.values.at(cp);
    if (usual == 0) fail(path + ": no usual reading: " + row[0]);
    std::vector<std::uint32_t> all = {usual};
    for (std::size_t i = 1; i < row.size(); ++i) {
      const std::uint32_t number = sounds.number(row[i]);
      if (std::find(all.begin(), all.end(), number) == all.end()) all.push_back(number);
    }
    if (all.size() == 1) continue;
    sounds.values[cp] = static_cast<std::uint32_t>(sounds.readings.size()) | kManyReadings;
    sounds.readings.push_back(all.size());
    sounds.readings.insert(sounds.readings.end(), all.begin(), all.end());
  }
}

void write_syllables(TableWriter& out, Sounds& sounds) {
  std::map<std::string, std::uint32_t> alike;  // fuzzy name -> the first syllable of that kind with a sign
  for (std::uint32_t i = 1; i < sounds.names.size(); ++i) {
    if (sounds.signs[i] != 0) alike.emplace(fuzzy(sounds.names[i]), i);
  }
  out.line("const Syllable kSyllables[] = {{\"\",0,0},");
  for (std::uint32_t i = 1; i < sounds.names.size(); ++i) {
    if (sounds.names[i].size() > 7) fail("a long syllable: " + sounds.names[i]);
    const auto found = alike.find(fuzzy(sounds.names[i]));
    const std::uint32_t same = found == alike.end() ? i : found->second;
    out.line("{\"" + sounds.names[i] + "\"," + std::to_string(sounds.signs[i]) + "," + std::to_string(same) +
             "},");
  }
  out.line("};");
  out.line("const std::uint16_t kSyllableCount = " + std::to_string(sounds.names.size()) + ";");
}

}  // namespace

void write_sounds(TableWriter& out, const FoldModel& model, const std::string& data_folder) {
  Sounds sounds;
  add_usual_readings(model, sounds);
  add_many_readings(data_folder + "/readings.txt", sounds);
  if (sounds.names.size() >= kManyReadings || sounds.readings.size() >= kManyReadings)
    fail("too many readings");
  write_syllables(out, sounds);
  out.array("const std::uint16_t kReadings[]", sounds.readings, "");
  out.line("const std::uint16_t kReadingsSize = " + std::to_string(sounds.readings.size()) + ";");
  out.trie("kSyllableTrie", "std::uint16_t", sounds.values);
}

}  // namespace postgate::tools
