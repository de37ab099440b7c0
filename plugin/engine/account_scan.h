// AccountScan: the account's part of a scan. Looks for the account's terms in every field, marks hits
// that are its own, and leaves in the verdict what it excused. A post without an account, or with one that
// watches no terms, pays next to nothing before something is found. One thread, owned by a scanner.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/verdict.h"
#include "match/pattern_db.h"
#include "policy/account.h"
#include "policy/account_marks.h"
#include "policy/approval.h"
#include "policy/evaluate.h"
#include "policy/wording_rules.h"

namespace postgate {

struct Post;

class AccountScan {
 public:
  // A post without an account, until it meets one; `approvals` may be nullptr.
  void begin(std::uint64_t now, const ApprovalList* approvals);
  // kArgument if it is none. The verdict says whose the post is.
  Result<void> meet(const Account& account, Verdict& verdict);
  [[nodiscard]] const Account* account() const { return case_.account; }

  // After the quick pass over a field; true if it holds a term. Sets kIncompleteHits in
  // `incomplete` if it holds more than are kept.
  bool look(std::uint32_t field, const FieldText& text, std::uint32_t& incomplete) {
    return case_.account != nullptr && look_for_terms(field, text, incomplete);
  }
  [[nodiscard]] bool saw_terms() const { return !terms_.empty(); }

  // For a field with hits or terms, whose map was built: covers `hits`, all of them in that field.
  void resolve(std::uint32_t field, std::uint32_t role, const FieldText& text, std::span<SignalHit> hits);

  // After resolve(): whether what the account owns or changed can make a difference to what fired without it.
  [[nodiscard]] bool concerns(std::span<const SignalHit> hits, const Evaluation& fired) const;

  // Where there are approvals: folds the post once more, to know whether they are for it.
  Result<void> know(const Post& post, bool replace_ill_formed);

  // Before and after evaluate_rules().
  void before(Evaluation& evaluation, Verdict& verdict);
  void after(const Profile& profile, Evaluation& evaluation, Verdict& verdict);

 private:
  static constexpr std::size_t kMostTermHits = 65'536;  // of a post
  struct TermHit {
    const Wording* wording;
    const Wording::Term* term;
    std::uint32_t field;
    std::uint32_t at;  // symbol
  };
  struct FoundTerm {
    TermHit term;
    SignalHit hit;
  };
  bool look_for_terms(std::uint32_t field, const FieldText& text, std::uint32_t& incomplete);
  void look_for(const Wording& wording, std::uint32_t field, std::u16string_view symbols,
                std::uint32_t& incomplete);
  void drop_shorter_terms();
  [[nodiscard]] ApprovalState state_of(const Approval& approval, std::string_view digest) const;
  bool is_excused(const FoundTerm& found, const Rule& rule, const Pack& pack, Evaluation& evaluation);
  void emit(const FoundTerm& found, const Profile& profile, Evaluation& evaluation, Verdict& verdict);

  AccountCase case_;
  const ApprovalList* approvals_ = nullptr;
  std::string post_digest_;           // made only where there are approvals
  HitList term_hits_{kMostTermHits};  // of one wording and field
  std::vector<TermHit> terms_;
  std::vector<FoundTerm> found_;
  AccountMarks marks_;
};

}  // namespace postgate
