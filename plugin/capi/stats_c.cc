// postgate_stats_*: a copy of an engine's counters, read by index or as text. Any thread.
#include <algorithm>
#include <cstring>
#include <map>
#include <memory>
#include <string>

#include "capi/exports.h"
#include "capi/pack_info.h"
#include "engine/statistics_text.h"

namespace postgate::capi {
namespace {

std::uint64_t sum_of(const std::array<std::uint64_t, kActions>& from) {
  std::uint64_t sum = 0;
  for (const std::uint64_t count : from) sum += count;
  return sum;
}

std::uint64_t count_of(const LatencyCounts& latency) {
  std::uint64_t sum = 0;
  for (const std::uint64_t count : latency) sum += count;
  return sum;
}

// The five outcomes have the same names in several structs.
template <typename Struct>
void take_posts(const std::array<std::uint64_t, kActions>& from, Struct& to) {
  to.allowed = from[static_cast<std::size_t>(Action::kAllow)];
  to.flagged = from[static_cast<std::size_t>(Action::kFlag)];
  to.held = from[static_cast<std::size_t>(Action::kHold)];
  to.blocked = from[static_cast<std::size_t>(Action::kBlock)];
}

postgate_stats_totals totals_of(const Judged<std::uint64_t>& judged) {
  postgate_stats_totals made{};
  take_posts(judged.posts, made);
  made.failed = judged.posts[static_cast<std::size_t>(Action::kNone)];
  made.findings = sum_of(judged.findings);
  made.findings_cut = judged.findings_cut;
  made.incomplete_hits = judged.incomplete[0];
  made.incomplete_deadline = judged.incomplete[1];
  made.incomplete_matcher = judged.incomplete[2];
  made.incomplete_structure = judged.incomplete[3];
  made.latency_count = count_of(judged.latency);
  made.latency_p50_ns = latency_quantile_ns(judged.latency, 0.5);
  made.latency_p99_ns = latency_quantile_ns(judged.latency, 0.99);
  made.latency_p999_ns = latency_quantile_ns(judged.latency, 0.999);
  return made;
}

postgate_stats_shadow shadow_of(const Shadowed<std::uint64_t>& shadow) {
  postgate_stats_shadow made{};
  take_posts(shadow.posts, made);
  made.stricter = shadow.stricter;
  made.milder = shadow.milder;
  made.skipped = shadow.skipped;
  made.cut = shadow.cut;
  made.failed = shadow.failed;
  made.latency_p50_ns = latency_quantile_ns(shadow.latency, 0.5);
  made.latency_p99_ns = latency_quantile_ns(shadow.latency, 0.99);
  return made;
}

std::vector<std::pair<std::string, std::uint64_t>> categories_of(const StatisticsSnapshot& from) {
  std::map<std::string, std::uint64_t> sums;
  for (const RuleTotals& rule : from.rules) {
    sums[rule.category] +=
        rule.counts[index_of(Slot::kLive)].found + rule.counts[index_of(Slot::kCanary)].found;
  }
  return {sums.begin(), sums.end()};
}

std::vector<postgate_stats_pin> pins_of(const StatisticsSnapshot& from) {
  std::vector<postgate_stats_pin> pins;
  for (const GenerationFacts& facts : from.generations) {
    postgate_stats_pin pin{};
    pin.slot = static_cast<std::uint32_t>(facts.slot);
    pin.current = facts.current ? 1 : 0;
    pin.generation = facts.generation;
    if (facts.workers.empty()) pins.push_back(pin);
    for (const std::uint64_t worker : facts.workers) {
      pin.scanner = worker;
      pins.push_back(pin);
    }
  }
  return pins;
}

}  // namespace
}  // namespace postgate::capi

int32_t postgate_stats_take(postgate_engine* engine, postgate_stats** out, postgate_error* error) {
  return guard_out(out, error, [&](const Report& report) {
    if (!alive(engine)) return report.fail(Status::kArgument, "not an engine");
    auto made = std::make_unique<postgate_stats>();
    made->counts = engine->engine->take_statistics();
    made->canary = engine->engine->canary_status();
    made->categories = capi::categories_of(*made->counts);
    made->pins = capi::pins_of(*made->counts);
    *out = made.release();
    return Status::kOk;
  });
}

void postgate_stats_destroy(postgate_stats* stats) {
  if (alive(stats)) delete stats;
}

int32_t postgate_stats_get_totals(const postgate_stats* stats, uint32_t slot, postgate_stats_totals* out) {
  return guard(nullptr, [&](const Report&) {
    if (!alive(stats) || out == nullptr || slot > POSTGATE_SLOT_CANARY) return Status::kArgument;
    return capi::write_sized(capi::totals_of(stats->counts->judged[slot]), out);
  });
}

int32_t postgate_stats_get_shadow(const postgate_stats* stats, postgate_stats_shadow* out) {
  return guard(nullptr, [&](const Report&) {
    if (!alive(stats) || out == nullptr) return Status::kArgument;
    return capi::write_sized(capi::shadow_of(stats->counts->shadow), out);
  });
}

int32_t postgate_stats_rule_at(const postgate_stats* stats, size_t index, postgate_stats_rule* out) {
  return guard(nullptr, [&](const Report&) {
    if (!alive(stats) || out == nullptr || index >= stats->counts->rules.size()) return Status::kArgument;
    const postgate::RuleTotals& from = stats->counts->rules[index];
    const auto& [live, canary, shadow] = from.counts;
    postgate_stats_rule made{};
    made.rule = capi::view_of(from.rule);
    made.pack = capi::view_of(from.pack);
    made.category = capi::view_of(from.category);
    made.live = live.found;
    made.canary = canary.found;
    made.shadow = shadow.found;
    made.gained = shadow.gained;
    made.lost = live.lost + canary.lost;
    return capi::write_sized(made, out);
  });
}

int32_t postgate_stats_category_at(const postgate_stats* stats, size_t index, postgate_stats_named* out) {
  return guard(nullptr, [&](const Report&) {
    if (!alive(stats) || out == nullptr || index >= stats->categories.size()) return Status::kArgument;
    postgate_stats_named made{};
    made.name = capi::view_of(stats->categories[index].first);
    made.findings = stats->categories[index].second;
    return capi::write_sized(made, out);
  });
}

int32_t postgate_stats_group_at(const postgate_stats* stats, size_t index, postgate_stats_named* out) {
  return guard(nullptr, [&](const Report&) {
    if (!alive(stats) || out == nullptr || index >= stats->counts->groups.size()) return Status::kArgument;
    const postgate::GroupTotals& from = stats->counts->groups[index];
    postgate_stats_named made{};
    made.name = capi::view_of(from.name);
    capi::take_posts(from.posts, made);
    made.failed = from.posts[0];
    return capi::write_sized(made, out);
  });
}

int32_t postgate_stats_pin_at(const postgate_stats* stats, size_t index, postgate_stats_pin* out) {
  return guard(nullptr, [&](const Report&) {
    if (!alive(stats) || out == nullptr || index >= stats->pins.size()) return Status::kArgument;
    return capi::write_sized(stats->pins[index], out);
  });
}

int32_t postgate_stats_text(const postgate_stats* stats, uint32_t format, char* buffer, size_t capacity,
                            size_t* size, postgate_error* error) {
  if (size != nullptr) *size = 0;
  return guard(error, [&](const Report& report) {
    if (!alive(stats)) return report.fail(Status::kArgument, "not statistics");
    if (size == nullptr) return report.fail(Status::kArgument, "size is NULL");
    if (buffer == nullptr && capacity != 0) return report.fail(Status::kArgument, "buffer is NULL");
    if (format > POSTGATE_STATS_PROMETHEUS) return report.fail(Status::kArgument, "unknown format");
    const auto write =
        format == POSTGATE_STATS_JSON ? postgate::statistics_json : postgate::statistics_prometheus;
    const std::string text = write(*stats->counts, stats->canary, postgate_status_name);
    *size = text.size();
    if (capacity != 0) std::memcpy(buffer, text.data(), std::min(capacity, text.size()));
    return Status::kOk;
  });
}
