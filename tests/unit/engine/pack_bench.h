// A small pack made in memory, compiled and installed, and posts judged by it.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/engine.h"
#include "engine/ruleset.h"
#include "engine/scanner.h"

namespace postgate_test {

// A rule with these keys, in the category "cat".
inline std::string one_rule(const std::string& keys, const std::string& action = "hold",
                            const std::string& id = "r") {
  return "[[rule]]\nid = \"" + id + "\"\ncategory = \"cat\"\naction = \"" + action + "\"\n" + keys +
         "\nexamples = [\"e1\", \"e2\"]\ncounter = [\"c1\", \"c2\"]\n";
}

class PackBench {
 public:
  explicit PackBench(const std::string& rules, const std::string& category_keys = "",
                     const std::vector<postgate::PackFile>& more = {}) {
    const std::string head = "[pack]\nname = \"test\"\nversion = 1\n[[category]]\nid = \"cat\"\n" +
                             category_keys + "clause = { document = \"d\", text = \"t\" }\n";
    postgate::PackSource source{{{"pack.toml", head}, {"rules/r.toml", rules}}};
    source.files.insert(source.files.end(), more.begin(), more.end());
    postgate::CompileOptions options;
    options.self_test = false;
    postgate::Diagnostics diagnostics;
    auto made = postgate::build_ruleset({source}, options, diagnostics);
    EXPECT_TRUE(made.ok()) << (made.ok() ? std::string() : made.error().message);
    if (made.ok()) engine_->install(made.value());
  }

  const postgate::Verdict& scan(std::string_view text, postgate::ScanOptions options = {}) {
    return scan_fields({text}, options);
  }

  const postgate::Verdict& scan_fields(const std::vector<std::string_view>& texts,
                                       postgate::ScanOptions options = {}) {
    fields_.assign(texts.size(), {});
    for (std::size_t i = 0; i < texts.size(); ++i) fields_[i].input.utf8 = texts[i];
    auto result = scanner_.scan({fields_.data(), fields_.size()}, options);
    EXPECT_TRUE(result.ok()) << (result.ok() ? std::string() : result.error().message);
    return *result.value();
  }

  postgate::Scanner& scanner() { return scanner_; }

  // The text of every finding, in brackets.
  std::string found(std::string_view text) {
    std::string list;
    for (const postgate::Finding& f : scan(text).findings) {
      list +=
          "[" + std::string(text.substr(f.where.begin.bytes, f.where.end.bytes - f.where.begin.bytes)) + "]";
    }
    return list;
  }

 private:
  std::shared_ptr<postgate::Engine> engine_ = std::make_shared<postgate::Engine>(postgate::EngineOptions());
  postgate::Scanner scanner_{engine_};
  std::vector<postgate::PostField> fields_;
};

}  // namespace postgate_test
