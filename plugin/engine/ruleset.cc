#include "engine/ruleset.h"

#include <utility>

#include "engine/compiled.h"

namespace postgate {

Ruleset::Ruleset(std::vector<std::unique_ptr<const Pack>> packs, std::unique_ptr<const Compiled> compiled,
                 RulesetInfo info)
    : packs_(std::move(packs)), compiled_(std::move(compiled)), info_(info) {}

Ruleset::~Ruleset() = default;

std::vector<SeenPack> seen_packs(const Ruleset& ruleset) {
  std::vector<SeenPack> seen;
  for (const auto& pack : ruleset.packs()) {
    if (!pack->from_file) continue;
    seen.push_back(
        {pack->name, pack->key_id.empty() ? "unsigned" : pack->key_id, pack->version, pack->digest});
  }
  return seen;
}

}  // namespace postgate
