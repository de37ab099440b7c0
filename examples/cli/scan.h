// `scan` and `explain`: reads posts, judges each, reports. Exit statuses are a contract.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "messages.h"
#include "owners.h"
#include "pack_access.h"
#include "post_reader.h"
#include "terminal.h"

namespace postgate_cli {

inline constexpr int kExitClean = 0;      // everything may be published
inline constexpr int kExitStopped = 1;    // something was held or blocked
inline constexpr int kExitUsage = 2;      // wrong usage or a bad pack
inline constexpr int kExitUnscanned = 3;  // some input could not be scanned
inline constexpr int kExitSignal = 128;   // + the signal that ended it, also for a closed pipe

enum class OutputKind { kText, kJsonLines, kSarif, kHtml };

struct ScanSettings {
  bool explain = false;
  std::vector<std::string> packs;
  PackAccess access;
  std::string profile;
  OwnerFiles owners;
  InputKind input = InputKind::kByName;
  OutputKind format = OutputKind::kText;
  std::string audit;  // file; empty: none
  std::string audit_key;
  std::vector<std::string> files;
  std::optional<std::string> text;
  ColourChoice colour = ColourChoice::kAuto;
  Language language = Language::kChinese;
  bool verbose = false;
  int threads = 1;
  std::string shadow;       // pack; empty = none
  std::string canary;       // PACK:PERCENT; empty = none
  std::string statistics;   // file or -; empty = none
  std::optional<bool> fix;  // whether to look for changes that let a stopped post pass; by the format
  std::string record;       // file; empty = none
};

int scan(const ScanSettings& settings);

}  // namespace postgate_cli
