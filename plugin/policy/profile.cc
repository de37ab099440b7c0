#include "policy/profile.h"

#include <algorithm>

#include "policy/rulebook.h"

namespace postgate {

namespace {

// A score of 3 is meant as "three independent weak reasons"; strict holds at two.
constexpr double kStandardHoldScore = 3.0;
constexpr double kStrictHoldScore = 2.0;

}  // namespace

std::vector<Profile> builtin_profiles() {
  Profile standard;
  standard.id = "standard";
  standard.hold_score = kStandardHoldScore;

  Profile strict;
  strict.id = "strict";
  strict.at_least = Action::kHold;
  strict.hold_score = kStrictHoldScore;

  Profile report_only;
  report_only.id = "report-only";
  report_only.at_most = Action::kFlag;
  report_only.flag_score = kStandardHoldScore;

  return {standard, strict, report_only};
}

Action profile_action(const Profile& profile, const Rule& rule, const Category& category) {
  Action action = rule.action;
  for (const ProfileChange& change : profile.changes) {
    if (!change.category.empty() && change.category != category.id) continue;
    if (change.grade != 0 && change.grade != rule.grade) continue;
    action = change.action;
  }
  return std::min(std::max(action, profile.at_least), profile.at_most);
}

Action score_action(const Profile& profile, double score) {
  const auto reached = [&](double threshold) { return threshold > 0 && score >= threshold; };
  Action action = Action::kNone;
  if (reached(profile.flag_score)) action = Action::kFlag;
  if (reached(profile.hold_score)) action = Action::kHold;
  if (reached(profile.block_score)) action = Action::kBlock;
  return std::min(action, profile.at_most);
}

const Profile* Rulebook::profile(std::string_view id) const {
  const auto found = std::find_if(profiles.begin(), profiles.end(),
                                  [&](const Profile& profile) { return profile.id == id; });
  return found == profiles.end() ? nullptr : &*found;
}

}  // namespace postgate
