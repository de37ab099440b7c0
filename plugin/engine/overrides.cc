#include "engine/overrides.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "pack/pack_report.h"

namespace postgate {

namespace {

void report(const Pack& pack, const Override& item, Severity severity, const char* code, std::string message,
            Diagnostics& diagnostics) {
  Diagnostic diagnostic = diagnostic_at(pack, item.at, item.rule);
  diagnostic.severity = severity;
  diagnostic.code = code;
  diagnostic.message = std::move(message);
  diagnostics.add(std::move(diagnostic));
}

bool has_rule(const Pack& pack, const std::string& id) {
  return std::any_of(pack.rules.begin(), pack.rules.end(), [&](const Rule& rule) { return rule.id == id; });
}

}  // namespace

void check_overrides(const std::vector<std::unique_ptr<const Pack>>& packs, Diagnostics& diagnostics) {
  for (std::size_t own = 0; own < packs.size(); ++own) {
    for (const Override& item : packs[own]->overrides) {
      const auto target =
          std::find_if(packs.begin(), packs.end(), [&](const auto& pack) { return pack->name == item.pack; });
      if (target == packs.end()) {
        report(*packs[own], item, Severity::kWarning, "override-unused",
               "the pack \"" + item.pack + "\" is not among those loaded, so this changes nothing",
               diagnostics);
      } else if (static_cast<std::size_t>(target - packs.begin()) >= own) {
        report(*packs[own], item, Severity::kError, "override-order",
               "the pack \"" + item.pack + "\" comes after this one; add it before the pack that changes it",
               diagnostics);
      } else if (!has_rule(**target, item.rule)) {
        report(
            *packs[own], item, Severity::kError, "unknown-rule",
            "the pack \"" + item.pack + "\" has no rule \"" + item.rule + "\"; mend or remove the override",
            diagnostics);
      }
    }
  }
}

void apply_overrides(const std::vector<std::unique_ptr<const Pack>>& packs, Rulebook& book) {
  std::map<std::pair<std::string_view, std::string_view>, BookRule*> rules;
  for (BookRule& rule : book.rules) rules[{rule.pack->name, rule.rule->id}] = &rule;
  for (const auto& pack : packs) {
    for (const Override& item : pack->overrides) {
      const auto found = rules.find({item.pack, item.rule});
      if (found == rules.end()) continue;
      found->second->override_by = pack.get();
      found->second->change = &item;
    }
  }
}

}  // namespace postgate
