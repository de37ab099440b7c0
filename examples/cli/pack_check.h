// `pack check`: compiles pack folders, runs their tests and shows every mistake with its source line; what
// each rule costs; what the pack makes of innocent text. The work is done in a child with limits.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "benign.h"
#include "gate.h"
#include "limited.h"
#include "terminal.h"

namespace postgate_cli {

enum class CheckFormat { kText, kJson, kSarif };

struct PackCheckSettings {
  std::vector<std::string> folders;
  CheckFormat format = CheckFormat::kText;
  bool strict = false;              // warnings fail too
  bool hygiene = false;             // list every note on hygiene; with `strict` they fail, too
  bool cost = false;                // list what every rule costs
  std::vector<std::string> benign;  // files and folders of innocent text
  double max_false_hits = 0;        // posts of it stopped per million characters
  Limits limits;
  ColourChoice colour = ColourChoice::kAuto;
};

int pack_check(const PackCheckSettings& settings);

// What one rule costs alone.
struct RuleCost {
  std::string pack;
  std::string rule;
  std::string file;
  std::string worst_text;
  std::uint32_t line = 0;
  std::uint64_t compile_ns = 0;
  std::uint64_t database_bytes = 0;
  std::uint64_t ns_per_kib = 0;
  std::uint64_t hits_per_kib = 0;
};

struct Checked {
  std::string folder;
  Built built;
  std::vector<RuleCost> costs;  // those that are slowest to scan first
  std::optional<BenignResult> benign;
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t notes = 0;  // on hygiene
};

// Whether the mistakes of the pack fail the check; innocent text is another matter.
bool failed(const Checked& checked, const PackCheckSettings& settings);

// Whether a diagnostic is a note on hygiene: something that is needless, not wrong.
bool is_note(const Diagnostic& diagnostic);

void check_text(const Checked& checked, const PackCheckSettings& settings, const Screen& screen,
                std::string& out);
// Members of a JSON object: the packs, and what they hold.
postgate_ruleset_info pack_facts_json(const Built& built, std::string& out);
// One object on a line.
void check_json(const Checked& checked, const PackCheckSettings& settings, std::string& out);
// One run of a SARIF document.
void check_sarif(const Checked& checked, std::string& out);

// "folder/file:line:column: error[code] rule: message", and the source line with a caret where the
// file can be read again. Without a folder the pack's name stands for it.
void list_diagnostics(const std::vector<Diagnostic>& diagnostics, const std::string& folder,
                      const Screen& screen, std::string& out);

}  // namespace postgate_cli
