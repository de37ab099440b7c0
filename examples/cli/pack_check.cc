#include "pack_check.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <ctime>

#include "day.h"
#include "output.h"
#include "progress.h"
#include "sarif.h"
#include "scan.h"

namespace postgate_cli {
namespace {

void count(Checked& checked) {
  for (const Diagnostic& diagnostic : checked.built.diagnostics) {
    ++(diagnostic.is_error ? checked.errors : is_note(diagnostic) ? checked.notes : checked.warnings);
  }
  if (checked.errors == 0 && !checked.built.message.empty()) checked.errors = 1;  // the folder as a whole
}

// A pack may be checked after its last day; that hosts will refuse it should be no surprise.
void warn_of_expiry(Checked& checked) {
  for (const PackFacts& pack : packs_of(checked.built.ruleset.get())) {
    if (pack.expires.empty() || pack.expires >= utc_day(std::time(nullptr))) continue;
    Diagnostic expired;
    expired.is_error = false;
    expired.code = "pack-expired";
    expired.pack = pack.name;
    expired.file = "pack.toml";
    expired.message = "expired on " + pack.expires + ": hosts refuse it as an update; set a later `expires`";
    checked.built.diagnostics.push_back(std::move(expired));
  }
}

std::vector<RuleCost> costs_of(const postgate_ruleset* ruleset) {
  std::vector<RuleCost> costs;
  postgate_rule_info info = POSTGATE_INIT(postgate_rule_info);
  for (std::size_t i = 0; postgate_ruleset_rule_at(ruleset, i, &info) == POSTGATE_OK; ++i) {
    costs.push_back({std::string(view(info.pack)), std::string(view(info.rule)), std::string(view(info.file)),
                     std::string(view(info.hostile_text)), info.line, info.compile_ns, info.database_bytes,
                     info.hostile_ns_per_kib, info.hostile_hits_per_kib});
  }
  std::stable_sort(costs.begin(), costs.end(),
                   [](const RuleCost& a, const RuleCost& b) { return a.ns_per_kib > b.ns_per_kib; });
  return costs;
}

void render(const Checked& checked, const PackCheckSettings& settings, const Screen& screen,
            std::string& out) {
  switch (settings.format) {
    case CheckFormat::kText:
      check_text(checked, settings, screen, out);
      break;
    case CheckFormat::kJson:
      check_json(checked, settings, out);
      break;
    case CheckFormat::kSarif:
      check_sarif(checked, out);
      break;
  }
}

// In the child: everything about one pack, as it will be shown.
int check_one(const std::string& folder, const PackCheckSettings& settings, const Screen& screen,
              Notices& notices, Whereabouts& where, std::string& out) {
  Checked checked;
  checked.folder = folder;
  const std::uint32_t flags =
      POSTGATE_COMPILE_HYGIENE | (settings.cost ? POSTGATE_COMPILE_MEASURE_RULES : 0U);
  checked.built = build_packs({folder}, {}, flags, {note_progress, &where});
  lift_time_limit(where);
  if (checked.built.ruleset != nullptr && settings.cost)
    checked.costs = costs_of(checked.built.ruleset.get());
  std::string complaint;
  if (checked.built.ruleset != nullptr && !settings.benign.empty()) {
    checked.benign = measure_benign(checked.built.ruleset, settings.benign, notices, complaint);
    if (!complaint.empty()) notices.say(complaint);
  }
  if (checked.built.ruleset != nullptr) warn_of_expiry(checked);
  count(checked);
  render(checked, settings, screen, out);
  if (failed(checked, settings)) return kExitUsage;
  if (checked.benign && !checked.benign->whole) return kExitUnscanned;
  if (checked.benign && too_many(*checked.benign, settings.max_false_hits)) return kExitStopped;
  return kExitClean;
}

// What is said of a pack whose check had to be ended.
Checked ended(const std::string& folder, const LimitedRun& run) {
  Checked checked;
  checked.folder = folder;
  Diagnostic diagnostic;
  diagnostic.code = "too-costly";
  diagnostic.pack = run.where.pack;
  const bool at_pattern =
      run.where.stage == POSTGATE_STAGE_REGEX || run.where.stage == POSTGATE_STAGE_MEASURE;
  if (at_pattern) {
    diagnostic.file = run.where.file;
    diagnostic.rule = run.where.rule;
    diagnostic.line = run.where.line;
    diagnostic.column = run.where.column;
  }
  diagnostic.message = whereabouts_text(run.where) + " " +
                       (run.end.empty() ? "failed unexpectedly" : run.end) +
                       "; simplify it, or raise --max-seconds or --max-memory";
  checked.built.message = diagnostic.message;
  checked.built.diagnostics.push_back(std::move(diagnostic));
  count(checked);
  return checked;
}

// Worst first: mistakes, text that could not be read, innocent text stopped.
int worse(int a, int b) {
  const auto rank = [](int status) {
    constexpr std::array<int, 4> kRanks = {0, 1, 3, 2};
    return kRanks[static_cast<std::size_t>(status)];
  };
  return rank(a) >= rank(b) ? a : b;
}

}  // namespace

bool failed(const Checked& checked, const PackCheckSettings& settings) {
  if (checked.errors > 0) return true;
  return settings.strict && (checked.warnings > 0 || (settings.hygiene && checked.notes > 0));
}

bool is_note(const Diagnostic& diagnostic) {
  constexpr std::array<std::string_view, 6> kNotes = {"word-shadowed",     "word-separator-edge",
                                                      "except-never",      "counter-stopped",
                                                      "rule-without-case", "example-stopped"};
  return std::find(kNotes.begin(), kNotes.end(), diagnostic.code) != kNotes.end();
}

int pack_check(const PackCheckSettings& settings) {
  const Interrupt interrupt;
  const Screen screen = look_at(STDOUT_FILENO, settings.colour);
  Notices notices(look_at(STDERR_FILENO, settings.colour));
  Output output(screen);
  int worst = kExitClean;
  const bool sarif = settings.format == CheckFormat::kSarif;
  if (sarif) output.buffer() += kSarifBegin;
  for (std::size_t i = 0; i < settings.folders.size() && Interrupt::signal() == 0; ++i) {
    const std::string& folder = settings.folders[i];
    if (sarif && i > 0) output.buffer() += ",\n";
    const LimitedRun run = run_limited(settings.limits, [&](Whereabouts& where, std::string& out) {
      return check_one(folder, settings, screen, notices, where, out);
    });
    if (run.end.empty() && run.exit_status <= kExitUnscanned) {
      output.buffer() += run.output;
      worst = worse(worst, run.exit_status);
    } else if (Interrupt::signal() == 0) {
      render(ended(folder, run), settings, screen, output.buffer());
      worst = kExitUsage;
    }
    output.commit();
  }
  if (sarif) output.buffer() += kSarifEnd;
  if (!output.flush()) return kExitSignal + SIGPIPE;
  return Interrupt::signal() != 0 ? kExitSignal + Interrupt::signal() : worst;
}

}  // namespace postgate_cli
