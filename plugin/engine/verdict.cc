#include "engine/verdict.h"

namespace postgate {

void Verdict::clear() {
  action = Action::kNone;
  grade = 0;
  complete = false;
  stale = false;
  incomplete = 0;
  score = 0;
  finding_total = 0;
  generation = 0;
  matcher_hits = 0;
  findings.clear();
  trace.clear();
  excused.clear();
  approvals.clear();
  wording.reset();
}

}  // namespace postgate
