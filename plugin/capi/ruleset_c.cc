// postgate_ruleset_*: shared ownership of an immutable ruleset, and what is in it.
// Any thread.
#include "capi/boundary.h"
#include "capi/handles.h"
#include "capi/pack_info.h"
#include "capi/sized.h"

namespace postgate::capi {

Status read_pack(const Ruleset& ruleset, std::size_t index, postgate_pack_info* out) noexcept {
  if (out == nullptr || index >= ruleset.packs().size()) return Status::kArgument;
  const Pack& pack = *ruleset.packs()[index];
  postgate_pack_info made{};
  made.version = pack.version;
  made.name = view_of(pack.name);
  made.release = view_of(pack.release);
  made.expires = view_of(pack.expires);
  made.digest = view_of(pack.digest);
  return write_sized(made, out);
}

}  // namespace postgate::capi

using postgate::Status;
using postgate::capi::alive;
using postgate::capi::guard;
using postgate::capi::Report;
namespace capi = postgate::capi;

postgate_ruleset* postgate_ruleset_retain(postgate_ruleset* ruleset) {
  if (!alive(ruleset)) return nullptr;
  ruleset->owners.fetch_add(1, std::memory_order_relaxed);
  return ruleset;
}

void postgate_ruleset_release(postgate_ruleset* ruleset) {
  if (!alive(ruleset)) return;
  // acquire-release: the last owner must see what the others did before they let go
  if (ruleset->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) delete ruleset;
}

int32_t postgate_ruleset_get_info(const postgate_ruleset* ruleset, postgate_ruleset_info* out) {
  return guard(nullptr, [&](const Report&) {
    if (!alive(ruleset) || out == nullptr) return Status::kArgument;
    const postgate::RulesetInfo& info = ruleset->ruleset->info();
    postgate_ruleset_info made{};
    made.pack_count = static_cast<std::uint32_t>(ruleset->ruleset->packs().size());
    made.rule_count = info.rules;
    made.signal_count = info.signals;
    made.word_count = info.words;
    made.regex_count = info.regexes;
    made.example_count = info.examples;
    made.memory_bytes = info.memory_bytes;
    return capi::write_sized(made, out);
  });
}

int32_t postgate_ruleset_pack_at(const postgate_ruleset* ruleset, size_t index, postgate_pack_info* out) {
  return guard(nullptr, [&](const Report&) {
    if (!alive(ruleset)) return Status::kArgument;
    return capi::read_pack(*ruleset->ruleset, index, out);
  });
}
