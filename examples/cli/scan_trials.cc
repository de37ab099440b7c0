#include "scan_trials.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "own_cache.h"
#include "pack_check.h"

namespace postgate_cli {

bool open_trials(const ScanSettings& settings, Gate& gate, Notices& notices) {
  const auto build = [&](const char* option, const std::string& pack, Ruleset& ruleset) {
    PackAccess access;
    access.cache = settings.access.cache;
    Built built = build_packs({pack}, with_cache(access));
    ruleset = std::move(built.ruleset);
    if (ruleset != nullptr) return true;
    std::string list;
    list_diagnostics(built.diagnostics, pack, look_at(STDERR_FILENO, settings.colour), list);
    notices.block(list);
    notices.say(std::string(option) + ": " + built.message);
    return false;
  };
  Ruleset ruleset;
  std::string complaint;
  if (!settings.shadow.empty()) {
    if (!build("--shadow", settings.shadow, ruleset)) return false;
    if (!gate.set_shadow(ruleset, complaint)) notices.say("--shadow: " + complaint);
  }
  if (settings.canary.empty() || !complaint.empty()) return complaint.empty();
  const std::size_t colon = settings.canary.rfind(':');
  char* end = nullptr;
  const double percent =
      colon == std::string::npos ? -1 : std::strtod(settings.canary.c_str() + colon + 1, &end);
  if (!(percent >= 0 && percent <= 100) || *end != '\0' || end == settings.canary.c_str() + colon + 1) {
    notices.say("--canary: PACK:PERCENT, such as my-pack:12.5, not " + settings.canary);
    return false;
  }
  if (!build("--canary", settings.canary.substr(0, colon), ruleset)) return false;
  if (!gate.set_canary(ruleset, static_cast<std::uint32_t>(percent * 10'000 + 0.5), complaint)) {
    notices.say("--canary: " + complaint);
  }
  return complaint.empty();
}

std::string write_statistics(const std::string& file, const Gate& gate, Output& output) {
  const bool metrics = file.ends_with(".prom");
  std::string text = gate.statistics(metrics ? POSTGATE_STATS_PROMETHEUS : POSTGATE_STATS_JSON);
  if (!metrics) text += '\n';
  if (file == "-") {
    if (!output.broken()) output.buffer() += text;
    return {};
  }
  std::FILE* to = std::fopen(file.c_str(), "wbe");
  if (to == nullptr) return file + ": " + std::strerror(errno);
  const bool written = std::fwrite(text.data(), 1, text.size(), to) == text.size();
  if (std::fclose(to) != 0 || !written) return file + ": " + std::strerror(errno);
  return {};
}

}  // namespace postgate_cli
