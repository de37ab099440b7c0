#include "scan.h"

#include <unistd.h>

#include <csignal>

#include "audit_trail.h"
#include "gate.h"
#include "pack_check.h"
#include "report.h"

namespace postgate_cli {
namespace {

std::unique_ptr<Reporter> make_reporter(const ScanSettings& settings, const Style& style, const Gate& gate) {
  const bool explain = settings.explain;
  switch (settings.format) {
    case OutputKind::kJsonLines:
      return explain ? explain_json_reporter(gate.packs()) : json_reporter(gate.packs());
    case OutputKind::kSarif:
      return sarif_reporter(gate.packs());
    case OutputKind::kHtml:
      return html_reporter(style, gate.packs());
    case OutputKind::kText:
      break;
  }
  return explain ? explain_text_reporter(style, gate.packs()) : text_reporter(style);
}

class Session {
 public:
  Session(Gate& gate, Reporter& reporter, Output& output, Notices& notices, bool quiet)
      : gate_(gate), reporter_(reporter), output_(output), notices_(notices), quiet_(quiet) {}

  void judge(Post& post) {
    const postgate_verdict* verdict = post.problem ? nullptr : gate_.judge(post);
    if (post.is_post) ++counts_.posts;
    if (verdict == nullptr) {
      fail(post);
    } else {
      count(verdict);
      reporter_.verdict(post, verdict, output_.buffer());
    }
    output_.commit();
  }

  const Counts& counts() const { return counts_; }

  int exit_status() const {
    if (counts_.failures > 0) return kExitUnscanned;
    const bool all_published =
        counts_.by_action[POSTGATE_ACTION_ALLOW] + counts_.by_action[POSTGATE_ACTION_FLAG] == counts_.posts;
    return all_published ? kExitClean : kExitStopped;
  }

 private:
  void count(const postgate_verdict* verdict) {
    postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
    postgate_verdict_get_summary(verdict, &summary);
    const auto action = static_cast<std::size_t>(summary.action);
    ++counts_.by_action[action < counts_.by_action.size() ? action : POSTGATE_ACTION_NONE];
  }

  void fail(const Post& post) {
    ++counts_.failures;
    reporter_.failure(post, output_.buffer());
    if (quiet_) return;
    const Problem& problem = *post.problem;
    std::string place;
    if (problem.field) place = std::string(role_name(post.fields[*problem.field].role)) + ": ";
    if (problem.offset != POSTGATE_NO_OFFSET) place += "byte " + std::to_string(problem.offset) + ": ";
    notices_.complain(post.where() + ": " + place + problem.message);
  }

  Gate& gate_;
  Reporter& reporter_;
  Output& output_;
  Notices& notices_;
  bool quiet_;
  Counts counts_;
};

std::optional<Gate> open_gate(const ScanSettings& settings, Owners& owners, Notices& notices) {
  if (!owners.load(settings.owners, look_at(STDERR_FILENO, settings.colour), notices)) return std::nullopt;
  Built built = build_packs(settings.packs, settings.access);
  std::string complaint = built.message;
  if (built.ruleset != nullptr) {
    owners.check(built.ruleset.get(), notices);
    std::optional<Gate> gate =
        Gate::open(std::move(built.ruleset), settings.profile, settings.explain, complaint);
    if (gate) {
      gate->use(owners);
      return gate;
    }
  }
  std::string list;
  const std::string folder = settings.packs.size() == 1 ? settings.packs.front() : std::string();
  list_diagnostics(built.diagnostics, folder, look_at(STDERR_FILENO, settings.colour), list);
  notices.block(list);
  notices.say(built.diagnostics.empty() ? complaint : "the pack cannot be used: " + complaint);
  return std::nullopt;
}

// What is left to say when all posts are done or something stopped them.
int finish(const Session& session, Reporter& reporter, Output& output, Notices& notices) {
  const int signal = Interrupt::signal();
  if (!output.broken()) reporter.summary(session.counts(), output.buffer());
  output.flush();
  notices.finish();
  if (output.closed_pipe()) return kExitSignal + SIGPIPE;
  if (output.broken()) {
    notices.say("cannot write the verdicts: " + output.reason());
    return kExitUnscanned;
  }
  if (signal != 0) {
    notices.say(std::string(signal == SIGINT ? "stopped by Ctrl-C" : "told to stop") + " after " +
                std::to_string(session.counts().posts) + " posts; the rest was not scanned");
    return kExitSignal + signal;
  }
  return session.exit_status();
}

}  // namespace

int scan(const ScanSettings& settings) {
  const Interrupt interrupt;
  const Style style{look_at(STDOUT_FILENO, settings.colour), settings.language, settings.verbose};
  const Screen errors = look_at(STDERR_FILENO, settings.colour);
  Notices notices(errors);
  Output output(style.screen);
  Owners owners;
  std::optional<Gate> gate = open_gate(settings, owners, notices);
  if (!gate) return kExitUsage;
  gate->set_now(settings.access.now);

  std::string complaint;
  const std::unique_ptr<AuditTrail> audit =
      settings.audit.empty() ? nullptr : AuditTrail::open(settings.audit, settings.audit_key, complaint);
  if (!settings.audit.empty() && audit == nullptr) {
    notices.say(complaint);
    return kExitUsage;
  }
  gate->set_audit(audit.get());

  const std::unique_ptr<Reporter> reporter = make_reporter(settings, style, *gate);
  PostReader posts(settings.files, settings.text, settings.input, output, notices);
  // In the text format a failure stands among the verdicts; on one terminal it need not be said twice.
  const bool quiet = settings.format == OutputKind::kText && style.screen.is_terminal && errors.is_terminal;
  Session session(*gate, *reporter, output, notices, quiet);
  reporter->begin(output.buffer());
  Post post;
  bool told_about_accounts = false;
  while (Interrupt::signal() == 0 && !output.broken() && posts.next(post)) {
    if (!post.account.empty() && !owners.has_accounts() && !told_about_accounts) {
      told_about_accounts = true;
      notices.say("posts name an account, but no --account file is given; they are judged as nobody's");
    }
    session.judge(post);
    if (!style.screen.is_terminal) notices.progress(session.counts().posts, posts.share());
  }
  return finish(session, *reporter, output, notices);
}

}  // namespace postgate_cli
