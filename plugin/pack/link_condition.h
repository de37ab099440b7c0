// What a signal asks of a link: links = { ... }. Part of the rule model; plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pack/entry.h"

namespace postgate {

enum class DomainMatch : std::uint8_t { kSuffix, kExact, kRegistrable };

// All that is given must hold; of a list one member is enough.
struct LinkCondition {
  SourceRef at;
  bool has_domains = false;    // `domains` or `list` was given
  std::vector<Entry> domains;  // with the lines of the lists; "[name]" begins a category
  DomainMatch match = DomainMatch::kSuffix;
  std::vector<Entry> categories;  // of the list, or, without one, of the sites the engine knows
  std::vector<Entry> schemes;
  std::vector<Entry> kinds;  // "web", "app", "token", "email"
  std::vector<Entry> path;   // regexes
  std::vector<Entry> query;
  std::vector<Entry> text;      // regexes over the text that stands for the link
  std::vector<Entry> files;     // extensions; "installer" is every kind of installer
  std::vector<Entry> poses_as;  // domains whose look the host borrows without being theirs
  std::optional<bool> shortener;
  std::optional<bool> redirector;
  std::optional<bool> affiliate;
  std::optional<bool> repaired;
  std::optional<bool> foreign;
  std::optional<bool> claims_other;
};

}  // namespace postgate
