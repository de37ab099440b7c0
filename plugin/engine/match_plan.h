// MatchPlan: what the quick pass over a field need not do, given what it has found so far: regexes, detectors
// and lists whose signals no rule can use any more. Built once with a ruleset; any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "policy/rule_needs.h"

namespace postgate {

struct Compiled;

// What the hits of a view say of signals, close together in memory: of pattern p the sightings are
// list[begins[p] .. begins[p + 1]).
struct Sightings {
  enum Kind : std::uint8_t { kSeen, kNear, kLonely };  // kLonely: its near word may come yet
  struct Sighting {
    std::uint32_t signal;
    Kind kind;
  };
  std::vector<std::uint32_t> begins;
  std::vector<Sighting> list;
};

struct MatchPlan {
  RuleNeeds needs;
  std::vector<bool> near;             // per signal: it counts only beside one of its near words
  std::vector<std::uint32_t> always;  // signals that words of other views than the squeezed one may find
  std::vector<Sightings> sightings;   // per view
  // Of extra views. A view has one bit, by its place among them.
  std::vector<std::uint32_t> extra;       // signals that one of them may find
  std::vector<bool> is_extra;             // the same, per signal
  std::vector<std::uint64_t> rule_views;  // per rule those that may find one of its signals
  std::vector<bool> fires_weak;           // per rule: it may fire with nothing but what they find
};

// Needs the views and the rules.
MatchPlan make_match_plan(const Compiled& compiled);

}  // namespace postgate
