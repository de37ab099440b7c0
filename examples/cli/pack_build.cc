#include "pack_build.h"

#include <postgate.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include "archive_text.h"
#include "gate.h"
#include "output.h"
#include "pack_check.h"
#include "scan.h"
#include "whole_file.h"

namespace postgate_cli {
namespace {

constexpr int kBuilt = 0;
constexpr int kRefused = 1;

template <std::size_t kSize>
void copy_string(char (&to)[kSize], const postgate_string& from) {
  const std::size_t size = std::min(kSize - 1, from.size);
  if (size != 0) std::memcpy(to, from.data, size);
  to[size] = '\0';
}

void note(void* context, const postgate_progress* what) {
  auto& where = *static_cast<Whereabouts*>(context);
  where.stage = 0;  // not whole
  where.line = what->line;
  copy_string(where.pack, what->pack);
  copy_string(where.file, what->file);
  copy_string(where.rule, what->rule);
  where.stage = what->stage;
}

// In the child: the pack file, or the mistakes in words.
int build_archive(const PackBuildSettings& settings, const std::string& date, const Screen& screen,
                  Whereabouts& where, std::string& out) {
  postgate_compiler_options options = POSTGATE_INIT(postgate_compiler_options);
  options.flags = POSTGATE_COMPILE_KEEP_SOURCE;
  options.progress = note;
  options.progress_context = &where;
  postgate_error error = POSTGATE_INIT(postgate_error);
  postgate_compiler* raw = nullptr;
  int32_t status = postgate_compiler_create(&options, &raw, &error);
  const Compiler compiler(raw);
  if (status == POSTGATE_OK) status = postgate_compiler_add_folder(raw, settings.folder.c_str(), &error);
  postgate_ruleset* built = nullptr;
  if (status == POSTGATE_OK) status = postgate_compiler_build(raw, &built, &error);
  const Ruleset ruleset(built);
  postgate_archive_options write = POSTGATE_INIT(postgate_archive_options);
  write.date = {date.data(), date.size()};
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

// "rules/a.toml:12: a.rule": where the child was when it was ended.
std::string whereabouts_text(const Whereabouts& where) {
  switch (where.stage) {
    case POSTGATE_STAGE_REGEX:
      return std::string("the regex at ") + where.file + ":" + std::to_string(where.line) + " of " +
             where.rule;
    case POSTGATE_STAGE_COMPILE:
      return "compiling all patterns together";
    case POSTGATE_STAGE_TEST:
      return "running the examples and cases";
    default:
      return "reading the pack";
  }
}

std::string epoch_date() {
  const char* text = std::getenv("SOURCE_DATE_EPOCH");
  if (text == nullptr) return {};
  char* end = nullptr;
  const std::time_t seconds = std::strtoll(text, &end, 10);
  std::tm day{};
  char date[16];
  if (end == text || *end != '\0' || gmtime_r(&seconds, &day) == nullptr) return {};
  return std::strftime(date, sizeof(date), "%Y-%m-%d", &day) == 10 ? date : "";
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
    return build_archive(settings, date, settings.as_json ? plain : screen, where, out);
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
