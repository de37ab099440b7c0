// Verdict: the answer for one post. Owned and reused by a scanner; readable until
// its next scan, reset or destruction. Holds the ruleset it was reached with, so
// that the strings it points to live as long as it does.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/installed.h"
#include "engine/post_link.h"
#include "engine/shadow.h"
#include "pack/model.h"
#include "policy/account.h"
#include "policy/approval.h"
#include "policy/evaluate.h"
#include "policy/excuse.h"
#include "policy/finding.h"
#include "policy/wording_rules.h"

namespace postgate {

class Ruleset;

// A field of the post that was not looked at as a whole, and why: POSTGATE_INCOMPLETE_* bits.
struct UnseenField {
  std::uint32_t field = 0;
  std::uint32_t reasons = 0;
};
inline constexpr std::size_t kMostUnseen = 256;

struct Verdict {
  Action action = Action::kNone;
  std::uint8_t grade = 0;
  bool complete = false;
  bool stale = false;               // a pack of the ruleset has expired
  std::uint32_t incomplete = 0;     // POSTGATE_INCOMPLETE_* bits
  std::vector<UnseenField> unseen;  // by field; what is the whole post's is not among them
  double score = 0;
  std::uint64_t finding_total = 0;
  std::uint64_t generation = 0;
  std::uint64_t matcher_hits = 0;  // of all fields and views: a measure of the work that needs no clock
  std::vector<Finding> findings;
  std::vector<TraceStep> trace;
  std::vector<PostLink> links;  // those that the host's resolver answered about
  std::shared_ptr<const Ruleset> ruleset;
  std::string account_id;  // of the post's account; empty without one
  AccountPtr account;      // where the verdict leads into it
  std::vector<Excused> excused;
  std::vector<ApprovalUse> approvals;
  std::unique_ptr<WordingRules> wording;  // what findings of the account's terms point into
  Slot slot = Slot::kLive;                // of the ruleset
  ShadowReport shadow;                    // what another one would have done

  // Nothing for no reasons. `unseen` stays in the order of the fields.
  void note_unseen(std::uint32_t field, std::uint32_t reasons);
  // What came of the rules. Incomplete, if there was no time for all of them.
  void take(Evaluation&& evaluation);
  void clear();
};

}  // namespace postgate
