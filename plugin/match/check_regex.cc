// check_regex: everything a pattern must be before it is let into a pack. Cheap checks first, so
// that no engine is given what it would choke on.
#include <new>
#include <utility>

#include "match/hs_compile.h"
#include "match/re2_regex.h"
#include "match/regex_tree.h"

namespace postgate {

namespace {

void check_size(const RegexNode& root, std::vector<RegexProblem>& problems) {
  if (const std::uint64_t product = nested_repeats(root); product > std::uint64_t{kMaxRegexExpansion}) {
    problems.push_back({"regex-repeat", "nested repeats multiply to " + std::to_string(product) +
                                            ", at most " + std::to_string(kMaxRegexExpansion) +
                                            " is allowed"});
    return;
  }
  if (const std::uint64_t cost = regex_cost(root); cost > std::uint64_t{kMaxRegexCost}) {
    problems.push_back({"regex-size", "the pattern is too costly (" + std::to_string(cost) + " of " +
                                          std::to_string(kMaxRegexCost) +
                                          "); repeat wide classes less often"});
  }
}

std::vector<RegexProblem> check(std::string_view pattern, bool known) {
  ParsedRegex parsed = parse_regex(pattern);
  std::vector<RegexProblem> problems = std::move(parsed.problems);
  if (parsed.malformed) {
    if (auto problem = re2_problem(pattern)) problems.back() = *std::move(problem);
    return problems;
  }
  if (problems.empty()) check_size(parsed.root, problems);
  if (!problems.empty()) return problems;
  if (may_match_empty(parsed.root)) {
    problems.push_back({"regex-empty-match", "the pattern can match the empty text"});
    return problems;
  }
  if (auto problem = re2_problem(pattern)) {
    problems.push_back(*std::move(problem));
    return problems;
  }
  if (known) return problems;
  const std::string rewritten = to_hyperscan(parsed.root);
  if (auto problem = hs_problem(rewritten)) {
    const bool large = problem->find("too large") != std::string::npos ||
                       problem->find("length exceeds") != std::string::npos;
    problems.push_back(large ? RegexProblem{"regex-size", "Hyperscan: " + *problem +
                                                              " Lower the counts, or put words of two or "
                                                              "more characters between repeats"}
                             : RegexProblem{"regex-engine", "Hyperscan: " + *problem});
  }
  return problems;
}

}  // namespace

std::vector<RegexProblem> check_regex(std::string_view pattern) {
  try {
    return check(pattern, false);
  } catch (const std::bad_alloc&) {
    return {{"regex-size", "no memory to check the pattern"}};
  }
}

std::vector<RegexProblem> check_known_regex(std::string_view pattern) {
  try {
    return check(pattern, true);
  } catch (const std::bad_alloc&) {
    return {{"regex-size", "no memory to check the pattern"}};
  }
}

}  // namespace postgate
