// `pack check` for people: mistakes one by one, notes on hygiene by kind, figures, costs, innocent text.
#include <algorithm>
#include <array>
#include <cstdio>
#include <map>

#include "excerpt.h"
#include "pack_check.h"
#include "quantity.h"
#include "utf8.h"

namespace postgate_cli {
namespace {

constexpr std::size_t kSentencesShown = 2;
constexpr std::size_t kSentenceCells = 100;
constexpr std::size_t kRulesShown = 20;

std::string decimal(double value, int digits, int width = 0) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%*.*f", width, digits, value);
  return text.data();
}

std::string padded(std::string text, std::size_t cells) {
  const std::size_t used = cells_of(text);
  if (used < cells) text.append(cells - used, ' ');
  return text;
}

void facts(const Built& built, std::string& out) {
  postgate_ruleset_info info = POSTGATE_INIT(postgate_ruleset_info);
  postgate_ruleset_get_info(built.ruleset.get(), &info);
  for (const PackFacts& pack : packs_of(built.ruleset.get())) {
    out += "  " + visible(pack.name, 100) + " " + std::to_string(pack.version);
    if (!pack.release.empty()) out += " (" + visible(pack.release, 100) + ")";
    if (!pack.expires.empty()) out += ", expires " + visible(pack.expires, 40);
    out += ", " + visible(pack.digest, 100) + "\n";
  }
  out += "  " + counted(info.rule_count, "rule") + ", " + counted(info.signal_count, "signal") + ", " +
         counted(info.word_count, "word") + ", " + counted(info.regex_count, "regex", "regexes");
  out += "; " + counted(info.example_count, "example") + " run; " + size_text(info.memory_bytes) + ", " +
         decimal(built.milliseconds, 0) + " ms\n";
}

// One line a kind, with the first of it.
void notes_by_kind(const Checked& checked, const Screen& screen, std::string& out) {
  struct Kind {
    std::size_t count = 0;
    const Diagnostic* first = nullptr;
  };
  std::map<std::string, Kind> kinds;
  for (const Diagnostic& diagnostic : checked.built.diagnostics) {
    if (!is_note(diagnostic)) continue;
    Kind& kind = kinds[diagnostic.code];
    if (kind.count++ == 0) kind.first = &diagnostic;
  }
  if (kinds.empty()) return;
  out += "  hygiene, nothing wrong (--hygiene lists it):\n";
  for (const auto& [code, kind] : kinds) {
    out += "    " + decimal(static_cast<double>(kind.count), 0, 5) + " " + padded(code, 20) + " " +
           screen.paint(kDim, visible(kind.first->file + ":" + std::to_string(kind.first->line) + " " +
                                          kind.first->message,
                                      kSentenceCells)) +
           "\n";
  }
}

void costs(const Checked& checked, std::string& out) {
  if (checked.costs.empty()) return;
  out += "  cost of each rule alone, slowest first:\n";
  out += "    scan us/KiB  hits/KiB  compile ms  database   rule\n";
  for (const RuleCost& cost : checked.costs) {
    out += "    " + decimal(static_cast<double>(cost.ns_per_kib) / 1e3, 1, 11) + "  " +
           decimal(static_cast<double>(cost.hits_per_kib), 0, 8) + "  " +
           decimal(static_cast<double>(cost.compile_ns) / 1e6, 1, 10) + "  " +
           padded(size_text(cost.database_bytes), 9) + "  " + visible(cost.rule, 100) + "  (" +
           cost.worst_text + ")\n";
  }
}

std::string marked(const BenignSentence& sentence, const Screen& screen) {
  const std::size_t at = sentence.text.find(sentence.found);
  if (at == std::string::npos) return visible(sentence.text, kSentenceCells);
  return excerpt(sentence.text, {at, at + sentence.found.size()}, {}, screen, kSentenceCells);
}

void benign(const BenignResult& result, const PackCheckSettings& settings, const Screen& screen,
            std::string& out) {
  const bool bad = too_many(result, settings.max_false_hits);
  out += "  innocent text: " + counted(result.posts, "post") + ", " +
         counted(result.characters, "character") + "; " +
         screen.paint(bad ? kBoldRed : kBold, std::to_string(result.stopped) + " held or blocked, " +
                                                  decimal(per_million(result.stopped, result.characters), 2) +
                                                  " a million characters") +
         "\n";
  if (!result.whole) out += "    not all of it could be read\n";
  for (std::size_t i = 0; i < std::min(result.rules.size(), kRulesShown); ++i) {
    const BenignRule& rule = result.rules[i];
    out += "    " + padded(postgate_action_name(rule.action), 5) + " " +
           decimal(static_cast<double>(rule.hits), 0, 5) + " " +
           decimal(per_million(rule.hits, result.characters), 2, 8) + " a million  " +
           visible(rule.rule, 100) + "\n";
    for (std::size_t s = 0; s < std::min(rule.sentences.size(), kSentencesShown); ++s) {
      const BenignSentence& sentence = rule.sentences[s];
      out += "          " + screen.paint(kDim, visible(sentence.place, 60)) + "  " +
             marked(sentence, screen) + "\n";
    }
  }
  if (result.rules.size() > kRulesShown) {
    out += "    and " + counted(result.rules.size() - kRulesShown, "more rule") + "\n";
  }
}

}  // namespace

void check_text(const Checked& checked, const PackCheckSettings& settings, const Screen& screen,
                std::string& out) {
  std::vector<Diagnostic> shown = checked.built.diagnostics;
  if (!settings.hygiene) shown.erase(std::remove_if(shown.begin(), shown.end(), is_note), shown.end());
  list_diagnostics(shown, checked.folder, screen, out);
  const bool stops = checked.benign && too_many(*checked.benign, settings.max_false_hits);
  out += failed(checked, settings) || stops ? screen.paint(kBoldRed, "\u2716")
                                            : screen.paint(kBoldGreen, "\u2714");
  out += " " + screen.paint(kBold, visible(checked.folder, 500)) + ": ";
  std::string tally;
  const auto add = [&](std::uint64_t count, const char* one, const char* many = nullptr) {
    if (count > 0) tally += (tally.empty() ? "" : ", ") + counted(count, one, many);
  };
  add(checked.errors, "error");
  add(checked.warnings, "warning");
  if (stops) add(checked.benign->stopped, "innocent post stopped", "innocent posts stopped");
  if (tally.empty()) tally = "clean";
  add(checked.notes, "note");
  out += tally + "\n";
  if (checked.built.diagnostics.empty() && !checked.built.message.empty()) {
    out += "  " + visible(checked.built.message, 1000) + "\n";
  }
  if (checked.built.ruleset != nullptr) facts(checked.built, out);
  if (!settings.hygiene) notes_by_kind(checked, screen, out);
  costs(checked, out);
  if (checked.benign) benign(*checked.benign, settings, screen, out);
}

}  // namespace postgate_cli
