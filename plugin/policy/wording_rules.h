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
  [[nodiscard]] const Signal& signal() const { return pack_.signals.front(); }
  const Rule& rule_of(const Wording& wording, const Wording::Term& term);

 private:
  Pack pack_;
  std::deque<Rule> rules_;
  std::unordered_map<const Wording::Term*, const Rule*> known_;
};

}  // namespace postgate
