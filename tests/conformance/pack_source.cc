#include "conformance/pack_source.h"

#include <toml++/toml.h>

#include <algorithm>
#include <filesystem>

namespace postgate_test {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> strings_of(const toml::table& table, std::string_view key) {
  std::vector<std::string> out;
  if (const toml::array* array = table[key].as_array()) {
    for (const toml::node& node : *array) out.push_back(node.value_or<std::string>(""));
  }
  return out;
}

template <typename Visit>
void for_each_table(const toml::table& file, std::string_view key, Visit visit) {
  const toml::array* array = file[key].as_array();
  if (array == nullptr) return;
  for (const toml::node& node : *array) {
    if (const toml::table* table = node.as_table()) visit(*table);
  }
}

}  // namespace

std::vector<std::string> pack_folders(const std::string& patterns) {
  std::vector<std::string> folders;
  for (const fs::directory_entry& entry : fs::directory_iterator(patterns)) {
    if (fs::exists(entry.path() / "pack.toml")) folders.push_back(entry.path().string());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

PackSource read_pack_source(const std::string& folder) {
  PackSource source;
  source.folder = folder;
  const toml::table pack = toml::parse_file((fs::path(folder) / "pack.toml").string());
  source.name = pack["pack"]["name"].value_or<std::string>("");
  for_each_table(pack, "category", [&](const toml::table& t) {
    source.categories.push_back(
        {t["id"].value_or<std::string>(""), t["title"]["zh"].value_or<std::string>(""),
         t["title"]["en"].value_or<std::string>(""), t["clause"]["document"].value_or<std::string>(""),
         t["clause"]["text"].value_or<std::string>("")});
  });
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(fs::path(folder) / "rules")) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& path : files) {
    const toml::table file = toml::parse_file(path.string());
    for_each_table(file, "rule", [&](const toml::table& t) {
      source.rules.push_back({t["id"].value_or<std::string>(""), t["category"].value_or<std::string>(""),
                              strings_of(t, "examples"), strings_of(t, "counter")});
    });
  }
  return source;
}

}  // namespace postgate_test
