// From pack sources to a ruleset: load, check, compile, self-test. Goes on after mistakes as far
// as it can, so that one run tells the author everything.
#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "engine/compile.h"
#include "engine/compiled.h"
#include "engine/overrides.h"
#include "engine/ruleset.h"
#include "engine/self_test.h"
#include "match/pattern_db.h"
#include "pack/rule_digest.h"

namespace postgate {

namespace {

// What a host can act on, from the code of a mistake.
Status status_of(std::string_view code) {
  if (code == "toml-syntax" || code == "not-utf8") return Status::kPackSyntax;
  if (code == "limit") return Status::kPackLimit;
  if (code == "requires-newer-engine" || code == "unsupported-key" || code == "unknown-detector") {
    return Status::kPackUnsupported;
  }
  if (code == "example-not-found" || code == "counter-found" || code == "case-action" ||
      code == "case-rules") {
    return Status::kPackSelfTest;
  }
  return Status::kPackInvalid;
}

Error first_error(const Diagnostics& diagnostics) {
  const auto& list = diagnostics.list();
  const auto found = std::find_if(list.begin(), list.end(),
                                  [](const Diagnostic& d) { return d.severity == Severity::kError; });
  if (found == list.end()) return make_error(Status::kPackInvalid, "the pack has mistakes");
  Error error = make_error(status_of(found->code), found->message);
  error.line = found->line;
  error.column = found->column;
  error.file = found->file;
  error.rule = found->rule;
  return error;
}

RefusedIds refused_by(const Diagnostics& diagnostics) {
  RefusedIds refused;
  for (const Diagnostic& diagnostic : diagnostics.list()) {
    if (diagnostic.severity != Severity::kError || diagnostic.rule.empty()) continue;
    refused.insert(refused_key(diagnostic.pack, diagnostic.rule));
  }
  return refused;
}

void check_pack_names(const std::vector<std::unique_ptr<const Pack>>& packs, Diagnostics& diagnostics) {
  std::set<std::string> names;
  for (const auto& pack : packs) {
    if (names.insert(pack->name).second) continue;
    Diagnostic diagnostic;
    diagnostic.code = "duplicate-pack";
    diagnostic.pack = pack->name;
    diagnostic.file = "pack.toml";
    diagnostic.message = "two packs have the name \"" + pack->name + "\"; add each pack once";
    diagnostics.add(std::move(diagnostic));
  }
}

}  // namespace

Result<std::shared_ptr<const Ruleset>> build_ruleset(const std::vector<PackSource>& sources,
                                                     const CompileOptions& options,
                                                     Diagnostics& diagnostics) {
  if (Result<void> fit = check_matcher_platform(); !fit.ok()) return fit.error();
  std::vector<std::unique_ptr<const Pack>> packs;
  std::vector<Pack*> loaded;
  for (const PackSource& source : sources) {
    auto pack = std::make_unique<Pack>();
    load_pack(source.files, options.limits, *pack, diagnostics);
    check_patterns(*pack, diagnostics);
    for (Rule& rule : pack->rules) rule.digest = rule_digest(*pack, rule);
    loaded.push_back(pack.get());
    packs.push_back(std::move(pack));
  }
  check_pack_names(packs, diagnostics);
  check_overrides(packs, diagnostics);

  RulesetInfo info;
  Result<std::unique_ptr<Compiled>> compiled =
      compile_packs(packs, refused_by(diagnostics), info, diagnostics);
  for (Pack* pack : loaded) pack->link_lists.clear();  // the source ends with this call
  if (!compiled.ok()) {
    // A pack that is wrong anyway may not compile at all; its own mistakes say more.
    if (diagnostics.errors() == 0) return compiled.error();
    diagnostics.sort();
    return first_error(diagnostics);
  }
  auto ruleset = std::make_shared<Ruleset>(std::move(packs), std::move(compiled).value(), info);
  if (options.self_test) {
    const std::uint64_t run = self_test(ruleset, diagnostics);
    ruleset->set_examples_run(run);
  }
  diagnostics.sort();
  if (diagnostics.errors() > 0) return first_error(diagnostics);
  return std::shared_ptr<const Ruleset>(std::move(ruleset));
}

}  // namespace postgate
