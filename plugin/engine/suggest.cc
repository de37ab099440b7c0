#include "engine/suggest.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "engine/ruleset.h"
#include "text/boundary.h"

namespace postgate {

namespace {

constexpr int kMostScans = 128;
constexpr std::size_t kMostFindings = 16;
constexpr std::size_t kMostBytes = std::size_t{64} << 10U;

using RuleName = std::pair<std::string_view, std::string_view>;  // of pack and rule

// A field in UTF-8, with the places where clauses and sentences begin.
struct Draft {
  FieldText text;
  Boundaries boundaries;
};

// What a changed post came to.
struct Trial {
  Action action = Action::kNone;
  double score = 0;
  std::map<RuleName, std::size_t> stopping;  // findings that stop it, by rule
  std::size_t total = 0;                     // of them

  [[nodiscard]] bool passes() const { return action == Action::kAllow || action == Action::kFlag; }
  [[nodiscard]] std::size_t of(const RuleName& rule) const {
    const auto found = stopping.find(rule);
    return found == stopping.end() ? 0 : found->second;
  }
};

bool stops(const Finding& finding) { return finding.action >= Action::kHold; }

RuleName name_of(const Finding& finding) { return {finding.pack->name, finding.rule->id}; }

bool touch(const Fix& a, const Fix& b) {
  return a.field == b.field && a.bytes.begin < b.bytes.end && b.bytes.begin < a.bytes.end;
}

Range source_bytes(const SourceSpan& where) {
  return {static_cast<std::uint32_t>(where.begin.bytes), static_cast<std::uint32_t>(where.end.bytes)};
}

class Search {
 public:
  Search(Scanner& scanner, const Post& post, const ScanOptions& options)
      : scanner_(scanner), post_(post), options_(options) {
    options_.trace = false;
  }

  Result<std::vector<Fix>> run() {
    Result<const Verdict*> judged = scanner_.scan(post_, options_);
    if (!judged.ok()) return judged.error();
    if (judged.value()->action < Action::kHold || !judged.value()->complete) return std::vector<Fix>();
    scanner_.give_verdict(verdict_);  // its findings are needed for as long as this takes
    const Trial before = trial_of(verdict_);
    if (before.total > kMostFindings || !make_drafts()) return std::vector<Fix>();
    std::vector<Fix> fixes = find(before);
    locate(fixes);
    return fixes;
  }

 private:
  // False if the post is too long, or not what its bytes say.
  bool make_drafts() {
    drafts_.resize(post_.count);
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < post_.count; ++i) {
      const FieldInput& input = post_.fields[i].input;
      FieldText& text = drafts_[i].text;
      if (std::max(input.utf8.size(), input.utf16_units) > kMostBytes) return false;
      if (!text.assign(input, Deadline()).ok() || !text.build_map().ok()) return false;  // ill-formed
      bytes += text.raw().size();
      if (bytes > kMostBytes) return false;
      find_boundaries(text, drafts_[i].boundaries);
    }
    return true;
  }

  std::vector<Fix> find(const Trial& before) {
    std::vector<Fix> fixes;
    Trial now = before;  // with all fixes so far
    for (std::uint32_t i = 0; i < verdict_.findings.size() && !now.passes(); ++i) {
      // Where scores stopped the post, every finding has its share.
      if (before.total != 0 && !stops(verdict_.findings[i])) continue;
      if (before.total != 0 && now.of(name_of(verdict_.findings[i])) == 0) continue;  // mended already
      mend(i, fixes, now);
    }
    if (!now.passes()) return {};
    drop_needless(fixes);
    return fixes;
  }

  // Adds the smallest fix that brings the rule of finding `number` nearer to passing, if there is one:
  // another fix may have mended it already.
  void mend(std::uint32_t number, std::vector<Fix>& fixes, Trial& now) {
    const RuleName rule = name_of(verdict_.findings[number]);
    for (const Fix& fix : candidates(number)) {
      const std::optional<std::vector<Fix>> more = joined(fixes, fix);
      if (!more) continue;
      std::optional<Trial> after = try_out(*more);
      if (!after) continue;
      const bool fewer = after->of(rule) < now.of(rule) && after->total < now.total;
      const bool lower = now.total == 0 && after->total == 0 && after->score < now.score;
      if (!after->passes() && !fewer && !lower) continue;
      fixes = *more;
      now = std::move(*after);
      return;
    }
  }

  // `fixes` with one more; deletions that touch become one. Nothing if a replacement is touched.
  static std::optional<std::vector<Fix>> joined(const std::vector<Fix>& fixes, Fix fix) {
    std::vector<Fix> all;
    for (const Fix& other : fixes) {
      if (!touch(other, fix)) {
        all.push_back(other);
        continue;
      }
      if (!other.replacement.empty() || !fix.replacement.empty()) return std::nullopt;
      fix.finding = std::min(fix.finding, other.finding);
      fix.bytes = {std::min(fix.bytes.begin, other.bytes.begin), std::max(fix.bytes.end, other.bytes.end)};
    }
    all.push_back(std::move(fix));
    return all;
  }

  // A later fix may have made an earlier one superfluous.
  void drop_needless(std::vector<Fix>& fixes) {
    for (std::size_t i = 0; i < fixes.size() && fixes.size() > 1;) {
      std::vector<Fix> fewer = fixes;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      const std::optional<Trial> after = try_out(fewer);
      if (after && after->passes()) {
        fixes = std::move(fewer);
      } else {
        ++i;
      }
    }
  }

  // The preferred wording first, then ever larger deletions.
  [[nodiscard]] std::vector<Fix> candidates(std::uint32_t number) const {
    const Finding& finding = verdict_.findings[number];
    std::vector<Fix> all;
    const auto add = [&](std::uint32_t field, Range bytes, std::string_view replacement) {
      if (replacement.empty()) bytes = whole(field, bytes);
      const Fix fix{number, field, bytes, std::string(replacement), {}};
      if (can_cut(fix)) all.push_back(fix);
    };
    for (const SignalSpan& span : finding.signals) {
      if (!span.signal->prefer.empty()) add(span.field, source_bytes(span.where), span.signal->prefer);
    }
    const auto preferred = static_cast<std::ptrdiff_t>(all.size());
    add(finding.field, source_bytes(finding.where), {});
    for (const SignalSpan& span : finding.signals) add(span.field, source_bytes(span.where), {});
    for (const Range& around : surroundings(finding)) add(finding.field, around, {});
    if (post_.count > 1) {
      add(finding.field, {0, static_cast<std::uint32_t>(drafts_[finding.field].text.raw().size())}, {});
    }
    std::stable_sort(all.begin() + preferred, all.end(), [](const Fix& a, const Fix& b) {
      return a.bytes.end - a.bytes.begin < b.bytes.end - b.bytes.begin;
    });
    return all;
  }

  // Half a contact ID is no mended one: what is cut grows until it halves no signal.
  [[nodiscard]] Range whole(std::uint32_t field, Range bytes) const {
    for (bool grew = true; grew;) {
      grew = false;
      for (const Finding& finding : verdict_.findings) {
        for (const SignalSpan& span : finding.signals) {
          const Range other = source_bytes(span.where);
          if (span.field != field || other.begin >= bytes.end || other.end <= bytes.begin) continue;
          const Range both{std::min(bytes.begin, other.begin), std::max(bytes.end, other.end)};
          grew = grew || both.begin != bytes.begin || both.end != bytes.end;
          bytes = both;
        }
      }
    }
    return bytes;
  }

  // Its clauses and its sentences. What they are in the source of a page is anybody's guess.
  [[nodiscard]] std::vector<Range> surroundings(const Finding& finding) const {
    if (post_.fields[finding.field].format != TextFormat::kPlain) return {};
    const Draft& draft = drafts_[finding.field];
    const Range text = draft.text.text_range_of_raw_bytes(source_bytes(finding.where));
    if (text.end <= text.begin) return {};
    const std::uint32_t length = draft.text.text_length();
    const auto around = [&](Range first, Range last) {
      return draft.text.raw_range({first.begin, last.end});
    };
    const Boundaries& all = draft.boundaries;
    return {around(all.clause_at(text.begin, length), all.clause_at(text.end - 1, length)),
            around(all.sentence_at(text.begin, length), all.sentence_at(text.end - 1, length))};
  }

  // Of a page whole tags must stay: what is cut may hold none, nor a part of one.
  [[nodiscard]] bool can_cut(const Fix& fix) const {
    const std::string_view raw = drafts_[fix.field].text.raw();
    if (fix.bytes.begin >= fix.bytes.end || fix.bytes.end > raw.size()) return false;
    if (post_.fields[fix.field].format != TextFormat::kHtml) return true;
    const std::string_view cut = raw.substr(fix.bytes.begin, fix.bytes.end - fix.bytes.begin);
    if (cut.find_first_of("<>") != std::string_view::npos) return false;
    const std::size_t before = raw.find_last_of("<>", fix.bytes.begin);
    return before == std::string_view::npos || raw[before] == '>';
  }

  // The verdict of the post with `fixes`; nothing if they leave no text, or too much was tried.
  [[nodiscard]] std::optional<Trial> try_out(std::vector<Fix> fixes) {
    if (++scans_ > kMostScans) return std::nullopt;
    std::vector<std::string> texts;
    for (const Draft& draft : drafts_) texts.emplace_back(draft.text.raw());
    std::sort(fixes.begin(), fixes.end(), [](const Fix& a, const Fix& b) {
      return std::tie(a.field, a.bytes.begin) > std::tie(b.field, b.bytes.begin);  // from the back
    });
    for (const Fix& fix : fixes) {
      texts[fix.field].replace(fix.bytes.begin, fix.bytes.end - fix.bytes.begin, fix.replacement);
    }
    bool something_left = false;
    std::vector<PostField> fields(texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
      fields[i].role = post_.fields[i].role;
      fields[i].format = post_.fields[i].format;
      fields[i].input.utf8 = texts[i];
      something_left = something_left || !fold_word(texts[i], 0).empty();
    }
    if (!something_left) return std::nullopt;
    Result<const Verdict*> judged = scanner_.scan({fields.data(), fields.size()}, options_);
    if (!judged.ok() || !judged.value()->complete) return std::nullopt;
    if (judged.value()->ruleset != verdict_.ruleset) return std::nullopt;  // new rules came in between
    return trial_of(*judged.value());
  }

  // Of the rules that stopped the post at first, by the names they have in its verdict.
  [[nodiscard]] Trial trial_of(const Verdict& verdict) const {
    Trial trial;
    trial.action = verdict.action;
    trial.score = verdict.score;
    for (const Finding& finding : verdict.findings) {
      if (!stops(finding)) continue;
      ++trial.total;
      const auto known = std::find_if(verdict_.findings.begin(), verdict_.findings.end(),
                                      [&](const Finding& mine) { return name_of(mine) == name_of(finding); });
      if (known != verdict_.findings.end()) ++trial.stopping[name_of(*known)];
    }
    return trial;
  }

  void locate(std::vector<Fix>& fixes) const {
    std::sort(fixes.begin(), fixes.end(), [](const Fix& a, const Fix& b) { return a.finding < b.finding; });
    for (Fix& fix : fixes) {
      OffsetWalker walker(post_.fields[fix.field].input);
      fix.where.begin = walker.at(fix.bytes.begin);
      fix.where.end = walker.at(fix.bytes.end);
    }
  }

  Scanner& scanner_;
  const Post& post_;
  ScanOptions options_;
  Verdict verdict_;  // of the unchanged post
  std::vector<Draft> drafts_;
  int scans_ = 0;
};

}  // namespace

Result<std::vector<Fix>> suggest_fixes(Scanner& scanner, const Post& post, const ScanOptions& options) {
  return Search(scanner, post, options).run();
}

}  // namespace postgate
