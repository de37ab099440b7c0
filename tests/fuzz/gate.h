// The default pack, ready to judge, for the targets that scan. One for a program.
#pragma once

#include "postgate.h"
#include "target.h"

namespace fuzz {

inline postgate_scanner* make_scanner() {
  postgate_compiler_options options = POSTGATE_INIT(postgate_compiler_options);
  options.flags = POSTGATE_COMPILE_SKIP_SELF_TEST;
  postgate_compiler* compiler = nullptr;
  postgate_ruleset* ruleset = nullptr;
  postgate_engine* engine = nullptr;
  postgate_scanner* scanner = nullptr;
  FUZZ_REQUIRE(postgate_compiler_create(&options, &compiler, nullptr) == POSTGATE_OK);
  FUZZ_REQUIRE(postgate_compiler_add_builtin(compiler, "gov-cn", nullptr) == POSTGATE_OK);
  FUZZ_REQUIRE(postgate_compiler_build(compiler, &ruleset, nullptr) == POSTGATE_OK);
  FUZZ_REQUIRE(postgate_engine_create(nullptr, &engine, nullptr) == POSTGATE_OK);
  FUZZ_REQUIRE(postgate_engine_install(engine, ruleset, nullptr, nullptr) == POSTGATE_OK);
  FUZZ_REQUIRE(postgate_scanner_create(engine, &scanner, nullptr) == POSTGATE_OK);
  postgate_engine_destroy(engine);
  postgate_ruleset_release(ruleset);
  postgate_compiler_destroy(compiler);
  return scanner;
}

// Lives as long as the program, and is freed at its end for the leak checkers.
inline postgate_scanner* the_scanner() {
  struct Holder {
    postgate_scanner* scanner = make_scanner();
    ~Holder() { postgate_scanner_destroy(scanner); }
  };
  static Holder holder;
  return holder.scanner;
}

inline void check_order(const postgate_span& span, std::uint64_t size) {
  FUZZ_REQUIRE(span.begin <= span.end && span.end <= size);
}

// Calls `check` with every span of a verdict, and checks what holds for every verdict.
template <typename Check>
void check_verdict(const postgate_verdict* verdict, Check check) {
  postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
  FUZZ_REQUIRE(postgate_verdict_get_summary(verdict, &summary) == POSTGATE_OK);
  FUZZ_REQUIRE(summary.action >= POSTGATE_ACTION_ALLOW && summary.action <= POSTGATE_ACTION_BLOCK);
  FUZZ_REQUIRE((summary.complete == 1) == (summary.incomplete == 0));
  FUZZ_REQUIRE(summary.complete == 1 || summary.action >= POSTGATE_ACTION_HOLD);
  FUZZ_REQUIRE(summary.finding_count <= summary.finding_total);
  for (std::size_t i = 0; i < summary.finding_count; ++i) {
    postgate_finding finding = POSTGATE_INIT(postgate_finding);
    FUZZ_REQUIRE(postgate_verdict_finding_at(verdict, i, &finding) == POSTGATE_OK);
    FUZZ_REQUIRE(finding.action <= summary.action && finding.signal_count > 0);
    check(finding.where);
    for (std::size_t s = 0; s < finding.signal_count; ++s) {
      postgate_signal signal = POSTGATE_INIT(postgate_signal);
      FUZZ_REQUIRE(postgate_verdict_signal_at(verdict, i, s, &signal) == POSTGATE_OK);
      check(signal.where);
    }
  }
  postgate_trace step = POSTGATE_INIT(postgate_trace);
  for (std::size_t i = 0; postgate_verdict_trace_at(verdict, i, &step) == POSTGATE_OK; ++i) check(step.where);
}

}  // namespace fuzz
