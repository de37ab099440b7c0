#include "link/link_rule.h"

#include <algorithm>
#include <utility>

#include "link/chars.h"
#include "link/idna.h"
#include "link/link_facts.h"
#include "link/site.h"
#include "link/suffix.h"
#include "link/web_host.h"

namespace postgate {
namespace {

enum Fact : std::size_t { kShortener, kRedirector, kAffiliate, kRepaired, kForeign, kClaimsOther };

bool is_section(const Entry& entry) {
  return entry.text.size() > 2 && entry.text.front() == '[' && entry.text.back() == ']';
}

// A domain as a browser resolves it; a leading "*." says what is meant anyway.
std::optional<std::string> normal_domain(std::string_view text) {
  if (text.substr(0, 2) == "*.") text.remove_prefix(2);
  if (!text.empty() && text.front() == '.') text.remove_prefix(1);
  if (text.find_first_of("/: @?#%\\") != std::string_view::npos && text.substr(0, 1) != "[")
    return std::nullopt;
  return link::parse_web_host(text);
}

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::vector<std::string> texts_of(const std::vector<Entry>& entries) {
  std::vector<std::string> out;
  out.reserve(entries.size());
  for (const Entry& entry : entries) out.push_back(link::lowered(entry.text));
  return out;
}

void check_domains(const std::vector<Entry>& domains, std::vector<LinkProblem>& out) {
  for (const Entry& domain : domains) {
    if (is_section(domain) || normal_domain(domain.text)) continue;
    out.push_back({domain.at, "bad-domain",
                   "\"" + domain.text +
                       "\" is no domain; write a name such as \"shop.example\", without scheme and path"});
  }
}

void check_categories(const LinkCondition& condition, std::vector<LinkProblem>& out) {
  for (const Entry& category : condition.categories) {
    const bool known =
        condition.has_domains
            ? std::any_of(condition.domains.begin(), condition.domains.end(),
                          [&](const Entry& entry) { return entry.text == "[" + category.text + "]"; })
            : link::site_category_from_name(category.text).has_value();
    if (known) continue;
    std::string message = "there is no category \"" + category.text + "\"";
    if (condition.has_domains) {
      message += " in the list; a line [" + category.text + "] begins it";
    } else {
      message += "; the engine knows ";
      for (int i = 0; i < link::kSiteCategoryCount; ++i) {
        message +=
            (i > 0 ? ", " : "") + std::string(link::site_category_name(static_cast<link::SiteCategory>(i)));
      }
    }
    out.push_back({category.at, "unknown-category", std::move(message)});
  }
}

Result<std::vector<Regex>> compile_all(const std::vector<Entry>& from) {
  std::vector<Regex> out;
  for (const Entry& entry : from) {
    Result<Regex> made = Regex::compile(entry.text);
    if (!made.ok()) return made.error();
    out.push_back(std::move(made).value());
  }
  return out;
}

LinkRule::Answer search(const std::vector<Regex>& regexes, std::string_view text) {
  if (regexes.empty()) return LinkRule::Answer::kYes;
  bool limit = false;
  const std::string folded = link::lowered(text);  // regexes are written for folded text
  for (const Regex& regex : regexes) {
    std::size_t begin = 0;
    std::size_t end = 0;
    const Regex::Outcome outcome = regex.find(folded, 0, begin, end);
    if (outcome == Regex::Outcome::kHit) return LinkRule::Answer::kYes;
    limit = limit || outcome == Regex::Outcome::kLimit;
  }
  return limit ? LinkRule::Answer::kLimit : LinkRule::Answer::kNo;
}

LinkKind kind_of(std::string_view name) {
  if (name == "app") return LinkKind::kApp;
  if (name == "token") return LinkKind::kToken;
  return name == "email" ? LinkKind::kEmail : LinkKind::kWeb;
}

bool fact_of(Fact fact, const FoundLink& found) {
  switch (fact) {
    case kShortener:
      return link::is_shortener(found);
    case kRedirector:
      return link::is_redirector(found);
    case kAffiliate:
      return link::is_affiliate(found);
    case kRepaired:
      return (found.folds & ~unsigned{kFoldWidth}) != 0;
    case kForeign:
      return found.kind != LinkKind::kEmail && !link::is_official(found.host);
    case kClaimsOther:
      return found.claims_other;
  }
  return false;
}

}  // namespace

std::vector<LinkProblem> check_link_condition(const LinkCondition& condition) {
  std::vector<LinkProblem> problems;
  check_domains(condition.domains, problems);
  check_domains(condition.poses_as, problems);
  check_categories(condition, problems);
  for (const std::vector<Entry>* regexes : {&condition.path, &condition.query, &condition.text}) {
    for (const Entry& regex : *regexes) {
      for (RegexProblem& problem : check_regex(regex.text)) {
        problems.push_back({regex.at, std::move(problem.code), std::move(problem.message)});
      }
    }
  }
  return problems;
}

Result<LinkRule> LinkRule::compile(const LinkCondition& condition) {
  LinkRule rule;
  rule.has_domains_ = condition.has_domains;
  rule.match_ = condition.match;
  rule.categories_ = texts_of(condition.categories);
  bool wanted = rule.categories_.empty();
  for (const Entry& entry : condition.domains) {
    if (is_section(entry)) {
      wanted =
          rule.categories_.empty() || contains(rule.categories_, entry.text.substr(1, entry.text.size() - 2));
    } else if (wanted) {
      if (std::optional<std::string> domain = normal_domain(entry.text))
        rule.domains_.push_back(std::move(*domain));
    }
  }
  std::sort(rule.domains_.begin(), rule.domains_.end());
  rule.schemes_ = texts_of(condition.schemes);
  for (const Entry& kind : condition.kinds) rule.kinds_.push_back(kind_of(kind.text));
  rule.files_ = texts_of(condition.files);
  for (const Entry& domain : condition.poses_as) {
    if (std::optional<std::string> name = normal_domain(domain.text))
      rule.poses_as_.push_back(std::move(*name));
  }
  for (const auto& [from, to] :
       {std::pair(&condition.path, &rule.path_), std::pair(&condition.query, &rule.query_),
        std::pair(&condition.text, &rule.text_)}) {
    Result<std::vector<Regex>> compiled = compile_all(*from);
    if (!compiled.ok()) return compiled.error();
    *to = std::move(compiled).value();
  }
  rule.facts_ = {condition.shortener, condition.redirector, condition.affiliate,
                 condition.repaired,  condition.foreign,    condition.claims_other};
  return rule;
}

bool LinkRule::listed(std::string_view name) const {
  return std::binary_search(domains_.begin(), domains_.end(), name, std::less<>());
}

bool LinkRule::domain_holds(std::string_view host) const {
  if (!host.empty() && host.back() == '.') host.remove_suffix(1);
  if (host.empty()) return false;
  if (match_ == DomainMatch::kExact) return listed(host);
  if (match_ == DomainMatch::kRegistrable) return listed(link::registrable_domain(host));
  while (true) {
    if (listed(host)) return true;
    const std::size_t dot = host.find('.');
    if (dot == std::string_view::npos) return false;
    host.remove_prefix(dot + 1);
  }
}

// The list, or the sites the engine knows: of the host, and of what it redirects to.
bool LinkRule::site_holds(const FoundLink& found) const {
  for (const std::string* host : {&found.host, &found.target}) {
    if (host->empty()) continue;
    if (has_domains_) {
      if (domain_holds(*host)) return true;
    } else if (const auto category = link::site_category(*host)) {
      if (contains(categories_, link::site_category_name(*category))) return true;
    }
  }
  return false;
}

bool LinkRule::poses(const FoundLink& found) const {
  return std::any_of(poses_as_.begin(), poses_as_.end(),
                     [&](const std::string& domain) { return link::poses_as(found, domain); });
}

LinkRule::Answer LinkRule::holds(const FoundLink& found) const {
  if (!kinds_.empty() && std::find(kinds_.begin(), kinds_.end(), found.kind) == kinds_.end())
    return Answer::kNo;
  if ((has_domains_ || !categories_.empty()) && !site_holds(found)) return Answer::kNo;
  if (!poses_as_.empty() && !poses(found)) return Answer::kNo;
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    if (facts_[i] && fact_of(static_cast<Fact>(i), found) != *facts_[i]) return Answer::kNo;
  }
  const link::UrlParts parts = link::parts_of(found.url);
  if (!schemes_.empty() && !contains(schemes_, parts.scheme)) return Answer::kNo;
  if (!files_.empty()) {
    const std::string path = link::lowered(parts.path);
    const std::size_t dot = path.rfind('.');
    const std::string_view extension =
        dot == std::string::npos ? std::string_view() : std::string_view(path).substr(dot + 1);
    const bool installer = contains(files_, "installer") && !link::installer_extension(path).empty();
    if (!installer && !contains(files_, extension)) return Answer::kNo;
  }
  if (!text_.empty() && found.text.empty()) return Answer::kNo;
  for (const auto& [regexes, part] : {std::pair(&path_, parts.path), std::pair(&query_, parts.query),
                                      std::pair(&text_, std::string_view(found.text))}) {
    const Answer answer = search(*regexes, part);
    if (answer != Answer::kYes) return answer;
  }
  return Answer::kYes;
}

}  // namespace postgate
