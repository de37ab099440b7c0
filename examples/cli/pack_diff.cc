#include "pack_diff.h"

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <set>

#include "output.h"
#include "pack_check.h"
#include "scan.h"
#include "utf8.h"

namespace postgate_cli {
namespace {

constexpr std::size_t kMostExamples = 5;
constexpr std::size_t kExampleCells = 60;

// What one pack makes of a post.
struct Judged {
  struct Found {
    std::string text;  // what it found first
    int32_t action = POSTGATE_ACTION_NONE;
  };
  int32_t action = POSTGATE_ACTION_NONE;
  std::map<std::string, Found> found;  // by "pack/rule"
};

class Comparison {
 public:
  Comparison(Gate& before, Gate& after, PackDiff& diff) : before_(before), after_(after), diff_(diff) {}

  void post(Post& post) {
    ++diff_.posts;
    Judged old_verdict;
    Judged new_verdict;
    if (post.problem || !judge(before_, post, old_verdict) || !judge(after_, post, new_verdict)) {
      ++diff_.unscanned;
      return;
    }
    ++diff_.actions[index(old_verdict.action)][index(new_verdict.action)];
    if (old_verdict.action != new_verdict.action) ++diff_.changed;
    for (const auto& [rule, found] : new_verdict.found) {
      const auto before = old_verdict.found.find(rule);
      if (before != old_verdict.found.end() && before->second.action == found.action) continue;
      const bool gained = before == old_verdict.found.end();
      RuleEffect& effect = diff_.effects[rule];
      ++(gained ? effect.gained : effect.changed);
      keep(post, found.text, old_verdict, new_verdict,
           gained ? effect.gained_examples : effect.changed_examples);
    }
    for (const auto& [rule, found] : old_verdict.found) {
      if (new_verdict.found.count(rule) != 0) continue;
      RuleEffect& effect = diff_.effects[rule];
      ++effect.lost;
      keep(post, found.text, old_verdict, new_verdict, effect.lost_examples);
    }
  }

 private:
  static std::size_t index(int32_t action) {
    return action < 0 || action > POSTGATE_ACTION_BLOCK ? 0 : static_cast<std::size_t>(action);
  }

  static bool judge(Gate& gate, Post& post, Judged& to) {
    const postgate_verdict* verdict = gate.judge(post);
    if (verdict == nullptr) return false;
    postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
    postgate_verdict_get_summary(verdict, &summary);
    to.action = summary.action;
    postgate_finding finding = POSTGATE_INIT(postgate_finding);
    for (std::size_t i = 0; i < summary.finding_count; ++i) {
      if (postgate_verdict_finding_at(verdict, i, &finding) != POSTGATE_OK) break;
      std::string rule = std::string(view(finding.pack)) + "/" + std::string(view(finding.rule));
      const postgate_spans where = in_source(post, finding.field, finding.where);
      Judged::Found& found = to.found[std::move(rule)];
      if (found.text.empty()) found.text = visible(cut(post, finding.field, where.bytes), kExampleCells);
      found.action = std::max(found.action, finding.action);
    }
    return true;
  }

  static void keep(const Post& post, const std::string& text, const Judged& old_verdict,
                   const Judged& new_verdict, std::vector<DiffExample>& examples) {
    if (examples.size() >= kMostExamples) return;
    examples.push_back({visible(post.id, 100), text, old_verdict.action, new_verdict.action});
  }

  Gate& before_;
  Gate& after_;
  PackDiff& diff_;
};

// Says on standard error why a pack cannot be used.
Built open_pack(const std::string& pack, const PackDiffSettings& settings, Notices& notices) {
  Built built = build_packs({pack});
  if (built.ruleset != nullptr) return built;
  std::string list;
  list_diagnostics(built.diagnostics, pack, look_at(STDERR_FILENO, settings.colour), list);
  notices.block(list);
  notices.say(pack + " cannot be used: " + built.message);
  return built;
}

std::optional<Gate> open_gate(Built& built, const PackDiffSettings& settings, Notices& notices) {
  std::string complaint;
  std::optional<Gate> gate = Gate::open(built.ruleset, settings.profile, false, complaint);
  if (!gate) notices.say(complaint);
  return gate;
}

}  // namespace

int pack_diff(const PackDiffSettings& settings) {
  const Interrupt interrupt;
  const Screen screen = look_at(STDOUT_FILENO, settings.colour);
  Notices notices(look_at(STDERR_FILENO, settings.colour));
  Output output(screen);
  Built old_pack = open_pack(settings.old_pack, settings, notices);
  Built new_pack = open_pack(settings.new_pack, settings, notices);
  if (old_pack.ruleset == nullptr || new_pack.ruleset == nullptr) return kExitUsage;
  PackDiff diff;
  diff.old_packs = packs_of(old_pack.ruleset.get());
  diff.new_packs = packs_of(new_pack.ruleset.get());
  diff.rules = compare_rules(old_pack.ruleset.get(), new_pack.ruleset.get());
  std::optional<Gate> before = open_gate(old_pack, settings, notices);
  std::optional<Gate> after = open_gate(new_pack, settings, notices);
  if (!before || !after) return kExitUsage;

  if (!settings.corpus.empty()) {
    diff.has_corpus = true;
    Comparison comparison(*before, *after, diff);
    PostReader posts(
        settings.corpus, std::nullopt, settings.input, [&output] { return output.flush(); }, notices);
    Post post;
    while (Interrupt::signal() == 0 && posts.next(post)) {
      PostReader::finish(post);
      comparison.post(post);
      notices.progress(diff.posts, posts.share());
    }
  }
  notices.finish();
  if (Interrupt::signal() != 0) return kExitSignal + Interrupt::signal();
  switch (settings.format) {
    case DiffFormat::kText:
      append_diff_text(diff, screen, output.buffer());
      break;
    case DiffFormat::kJson:
      append_diff_json(diff, output.buffer());
      break;
    case DiffFormat::kHtml:
      append_diff_html(diff, output.buffer());
      break;
  }
  if (!output.flush()) return kExitSignal + SIGPIPE;
  if (diff.unscanned > 0) return kExitUnscanned;
  return diff.same() ? kExitClean : kExitStopped;
}

}  // namespace postgate_cli
