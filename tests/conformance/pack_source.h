// Reads what a pack's source promises about its rules: identity, categories, examples and
// counterexamples. A reader of its own, so that the library's reader cannot hide a rule from the tests.
#pragma once

#include <string>
#include <vector>

namespace postgate_test {

struct PromisedRule {
  std::string id;
  std::string category;
  std::vector<std::string> examples;
  std::vector<std::string> counters;
};

struct PromisedCategory {
  std::string id;
  std::string title_zh;
  std::string title_en;
  std::string document;
  std::string clause;
};

struct PackSource {
  std::string name;
  std::string folder;
  std::vector<PromisedCategory> categories;
  std::vector<PromisedRule> rules;
};

// Every folder below `patterns` that holds a pack.toml, by name.
std::vector<std::string> pack_folders(const std::string& patterns);

// Throws std::runtime_error or toml::parse_error if the source cannot be read.
PackSource read_pack_source(const std::string& folder);

}  // namespace postgate_test
