#include "engine/ruleset.h"

#include <utility>

#include "engine/compiled.h"

namespace postgate {

Ruleset::Ruleset(std::vector<std::unique_ptr<const Pack>> packs, std::unique_ptr<const Compiled> compiled,
                 RulesetInfo info)
    : packs_(std::move(packs)), compiled_(std::move(compiled)), info_(info) {}

Ruleset::~Ruleset() = default;

}  // namespace postgate
