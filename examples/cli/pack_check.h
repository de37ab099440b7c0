// `pack check`: compiles pack folders, runs their tests and shows every mistake with its source line.
#pragma once

#include <string>
#include <vector>

#include "gate.h"
#include "terminal.h"

namespace postgate_cli {

struct PackCheckSettings {
  std::vector<std::string> folders;
  bool as_json = false;
  bool strict = false;   // warnings fail too
  bool hygiene = false;  // also warn of what is needless or never applies
  ColourChoice colour = ColourChoice::kAuto;
};

int pack_check(const PackCheckSettings& settings);

// "folder/file:line:column: error[code] rule: message", and the source line with a caret where the
// file can be read again. Without a folder the pack's name stands for it.
void list_diagnostics(const std::vector<Diagnostic>& diagnostics, const std::string& folder,
                      const Screen& screen, std::string& out);

}  // namespace postgate_cli
