#include "pack_build.h"

#include <postgate.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>

#include "archive_text.h"
#include "benign.h"
#include "day.h"
#include "gate.h"
#include "output.h"
#include "pack_check.h"
#include "progress.h"
#include "scan.h"
#include "whole_file.h"

namespace postgate_cli {
namespace {

constexpr int kBuilt = 0;
constexpr int kRefused = 1;

// Fills in what the pack makes of innocent text; false if that cannot be told.
bool try_benign(const Ruleset& ruleset, const PackBuildSettings& settings, Notices& notices,
                postgate_archive_options& write) {
  if (settings.benign.empty()) return true;
  std::string complaint;
  const BenignResult result = measure_benign(ruleset, settings.benign, notices, complaint);
  if (complaint.empty() && !result.whole) complaint = "not all of the innocent text could be read";
  if (complaint.empty() && result.characters == 0) complaint = "there is no innocent text to be read";
  if (!complaint.empty()) notices.say(complaint);
  write.benign_characters = result.characters;
  write.benign_stopped = result.stopped;
  return complaint.empty();
}

// In the child: the pack file, or the mistakes in words.
int build_archive(const PackBuildSettings& settings, const std::string& date, const Screen& screen,
                  Notices& notices, Whereabouts& where, std::string& out) {
  postgate_compiler_options options = POSTGATE_INIT(postgate_compiler_options);
  options.flags = POSTGATE_COMPILE_KEEP_SOURCE;
  options.progress = note_progress;
  options.progress_context = &where;
  postgate_error error = POSTGATE_INIT(postgate_error);
  postgate_compiler* raw = nullptr;
  int32_t status = postgate_compiler_create(&options, &raw, &error);
  const Compiler compiler(raw);
  if (status == POSTGATE_OK) status = postgate_compiler_add_folder(raw, settings.folder.c_str(), &error);
  postgate_ruleset* built = nullptr;
  if (status == POSTGATE_OK) status = postgate_compiler_build(raw, &built, &error);
  const Ruleset ruleset(built);
  lift_time_limit(where);
  postgate_archive_options write = POSTGATE_INIT(postgate_archive_options);
  write.date = {date.data(), date.size()};
  if (status == POSTGATE_OK && !try_benign(ruleset, settings, notices, write)) return kRefused;
  const void* bytes = nullptr;
  std::size_t size = 0;
  if (status == POSTGATE_OK) status = postgate_compiler_write_archive(raw, &write, &bytes, &size, &error);
  if (status == POSTGATE_OK) {
    out.assign(static_cast<const char*>(bytes), size);
    return kBuilt;
  }
  list_diagnostics(diagnostics_of(raw), settings.folder, screen, out);
  out += screen.paint(kBoldRed, "\u2716") + " " + settings.folder +
         ": not built: " + status_or(status, error) + "\n";
  return status == POSTGATE_E_NOMEM ? kExitUnscanned : kRefused;
}

std::string epoch_date() {
  const char* text = std::getenv("SOURCE_DATE_EPOCH");
  if (text == nullptr) return {};
  char* end = nullptr;
  const std::time_t seconds = std::strtoll(text, &end, 10);
  if (end == text || *end != '\0') return {};
  return utc_day(seconds);
}

}  // namespace

int pack_build(const PackBuildSettings& settings) {
  const Interrupt interrupt;
  const Screen screen = look_at(STDOUT_FILENO, settings.colour);
  Notices notices(look_at(STDERR_FILENO, settings.colour));
  Output output(screen);
  const std::string date = settings.date.empty() ? epoch_date() : settings.date;
  const Screen plain;
  const LimitedRun run = run_limited(settings.limits, [&](Whereabouts& where, std::string& out) {
    return build_archive(settings, date, settings.as_json ? plain : screen, notices, where, out);
  });
  if (!run.end.empty()) {
    notices.say(settings.folder + ": not built: " + whereabouts_text(run.where) + " " + run.end +
                "; simplify it, or raise --max-seconds or --max-memory");
    return kExitUsage;
  }
  if (run.exit_status != kBuilt) {
    notices.block(run.output);
    return kExitUsage;
  }
  postgate_archive_info info = POSTGATE_INIT(postgate_archive_info);
  if (postgate_archive_read(run.output.data(), run.output.size(), &info, nullptr) != POSTGATE_OK)
    return kExitUnscanned;
  const std::string file = !settings.output.empty() ? settings.output
                                                    : std::string(view(info.name)) + "-" +
                                                          std::to_string(info.version) + ".pgpack";
  if (const std::string complaint = write_whole(file, run.output, 0644); !complaint.empty()) {
    notices.say("cannot write the pack file: " + complaint);
    return kExitUnscanned;
  }
  if (settings.as_json) {
    archive_json(file, run.output, output.buffer());
    output.buffer() += "}\n";
  } else {
    output.buffer() += screen.paint(kBoldGreen, "\u2714") + " " + screen.paint(kBold, file) + "\n";
    archive_text(run.output, output.buffer());
  }
  return output.flush() ? kExitClean : kExitUnscanned;
}

}  // namespace postgate_cli
