// What an account and its approvals change about a rule: hits that are its own, rules it switched off or
// lowered, findings that were approved. Used by evaluate.cc; one thread, lives for one scan.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "policy/account.h"
#include "policy/finding.h"
#include "policy/meeting.h"
#include "policy/rulebook.h"
#include "policy/signal_hit.h"

namespace postgate {

inline constexpr std::size_t kMostExcused = 256;

// A rule that did not count, or counted less, and why. Views lead into the account or the approval.
struct Excused {
  const Pack* pack = nullptr;
  const Rule* rule = nullptr;
  Excuse by = Excuse::kNone;
  std::string_view what;    // the asset or phrase as listed, the rule as listed, or the approver
  std::string_view reason;  // of a changed rule or an approval; may be empty
};

// Rules that an approval of this very text waives.
struct Waiver {
  std::string_view rule;  // as rule_name.h says
  std::string_view by;
  std::string_view reason;
  std::uint32_t approval = 0;  // whose it is
};

// Everything about the account of a post that evaluation asks for.
struct AccountCase {
  const Account* account = nullptr;
  std::uint64_t now = 0;
  std::vector<Waiver> waivers;
  std::vector<bool> used;  // approvals that waived something
};

std::string_view excuse_name(Excuse by);

// Adds to the list unless it is there or the list is full.
void note_excused(const Excused& excused, std::vector<Excused>& list);

// What is left of a meeting when the account's own is taken away. Links, numbers and IDs of its own go
// in any case; what lies in a phrase or name goes with the finding that lies in it as a whole. Borrows
// both, which must outlive it.
class MeetingExcuse {
 public:
  MeetingExcuse(const Meeting& meeting, const BookRule& rule);
  MeetingExcuse(const MeetingExcuse&) = delete;  // meetings point into it
  MeetingExcuse& operator=(const MeetingExcuse&) = delete;

  // False if nothing of the meeting is the account's own.
  [[nodiscard]] bool any() const { return by_ != nullptr; }
  // One hit is enough for the rule, so that every hit stands for itself.
  [[nodiscard]] bool alone() const { return alone_; }
  // The complete meetings of what is left.
  [[nodiscard]] const std::vector<Meeting>& left() const { return left_; }
  // The hits for a finding of one of those, of which not all are the account's own; empty if there
  // are none.
  [[nodiscard]] std::vector<const SignalHit*> choose(const Meeting& piece) const;
  // Something that took hits away, and all of that.
  [[nodiscard]] const AccountItem* by() const { return by_; }
  [[nodiscard]] const std::vector<const AccountItem*>& dropped() const { return dropped_; }

 private:
  void drop(Hits& part);

  const BookRule& rule_;
  bool alone_;
  const AccountItem* by_ = nullptr;
  std::vector<const AccountItem*> dropped_;
  std::vector<std::vector<SignalHit>> kept_;
  std::vector<Meeting> left_;
};

}  // namespace postgate
