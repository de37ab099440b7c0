#include "verdict_text.h"

#include <algorithm>
#include <set>

#include "excerpt.h"
#include "json_text.h"
#include "utf8.h"

namespace postgate_cli {
namespace {

constexpr std::size_t kLongestName = 200;

std::string name_of(const Post& post) {
  std::string name = visible(post.id, kLongestName);
  if (post.line != 0 && post.id != std::to_string(post.line) && post.id != post.where()) {
    name += " (" + visible(post.where(), kLongestName) + ")";
  }
  return name;
}

}  // namespace

// What one post's block has said already: a rule's clause and hint are told once.
struct VerdictText::Told {
  std::set<std::string_view> rules;
  std::set<std::string_view> clauses;
};

// A finding and those of other rules of its category that say the same of the same place, no more strictly.
struct VerdictText::Group {
  std::size_t index = 0;
  postgate_finding first{};
  std::vector<std::string> others;    // rules
  std::vector<std::size_t> findings;  // of the others
};

// Every finding by itself where all is to be shown.
std::vector<VerdictText::Group> VerdictText::grouped(const Post& post, const postgate_verdict* verdict,
                                                     std::size_t count) const {
  std::vector<Group> groups;
  postgate_finding found = POSTGATE_INIT(postgate_finding);
  for (std::size_t i = 0; i < count; ++i) {
    if (postgate_verdict_finding_at(verdict, i, &found) != POSTGATE_OK) break;
    const postgate_span bytes = in_source(post, found.field, found.where).bytes;
    const auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& old) {
      const postgate_span before = in_source(post, old.first.field, old.first.where).bytes;
      return !style_.verbose && view(old.first.category) == view(found.category) &&
             view(old.first.rule) != view(found.rule) && old.first.field == found.field &&
             old.first.action >= found.action && bytes.begin < before.end && before.begin < bytes.end;
    });
    if (group == groups.end()) {
      groups.push_back({i, found, {}, {}});
      continue;
    }
    std::string rule = visible(view(found.rule), kLongestName);
    if (std::find(group->others.begin(), group->others.end(), rule) == group->others.end())
      group->others.push_back(std::move(rule));
    group->findings.push_back(i);
  }
  return groups;
}

// The changes and the names of the rules beside the one that was told.
void VerdictText::rest_of(const Post& post, const Group& group, std::string& out) const {
  for (const PostFix& fix : post.fixes) {
    const bool theirs =
        std::find(group.findings.begin(), group.findings.end(), fix.finding) != group.findings.end();
    if (theirs) labelled(kFix, fix_words(post, fix), out);
  }
  std::string rules;
  for (const std::string& rule : group.others) rules += (rules.empty() ? "" : ", ") + rule;
  if (!rules.empty()) labelled(kSamePlace, rules, out);
}

void VerdictText::basis(const postgate_finding& finding, Told& told, std::string& out) const {
  if (finding.clause_document.size != 0 && told.clauses.insert(view(finding.clause_text)).second) {
    std::string clause = visible(view(finding.clause_document), 400);
    if (finding.clause_text.size != 0) {
      clause += say(kQuoteOpen);
      clause += visible(view(finding.clause_text), 2000);
      clause += say(kQuoteClose);
    }
    if (finding.verified == 0) clause += say(kUnverified);
    labelled(kClause, clause, out);
  }
  const std::string hint = both(finding.hint_zh, finding.hint_en);
  if (!hint.empty()) labelled(kHint, hint, out);
}

void VerdictText::all_signals(const Post& post, const postgate_verdict* verdict, std::size_t index,
                              const postgate_finding& finding, std::string& out) const {
  postgate_signal signal = POSTGATE_INIT(postgate_signal);
  for (std::size_t i = 0; i < finding.signal_count; ++i) {
    if (postgate_verdict_signal_at(verdict, index, i, &signal) != POSTGATE_OK) break;
    if (signal.line != 0) {
      labelled(kListed,
               visible(view(signal.list), 100) + ':' + std::to_string(signal.line) + "  " +
                   visible(view(signal.entry), 200),
               out);
    }
    if (!style_.verbose && signal.field == finding.field) continue;
    const postgate_spans where = in_source(post, signal.field, signal.where);
    std::string line(view(signal.id));
    line += ' ' + place(post, signal.field, where) + ' ';
    line += visible(cut(post, signal.field, where.bytes), 60);
    if (style_.verbose && signal.folds != 0) line += " [" + folds(signal.folds) + "]";
    labelled(kSignals, line, out);
  }
}

void VerdictText::finding(const Post& post, const postgate_verdict* verdict, std::size_t index,
                          const postgate_finding& finding, Told& told, std::string& out) const {
  const bool is_new = told.rules.insert(view(finding.rule)).second;
  std::string title = both(finding.title_zh, finding.title_en);
  if (title.empty()) title = both(finding.category_zh, finding.category_en);
  out += "   " + paint(colour(finding.action), "\u25CF") + " ";
  out += paint(kBold, wrapped(title, kIndent, style_.screen.width));
  out += "  " + paint(kDim, visible(view(finding.rule), kLongestName)) + "\n";

  const postgate_spans where = in_source(post, finding.field, finding.where);
  std::vector<ByteRange> strong;
  postgate_signal signal = POSTGATE_INIT(postgate_signal);
  for (std::size_t i = 0; i < finding.signal_count; ++i) {
    if (postgate_verdict_signal_at(verdict, index, i, &signal) != POSTGATE_OK) break;
    if (signal.field != finding.field) continue;
    const postgate_span bytes = in_source(post, signal.field, signal.where).bytes;
    strong.push_back({bytes.begin, bytes.end});
  }
  const std::string at = place(post, finding.field, where);
  out.append(kIndent, ' ');
  out += paint(kDim, at);
  out.append(std::max<std::size_t>(1, kLabelColumn + 1 - std::min(kLabelColumn, cells_of(at))), ' ');
  if (finding.field < post.fields.size()) {
    out += excerpt(post.fields[finding.field].text, {where.bytes.begin, where.bytes.end}, strong,
                   style_.screen, cells_for_text());
  }
  out += '\n';
  all_signals(post, verdict, index, finding, out);
  if (finding.folds != 0) labelled(kUndone, folds(finding.folds), out);
  if ((finding.flags & POSTGATE_FINDING_HIDDEN) != 0) labelled(kNote, say(kHiddenFromReaders), out);
  if (is_new) basis(finding, told, out);
  for (const PostFix& fix : post.fixes) {
    if (fix.finding != index) continue;
    labelled(kFix, fix_words(post, fix), out);
  }
}

std::string VerdictText::fix_words(const Post& post, const PostFix& fix) const {
  const postgate_spans where = in_source(post, fix.field, fix.where);
  const std::string old = visible(cut(post, fix.field, where.bytes), 200);
  if (fix.replacement.empty()) return filled(say(kDelete), old);
  return filled(say(kReplace), old) + filled(say(kReplaceBy), visible(fix.replacement, 200));
}

void VerdictText::verdict(const Post& post, const postgate_verdict* verdict, std::string& out) const {
  postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
  postgate_verdict_get_summary(verdict, &summary);
  out += badge(summary.action) + "  " + name_of(post);
  if (summary.grade != 0) {
    out += "  " + paint(kDim, filled(say(kGrade), std::to_string(summary.grade)));
  }
  if (summary.account.size != 0) {
    out += "  " + paint(kDim, "[" + visible(view(summary.account), kLongestName) + "]");
  }
  if (style_.verbose && summary.score > 0) {
    std::string score;
    json_number(score, summary.score);
    out += paint(kDim, "  " + score);
  }
  out += '\n';
  if (summary.complete == 0)
    out += "   " + paint(kBoldYellow, std::string(say(kIncomplete)) + unseen(post, verdict)) + "\n";
  if (summary.stale != 0) out += "   " + paint(kBoldYellow, say(kStale)) + "\n";
  Told told;
  for (const Group& group : grouped(post, verdict, summary.finding_count)) {
    finding(post, verdict, group.index, group.first, told, out);
    rest_of(post, group, out);
  }
  owner_lines(verdict, summary, out);
  if (summary.finding_total > summary.finding_count) {
    const std::string rest = std::to_string(summary.finding_total - summary.finding_count);
    out += "     " + paint(kDim, filled(say(kMoreFindings), rest)) + "\n";
  }
}

void VerdictText::failure(const Post& post, std::string& out) const {
  out += badge(POSTGATE_ACTION_NONE) + "  " + name_of(post) + "\n     ";
  const Problem& problem = *post.problem;
  if (problem.field && problem.offset != POSTGATE_NO_OFFSET) {
    postgate_spans where{};
    where.bytes = {problem.offset, problem.offset};
    out += paint(kDim, place(post, *problem.field, where)) + "  ";
  }
  out += visible(problem.message, 2000) + "\n";
}

namespace {

class TextReporter : public Reporter {
 public:
  explicit TextReporter(const Style& style) : text_(style) {}

  void verdict(const Post& post, const postgate_verdict* verdict, std::string& out) override {
    text_.verdict(post, verdict, out);
  }
  void failure(const Post& post, std::string& out) override { text_.failure(post, out); }

  void summary(const Counts& counts, std::string& out) override {
    if (counts.posts + counts.failures < 2) return;
    out += "\n" + filled(text_.say(kPosts), std::to_string(counts.posts));
    const auto add = [&](int32_t action, std::uint64_t count) {
      if (count != 0 || action == POSTGATE_ACTION_ALLOW)
        out += "  " + text_.badge(action) + " " + std::to_string(count);
    };
    for (const int32_t action :
         {POSTGATE_ACTION_ALLOW, POSTGATE_ACTION_FLAG, POSTGATE_ACTION_HOLD, POSTGATE_ACTION_BLOCK}) {
      add(action, counts.by_action[static_cast<std::size_t>(action)]);
    }
    add(POSTGATE_ACTION_NONE, counts.failures);
    out += '\n';
  }

 private:
  VerdictText text_;
};

}  // namespace

std::unique_ptr<Reporter> text_reporter(const Style& style) { return std::make_unique<TextReporter>(style); }

}  // namespace postgate_cli
