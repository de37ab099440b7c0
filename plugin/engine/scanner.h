// Scanner: judges posts, one at a time, for one thread. Owns all buffers of a scan
// and its verdict; after warm-up a clean post allocates nothing. Keeps its engine alive.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "base/deadline.h"
#include "base/result.h"
#include "engine/engine.h"
#include "engine/field_texts.h"
#include "engine/verdict.h"
#include "link/resolver.h"
#include "text/field_text.h"
#include "text/structure.h"

namespace postgate {

// One field as the host gave it, checked by capi.
struct PostField {
  FieldInput input;
  std::uint32_t role = 0;
  TextFormat format = TextFormat::kPlain;
};

// A post without copying: anything that can say how many fields there are and show each.
struct Post {
  const PostField* fields = nullptr;
  std::size_t count = 0;
};

struct ScanOptions {
  std::uint64_t deadline_ns = 0;   // 0: as the engine says
  std::uint32_t max_findings = 0;  // 0: as the engine says
  std::string_view profile;        // empty: "standard"
  std::string_view canary_key;     // of Worker: what the canary's share is drawn by
  std::string_view group;          // of Worker: for its statistics
  bool accept_partial = false;
  bool replace_ill_formed = false;
  bool trace = false;
  bool without_overrides = false;  // for the self-test: rules as their own packs say
  // May be nullptr, and what a host gave as one: looked at only once Account::bring() had its time.
  const Account* account = nullptr;
  std::uint64_t now = 0;                    // seconds since 1970, UTC; 0: nobody knows
  const ApprovalList* approvals = nullptr;  // may be nullptr
};

class Scanner {
 public:
  explicit Scanner(std::shared_ptr<Engine> engine);
  ~Scanner();
  Scanner(const Scanner&) = delete;  // owns scratch and a lent verdict
  Scanner& operator=(const Scanner&) = delete;

  // Pins the current ruleset and sizes scratch for it.
  Result<void> prepare();
  // Drops the verdict, the pin and large buffers.
  void reset();
  // Who is asked about short links from now on; nobody at first.
  void set_resolver(const Resolver& resolver);
  // The verdict is lent until the next call. Errors: kArgument (unknown profile), kState, kEncoding,
  // kTooLarge, kStructureLimit, kDeadline, kMatcherLimit, kNoMemory, kInternal; then there is no verdict.
  Result<const Verdict*> scan(const Post& post, const ScanOptions& options);
  // The same for one of several rulesets that judge a post: with its folded fields, begun by the
  // caller, and within the caller's time.
  Result<const Verdict*> scan(const Post& post, const ScanOptions& options, FieldTexts& texts,
                              const Deadline& deadline);
  // Judges with these rules, and no others, from the next scan on; otherwise it is the engine's live ones.
  void judge_with(Installed rules);
  // The rules of the last scan or prepare().
  [[nodiscard]] const Installed& pinned() const;
  // The verdict that was lent last.
  [[nodiscard]] Verdict& verdict();
  // Hands over the verdict that was lent last, and takes the buffers of `to` in exchange.
  void give_verdict(Verdict& to);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace postgate
