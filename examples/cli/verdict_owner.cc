// The lines of a verdict about its account: rules that did not count, and approvals.
#include <array>

#include "utf8.h"
#include "verdict_text.h"

namespace postgate_cli {
namespace {

constexpr std::size_t kLongest = 200;

// Whether the account changed the rule, which it lists; else a later pack did.
bool lists_the_rule(const postgate_excused& excused) {
  const std::string_view what = view(excused.what);
  const std::string_view rule = view(excused.rule);
  return what == rule || what == std::string(view(excused.pack)) + "/" + std::string(rule);
}

const Phrase& excuse_phrase(const postgate_excused& excused, bool by_pack) {
  if (by_pack) return excused.by == POSTGATE_EXCUSE_DISABLED ? kPackDisabled : kPackLowered;
  static constexpr std::array<const Phrase*, 10> kPhrases = {
      &kExcused, &kOwnDomain, &kHotline,  &kContact, &kMiniProgram,
      &kOwnName, &kOwnPhrase, &kDisabled, &kLowered, &kApproval};
  return excused.by < kPhrases.size() ? *kPhrases[excused.by] : kExcused;
}

const Phrase& state_phrase(std::uint32_t state) {
  static constexpr std::array<const Phrase*, 6> kPhrases = {&kUnused, &kApplied, &kExpired,
                                                            &kForged, &kForeign, &kUnused};
  return state < kPhrases.size() ? *kPhrases[state] : kUnused;
}

}  // namespace

void VerdictText::owner_lines(const postgate_verdict* verdict, const postgate_verdict_summary& summary,
                              std::string& out) const {
  postgate_excused excused = POSTGATE_INIT(postgate_excused);
  for (std::size_t i = 0; i < summary.excused_count; ++i) {
    if (postgate_verdict_excused_at(verdict, i, &excused) != POSTGATE_OK) break;
    std::string line(view(excused.rule));
    const bool is_change = excused.by == POSTGATE_EXCUSE_DISABLED || excused.by == POSTGATE_EXCUSE_LOWERED;
    const bool by_account = is_change && lists_the_rule(excused);
    line += "  " + std::string(say(excuse_phrase(excused, is_change && !by_account)));
    if (!by_account) line += " " + visible(view(excused.what), kLongest);
    if (excused.reason.size != 0) line += " (" + visible(view(excused.reason), kLongest) + ")";
    labelled(kExcused, line, out);
  }
  postgate_approval_use use = POSTGATE_INIT(postgate_approval_use);
  for (std::size_t i = 0; i < summary.approval_count; ++i) {
    if (postgate_verdict_approval_at(verdict, i, &use) != POSTGATE_OK) break;
    labelled(kApproval,
             visible(view(use.by), kLongest) + "  " + visible(view(use.rules), kLongest) + "  " +
                 std::string(view(use.expires)) + "  " + std::string(say(state_phrase(use.state))),
             out);
  }
}

}  // namespace postgate_cli
