// postgate_ruleset_*: shared ownership of an immutable ruleset, and what is in it.
// Any thread.
#include "capi/exports.h"
#include "capi/pack_info.h"
#include "engine/compiled.h"

namespace postgate::capi {

Status read_pack(const Ruleset& ruleset, std::size_t index, postgate_pack_info* out) noexcept {
  if (out == nullptr || index >= ruleset.packs().size()) return Status::kArgument;
  const Pack& pack = *ruleset.packs()[index];
  postgate_pack_info made{};
  made.version = pack.version;
  made.name = view_of(pack.name);
  made.release = view_of(pack.release);
  made.expires = view_of(pack.expires);
  made.digest = view_of(pack.digest);
  made.date = view_of(pack.date);
  made.key_id = view_of(pack.key_id);
  return write_sized(made, out);
}

namespace {

void count_patterns(const std::vector<std::uint32_t>& signals, const Rulebook& book,
                    postgate_rule_info& made) {
  for (const std::uint32_t number : signals) {
    made.word_count += book.signals[number].signal->words.size();
    made.regex_count += book.signals[number].signal->regexes.size();
  }
}

void describe_change(const BookRule& rule, postgate_rule_info& made) {
  if (rule.change == nullptr) return;
  made.lowered_to = static_cast<std::int32_t>(rule.change->action);
  made.lowered_by = view_of(rule.override_by->name);
  made.lowered_reason = view_of(rule.change->reason);
}

void describe_cost(const RuleCost& cost, postgate_rule_info& made) {
  made.compile_ns = cost.compile_ns;
  made.database_bytes = cost.database_bytes;
  made.hostile_ns_per_kib = cost.ns_per_kib;
  made.hostile_hits_per_kib = cost.hits_per_kib;
  made.hostile_text = view_of(cost.worst_text);
}

Status read_rule(const Ruleset& ruleset, std::size_t index, postgate_rule_info* out) noexcept {
  const Rulebook& book = ruleset.compiled().book;
  const BookRule& rule = book.rules[index];
  const Rule& said = *rule.rule;
  const Category& category = rule.pack->categories[said.category];
  postgate_rule_info made{};
  made.action = static_cast<std::int32_t>(said.action);
  made.grade = said.grade;
  made.verified = category.clause.verified ? 1 : 0;
  made.example_count = said.examples.size() + said.counters.size();
  for (const auto* signals : {&rule.all, &rule.any, &rule.none}) count_patterns(*signals, book, made);
  made.line = said.at.line;
  made.pack = view_of(rule.pack->name);
  made.rule = view_of(said.id);
  made.category = view_of(category.id);
  made.title_zh = view_of(said.title.zh);
  made.title_en = view_of(said.title.en);
  made.hint_zh = view_of(said.hint.zh);
  made.hint_en = view_of(said.hint.en);
  made.clause_document = view_of(category.clause.document);
  made.clause_text = view_of(category.clause.text);
  made.digest = view_of(said.digest);
  made.file = view_of(file_of(*rule.pack, said.at));
  describe_change(rule, made);
  if (index < ruleset.rule_costs().size()) describe_cost(ruleset.rule_costs()[index], made);
  return write_sized(made, out);
}

}  // namespace
}  // namespace postgate::capi

postgate_ruleset* postgate_ruleset_retain(postgate_ruleset* ruleset) {
  if (!alive(ruleset)) return nullptr;
  ruleset->owners.fetch_add(1, std::memory_order_relaxed);
  return ruleset;
}

void postgate_ruleset_release(postgate_ruleset* ruleset) {
  if (!alive(ruleset)) return;
  // acquire-release: the last owner must see what the others did before they let go
  if (ruleset->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) delete ruleset;
}

int32_t postgate_ruleset_get_info(const postgate_ruleset* ruleset, postgate_ruleset_info* out) {
  return guard(nullptr, [&](const Report&) {
    if (!alive(ruleset) || out == nullptr) return Status::kArgument;
    const postgate::RulesetInfo& info = ruleset->ruleset->info();
    postgate_ruleset_info made{};
    made.pack_count = static_cast<std::uint32_t>(ruleset->ruleset->packs().size());
    made.rule_count = info.rules;
    made.signal_count = info.signals;
    made.word_count = info.words;
    made.regex_count = info.regexes;
    made.example_count = info.examples;
    made.memory_bytes = info.memory_bytes;
    made.cached_count = info.cache_hits;
    made.compiled_count = info.cache_misses;
    made.expires_at = ruleset->ruleset->expires_at();
    return capi::write_sized(made, out);
  });
}

int32_t postgate_ruleset_pack_at(const postgate_ruleset* ruleset, size_t index, postgate_pack_info* out) {
  return guard(nullptr, [&](const Report&) {
    if (!alive(ruleset)) return Status::kArgument;
    return capi::read_pack(*ruleset->ruleset, index, out);
  });
}

int32_t postgate_ruleset_rule_at(const postgate_ruleset* ruleset, size_t index, postgate_rule_info* out) {
  return guard(nullptr, [&](const Report&) {
    if (!alive(ruleset) || out == nullptr) return Status::kArgument;
    if (index >= ruleset->ruleset->compiled().book.rules.size()) return Status::kArgument;
    return capi::read_rule(*ruleset->ruleset, index, out);
  });
}
