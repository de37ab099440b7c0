// YARA: one rule with a string for every word. It knows no Chinese, so the words go in as bytes.
#include <yara.h>

#include <cstdio>
#include <stdexcept>

#include "bench/clock.h"
#include "bench/peers.h"

namespace postgate_bench {

namespace {

class Yara : public Contender {
 public:
  explicit Yara(const Words& words) {
    if (yr_initialize() != ERROR_SUCCESS) throw std::runtime_error("YARA does not start");
    build_ms = thread_ms([&] { compile(rule_of(words), words.size()); });
    if (yr_scanner_create(rules_, &scanner_) != ERROR_SUCCESS) throw std::runtime_error("YARA: no scanner");
    yr_scanner_set_callback(scanner_, on_event, &hit_);
  }
  ~Yara() override {
    yr_scanner_destroy(scanner_);
    yr_rules_destroy(rules_);
    yr_finalize();
  }

  std::size_t run(const std::vector<std::string>& posts) override {
    std::size_t hit_posts = 0;
    for (const std::string& post : posts) {
      hit_ = false;
      const auto* const bytes = reinterpret_cast<const std::uint8_t*>(post.data());
      if (yr_scanner_scan_mem(scanner_, bytes, post.size()) != ERROR_SUCCESS) {
        throw std::runtime_error("YARA does not scan");
      }
      if (hit_) ++hit_posts;
    }
    return hit_posts;
  }

 private:
  static std::string rule_of(const Words& words) {
    std::string rule = "rule words { strings:\n";
    for (std::size_t i = 0; i < words.size(); ++i) {
      rule += "$w" + std::to_string(i) + " = {";
      for (const char byte : words[i]) {
        char hex[4];
        std::snprintf(hex, sizeof hex, " %02x", static_cast<unsigned>(static_cast<unsigned char>(byte)));
        rule += hex;
      }
      rule += " }\n";
    }
    return rule + "condition: any of them }";
  }

  void compile(const std::string& rule, std::size_t words) {
    std::uint32_t most = 1'000'000;
    yr_set_configuration(YR_CONFIG_MAX_STRINGS_PER_RULE, &most);
    // "any of them" puts all of them on its stack.
    auto stack = static_cast<std::uint32_t>(words + 1024);
    yr_set_configuration(YR_CONFIG_STACK_SIZE, &stack);
    YR_COMPILER* compiler = nullptr;
    if (yr_compiler_create(&compiler) != ERROR_SUCCESS) throw std::runtime_error("YARA: no compiler");
    const bool good = yr_compiler_add_string(compiler, rule.c_str(), nullptr) == 0 &&
                      yr_compiler_get_rules(compiler, &rules_) == ERROR_SUCCESS;
    yr_compiler_destroy(compiler);
    if (!good) throw std::runtime_error("YARA does not compile the words");
  }

  static int on_event(YR_SCAN_CONTEXT*, int message, void*, void* hit) {
    if (message == CALLBACK_MSG_RULE_MATCHING) *static_cast<bool*>(hit) = true;
    return CALLBACK_CONTINUE;
  }

  YR_RULES* rules_ = nullptr;
  YR_SCANNER* scanner_ = nullptr;
  bool hit_ = false;
};

}  // namespace

std::unique_ptr<Contender> make_yara(const Words& words) { return std::make_unique<Yara>(words); }

}  // namespace postgate_bench
