// What a ruleset in the shadow would have done with a post that another one judged. It never changes
// that verdict: it runs after it, on the fields that are folded already, in the time that is left.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/deadline.h"
#include "pack/model.h"

namespace postgate {

class Ruleset;
struct Verdict;
struct Post;

// As POSTGATE_SHADOW_*.
enum class ShadowState : std::uint32_t {
  kNone = 0,     // there is no shadow
  kDone = 1,     // it looked at everything
  kCut = 2,      // the time ended, or a limit was met, before it was done: it says nothing
  kSkipped = 3,  // it was not begun, as the time would not have been enough
  kFailed = 4,
};

struct ShadowRule {
  const Pack* pack = nullptr;
  const Rule* rule = nullptr;
  bool gained = false;  // else lost
};

struct ShadowReport {
  ShadowState state = ShadowState::kNone;
  Action action = Action::kNone;  // what it would have done; NONE unless kDone
  std::uint64_t generation = 0;
  std::vector<ShadowRule> rules;           // gained, then lost, each once
  std::shared_ptr<const Ruleset> ruleset;  // that the gained rules are in

  void clear();
};

// The rules that only one of the two found, by their ids. `live` and `shadow` are whole verdicts.
void compare_rules(const Verdict& live, const Verdict& shadow, std::vector<ShadowRule>& rules);

// Foretells whether a ruleset can be done with a post in the time that is left. A matcher cannot be
// interrupted inside a field, so a shadow that would be too slow must not be begun.
class ShadowPace {
 public:
  // `bytes` of the post. True also if nothing is known and the post is small.
  [[nodiscard]] bool fits(std::size_t bytes, std::uint64_t budget_ns);
  // False while nothing was measured: then a long post is tried with its beginning first.
  [[nodiscard]] bool is_known() const { return ns_per_kib_ != 0; }
  void measured(std::size_t bytes, std::uint64_t ns);

 private:
  std::uint64_t ns_per_kib_ = 0;
};

// More than this of a post is not begun untried.
inline constexpr std::size_t kShadowProbeBytes = 4096;

}  // namespace postgate
