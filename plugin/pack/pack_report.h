// Places in a pack turned into diagnostics. A PackReport is one for each load_pack(), one thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pack/diagnostics.h"
#include "pack/model.h"
#include "pack/suggest.h"

namespace postgate {

// About a place in a pack, of the rule or signal `owner`; what is wrong is to be filled in.
Diagnostic diagnostic_at(const Pack& pack, SourceRef at, std::string owner);

class PackReport {
 public:
  // `pack` names the pack and its files; it may still be filling up.
  PackReport(const Pack& pack, Diagnostics& diagnostics) : pack_(pack), diagnostics_(diagnostics) {}

  // `owner` is the id of the rule or signal that is wrong.
  void error(const char* code, SourceRef at, std::string message, std::string_view owner = {});
  void warning(const char* code, SourceRef at, std::string message, std::string_view owner = {});
  // About a file that is not in Pack::files.
  void about_file(Severity severity, const char* code, std::string path, std::string message);

  std::string did_you_mean(std::string_view wanted, const std::vector<std::string_view>& known) {
    return full() ? std::string() : suggester_.did_you_mean(wanted, known);
  }
  // Further reports are counted only; costly wording can be spared.
  [[nodiscard]] bool full() const { return diagnostics_.list().size() >= Diagnostics::kMost; }
  [[nodiscard]] std::size_t errors() const { return diagnostics_.errors(); }
  // "rules/a.toml:12", for messages that speak of a second place.
  [[nodiscard]] std::string name_of(SourceRef at) const;

 private:
  void add(Severity severity, const char* code, SourceRef at, std::string message, std::string_view owner);

  const Pack& pack_;
  Diagnostics& diagnostics_;
  Suggester suggester_;
};

}  // namespace postgate
