// Rulebook: rules and signals of all packs of a ruleset under one numbering.
// Built once by engine/compile.cc, immutable afterwards, any thread may read.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "pack/model.h"

namespace postgate {

struct BookSignal {
  const Pack* pack = nullptr;
  const Signal* signal = nullptr;
  std::uint32_t longest_near = 0;  // bytes of the longest `near` word, more than its characters
};

// Indices into Rulebook::signals.
struct BookRule {
  const Pack* pack = nullptr;
  const Rule* rule = nullptr;
  std::vector<std::uint32_t> all;
  std::vector<std::uint32_t> any;
  std::vector<std::uint32_t> none;
  const Override* change = nullptr;   // by a later pack,
  const Pack* override_by = nullptr;  // which is this one
};

struct Rulebook {
  std::vector<BookSignal> signals;
  std::vector<BookRule> rules;
  std::vector<Profile> profiles;

  // nullptr if there is none of that name.
  [[nodiscard]] const Profile* profile(std::string_view id) const;
};

}  // namespace postgate
