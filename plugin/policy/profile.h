// Profiles: how strict a gate is. "standard" does what the rules say, "strict" lets nothing
// with a finding through unseen, "report-only" never stops a post. A pack may add or replace one.
// Immutable values, any thread.
#pragma once

#include <vector>

#include "pack/model.h"

namespace postgate {

// The built-in profiles.
std::vector<Profile> builtin_profiles();

// What `profile` makes of a rule's action.
Action profile_action(const Profile& profile, const Rule& rule, const Category& category);

// The action that a total score asks for; kNone below every threshold.
Action score_action(const Profile& profile, double score);

}  // namespace postgate
