#include "watch.h"

#include <poll.h>
#include <postgate.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

#include "gate.h"
#include "json_text.h"
#include "output.h"
#include "pack_folder.h"
#include "report.h"
#include "scan.h"
#include "utf8.h"
#include "whole_file.h"

namespace postgate_cli {
namespace {

using Watch = std::unique_ptr<postgate_watch, Destroyer<postgate_watch, postgate_watch_destroy>>;

constexpr std::size_t kMostCorpus = std::size_t{64} << 20U;
const char* const kSteps[] = {"none", "parse", "compile", "test", "timing", "diff", "state", "install"};

// What became of one try.
struct Attempt {
  bool installed = false;
  std::string refused;  // the file that was refused when it was added; empty: the packs together were
  std::string step = "verify";
  std::string message;
  postgate_update_report report = POSTGATE_INIT(postgate_update_report);
};

class Session {
 public:
  explicit Session(const WatchSettings& settings)
      : settings_(settings),
        screen_(look_at(STDOUT_FILENO, settings.colour)),
        notices_(look_at(STDERR_FILENO, settings.colour)) {}

  int run() {
    std::string complaint = open();
    if (!complaint.empty()) {
      notices_.say(complaint);
      return kExitUsage;
    }
    reload();
    if (settings_.once) return running_ ? kExitClean : kExitUsage;
    while (Interrupt::signal() == 0 && wait()) {
    }
    return Interrupt::signal() != 0 ? kExitClean : kExitUnscanned;
  }

 private:
  std::string open() {
    postgate_error error = POSTGATE_INIT(postgate_error);
    postgate_watch* watch = nullptr;
    int32_t status = postgate_watch_create(settings_.folder.c_str(), nullptr, &watch, &error);
    watch_.reset(watch);
    if (status != POSTGATE_OK) return status_or(status, error);
    postgate_engine* engine = nullptr;
    status = postgate_engine_create(nullptr, &engine, &error);
    engine_.reset(engine);
    if (status != POSTGATE_OK) return status_or(status, error);
    std::string complaint;
    trust_ = open_trust(settings_.access, complaint);
    if (complaint.empty() && !settings_.corpus.empty()) complaint = read_corpus();
    return complaint;
  }

  std::string read_corpus() {
    std::string complaint = read_whole(settings_.corpus, kMostCorpus, corpus_text_);
    for (std::string_view rest = corpus_text_; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      if (end != 0) corpus_.push_back({rest.data(), end});
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return complaint;
  }

  // Waits for a notice of the kernel or the interval; false ends.
  bool wait() {
    pollfd notice{postgate_watch_descriptor(watch_.get()), POLLIN, 0};
    const int time = static_cast<int>(settings_.interval_ms);
    ::poll(notice.fd >= 0 ? &notice : nullptr, notice.fd >= 0 ? 1 : 0, time);
    if (Interrupt::signal() != 0) return false;
    int32_t changed = 0;
    postgate_error error = POSTGATE_INIT(postgate_error);
    const int32_t status = postgate_watch_poll(watch_.get(), &changed, &error);
    if (status == POSTGATE_E_IO) return true;  // the folder is being replaced; it will be back
    if (status != POSTGATE_OK) return false;
    if (changed != 0) reload();
    // Notices come in swarms; the folder is looked at once for each swarm.
    if (notice.revents != 0) usleep(50'000);
    return true;
  }

  // Tries the best of every name. Where nothing runs yet, a file that is refused makes way for the next
  // best; where something runs, it goes on.
  void reload() {
    PackFolder folder = read_pack_folder(settings_.folder);
    for (const std::string& why : folder.skipped) say("skipped", why, nullptr);
    while (true) {
      const std::vector<PackChoice> best = best_of(folder);
      if (best.empty()) return say("refused", settings_.folder + ": holds no pack that can be used", nullptr);
      const Attempt attempt = install(best);
      if (attempt.installed) {
        running_ = true;
        return say("installed", {}, &attempt);
      }
      say("refused", attempt.message, &attempt);
      if (running_) return;
      const auto gone =
          std::find_if(folder.choices.begin(), folder.choices.end(), [&](const PackChoice& choice) {
            return choice.path == (attempt.refused.empty() ? best.front().path : attempt.refused);
          });
      if (gone == folder.choices.end()) return;
      folder.choices.erase(gone);
    }
  }

  Attempt install(const std::vector<PackChoice>& packs) {
    Attempt attempt;
    const postgate_compiler_options options = compiler_options(settings_.access);
    postgate_error error = POSTGATE_INIT(postgate_error);
    postgate_compiler* raw = nullptr;
    int32_t status = postgate_compiler_create(&options, &raw, &error);
    const Compiler compiler(raw);
    if (status != POSTGATE_OK) {
      attempt.message = status_or(status, error);
      return attempt;
    }
    PackAccess access = settings_.access;
    if (access.now != 0) access.now = clock_now();
    for (const PackChoice& pack : packs) {
      attempt.message = add_pack(raw, pack.path, access, trust_.get());
      attempt.refused = pack.path;
      if (!attempt.message.empty()) return attempt;
    }
    attempt.refused.clear();
    postgate_update_options update = POSTGATE_INIT(postgate_update_options);
    update.max_ns_per_kib = settings_.max_ns_per_kib;
    update.corpus = corpus_.data();
    update.corpus_count = corpus_.size();
    update.max_changed = settings_.max_changed;
    update.trust = trust_.get();
    update.now = access.now;
    status = postgate_engine_update(engine_.get(), raw, &update, &attempt.report, &error);
    attempt.step = kSteps[attempt.report.step];
    attempt.installed = status == POSTGATE_OK;
    if (!attempt.installed) {
      if (error.file[0] != '\0')
        attempt.message = std::string(error.file) + ":" + std::to_string(error.line) + ": ";
      attempt.message += status_or(status, error);
    }
    return attempt;
  }

  std::vector<PackFacts> running_packs() const {
    postgate_ruleset* raw = nullptr;
    postgate_engine_current(engine_.get(), &raw, nullptr);
    const Ruleset ruleset(raw);
    return raw == nullptr ? std::vector<PackFacts>() : packs_of(raw);
  }

  void say(const char* event, const std::string& message, const Attempt* attempt) {
    Output output(screen_);
    if (settings_.as_json) {
      event_json(event, message, attempt, output.buffer());
    } else {
      event_text(event, message, attempt, output.buffer());
    }
    output.flush();
  }

  void event_text(const std::string& event, const std::string& message, const Attempt* attempt,
                  std::string& out) const {
    const bool good = event == "installed";
    out += screen_.paint(good ? kBoldGreen : kBoldYellow, event);
    if (attempt != nullptr && !good) out += " at step " + attempt->step;
    if (!message.empty()) out += ": " + visible(message, 1000);
    for (const PackFacts& pack : running_packs()) {
      out += (good ? ": " : "; running: ") + visible(pack.name, 100) + " " + std::to_string(pack.version);
    }
    if (good) out += ", generation " + std::to_string(attempt->report.generation);
    if (good && attempt->report.judged != 0) {
      out += ", " + std::to_string(attempt->report.changed) + " of " +
             std::to_string(attempt->report.judged) + " verdicts changed (" +
             std::to_string(attempt->report.stricter) + " stricter, " +
             std::to_string(attempt->report.milder) + " milder)";
    }
    out += '\n';
  }

  void event_json(const char* event, const std::string& message, const Attempt* attempt,
                  std::string& out) const {
    out += '{';
    json_member(out, "event", event);
    if (attempt != nullptr) json_member(out, "step", attempt->step);
    if (!message.empty()) json_member(out, "message", message);
    if (attempt != nullptr && attempt->installed) {
      const postgate_update_report& report = attempt->report;
      for (const auto& [name, value] :
           std::initializer_list<std::pair<const char*, std::uint64_t>>{{"generation", report.generation},
                                                                        {"judged", report.judged},
                                                                        {"changed", report.changed},
                                                                        {"stricter", report.stricter},
                                                                        {"milder", report.milder}}) {
        json_member(out, name, value);
      }
    }
    out += json_tail(running_packs());
    out += "}\n";
  }

  const WatchSettings& settings_;
  Screen screen_;
  Notices notices_;
  Watch watch_;
  Engine engine_;
  Trust trust_;
  std::string corpus_text_;
  std::vector<postgate_string> corpus_;
  bool running_ = false;
};

}  // namespace

int watch(const WatchSettings& settings) {
  const Interrupt interrupt;
  return Session(settings).run();
}

}  // namespace postgate_cli
