#include <array>
#include <string_view>

#include "engine/statistics_text.h"

namespace postgate {

namespace {

constexpr unsigned kFirstPower = 8;  // the histogram goes from 256 ns in powers of two
constexpr unsigned kLastPower = 33;  // to 8.6 s

class Metrics {
 public:
  void begin(std::string_view name, std::string_view type, std::string_view help) {
    name_ = name;
    out_ += "# HELP ";
    out_ += name;
    out_ += ' ';
    out_ += help;
    out_ += "\n# TYPE ";
    out_ += name;
    out_ += ' ';
    out_ += type;
    out_ += '\n';
  }
  Metrics& label(std::string_view key, std::string_view value) {
    labels_ += labels_.empty() ? "{" : ",";
    labels_ += key;
    labels_ += "=\"";
    for (const char c : value) {
      if (c == '\\' || c == '"') labels_ += '\\';
      if (c == '\n') {
        labels_ += "\\n";
      } else {
        labels_ += c;
      }
    }
    labels_ += '"';
    return *this;
  }
  void value(std::string_view number, std::string_view ending = "") {
    out_ += name_;
    out_ += ending;
    out_ += labels_;
    if (!labels_.empty()) out_ += '}';
    out_ += ' ';
    out_ += number;
    out_ += '\n';
    labels_.clear();
  }
  void value(std::uint64_t number, std::string_view ending = "") { value(std::to_string(number), ending); }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  std::string name_;
  std::string labels_;
};

// Seconds, exact to the nanosecond.
std::string seconds(std::uint64_t ns) {
  constexpr std::uint64_t kSecond = 1'000'000'000;
  std::string fraction = std::to_string(kSecond + ns % kSecond).substr(1);
  return std::to_string(ns / kSecond) + "." + fraction;
}

void write_histogram(Metrics& metrics, std::string_view slot, const LatencyCounts& latency,
                     std::uint64_t sum_ns) {
  std::uint64_t below = 0;
  std::size_t bucket = 0;
  for (unsigned power = kFirstPower; power <= kLastPower; ++power) {
    const std::uint64_t limit = std::uint64_t{1} << power;
    for (; bucket < latency.size() && latency_end_ns(bucket) <= limit; ++bucket) below += latency[bucket];
    metrics.label("slot", slot).label("le", seconds(limit)).value(below, "_bucket");
  }
  for (; bucket < latency.size(); ++bucket) below += latency[bucket];
  metrics.label("slot", slot).label("le", "+Inf").value(below, "_bucket");
  metrics.label("slot", slot).value(seconds(sum_ns), "_sum");
  metrics.label("slot", slot).value(below, "_count");
}

void write_judged(Metrics& metrics, const StatisticsSnapshot& from, StatusName status_name) {
  constexpr std::array<Slot, 2> kJudging = {Slot::kLive, Slot::kCanary};
  metrics.begin("postgate_posts_total", "counter", "Posts, by verdict.");
  for (const Slot slot : kJudging) {
    for (std::size_t i = 0; i < kActions; ++i) {
      metrics.label("slot", slot_name(slot)).label("verdict", outcome_name(i));
      metrics.value(from.judged[index_of(slot)].posts[i]);
    }
  }
  metrics.begin("postgate_errors_total", "counter", "Posts without a verdict, by status.");
  for (const Slot slot : kJudging) {
    for (std::size_t i = 1; i < kStatusNumbers; ++i) {
      const std::uint64_t count = from.judged[index_of(slot)].errors[i];
      if (count == 0) continue;
      metrics.label("slot", slot_name(slot)).label("status", status_name(-static_cast<std::int32_t>(i)));
      metrics.value(count);
    }
  }
  metrics.begin("postgate_incomplete_total", "counter", "Verdicts on posts not wholly looked at, by reason.");
  for (const Slot slot : kJudging) {
    for (std::size_t bit = 0; bit < kIncompleteBits; ++bit) {
      if (incomplete_name(bit) == nullptr) continue;
      metrics.label("slot", slot_name(slot)).label("reason", incomplete_name(bit));
      metrics.value(from.judged[index_of(slot)].incomplete[bit]);
    }
  }
  metrics.begin("postgate_scan_seconds", "histogram", "Time of a scan, of those that were measured.");
  for (const Slot slot : kJudging) {
    const Judged<std::uint64_t>& judged = from.judged[index_of(slot)];
    write_histogram(metrics, slot_name(slot), judged.latency, judged.latency_ns);
  }
}

void write_rules(Metrics& metrics, const StatisticsSnapshot& from) {
  const auto label = [&](const RuleTotals& rule) -> Metrics& {
    return metrics.label("pack", rule.pack).label("rule", rule.rule).label("category", rule.category);
  };
  metrics.begin("postgate_rule_findings_total", "counter", "Findings, by rule and slot.");
  for (const RuleTotals& rule : from.rules) {
    for (std::size_t slot = 0; slot < kSlots; ++slot) {
      if (rule.counts[slot].found == 0) continue;
      label(rule).label("slot", slot_name(static_cast<Slot>(slot))).value(rule.counts[slot].found);
    }
  }
  metrics.begin("postgate_shadow_rule_changes_total", "counter",
                "Posts in which only the shadow (gained) or only the judging ruleset (lost) found a rule.");
  for (const RuleTotals& rule : from.rules) {
    std::uint64_t gained = 0;
    std::uint64_t lost = 0;
    for (const RuleCounts& counts : rule.counts) {
      gained += counts.gained;
      lost += counts.lost;
    }
    if (gained != 0) label(rule).label("change", "gained").value(gained);
    if (lost != 0) label(rule).label("change", "lost").value(lost);
  }
}

void write_trials(Metrics& metrics, const StatisticsSnapshot& from, const CanaryStatus& canary) {
  metrics.begin("postgate_shadow_posts_total", "counter", "Posts, by what the shadow would have done.");
  for (std::size_t i = 1; i < kActions; ++i) {
    metrics.label("verdict", outcome_name(i)).value(from.shadow.posts[i]);
  }
  metrics.begin("postgate_shadow_differences_total", "counter",
                "Posts the shadow would have treated otherwise.");
  metrics.label("kind", "stricter").value(from.shadow.stricter);
  metrics.label("kind", "milder").value(from.shadow.milder);
  metrics.begin("postgate_shadow_missed_total", "counter", "Posts the shadow has no answer for.");
  metrics.label("kind", "skipped").value(from.shadow.skipped);
  metrics.label("kind", "cut").value(from.shadow.cut);
  metrics.label("kind", "failed").value(from.shadow.failed);
  metrics.begin("postgate_canary_share", "gauge",
                "Share of the posts the canary is to judge, 0 to 1,000,000.");
  metrics.value(std::uint64_t{canary.share_ppm});
  metrics.begin("postgate_canary_fallen_back", "gauge", "1 if the canary was taken out.");
  metrics.value(canary.state == CanaryState::kFallenBack ? std::uint64_t{1} : 0);
}

}  // namespace

std::string statistics_prometheus(const StatisticsSnapshot& from, const CanaryStatus& canary,
                                  StatusName status_name) {
  Metrics metrics;
  write_judged(metrics, from, status_name);
  write_rules(metrics, from);
  metrics.begin("postgate_group_posts_total", "counter", "Posts, by group of accounts and verdict.");
  for (const GroupTotals& group : from.groups) {
    for (std::size_t i = 0; i < kActions; ++i) {
      metrics.label("group", group.name).label("verdict", outcome_name(i)).value(group.posts[i]);
    }
  }
  write_trials(metrics, from, canary);
  metrics.begin("postgate_generation_scanners", "gauge", "Scanners that hold a ruleset, by its generation.");
  for (const GenerationFacts& facts : from.generations) {
    metrics.label("generation", std::to_string(facts.generation)).label("slot", slot_name(facts.slot));
    metrics.label("current", facts.current ? "1" : "0").value(std::uint64_t{facts.workers.size()});
  }
  metrics.begin("postgate_scanners", "gauge", "Scanners of the engine.");
  metrics.value(from.workers);
  return metrics.take();
}

}  // namespace postgate
