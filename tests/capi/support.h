// What the tests of the C ABI share: small packs as text, owners for handles, and
// spans cut out of a text. Includes nothing of the library but its public header.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "postgate.h"

namespace capi_test {

struct Release {
  void operator()(postgate_compiler* handle) const { postgate_compiler_destroy(handle); }
  void operator()(postgate_ruleset* handle) const { postgate_ruleset_release(handle); }
  void operator()(postgate_engine* handle) const { postgate_engine_destroy(handle); }
  void operator()(postgate_scanner* handle) const { postgate_scanner_destroy(handle); }
};
using Compiler = std::unique_ptr<postgate_compiler, Release>;
using Ruleset = std::unique_ptr<postgate_ruleset, Release>;
using Engine = std::unique_ptr<postgate_engine, Release>;
using Scanner = std::unique_ptr<postgate_scanner, Release>;

// A rule of a test pack: its TOML lines behind the ones that every rule has.
struct RuleText {
  std::string id;
  std::string action;
  std::string body;
};

inline std::string pack_toml(const std::string& name) {
  return "[pack]\nname = \"" + name +
         "\"\nversion = 3\nrelease = \"2026.1\"\nexpires = 2030-01-31\nrequires = \"0.1\"\n"
         "title = { zh = \"测试\", en = \"test\" }\n\n"
         "[[category]]\nid = \"ads\"\ntitle = { zh = \"广告\", en = \"ads\" }\n"
         "clause = { document = \"文件一\", text = \"不得发布广告\", verified = true }\n";
}

inline std::string rules_toml(const std::vector<RuleText>& rules) {
  std::string text;
  for (const RuleText& rule : rules) {
    text += "[[rule]]\nid = \"" + rule.id + "\"\ncategory = \"ads\"\naction = \"" + rule.action +
            "\"\ngrade = 2\ntitle = { zh = \"规则\", en = \"rule\" }\n"
            "hint = { zh = \"删去\", en = \"leave it out\" }\n" +
            rule.body + "\n";
  }
  return text;
}

// Examples that a rule must have; SKIP_SELF_TEST leaves them unused.
inline const std::string kSamples = "examples = [\"甲\", \"乙\"]\ncounter = [\"丙\", \"丁\"]\n";

inline RuleText word_rule(const std::string& id, const std::string& action, const std::string& word) {
  return {id, action, "words = [\"" + word + "\"]\n" + kSamples};
}

inline int32_t add_text(postgate_compiler* compiler, const char* key, const char* path, std::string_view text,
                        postgate_error* error = nullptr) {
  return postgate_compiler_add_file(compiler, key, path, text.data(), text.size(), error);
}

inline Compiler make_compiler(uint32_t flags = POSTGATE_COMPILE_SKIP_SELF_TEST) {
  postgate_compiler_options options = POSTGATE_INIT(postgate_compiler_options);
  options.flags = flags;
  postgate_compiler* compiler = nullptr;
  EXPECT_EQ(postgate_compiler_create(&options, &compiler, nullptr), POSTGATE_OK);
  return Compiler(compiler);
}

inline Ruleset build(postgate_compiler* compiler) {
  postgate_ruleset* ruleset = nullptr;
  postgate_error error = POSTGATE_INIT(postgate_error);
  EXPECT_EQ(postgate_compiler_build(compiler, &ruleset, &error), POSTGATE_OK)
      << error.file << ":" << error.line << ": " << error.message;
  return Ruleset(ruleset);
}

inline Ruleset build_pack(const std::string& name, const std::vector<RuleText>& rules) {
  const Compiler compiler = make_compiler();
  EXPECT_EQ(add_text(compiler.get(), "one", "pack.toml", pack_toml(name)), POSTGATE_OK);
  EXPECT_EQ(add_text(compiler.get(), "one", "rules/rules.toml", rules_toml(rules)), POSTGATE_OK);
  return build(compiler.get());
}

// The pack most tests use: two words, one of them over several characters.
inline Ruleset build_tiny() {
  return build_pack("tiny", {word_rule("ads.buy", "block", "立即抢购"), word_rule("ads.vx", "hold", "加微信"),
                             word_rule("ads.en", "flag", "buy now")});
}

inline Engine make_engine(postgate_engine_options options = POSTGATE_INIT(postgate_engine_options)) {
  postgate_engine* engine = nullptr;
  EXPECT_EQ(postgate_engine_create(&options, &engine, nullptr), POSTGATE_OK);
  return Engine(engine);
}

inline Scanner make_scanner(postgate_engine* engine) {
  postgate_scanner* scanner = nullptr;
  EXPECT_EQ(postgate_scanner_create(engine, &scanner, nullptr), POSTGATE_OK);
  return Scanner(scanner);
}

// An engine with a ruleset and a scanner: ready to judge.
struct Gate {
  Engine engine;
  Scanner scanner;

  explicit Gate(const Ruleset& ruleset,
                postgate_engine_options options = POSTGATE_INIT(postgate_engine_options))
      : engine(make_engine(options)) {
    EXPECT_EQ(postgate_engine_install(engine.get(), ruleset.get(), nullptr, nullptr), POSTGATE_OK);
    scanner = make_scanner(engine.get());
  }

  int32_t scan(const std::vector<postgate_field>& fields, const postgate_verdict** out,
               const postgate_scan_options* options = nullptr, postgate_error* error = nullptr) const {
    return postgate_scan(scanner.get(), fields.data(), fields.size(), sizeof(postgate_field), options, out,
                         error);
  }

  int32_t scan(std::string_view text, const postgate_verdict** out,
               const postgate_scan_options* options = nullptr, postgate_error* error = nullptr) const {
    return postgate_scan_utf8(scanner.get(), text.data(), text.size(), options, out, error);
  }
};

inline postgate_field utf8_field(std::string_view text, uint32_t role = POSTGATE_ROLE_BODY) {
  postgate_field field = POSTGATE_INIT(postgate_field);
  field.role = role;
  field.text = text.data();
  field.length = text.size();
  return field;
}

inline postgate_field utf16_field(std::u16string_view text) {
  postgate_field field = POSTGATE_INIT(postgate_field);
  field.encoding = POSTGATE_ENCODING_UTF16;
  field.text = text.data();
  field.length = text.size();
  return field;
}

inline postgate_verdict_summary summary_of(const postgate_verdict* verdict) {
  postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
  EXPECT_EQ(postgate_verdict_get_summary(verdict, &summary), POSTGATE_OK);
  return summary;
}

inline postgate_finding finding_at(const postgate_verdict* verdict, std::size_t index) {
  postgate_finding finding = POSTGATE_INIT(postgate_finding);
  EXPECT_EQ(postgate_verdict_finding_at(verdict, index, &finding), POSTGATE_OK);
  return finding;
}

inline postgate_signal signal_at(const postgate_verdict* verdict, std::size_t finding, std::size_t index) {
  postgate_signal signal = POSTGATE_INIT(postgate_signal);
  EXPECT_EQ(postgate_verdict_signal_at(verdict, finding, index, &signal), POSTGATE_OK);
  return signal;
}

inline std::string_view view(const postgate_string& text) { return {text.data, text.size}; }

}  // namespace capi_test
