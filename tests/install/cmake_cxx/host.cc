// A C++11 host with RAII around the C handles: prints the version and the action on a fixed post.
#include <postgate.h>

#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>

namespace {

void check(int32_t status) {
  if (status != POSTGATE_OK) throw std::runtime_error(postgate_status_name(status));
}

template <typename T, void (*Destroy)(T*)>
struct Destroyer {
  void operator()(T* handle) const { Destroy(handle); }
};
using Compiler = std::unique_ptr<postgate_compiler, Destroyer<postgate_compiler, postgate_compiler_destroy>>;
using Ruleset = std::unique_ptr<postgate_ruleset, Destroyer<postgate_ruleset, postgate_ruleset_release>>;
using Engine = std::unique_ptr<postgate_engine, Destroyer<postgate_engine, postgate_engine_destroy>>;
using Scanner = std::unique_ptr<postgate_scanner, Destroyer<postgate_scanner, postgate_scanner_destroy>>;

Ruleset default_rules() {
  postgate_compiler* compiler = nullptr;
  check(postgate_compiler_create(nullptr, &compiler, nullptr));
  const Compiler owner(compiler);
  check(postgate_compiler_add_builtin(compiler, "gov-cn", nullptr));
  postgate_ruleset* rules = nullptr;
  check(postgate_compiler_build(compiler, &rules, nullptr));
  return Ruleset(rules);
}

int32_t judge(const std::string& text) {
  postgate_engine* engine = nullptr;
  check(postgate_engine_create(nullptr, &engine, nullptr));
  const Engine engine_owner(engine);
  check(postgate_engine_install(engine, default_rules().get(), nullptr, nullptr));
  postgate_scanner* scanner = nullptr;
  check(postgate_scanner_create(engine, &scanner, nullptr));
  const Scanner scanner_owner(scanner);
  const postgate_verdict* verdict = nullptr;
  check(postgate_scan_utf8(scanner, text.data(), text.size(), nullptr, &verdict, nullptr));
  postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
  check(postgate_verdict_get_summary(verdict, &summary));
  return summary.action;
}

}  // namespace

int main() {
  try {
    const int32_t action = judge("全体职工务必下载“某某通”APP");
    std::printf("%s %s\n", postgate_version_string(), postgate_action_name(action));
    return 0;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
  }
}
