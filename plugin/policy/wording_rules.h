// Rules for the terms of an account's wording: made while a post is judged, one for each term that was
// found, so that a finding of a term reads like any other. Lives as long as the verdict; one thread.
#pragma once

#include <deque>
#include <memory>
#include <unordered_map>

#include "pack/model.h"
#include "policy/account.h"

namespace postgate {

inline constexpr const char* kWordingRule = "account.wording";

class WordingRules {
 public:
  WordingRules();
  WordingRules(const WordingRules&) = delete;  // findings point into it
  WordingRules& operator=(const WordingRules&) = delete;

  [[nodiscard]] const Pack& pack() const { return pack_; }

  struct Made {
    Rule rule;
    Signal signal;
  };
  const Made& made_of(const Wording& wording, const Wording::Term& term);

 private:
  Pack pack_;
  std::deque<Made> made_;  // which stay where they are
  std::unordered_map<const Wording::Term*, const Made*> known_;
};

}  // namespace postgate
