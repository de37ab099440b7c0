#include "scan.h"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

#include "audit_trail.h"
#include "gate.h"
#include "pack_check.h"
#include "parallel_scan.h"
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

// What became of one post: written to `out`, counted, and complained of where it has no verdict.
void tell(const Post& post, const postgate_verdict* verdict, Reporter& reporter, std::string& out,
          Counts& counts, std::vector<std::string>& complaints) {
  if (post.is_post) ++counts.posts;
  if (verdict != nullptr) {
    postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
    postgate_verdict_get_summary(verdict, &summary);
    const auto action = static_cast<std::size_t>(summary.action);
    ++counts.by_action[action < counts.by_action.size() ? action : POSTGATE_ACTION_NONE];
    reporter.verdict(post, verdict, out);
    return;
  }
  ++counts.failures;
  reporter.failure(post, out);
  const Problem& problem = *post.problem;
  std::string place;
  if (problem.field) place = std::string(role_name(post.fields[*problem.field].role)) + ": ";
  if (problem.offset != POSTGATE_NO_OFFSET) place += "byte " + std::to_string(problem.offset) + ": ";
  complaints.push_back(post.where() + ": " + place + problem.message);
}

// Where posts come from, where verdicts go, and what was counted on the way.
class Session {
 public:
  Session(const ScanSettings& settings, Gate& gate, bool has_accounts, const Style& style, Output& output,
          Notices& notices, bool quiet)
      : settings_(settings),
        gate_(gate),
        style_(style),
        output_(output),
        notices_(notices),
        has_accounts_(has_accounts),
        quiet_(quiet) {
    reporter_ = make_reporter(settings, style, gate);
  }

  void run() {
    reporter_->begin(output_.buffer());
    if (settings_.threads > 1) {
      run_threads();
    } else {
      run_alone();
    }
  }

  const Counts& counts() const { return counts_; }
  Reporter& reporter() { return *reporter_; }

  int exit_status() const {
    if (counts_.failures > 0) return kExitUnscanned;
    const bool all_published =
        counts_.by_action[POSTGATE_ACTION_ALLOW] + counts_.by_action[POSTGATE_ACTION_FLAG] == counts_.posts;
    return all_published ? kExitClean : kExitStopped;
  }

 private:
  PostReader reader(std::function<bool()> before_waiting) {
    return PostReader(settings_.files, settings_.text, settings_.input, std::move(before_waiting), notices_);
  }

  void run_alone() {
    PostReader posts = reader([this] { return output_.flush(); });
    std::vector<std::string> complaints;
    Post post;
    while (Interrupt::signal() == 0 && !output_.broken() && posts.next(post)) {
      PostReader::finish(post);
      if (!post.account.empty()) tell_about_accounts();
      const postgate_verdict* verdict = post.problem ? nullptr : gate_.judge(post);
      tell(post, verdict, *reporter_, output_.buffer(), counts_, complaints);
      wrote_some(complaints, posts);
    }
  }

  // The formats whose posts do not know of each other are written by the threads that judge.
  void run_threads() {
    const bool apart = settings_.format == OutputKind::kText || settings_.format == OutputKind::kJsonLines;
    std::vector<Gate> gates;
    std::vector<std::unique_ptr<Reporter>> reporters;
    for (int i = 0; i < settings_.threads; ++i) {
      std::optional<Gate> gate = gate_.beside();
      if (!gate) throw std::bad_alloc();
      gates.push_back(std::move(*gate));
      reporters.push_back(apart ? make_reporter(settings_, style_, gate_) : nullptr);
    }
    const auto judge = [&](Gate& gate, std::size_t worker, Chunk& chunk) {
      for (std::size_t i = 0; i < chunk.count; ++i) {
        PostReader::finish(chunk.posts[i]);
        if (!chunk.posts[i].account.empty()) chunk.names_account = true;
      }
      gate.judge_all(chunk.posts, chunk.count);
      chunk.verdicts = gate.verdicts();
      if (apart) tell_all(chunk, *reporters[worker], chunk.text);
    };
    ParallelScan threads(std::move(gates), judge, !apart);
    feed(threads, apart);
  }

  static void tell_all(Chunk& chunk, Reporter& reporter, std::string& out) {
    for (std::size_t i = 0; i < chunk.count; ++i) {
      tell(chunk.posts[i], chunk.verdicts[i], reporter, out, chunk.counts, chunk.complaints);
    }
  }

  void feed(ParallelScan& threads, bool apart) {
    PostReader* reading = nullptr;
    const auto take_back = [&](bool all) {
      while (Chunk* chunk = threads.oldest(all || !threads.has_room())) {
        take(*chunk, apart, *reading);
        threads.release();
      }
    };
    // Nothing more to read for now: what was read must not wait.
    const auto before_waiting = [&] {
      if (threads.open().count != 0) threads.submit();
      take_back(true);
      return output_.flush();
    };
    PostReader posts = reader(before_waiting);
    reading = &posts;
    Post post;
    while (Interrupt::signal() == 0 && !output_.broken() && posts.next(post)) {
      Chunk& chunk = threads.open();
      if (chunk.posts.size() == chunk.count) chunk.posts.emplace_back();
      chunk.bytes += post.unread.size();
      for (const Field& field : post.fields) chunk.bytes += field.text.size();
      std::swap(chunk.posts[chunk.count++], post);
      if (!chunk.is_full()) continue;
      threads.submit();
      take_back(false);
    }
    if (threads.open().count != 0) threads.submit();
    take_back(true);
  }

  void take(Chunk& chunk, bool apart, PostReader& posts) {
    if (output_.broken()) return;
    if (chunk.names_account) tell_about_accounts();
    if (apart) {
      output_.buffer() += chunk.text;
    } else {
      tell_all(chunk, *reporter_, output_.buffer());
    }
    counts_.posts += chunk.counts.posts;
    counts_.failures += chunk.counts.failures;
    for (std::size_t i = 0; i < counts_.by_action.size(); ++i)
      counts_.by_action[i] += chunk.counts.by_action[i];
    wrote_some(chunk.complaints, posts);
  }

  void tell_about_accounts() {
    if (has_accounts_ || told_about_accounts_) return;
    told_about_accounts_ = true;
    notices_.say("posts name an account, but no --account file is given; they are judged as nobody's");
  }

  void wrote_some(std::vector<std::string>& complaints, const PostReader& posts) {
    if (!quiet_) {
      for (const std::string& complaint : complaints) notices_.complain(complaint);
    }
    complaints.clear();
    output_.commit();
    if (!style_.screen.is_terminal) notices_.progress(counts_.posts, posts.share());
  }

  const ScanSettings& settings_;
  Gate& gate_;
  Style style_;
  std::unique_ptr<Reporter> reporter_;
  Output& output_;
  Notices& notices_;
  bool has_accounts_;
  bool told_about_accounts_ = false;
  bool quiet_;
  Counts counts_;
};

std::optional<Gate> open_gate(const ScanSettings& settings, Owners& owners, Notices& notices) {
  if (!owners.load(settings.owners, look_at(STDERR_FILENO, settings.colour), notices)) return std::nullopt;
  Built built = build_packs(settings.packs, settings.access);
  std::string complaint = built.message;
  if (built.ruleset != nullptr) {
    owners.check(built.ruleset.get(), notices);
    std::optional<Gate> gate = Gate::open(built.ruleset, settings.profile, settings.explain, complaint);
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

// Packs on trial. False if one cannot be used; it was said why.
bool open_trials(const ScanSettings& settings, Gate& gate, Notices& notices) {
  const auto build = [&](const char* option, const std::string& pack, Ruleset& ruleset) {
    Built built = build_packs({pack});
    ruleset = std::move(built.ruleset);
    if (ruleset != nullptr) return true;
    std::string list;
    list_diagnostics(built.diagnostics, pack, look_at(STDERR_FILENO, settings.colour), list);
    notices.block(list);
    notices.say(std::string(option) + ": " + built.message);
    return false;
  };
  Ruleset ruleset;
  std::string complaint;
  if (!settings.shadow.empty()) {
    if (!build("--shadow", settings.shadow, ruleset)) return false;
    if (!gate.set_shadow(ruleset, complaint)) notices.say("--shadow: " + complaint);
  }
  if (settings.canary.empty() || !complaint.empty()) return complaint.empty();
  const std::size_t colon = settings.canary.rfind(':');
  char* end = nullptr;
  const double percent =
      colon == std::string::npos ? -1 : std::strtod(settings.canary.c_str() + colon + 1, &end);
  if (!(percent >= 0 && percent <= 100) || *end != '\0' || end == settings.canary.c_str() + colon + 1) {
    notices.say("--canary: PACK:PERCENT, such as my-pack:12.5, not " + settings.canary);
    return false;
  }
  if (!build("--canary", settings.canary.substr(0, colon), ruleset)) return false;
  if (!gate.set_canary(ruleset, static_cast<std::uint32_t>(percent * 10'000 + 0.5), complaint)) {
    notices.say("--canary: " + complaint);
  }
  return complaint.empty();
}

// Why the statistics could not be written, or nothing.
std::string write_statistics(const std::string& file, const Gate& gate, Output& output) {
  const bool metrics = file.ends_with(".prom");
  std::string text = gate.statistics(metrics ? POSTGATE_STATS_PROMETHEUS : POSTGATE_STATS_JSON);
  if (!metrics) text += '\n';
  if (file == "-") {
    if (!output.broken()) output.buffer() += text;
    return {};
  }
  std::FILE* to = std::fopen(file.c_str(), "wbe");
  if (to == nullptr) return file + ": " + std::strerror(errno);
  const bool written = std::fwrite(text.data(), 1, text.size(), to) == text.size();
  if (std::fclose(to) != 0 || !written) return file + ": " + std::strerror(errno);
  return {};
}

// What is left to say when all posts are done or something stopped them.
int finish(Session& session, const ScanSettings& settings, const Gate& gate, Output& output,
           Notices& notices) {
  const int signal = Interrupt::signal();
  if (!output.broken()) session.reporter().summary(session.counts(), output.buffer());
  std::string complaint;
  if (!settings.statistics.empty()) complaint = write_statistics(settings.statistics, gate, output);
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
  if (!complaint.empty()) {
    notices.say("cannot write the statistics: " + complaint);
    return kExitUnscanned;
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
  if (!gate || !open_trials(settings, *gate, notices)) return kExitUsage;
  gate->set_now(settings.access.now);
  const bool for_people = settings.format == OutputKind::kText || settings.format == OutputKind::kHtml;
  gate->set_suggesting(settings.fix.value_or(for_people && !settings.explain));

  std::string complaint;
  const std::unique_ptr<AuditTrail> audit =
      settings.audit.empty() ? nullptr : AuditTrail::open(settings.audit, settings.audit_key, complaint);
  if (!settings.audit.empty() && audit == nullptr) {
    notices.say(complaint);
    return kExitUsage;
  }
  gate->set_audit(audit.get());

  // In the text format a failure stands among the verdicts; on one terminal it need not be said twice.
  const bool quiet = settings.format == OutputKind::kText && style.screen.is_terminal && errors.is_terminal;
  Session session(settings, *gate, owners.has_accounts(), style, output, notices, quiet);
  session.run();
  return finish(session, settings, *gate, output, notices);
}

}  // namespace postgate_cli
