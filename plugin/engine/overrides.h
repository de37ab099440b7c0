// Overrides between packs: which rule of an earlier pack a later one switches off or lowers.
#pragma once

#include <memory>
#include <vector>

#include "pack/diagnostics.h"
#include "pack/model.h"
#include "policy/rulebook.h"

namespace postgate {

// Reports overrides that name no rule of a pack before theirs. A pack that is not there at all is a
// warning only: the same overlay may serve hosts with different packs.
void check_overrides(const std::vector<std::unique_ptr<const Pack>>& packs, Diagnostics& diagnostics);

// Gives every rule the override of the last pack that has one for it.
void apply_overrides(const std::vector<std::unique_ptr<const Pack>>& packs, Rulebook& book);

}  // namespace postgate
