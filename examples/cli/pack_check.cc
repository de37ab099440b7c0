#include "pack_check.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>

#include "json_text.h"
#include "output.h"
#include "scan.h"
#include "utf8.h"

namespace postgate_cli {
namespace {

struct Tally {
  std::size_t errors = 0;
  std::size_t warnings = 0;
};

Tally tally_of(const Built& built) {
  Tally tally;
  for (const Diagnostic& diagnostic : built.diagnostics) {
    ++(diagnostic.is_error ? tally.errors : tally.warnings);
  }
  if (tally.errors == 0 && !built.message.empty()) tally.errors = 1;  // the folder as a whole
  return tally;
}

postgate_ruleset_info info_of(const Built& built) {
  postgate_ruleset_info info = POSTGATE_INIT(postgate_ruleset_info);
  if (built.ruleset != nullptr) postgate_ruleset_get_info(built.ruleset.get(), &info);
  return info;
}

std::string counted(std::uint64_t count, const char* noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string decimal(double value, int digits) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  return text.data();
}

bool failed(const Tally& tally, const PackCheckSettings& settings) {
  return tally.errors > 0 || (settings.strict && tally.warnings > 0);
}

void facts_text(const Built& built, std::string& out) {
  const postgate_ruleset_info info = info_of(built);
  for (const PackFacts& pack : packs_of(built.ruleset.get())) {
    out += "  " + visible(pack.name, 100) + " " + std::to_string(pack.version);
    if (!pack.release.empty()) out += " (" + visible(pack.release, 100) + ")";
    if (!pack.expires.empty()) out += ", expires " + visible(pack.expires, 40);
    out += ", " + visible(pack.digest, 100) + "\n";
  }
  out += "  " + counted(info.rule_count, "rule") + ", " + counted(info.signal_count, "signal") + ", " +
         counted(info.word_count, "word") + ", " + std::to_string(info.regex_count) +
         (info.regex_count == 1 ? " regex" : " regexes");
  out += "; " + counted(info.example_count, "example") + " run; " +
         decimal(static_cast<double>(info.memory_bytes) / (1024.0 * 1024.0), 1) + " MiB, " +
         decimal(built.milliseconds, 0) + " ms\n";
}

void report_text(const std::string& folder, const Built& built, const PackCheckSettings& settings,
                 const Screen& screen, std::string& out) {
  const Tally tally = tally_of(built);
  list_diagnostics(built.diagnostics, folder, screen, out);
  const bool bad = failed(tally, settings);
  out += bad ? screen.paint(kBoldRed, "\u2716") : screen.paint(kBoldGreen, "\u2714");
  out += " " + screen.paint(kBold, visible(folder, 500)) + ": ";
  if (tally.errors + tally.warnings == 0) out += "clean";
  if (tally.errors > 0) out += counted(tally.errors, "error");
  if (tally.warnings > 0) out += (tally.errors > 0 ? ", " : "") + counted(tally.warnings, "warning");
  out += '\n';
  if (built.diagnostics.empty() && !built.message.empty()) out += "  " + visible(built.message, 1000) + "\n";
  if (built.ruleset != nullptr) facts_text(built, out);
}

void diagnostic_json(const Diagnostic& diagnostic, std::string& out) {
  const auto text = [&](std::string_view name, std::string_view value) {
    json_key(out, name);
    json_string(out, value);
  };
  out += '{';
  text("severity", diagnostic.is_error ? "error" : "warning");
  text("code", diagnostic.code);
  text("file", diagnostic.file);
  json_key(out, "line");
  json_number(out, std::uint64_t{diagnostic.line});
  json_key(out, "column");
  json_number(out, std::uint64_t{diagnostic.column});
  text("rule", diagnostic.rule);
  text("message", diagnostic.message);
  out += '}';
}

void facts_json(const Built& built, std::string& out) {
  const auto number = [&](std::string_view name, std::uint64_t value) {
    json_key(out, name);
    json_number(out, value);
  };
  const auto text = [&](std::string_view name, std::string_view value) {
    json_key(out, name);
    json_string(out, value);
  };
  const postgate_ruleset_info info = info_of(built);
  for (const PackFacts& pack : packs_of(built.ruleset.get())) {
    text("name", pack.name);
    number("version", pack.version);
    text("release", pack.release);
    text("expires", pack.expires);
    text("digest", pack.digest);
  }
  number("rules", info.rule_count);
  number("signals", info.signal_count);
  number("words", info.word_count);
  number("regexes", info.regex_count);
  number("examples", info.example_count);
  number("memory_bytes", info.memory_bytes);
  json_key(out, "compile_ms");
  json_number(out, built.milliseconds);
}

void report_json(const std::string& folder, const Built& built, const PackCheckSettings& settings,
                 std::string& out) {
  const Tally tally = tally_of(built);
  out += '{';
  json_key(out, "folder");
  json_string(out, folder);
  json_key(out, "ok");
  out += failed(tally, settings) ? "false" : "true";
  json_key(out, "errors");
  json_number(out, std::uint64_t{tally.errors});
  json_key(out, "warnings");
  json_number(out, std::uint64_t{tally.warnings});
  if (!built.message.empty()) {
    json_key(out, "message");
    json_string(out, built.message);
  }
  json_key(out, "diagnostics");
  out += '[';
  for (const Diagnostic& diagnostic : built.diagnostics) {
    if (out.back() != '[') out += ',';
    diagnostic_json(diagnostic, out);
  }
  out += ']';
  if (built.ruleset != nullptr) facts_json(built, out);
  out += "}\n";
}

}  // namespace

int pack_check(const PackCheckSettings& settings) {
  const Interrupt interrupt;
  const Screen screen = look_at(STDOUT_FILENO, settings.colour);
  Output output(screen);
  bool any_failed = false;
  for (const std::string& folder : settings.folders) {
    if (Interrupt::signal() != 0) break;
    const Built built = build_packs({folder}, {}, settings.hygiene ? POSTGATE_COMPILE_HYGIENE : 0U);
    any_failed = any_failed || failed(tally_of(built), settings);
    if (settings.as_json) {
      report_json(folder, built, settings, output.buffer());
    } else {
      report_text(folder, built, settings, screen, output.buffer());
    }
    output.commit();
  }
  if (!output.flush()) return kExitSignal + SIGPIPE;
  if (Interrupt::signal() != 0) return kExitSignal + Interrupt::signal();
  return any_failed ? kExitUsage : kExitClean;
}

}  // namespace postgate_cli
