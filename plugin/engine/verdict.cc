#include "engine/verdict.h"

#include <algorithm>
#include <utility>

#include "engine/field_scan.h"

namespace postgate {

void Verdict::note_unseen(std::uint32_t field, std::uint32_t reasons) {
  if (reasons == 0) return;
  incomplete |= reasons;
  const auto place = std::lower_bound(unseen.begin(), unseen.end(), field,
                                      [](const UnseenField& a, std::uint32_t b) { return a.field < b; });
  if (place != unseen.end() && place->field == field) {
    place->reasons |= reasons;
  } else if (unseen.size() < kMostUnseen) {
    unseen.insert(place, {field, reasons});
  }
}

void Verdict::take(Evaluation&& evaluation) {
  findings = std::move(evaluation.findings);
  action = evaluation.action;
  grade = evaluation.grade;
  score = evaluation.score;
  finding_total = evaluation.total;
  if (evaluation.deadline_passed) incomplete |= kIncompleteDeadline;
}

void Verdict::clear() {
  action = Action::kNone;
  grade = 0;
  complete = false;
  stale = false;
  incomplete = 0;
  unseen.clear();
  score = 0;
  finding_total = 0;
  generation = 0;
  matcher_hits = 0;
  findings.clear();
  trace.clear();
  account_id.clear();
  if (account.get() != nullptr) account = {};
  excused.clear();
  approvals.clear();
  wording.reset();
  slot = Slot::kLive;
  shadow.clear();
  links.clear();
}

}  // namespace postgate
