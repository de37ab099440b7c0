// postgate_verdict_*: reads a verdict by index into the caller's structs. Nothing is
// copied but numbers and pointers into the ruleset that judged. Thread: as its scanner.
#include "capi/exports.h"
#include "capi/links.h"
#include "capi/pack_info.h"
#include "capi/spans.h"

namespace postgate::capi {
namespace {

// Asked for once a post. Every member is written.
void summarize(const Verdict& verdict, postgate_verdict_summary& made) {
  made.action = static_cast<std::int32_t>(verdict.action);
  made.grade = verdict.grade;
  made.complete = verdict.complete ? 1 : 0;
  made.stale = verdict.stale ? 1 : 0;
  made.incomplete = verdict.incomplete;
  made.slot = static_cast<std::uint32_t>(verdict.slot);
  made.score = verdict.score;
  made.finding_count = verdict.findings.size();
  made.finding_total = verdict.finding_total;
  made.generation = verdict.generation;
  made.excused_count = verdict.excused.size();
  made.approval_count = verdict.approvals.size();
  made.reserved2 = 0;
  made.account = verdict.account_id.empty() ? postgate_string{} : view_of(verdict.account_id);
}

void describe_rule(const Pack& pack, const Rule& rule, postgate_finding& made) {
  const Category& category = pack.categories[rule.category];
  made.grade = rule.grade;
  made.verified = category.clause.verified ? 1 : 0;
  made.score = rule.score.value_or(0);
  made.rule = view_of(rule.id);
  made.category = view_of(category.id);
  made.pack = view_of(pack.name);
  made.title_zh = view_of(rule.title.zh);
  made.title_en = view_of(rule.title.en);
  made.category_zh = view_of(category.title.zh);
  made.category_en = view_of(category.title.en);
  made.clause_document = view_of(category.clause.document);
  made.clause_text = view_of(category.clause.text);
  made.hint_zh = view_of(rule.hint.zh);
  made.hint_en = view_of(rule.hint.en);
}

postgate_finding finding_of(const Finding& finding) {
  postgate_finding made{};
  made.action = static_cast<std::int32_t>(finding.action);
  made.field = finding.field;
  made.role = finding.role;
  made.folds = finding.folds;
  made.signal_count = static_cast<std::uint32_t>(finding.signals.size());
  made.where = spans_of(finding.where);
  made.flags = finding.hidden ? POSTGATE_FINDING_HIDDEN : 0;
  describe_rule(*finding.pack, *finding.rule, made);
  return made;
}

postgate_trace trace_of(const TraceStep& step) {
  postgate_trace made{};
  made.kind = static_cast<std::uint32_t>(step.kind);
  made.field = step.field;
  made.folds = step.folds;
  made.where = spans_of(step.where);
  if (step.signal != nullptr) made.id = view_of(step.signal->id);
  if (step.rule != nullptr) made.id = view_of(step.rule->id);
  if (step.by != nullptr) made.by = view_of(step.by->id);
  if (step.word != nullptr) made.word = view_of(*step.word);
  if (!step.note.empty()) made.by = view_of(step.note);
  return made;
}

postgate_excused excused_of(const Excused& excused) {
  postgate_excused made{};
  made.by = static_cast<std::uint32_t>(excused.by);
  made.pack = view_of(excused.pack->name);
  made.rule = view_of(excused.rule->id);
  made.by_name = view_of(excuse_name(excused.by));
  made.what = view_of(excused.what);
  made.reason = view_of(excused.reason);
  return made;
}

postgate_approval_use use_of(const ApprovalUse& use) {
  postgate_approval_use made{};
  made.state = static_cast<std::uint32_t>(use.state);
  made.by = view_of(use.approval->by);
  made.rules = view_of(use.approval->rules_line);
  made.expires = view_of(use.approval->expires);
  made.account = view_of(use.approval->account);
  made.reason = view_of(use.approval->reason);
  made.state_name = view_of(approval_state_name(use.state));
  return made;
}

// The verdict behind a handle; NULL if the handle is no verdict, or its scanner has moved on.
const Verdict* read(const postgate_verdict* handle) { return alive(handle) ? handle->verdict : nullptr; }

}  // namespace
}  // namespace postgate::capi

int32_t postgate_verdict_get_summary(const postgate_verdict* verdict, postgate_verdict_summary* out) {
  return guard(nullptr, [&](const Report&) {
    const postgate::Verdict* read = capi::read(verdict);
    if (read == nullptr || out == nullptr) return Status::kArgument;
    if (out->struct_size == sizeof(*out)) {  // of our own release: no copy
      capi::summarize(*read, *out);
      return Status::kOk;
    }
    postgate_verdict_summary made{};
    capi::summarize(*read, made);
    return capi::write_sized(made, out);
  });
}

int32_t postgate_verdict_finding_at(const postgate_verdict* verdict, size_t index, postgate_finding* out) {
  return guard(nullptr, [&](const Report&) {
    const postgate::Verdict* read = capi::read(verdict);
    if (read == nullptr || out == nullptr || index >= read->findings.size()) return Status::kArgument;
    return capi::write_sized(capi::finding_of(read->findings[index]), out);
  });
}

int32_t postgate_verdict_signal_at(const postgate_verdict* verdict, size_t finding, size_t signal,
                                   postgate_signal* out) {
  return guard(nullptr, [&](const Report&) {
    const postgate::Verdict* read = capi::read(verdict);
    if (read == nullptr || out == nullptr || finding >= read->findings.size()) return Status::kArgument;
    const auto& signals = read->findings[finding].signals;
    if (signal >= signals.size()) return Status::kArgument;
    const postgate::SignalSpan& from = signals[signal];
    postgate_signal made{};
    made.field = from.field;
    made.folds = from.folds;
    made.where = capi::spans_of(from.where);
    made.id = capi::view_of(from.signal->id);
    if (from.list != nullptr) made.list = capi::view_of(*from.list);
    made.entry = {from.entry.data(), from.entry.size()};
    made.line = from.line;
    if (from.word != nullptr) made.word = capi::view_of(*from.word);
    return capi::write_sized(made, out);
  });
}

int32_t postgate_verdict_trace_at(const postgate_verdict* verdict, size_t index, postgate_trace* out) {
  return guard(nullptr, [&](const Report&) {
    const postgate::Verdict* read = capi::read(verdict);
    if (read == nullptr || out == nullptr || index >= read->trace.size()) return Status::kArgument;
    return capi::write_sized(capi::trace_of(read->trace[index]), out);
  });
}

int32_t postgate_verdict_pack_at(const postgate_verdict* verdict, size_t index, postgate_pack_info* out) {
  return guard(nullptr, [&](const Report&) {
    const postgate::Verdict* read = capi::read(verdict);
    if (read == nullptr || read->ruleset == nullptr) return Status::kArgument;
    return capi::read_pack(*read->ruleset, index, out);
  });
}

int32_t postgate_verdict_excused_at(const postgate_verdict* verdict, size_t index, postgate_excused* out) {
  return guard(nullptr, [&](const Report&) {
    const postgate::Verdict* read = capi::read(verdict);
    if (read == nullptr || out == nullptr || index >= read->excused.size()) return Status::kArgument;
    return capi::write_sized(capi::excused_of(read->excused[index]), out);
  });
}

int32_t postgate_verdict_approval_at(const postgate_verdict* verdict, size_t index,
                                     postgate_approval_use* out) {
  return guard(nullptr, [&](const Report&) {
    const postgate::Verdict* read = capi::read(verdict);
    if (read == nullptr || out == nullptr || index >= read->approvals.size()) return Status::kArgument;
    return capi::write_sized(capi::use_of(read->approvals[index]), out);
  });
}

int32_t postgate_verdict_get_shadow(const postgate_verdict* verdict, postgate_shadow_report* out) {
  return guard(nullptr, [&](const Report&) {
    const postgate::Verdict* read = capi::read(verdict);
    if (read == nullptr || out == nullptr) return Status::kArgument;
    const postgate::ShadowReport& from = read->shadow;
    postgate_shadow_report made{};
    made.state = static_cast<std::uint32_t>(from.state);
    made.action = static_cast<std::int32_t>(from.action);
    made.rule_count = static_cast<std::uint32_t>(from.rules.size());
    made.generation = from.generation;
    return capi::write_sized(made, out);
  });
}

int32_t postgate_verdict_shadow_rule_at(const postgate_verdict* verdict, size_t index,
                                        postgate_shadow_rule* out) {
  return guard(nullptr, [&](const Report&) {
    const postgate::Verdict* read = capi::read(verdict);
    if (read == nullptr || out == nullptr || index >= read->shadow.rules.size()) return Status::kArgument;
    const postgate::ShadowRule& from = read->shadow.rules[index];
    postgate_shadow_rule made{};
    made.gained = from.gained ? 1 : 0;
    made.rule = capi::view_of(from.rule->id);
    made.pack = capi::view_of(from.pack->name);
    made.category = capi::view_of(from.pack->categories[from.rule->category].id);
    return capi::write_sized(made, out);
  });
}

int32_t postgate_verdict_link_at(const postgate_verdict* verdict, size_t index, postgate_link* out) {
  return guard(nullptr, [&](const Report&) {
    const postgate::Verdict* read = capi::read(verdict);
    if (read == nullptr || out == nullptr || index >= read->links.size()) return Status::kArgument;
    return capi::write_sized(capi::link_of(read->links[index]), out);
  });
}

int32_t postgate_verdict_unseen_at(const postgate_verdict* verdict, size_t index, postgate_unseen* out) {
  return guard(nullptr, [&](const Report&) {
    if (!alive(verdict) || verdict->verdict == nullptr || out == nullptr) return Status::kArgument;
    if (index >= verdict->verdict->unseen.size()) return Status::kArgument;
    postgate_unseen made{};
    made.field = verdict->verdict->unseen[index].field;
    made.reasons = verdict->verdict->unseen[index].reasons;
    return capi::write_sized(made, out);
  });
}
