#include "engine/ruleset.h"

#include <utility>

#include "engine/compiled.h"

namespace postgate {

Ruleset::Ruleset(std::vector<std::unique_ptr<const Pack>> packs, std::unique_ptr<const Compiled> compiled,
                 RulesetInfo info)
    : packs_(std::move(packs)), compiled_(std::move(compiled)), info_(info) {
  for (const auto& pack : packs_) {
    const std::uint64_t end = pack->expires.empty() ? 0 : end_of_day(pack->expires);
    if (end != 0 && (expires_at_ == 0 || end < expires_at_)) expires_at_ = end;
  }
}

Ruleset::~Ruleset() = default;

BuildStep step_at(BuildStage stage, const Pack& pack, std::string_view id, SourceRef at) {
  return {stage, pack.name, file_of(pack, at), id, at};
}

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
