#include <array>
#include <map>
#include <string_view>

#include "engine/statistics_text.h"

namespace postgate {

const char* outcome_name(std::size_t action) {
  constexpr std::array<const char*, kActions> kNames = {"error", "allow", "flag", "hold", "block"};
  return kNames[action];
}

const char* slot_name(Slot slot) {
  constexpr std::array<const char*, kSlots> kNames = {"live", "canary", "shadow"};
  return kNames[index_of(slot)];
}

const char* incomplete_name(std::size_t bit) {
  constexpr std::array<const char*, 4> kNames = {"hits", "deadline", "matcher", "structure"};
  return bit < kNames.size() ? kNames[bit] : nullptr;
}

namespace {

// Writes members and elements with the commas between them.
class Json {
 public:
  void open(std::string_view key, char bracket) {
    name(key);
    out_ += bracket;
    first_ = true;
  }
  void close(char bracket) {
    out_ += bracket;
    first_ = false;
  }
  void number(std::string_view key, std::uint64_t value) {
    name(key);
    out_ += std::to_string(value);
  }
  void truth(std::string_view key, bool value) {
    name(key);
    out_ += value ? "true" : "false";
  }
  void text(std::string_view key, std::string_view value) {
    name(key);
    quote(value);
  }
  std::string take() { return std::move(out_); }

 private:
  // An empty key is that of an element.
  void name(std::string_view key) {
    if (!first_) out_ += ',';
    first_ = false;
    if (key.empty()) return;
    quote(key);
    out_ += ':';
  }
  void quote(std::string_view text) {
    constexpr std::string_view kHex = "0123456789abcdef";
    out_ += '"';
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (c == '"' || c == '\\') out_ += '\\';
      if (byte >= 0x20) {
        out_ += c;
      } else {
        out_ += "\\u00";
        out_ += kHex[byte >> 4U];
        out_ += kHex[byte & 0xFU];
      }
    }
    out_ += '"';
  }

  std::string out_;
  bool first_ = true;
};

void write_posts(Json& json, const std::array<std::uint64_t, kActions>& posts) {
  json.open("posts", '{');
  for (std::size_t i = 1; i < kActions; ++i) json.number(outcome_name(i), posts[i]);
  json.number(outcome_name(0), posts[0]);
  json.close('}');
}

void write_latency(Json& json, const LatencyCounts& latency) {
  std::uint64_t count = 0;
  for (const std::uint64_t n : latency) count += n;
  json.open("latency", '{');
  json.number("measured", count);
  json.number("p50_ns", latency_quantile_ns(latency, 0.5));
  json.number("p99_ns", latency_quantile_ns(latency, 0.99));
  json.number("p999_ns", latency_quantile_ns(latency, 0.999));
  json.close('}');
}

void write_judged(Json& json, const Judged<std::uint64_t>& judged, StatusName status_name) {
  write_posts(json, judged.posts);
  json.open("findings", '{');
  for (std::size_t i = 2; i < kActions; ++i) json.number(outcome_name(i), judged.findings[i]);
  json.number("cut", judged.findings_cut);
  json.close('}');
  json.open("incomplete", '{');
  for (std::size_t bit = 0; bit < kIncompleteBits; ++bit) {
    const char* name = incomplete_name(bit);
    if (name != nullptr || judged.incomplete[bit] != 0) {
      json.number(name != nullptr ? name : "bit" + std::to_string(bit), judged.incomplete[bit]);
    }
  }
  json.close('}');
  json.open("errors", '{');
  for (std::size_t i = 1; i < kStatusNumbers; ++i) {
    if (judged.errors[i] != 0) json.number(status_name(-static_cast<std::int32_t>(i)), judged.errors[i]);
  }
  json.close('}');
  write_latency(json, judged.latency);
}

bool is_used(const std::array<std::uint64_t, kActions>& posts) {
  std::uint64_t sum = 0;
  for (const std::uint64_t n : posts) sum += n;
  return sum != 0;
}

void write_canary(Json& json, const StatisticsSnapshot& from, const CanaryStatus& canary,
                  StatusName status_name) {
  if (canary.state == CanaryState::kNone && !is_used(from.judged[1].posts)) return;
  json.open("canary", '{');
  json.text("state", canary.state == CanaryState::kNone      ? "none"
                     : canary.state == CanaryState::kRunning ? "running"
                                                             : "fallen-back");
  json.number("share_ppm", canary.share_ppm);
  if (!canary.message.empty()) json.text("reason", canary.message);
  write_judged(json, from.judged[1], status_name);
  json.close('}');
}

void write_shadow(Json& json, const Shadowed<std::uint64_t>& shadow) {
  if (!is_used(shadow.posts)) return;
  json.open("shadow", '{');
  json.open("posts", '{');
  for (std::size_t i = 1; i < kActions; ++i) json.number(outcome_name(i), shadow.posts[i]);
  json.close('}');
  json.number("stricter", shadow.stricter);
  json.number("milder", shadow.milder);
  json.number("skipped", shadow.skipped);
  json.number("cut", shadow.cut);
  json.number("failed", shadow.failed);
  write_latency(json, shadow.latency);
  json.close('}');
}

void write_rules(Json& json, const StatisticsSnapshot& from) {
  std::map<std::string, std::uint64_t> categories;
  json.open("rules", '[');
  for (const RuleTotals& rule : from.rules) {
    const RuleCounts& live = rule.counts[index_of(Slot::kLive)];
    const RuleCounts& canary = rule.counts[index_of(Slot::kCanary)];
    const RuleCounts& shadow = rule.counts[index_of(Slot::kShadow)];
    json.open("", '{');
    json.text("rule", rule.rule);
    json.text("pack", rule.pack);
    json.text("category", rule.category);
    json.number("found", live.found);
    if (canary.found != 0) json.number("canary", canary.found);
    if (shadow.found + shadow.gained + live.lost + canary.lost != 0) {
      json.number("shadow", shadow.found);
      json.number("gained", shadow.gained);
      json.number("lost", live.lost + canary.lost);
    }
    json.close('}');
    categories[rule.category] += live.found + canary.found;
  }
  json.close(']');
  json.open("categories", '[');
  for (const auto& [category, found] : categories) {
    json.open("", '{');
    json.text("category", category);
    json.number("found", found);
    json.close('}');
  }
  json.close(']');
}

}  // namespace

std::string statistics_json(const StatisticsSnapshot& from, const CanaryStatus& canary,
                            StatusName status_name) {
  Json json;
  json.open("", '{');
  json.truth("counting", from.counting);
  write_judged(json, from.judged[0], status_name);
  write_canary(json, from, canary, status_name);
  write_shadow(json, from.shadow);
  write_rules(json, from);
  json.open("groups", '[');
  for (const GroupTotals& group : from.groups) {
    json.open("", '{');
    json.text("group", group.name);
    write_posts(json, group.posts);
    json.close('}');
  }
  json.close(']');
  json.open("generations", '[');
  for (const GenerationFacts& facts : from.generations) {
    json.open("", '{');
    json.number("generation", facts.generation);
    json.text("slot", slot_name(facts.slot));
    json.truth("current", facts.current);
    json.open("scanners", '[');
    for (const std::uint64_t worker : facts.workers) json.number("", worker);
    json.close(']');
    json.close('}');
  }
  json.close(']');
  json.number("scanners", from.workers);
  json.close('}');
  return json.take();
}

}  // namespace postgate
