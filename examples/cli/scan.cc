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
#include "own_cache.h"
#include "pack_check.h"
#include "parallel_scan.h"
#include "quantity.h"
#include "record.h"
#include "report.h"
#include "scan_trials.h"

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

// What is said about posts, before it is written.
struct Said {
  std::string& out;
  Counts& counts;
  std::vector<std::string>& complaints;
  std::vector<std::string>& record;  // lines
};

// Where the verdicts of a scan go besides its output.
struct Sinks {
  AuditTrail* audit = nullptr;
  RecordWriter* record = nullptr;
};

// What became of one post: written, counted, and complained of where it has no verdict. What the library
// was asked about goes on record, with `tail`.
void tell(const Post& post, const postgate_verdict* verdict, Reporter& reporter, const std::string& tail,
          Said said) {
  if (post.is_post) ++said.counts.posts;
  const bool recorded = !tail.empty() && (verdict != nullptr || post.problem->code != POSTGATE_OK);
  if (recorded) {
    std::string json;
    if (verdict != nullptr) append_verdict_json(post, verdict, tail, json);
    if (verdict == nullptr) append_failure_json(post, tail, json);
    said.record.push_back(record_line(post, json));
  }
  if (verdict != nullptr) {
    postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
    postgate_verdict_get_summary(verdict, &summary);
    const auto action = static_cast<std::size_t>(summary.action);
    ++said.counts.by_action[action < said.counts.by_action.size() ? action : POSTGATE_ACTION_NONE];
    reporter.verdict(post, verdict, said.out);
    return;
  }
  ++said.counts.failures;
  reporter.failure(post, said.out);
  const Problem& problem = *post.problem;
  std::string place;
  if (problem.field) place = std::string(role_name(post.fields[*problem.field].role)) + ": ";
  if (problem.offset != POSTGATE_NO_OFFSET) place += "byte " + std::to_string(problem.offset) + ": ";
  said.complaints.push_back(post.where() + ": " + place + problem.message);
}

// Where posts come from, where verdicts go, and what was counted on the way.
class Session {
 public:
  Session(const ScanSettings& settings, Gate& gate, bool has_accounts, Sinks sinks, const Style& style,
          Output& output, Notices& notices, bool quiet)
      : settings_(settings),
        gate_(gate),
        sinks_(sinks),
        style_(style),
        output_(output),
        notices_(notices),
        has_accounts_(has_accounts),
        quiet_(quiet) {
    reporter_ = make_reporter(settings, style, gate);
    if (sinks_.record != nullptr) record_tail_ = json_tail(gate.packs());
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
      audit(post, verdict, gate_.latency_ns());
      tell(post, verdict, *reporter_, record_tail_, {output_.buffer(), counts_, complaints, recorded_});
      put_on_record(recorded_);
      wrote_some(complaints, posts);
    }
  }

  // A post whose line cannot be written gets no verdict.
  void audit(Post& post, const postgate_verdict*& verdict, std::uint64_t latency_ns) {
    if (sinks_.audit == nullptr || (verdict == nullptr && post.problem->code == POSTGATE_OK)) return;
    std::string complaint;
    if (sinks_.audit->add(post, verdict, latency_ns, complaint)) return;
    verdict = nullptr;
    post.problem =
        Problem{"E_IO", "no audit line could be written: " + complaint, POSTGATE_NO_OFFSET, std::nullopt};
  }

  void put_on_record(std::vector<std::string>& lines) {
    for (const std::string& line : lines) sinks_.record->add_post(line);
    lines.clear();
  }

  // The formats whose posts do not know of each other are written by the threads that judge, unless each
  // verdict must wait for its line of the audit, which are in the order of the posts.
  void run_threads() {
    const bool by_post = settings_.format == OutputKind::kText || settings_.format == OutputKind::kJsonLines;
    const bool apart = by_post && sinks_.audit == nullptr;
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
      if (apart) tell_all(chunk, *reporters[worker], record_tail_, chunk.text);
    };
    ParallelScan threads(std::move(gates), judge, !apart);
    feed(threads, apart);
  }

  static void tell_all(Chunk& chunk, Reporter& reporter, const std::string& tail, std::string& out) {
    for (std::size_t i = 0; i < chunk.count; ++i) {
      tell(chunk.posts[i], chunk.verdicts[i], reporter, tail,
           {out, chunk.counts, chunk.complaints, chunk.lines});
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
      for (std::size_t i = 0; i < chunk.count; ++i) audit(chunk.posts[i], chunk.verdicts[i], 0);
      tell_all(chunk, *reporter_, record_tail_, output_.buffer());
    }
    put_on_record(chunk.lines);
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
  Sinks sinks_;
  std::string record_tail_;            // of verdicts on record; empty: there is none
  std::vector<std::string> recorded_;  // lines to be written
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
  const bool keep = !settings.record.empty();
  if (!owners.load(settings.owners, keep, look_at(STDERR_FILENO, settings.colour), notices)) {
    return std::nullopt;
  }
  Built built = build_packs(settings.packs, with_cache(settings.access));
  std::string complaint = built.message;
  if (built.ruleset != nullptr) {
    owners.check(built.ruleset.get(), owners.now(), notices);
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

// What is left to say when all posts are done or something stopped them.
int finish(Session& session, const ScanSettings& settings, const Gate& gate, RecordWriter* record,
           Output& output, Notices& notices) {
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
                counted(session.counts().posts, "post") + "; the rest was not scanned");
    return kExitSignal + signal;
  }
  if (!complaint.empty()) complaint = "cannot write the statistics: " + complaint;
  if (record != nullptr && complaint.empty()) {
    complaint = record->finish();
    if (!complaint.empty()) complaint = "cannot write the record: " + complaint;
  }
  if (complaint.empty()) return session.exit_status();
  notices.say(complaint);
  return kExitUnscanned;
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
  const std::uint64_t packs_day = settings.access.now;
  const std::uint64_t now = owners.day_given() || packs_day == 0 ? owners.now() : packs_day;
  gate->set_now(now);
  const bool for_people = settings.format == OutputKind::kText || settings.format == OutputKind::kHtml;
  gate->set_suggesting(settings.fix.value_or(for_people && !settings.explain));

  std::string complaint;
  const std::unique_ptr<AuditTrail> audit =
      settings.audit.empty() ? nullptr : AuditTrail::open(settings.audit, settings.audit_key, complaint);
  const std::unique_ptr<RecordWriter> record =
      settings.record.empty() ? nullptr : RecordWriter::open(settings.record, complaint);
  if (!complaint.empty()) {
    notices.say(complaint);
    return kExitUsage;
  }
  if (record != nullptr) {
    record->add(record_head_line({postgate_version_string(), settings.packs, gate->packs(), settings.profile,
                                  now, gate->suggesting()}));
    for (const OwnerSource& source : owners.sources()) record->add(record_owner_line(source));
  }

  // In the text format a failure stands among the verdicts; on one terminal it need not be said twice.
  const bool quiet = settings.format == OutputKind::kText && style.screen.is_terminal && errors.is_terminal;
  Session session(settings, *gate, owners.accounts() != nullptr, {audit.get(), record.get()}, style, output,
                  notices, quiet);
  session.run();
  return finish(session, settings, *gate, record.get(), output, notices);
}

}  // namespace postgate_cli
