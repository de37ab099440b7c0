// Checks of a pack that need the matching engines or the list of detectors.
#include <string>

#include "engine/compile.h"
#include "link/detector.h"
#include "link/link_list.h"
#include "link/link_rule.h"
#include "match/db_cache.h"
#include "match/pattern_db.h"
#include "match/regex.h"
#include "pack/pack_report.h"

namespace postgate {

namespace {

// Names the very set of regexes of a pack, and the engine that looks at them.
std::string all_regexes(const Pack& pack) {
  std::string content = "checked\n" + matcher_identity();
  for (const Signal& signal : pack.signals) {
    for (const Entry& regex : signal.regexes) {
      content += std::to_string(regex.text.size()) + " " + regex.text + "\n";
    }
  }
  return content;
}

std::string known_detectors() {
  std::string list;
  for (int i = 0; i < kDetectorCount; ++i) {
    if (i > 0) list += ", ";
    list += detector_name(static_cast<Detector>(i));
  }
  return list;
}

}  // namespace

void check_patterns(const Pack& pack, const BuildProgress& progress, const DbCache* cache,
                    Diagnostics& diagnostics) {
  const std::string content = cache == nullptr || pack.built_in ? std::string() : all_regexes(pack);
  const bool known = pack.built_in || (cache != nullptr && cache->load(content).has_value());
  bool all_good = true;
  for (const Signal& signal : pack.signals) {
    for (const Entry& regex : signal.regexes) {
      if (progress) progress(step_at(BuildStage::kRegex, pack, signal.id, regex.at));
      std::vector<RegexProblem> problems = known ? check_known_regex(regex.text) : check_regex(regex.text);
      all_good = all_good && problems.empty();
      for (RegexProblem& problem : problems) {
        Diagnostic diagnostic = diagnostic_at(pack, regex.at, signal.id);
        diagnostic.code = std::move(problem.code);
        diagnostic.message = std::move(problem.message);
        diagnostics.add(std::move(diagnostic));
      }
    }
    for (const LinkCondition& condition : signal.links) {
      for (LinkProblem& problem : check_link_condition(condition)) {
        Diagnostic diagnostic = diagnostic_at(pack, problem.at, signal.id);
        diagnostic.code = std::move(problem.code);
        diagnostic.message = std::move(problem.message);
        diagnostics.add(std::move(diagnostic));
      }
    }
    for (const Entry& name : signal.detectors) {
      if (detector_from_name(name.text) || link::list_name(name.text)) continue;
      Diagnostic diagnostic = diagnostic_at(pack, name.at, signal.id);
      diagnostic.code = "unknown-detector";
      diagnostic.message = "this engine has no detector \"" + name.text + "\"; it has: " + known_detectors() +
                           ", domain:lists/NAME.txt, filter:lists/NAME.txt";
      diagnostics.add(std::move(diagnostic));
    }
  }
  if (cache != nullptr && !known && all_good) cache->store(content, {});
}

}  // namespace postgate
