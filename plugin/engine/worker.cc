#include "engine/worker.h"

#include <algorithm>

#include "base/clock.h"
#include "engine/ruleset.h"

namespace postgate {

namespace {

constexpr std::size_t kLongestGroup = 128;  // bytes of a group's name that count

}  // namespace

Worker::Worker(std::shared_ptr<Engine> engine)
    : engine_(std::move(engine)),
      counters_(engine_->statistics().enlist()),
      counting_(engine_->statistics().counting()),
      random_(counters_->number * 0x9E3779B97F4A7C15U + 1) {
  scanners_[0] = std::make_unique<Scanner>(engine_);
}

Worker::~Worker() { engine_->statistics().retire(counters_); }

Result<void> Worker::prepare() {
  follow_engine();
  for (const std::unique_ptr<Scanner>& scanner : scanners_) {
    if (!scanner) continue;
    if (Result<void> ready = scanner->prepare(); !ready.ok()) return ready;
  }
  note_pins();
  return {};
}

void Worker::reset() {
  drop(Slot::kCanary);
  drop(Slot::kShadow);
  scanner(Slot::kLive).reset();
  note_pins();
  texts_ = {};
  epoch_ = 0;
}

// Takes over what is on trial.
void Worker::follow_trials() {
  Trials trials = engine_->trials();
  canary_ = std::move(trials.canary_control);
  shadow_budget_ns_ = trials.shadow_budget_ns;
  follow_slot(Slot::kCanary, trials.installed[index_of(Slot::kCanary)]);
  follow_slot(Slot::kShadow, trials.installed[index_of(Slot::kShadow)]);
  epoch_ = trials.epoch;
}

void Worker::follow_slot(Slot slot, const Installed& installed) {
  if (!installed.ruleset) {
    drop(slot);
  } else {
    if (!has(slot)) {
      scanners_[index_of(slot)] = std::make_unique<Scanner>(engine_);
      if (slot == Slot::kCanary) scanner(slot).set_resolver(resolver_);
    }
    scanner(slot).judge_with(installed);
  }
  if (slot == Slot::kShadow) pace_ = {};
  if (slot == Slot::kCanary) sample_count_ = 0;
}

void Worker::set_resolver(const Resolver& resolver) {
  resolver_ = resolver;
  scanner(Slot::kLive).set_resolver(resolver);
  if (has(Slot::kCanary)) scanner(Slot::kCanary).set_resolver(resolver);
}

void Worker::drop(Slot slot) {
  scanners_[index_of(slot)].reset();
  if (noted_[index_of(slot)] == 0) return;
  noted_[index_of(slot)] = 0;
  engine_->statistics().follow(*counters_, slot, {});
}

// Tells the counters which rulesets are held; after a swap, not on the way of every scan.
void Worker::note_pins() {
  for (std::size_t i = 0; i < kSlots; ++i) {
    if (!scanners_[i]) continue;
    const Installed& pinned = scanners_[i]->pinned();
    if (pinned.generation == noted_[i]) continue;
    engine_->statistics().follow(*counters_, static_cast<Slot>(i), pinned);
    noted_[i] = pinned.generation;
  }
}

Slot Worker::choose(const ScanOptions& options) const {
  const bool drawn = canary_ && !options.canary_key.empty() && has(Slot::kCanary);
  return drawn && canary_->chooses(options.canary_key) ? Slot::kCanary : Slot::kLive;
}

// One scan in so many, at uneven distances, so that posts that come in a rhythm are all seen.
bool Worker::is_timed() {
  if (!counting_) return false;
  const std::uint32_t every = engine_->options().latency_every;
  if (every <= 1) return true;
  if (until_timed_ > 0) {
    --until_timed_;
    return false;
  }
  random_ = random_ * 6364136223846793005U + 1442695040888963407U;
  until_timed_ = static_cast<std::uint32_t>((random_ >> 33U) % (2U * every - 1U));
  return true;
}

Result<const Verdict*> Worker::scan(const Post& post, const ScanOptions& options) {
  follow_engine();
  const Slot slot = choose(options);
  judged_by_ = slot;
  texts_.begin(has(Slot::kShadow));
  const std::uint64_t budget =
      options.deadline_ns != 0 ? options.deadline_ns : engine_->options().deadline_ns;
  const Deadline deadline = Deadline::after_ns(budget);
  Result<const Verdict*> judged = judge(slot, post, options, deadline);
  if (judged.ok()) {
    Verdict& verdict = scanner(slot).verdict();
    verdict.slot = slot;
    if (has(Slot::kShadow)) {
      run_shadow(post, options, deadline, verdict);
    } else if (verdict.shadow.ruleset) {
      verdict.shadow.ruleset.reset();
    }
  }
  return judged;
}

Result<const Verdict*> Worker::judge(Slot slot, const Post& post, const ScanOptions& options,
                                     const Deadline& deadline) {
  const bool sampled = canary_ && !options.canary_key.empty();
  const std::uint64_t start = sampled || is_timed() ? monotonic_ns() : 0;
  Result<const Verdict*> judged = scanner(slot).scan(post, options, texts_, deadline);
  if (scanner(slot).pinned().generation != noted_[index_of(slot)]) note_pins();
  if (!counting_ && !sampled) return judged;
  const std::uint64_t ns = start == 0 ? 0 : std::max<std::uint64_t>(monotonic_ns() - start, 1);
  const Verdict* verdict = judged.ok() ? judged.value() : nullptr;
  if (counting_) count(slot, options, verdict, judged.ok() ? Status::kOk : judged.error().status, ns);
  if (sampled) sample(slot, verdict, ns);
  return judged;
}

void Worker::give_verdict(Verdict& to) { scanner(judged_by_).give_verdict(to); }

void Worker::count(Slot slot, const ScanOptions& options, const Verdict* verdict, Status status,
                   std::uint64_t ns) {
  Judged<Counter>* judged = counters_->judged[index_of(slot)].get();
  if (judged == nullptr) return;
  const Action action = verdict == nullptr ? Action::kNone : verdict->action;
  judged->posts[static_cast<std::size_t>(action)].add(1);
  if (ns != 0) {
    judged->latency[latency_bucket(ns)].add(1);
    judged->latency_ns.add(ns);
  }
  const Account* const account =
      options.account != nullptr && options.account->is_lent() ? options.account : nullptr;
  const std::string_view group =
      options.group.empty() && account != nullptr ? account->group() : options.group;
  if (!group.empty()) count_group(group, action);
  if (verdict == nullptr) {
    const auto number = static_cast<std::size_t>(-static_cast<std::int32_t>(status));
    judged->errors[std::min(number, kStatusNumbers - 1)].add(1);
    return;
  }
  if (verdict->incomplete != 0) {
    for (std::size_t bit = 0; bit < kIncompleteBits; ++bit) {
      if (((verdict->incomplete >> bit) & 1U) != 0) judged->incomplete[bit].add(1);
    }
  }
  if (!verdict->findings.empty()) count_findings(slot, *verdict);
}

void Worker::count_findings(Slot slot, const Verdict& verdict) {
  Judged<Counter>& judged = *counters_->judged[index_of(slot)];
  RuleCounters* rules = counters_->rules[index_of(slot)].get();
  if (verdict.finding_total > verdict.findings.size()) {
    judged.findings_cut.add(verdict.finding_total - verdict.findings.size());
  }
  for (const Finding& finding : verdict.findings) {
    judged.findings[static_cast<std::size_t>(finding.action)].add(1);
    if (rules == nullptr) continue;
    const std::size_t number = rule_number(*verdict.ruleset, finding.pack, finding.rule);
    if (number < rules->counts.size()) rules->counts[number].found.add(1);
  }
}

void Worker::count_group(std::string_view group, Action action) {
  std::string name(group.substr(0, kLongestGroup));
  auto known = groups_.find(name);
  if (known == groups_.end()) {
    const std::size_t number = engine_->statistics().group(*counters_, name);
    if (groups_.size() >= 4 * kMostGroups) groups_.clear();  // a host that names groups without end
    known = groups_.emplace(std::move(name), number).first;
  }
  (*counters_->groups)[known->second][static_cast<std::size_t>(action)].add(1);
}

void Worker::sample(Slot slot, const Verdict* verdict, std::uint64_t ns) {
  const bool held = verdict == nullptr || verdict->action >= Action::kHold;
  samples_[sample_count_++] = {slot == Slot::kCanary, held, static_cast<std::uint16_t>(latency_bucket(ns))};
  if (sample_count_ < kSamples) return;
  if (canary_->take(samples_.data(), sample_count_, sample_count_ == kMostSamples)) sample_count_ = 0;
}

}  // namespace postgate
