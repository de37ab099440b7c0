// A condition on links as a signal states it, ready to be asked. Immutable, any thread.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "link/found_link.h"
#include "match/regex.h"
#include "pack/link_condition.h"

namespace postgate {

// Something of a condition that cannot be used, at its place in the pack.
struct LinkProblem {
  SourceRef at;
  std::string code;  // "bad-domain", "unknown-category", "bad-value", or a code of check_regex
  std::string message;
};

// What is wrong with a condition; empty if nothing is.
std::vector<LinkProblem> check_link_condition(const LinkCondition& condition);

class LinkRule {
 public:
  // Of a condition without problems.
  static Result<LinkRule> compile(const LinkCondition& condition);

  // kLimit: a regex gave up; never to be read as "no".
  enum class Answer : std::uint8_t { kNo, kYes, kLimit };
  [[nodiscard]] Answer holds(const FoundLink& link) const;

 private:
  [[nodiscard]] bool domain_holds(std::string_view host) const;
  [[nodiscard]] bool listed(std::string_view name) const;
  [[nodiscard]] bool site_holds(const FoundLink& link) const;
  [[nodiscard]] bool poses(const FoundLink& link) const;

  bool has_domains_ = false;
  DomainMatch match_ = DomainMatch::kSuffix;
  std::vector<std::string> domains_;  // sorted
  std::vector<std::string> categories_;
  std::vector<std::string> schemes_;
  std::vector<LinkKind> kinds_;
  std::vector<std::string> files_;
  std::vector<std::string> poses_as_;
  std::vector<Regex> path_;
  std::vector<Regex> query_;
  std::vector<Regex> text_;
  std::array<std::optional<bool>, 6> facts_;
};

}  // namespace postgate
