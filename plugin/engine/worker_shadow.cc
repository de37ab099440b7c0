// The shadow's part of Worker: in its own time, and with nothing that goes wrong there going further.
#include <algorithm>
#include <new>
#include <vector>

#include "base/clock.h"
#include "engine/ruleset.h"
#include "engine/worker.h"

namespace postgate {

namespace {

std::size_t bytes_of(const Post& post) {
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < post.count; ++i) {
    const FieldInput& input = post.fields[i].input;
    bytes += input.is_utf16 ? input.utf16_units * 2 : input.utf8.size();
  }
  return bytes;
}

// At most `most` bytes of a field, whole characters.
FieldInput beginning_of(FieldInput input, std::size_t most) {
  if (input.is_utf16) {
    std::size_t units = std::min(input.utf16_units, most / 2);
    if (units > 0 && units < input.utf16_units && (input.utf16[units - 1] & 0xFC00U) == 0xD800U) --units;
    input.utf16_units = units;
    return input;
  }
  std::size_t size = std::min(input.utf8.size(), most);
  while (size > 0 && size < input.utf8.size() &&
         (static_cast<unsigned char>(input.utf8[size]) & 0xC0U) == 0x80U) {
    --size;
  }
  input.utf8 = input.utf8.substr(0, size);
  return input;
}

}  // namespace

void Worker::run_shadow(const Post& post, const ScanOptions& options, const Deadline& deadline,
                        Verdict& verdict) {
  verdict.shadow.clear();
  try {
    try_shadow(post, options, deadline, verdict);
  } catch (...) {  // whatever it was, the verdict stands
    verdict.shadow.clear();
    verdict.shadow.state = ShadowState::kFailed;
  }
  if (counting_) count_shadow(verdict);
}

void Worker::try_shadow(const Post& post, const ScanOptions& options, const Deadline& deadline,
                        Verdict& verdict) {
  const auto left = [&] {
    const std::uint64_t own = shadow_budget_ns_ != 0 ? shadow_budget_ns_ : Deadline::kForever;
    return std::min(own, deadline.left_ns());
  };
  const std::size_t bytes = bytes_of(post);
  const bool limited = left() != Deadline::kForever;
  if (limited && !pace_.is_known() && bytes > kShadowProbeBytes) probe_shadow(post, options);
  const std::uint64_t budget = left();
  if (budget == 0 || (limited && !pace_.fits(bytes, budget))) {
    verdict.shadow.state = ShadowState::kSkipped;
    return;
  }
  const std::uint64_t start = limited || counting_ ? monotonic_ns() : 0;
  const Deadline mine = limited ? Deadline::after_ns(budget) : Deadline();
  report_shadow(scanner(Slot::kShadow).scan(post, shadow_options(options), texts_, mine), verdict);
  if (start == 0) return;
  const std::uint64_t ns = monotonic_ns() - start;
  if (limited) pace_.measured(bytes, ns);
  note_pins();
  if (counting_ && counters_->shadow) counters_->shadow->latency[latency_bucket(ns)].add(1);
}

ScanOptions Worker::shadow_options(const ScanOptions& options) {
  ScanOptions wanted = options;
  wanted.trace = false;
  return wanted;
}

// Learns the pace from the beginning of a long post, for which there is always time.
void Worker::probe_shadow(const Post& post, const ScanOptions& options) {
  std::vector<PostField> fields;
  std::size_t left = kShadowProbeBytes;
  for (std::size_t i = 0; i < post.count && left > 0; ++i) {
    fields.push_back(post.fields[i]);
    fields.back().input = beginning_of(post.fields[i].input, left);
    left -= std::min(left, bytes_of({&fields.back(), 1}));
  }
  const Post beginning{fields.data(), fields.size()};
  FieldTexts texts;
  texts.begin(false);
  const std::uint64_t start = monotonic_ns();
  static_cast<void>(scanner(Slot::kShadow).scan(beginning, shadow_options(options), texts, Deadline()).ok());
  pace_.measured(bytes_of(beginning), monotonic_ns() - start);
}

void Worker::report_shadow(const Result<const Verdict*>& judged, Verdict& verdict) {
  ShadowReport& report = verdict.shadow;
  if (!judged.ok()) {
    const Status status = judged.error().status;
    const bool cut = status == Status::kDeadline || status == Status::kMatcherLimit;
    report.state = cut ? ShadowState::kCut : ShadowState::kFailed;
    return;
  }
  const Verdict& shadow = *judged.value();
  report.generation = shadow.generation;
  if (report.ruleset != shadow.ruleset) report.ruleset = shadow.ruleset;
  if (!shadow.complete) {
    report.state = ShadowState::kCut;
    return;
  }
  compare_rules(verdict, shadow, report.rules);
  // An account's own terms are no rule of the shadow, and live no longer than its verdict.
  std::erase_if(report.rules, [&](const ShadowRule& rule) {
    return rule.gained && rule_number(*shadow.ruleset, rule.pack, rule.rule) == ~std::size_t{0};
  });
  report.action = shadow.action;
  report.state = ShadowState::kDone;
}

void Worker::count_shadow(const Verdict& verdict) {
  Shadowed<Counter>* counts = counters_->shadow.get();
  if (counts == nullptr) return;
  const ShadowReport& report = verdict.shadow;
  counts->posts[static_cast<std::size_t>(report.action)].add(1);
  if (report.state == ShadowState::kSkipped) counts->skipped.add(1);
  if (report.state == ShadowState::kCut) counts->cut.add(1);
  if (report.state == ShadowState::kFailed) counts->failed.add(1);
  if (report.state != ShadowState::kDone) return;
  if (report.action > verdict.action) counts->stricter.add(1);
  if (report.action < verdict.action) counts->milder.add(1);
  const auto add = [&](Slot slot, const Ruleset& ruleset, const ShadowRule& rule, auto member) {
    RuleCounters* rules = counters_->rules[index_of(slot)].get();
    if (rules == nullptr || rules->rules.ruleset.get() != &ruleset) return;
    const std::size_t number = rule_number(ruleset, rule.pack, rule.rule);
    if (number < rules->counts.size()) (rules->counts[number].*member).add(1);
  };
  for (const ShadowRule& rule : report.rules) {
    if (rule.gained) {
      add(Slot::kShadow, *report.ruleset, rule, &RuleCounters::One::gained);
    } else {
      add(verdict.slot, *verdict.ruleset, rule, &RuleCounters::One::lost);
    }
  }
  count_shadow_findings();
}

void Worker::count_shadow_findings() {
  RuleCounters* rules = counters_->rules[index_of(Slot::kShadow)].get();
  if (rules == nullptr) return;
  const Verdict& shadow = scanner(Slot::kShadow).verdict();
  for (const Finding& finding : shadow.findings) {
    const std::size_t number = rule_number(*shadow.ruleset, finding.pack, finding.rule);
    if (number < rules->counts.size()) rules->counts[number].found.add(1);
  }
}

}  // namespace postgate
