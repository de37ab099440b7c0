// postgate: the command. Reads the command line and hands over to scan, explain or pack check. Built on
// postgate.h alone: what this command can do, any host can do.
#include <postgate.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <map>
#include <new>

#include "pack_check.h"
#include "scan.h"

namespace postgate_cli {
namespace {

const std::map<std::string, ColourChoice> kColours = {
    {"auto", ColourChoice::kAuto}, {"always", ColourChoice::kAlways}, {"never", ColourChoice::kNever}};
const std::map<std::string, Language> kLanguages = {{"zh", Language::kChinese}, {"en", Language::kEnglish}};
const std::map<std::string, InputKind> kInputs = {
    {"text", InputKind::kText}, {"lines", InputKind::kLines}, {"jsonl", InputKind::kJsonLines}};

std::string info_or(const char* key) {
  const char* value = postgate_build_info(key);
  return value == nullptr ? "?" : value;
}

std::string version_text() {
  const std::uint32_t abi = postgate_abi_version();
  std::string text = "postgate " + std::string(postgate_version_string()) + "\nabi      " +
                     std::to_string(abi >> 16U) + "." + std::to_string(abi & 0xFFFFU) + "\nmatcher  " +
                     info_or("matcher") + "\nregex    " + info_or("regex") + "\nunicode  " +
                     info_or("unicode") + "\ncompiler " + info_or("compiler");
  const Built built = build_packs({});
  if (built.ruleset == nullptr) return text + "\npack     " + built.message;
  for (const PackFacts& pack : packs_of(built.ruleset.get())) {
    text += "\npack     " + pack.name + " " + std::to_string(pack.version) + " (" + pack.release + ") " +
            pack.digest;
  }
  return text;
}

void add_look(CLI::App* command, ColourChoice& colour) {
  command->add_option("--color", colour, "auto | always | never; NO_COLOR is honoured")
      ->transform(CLI::CheckedTransformer(kColours))
      ->option_text("WHEN");
}

void add_scan_options(CLI::App* command, ScanSettings& settings) {
  command
      ->add_option("--pack", settings.packs,
                   "pack folder; may be given again. Without it: the built-in gov-cn")
      ->option_text("DIR")
      ->allow_extra_args(false);  // what follows is a post
  command
      ->add_option("--profile", settings.profile,
                   "standard (default) | strict | report-only | one of the pack's")
      ->option_text("NAME");
  command
      ->add_option("--input", settings.input,
                   "text: a file is a post | lines: a line is a post | jsonl: a line is a JSON object.\n"
                   "Without it: jsonl for *.jsonl and *.ndjson, else text")
      ->transform(CLI::CheckedTransformer(kInputs))
      ->option_text("KIND");
  command
      ->add_option_function<std::string>(
          "--format", [&settings](const std::string& name) { settings.as_json = name == "jsonl"; },
          "text (default): for people | jsonl: one JSON object a post")
      ->check(CLI::IsMember({"text", "jsonl"}))
      ->option_text("KIND");
  command->add_option("--lang", settings.language, "zh (default): Chinese with English beside it | en")
      ->transform(CLI::CheckedTransformer(kLanguages))
      ->option_text("LANG");
  command->add_flag("-v,--verbose", settings.verbose, "show every signal and the score, too");
  command->add_option("FILE", settings.files, "files to read; - or none: standard input");
  add_look(command, settings.colour);
}

CLI::App* add_scan(CLI::App& app, ScanSettings& settings) {
  CLI::App* command = app.add_subcommand("scan", "judge posts: one verdict for each");
  add_scan_options(command, settings);
  command->footer(
      "A JSON Lines post: {\"id\", \"title\"?, \"text\", \"links\"?, \"alt\"?, \"format\"?, \"account\"?}.\n"
      "Offsets count the text as it is in the file, a byte order mark included.\n\n"
      "Exit status: 0 all may be published, 1 something is held or blocked, 2 wrong usage or a bad pack,\n"
      "3 some input could not be scanned (the rest was), 130 stopped by Ctrl-C, 141 output pipe closed.\n\n"
      "Examples:\n  postgate scan post.txt\n  postgate scan --input jsonl --format jsonl - < posts.jsonl > "
      "verdicts.jsonl");
  return command;
}

CLI::App* add_explain(CLI::App& app, ScanSettings& settings) {
  settings.explain = true;
  CLI::App* command = app.add_subcommand("explain", "show each step that leads to a verdict");
  add_scan_options(command, settings);
  command->add_option("--text", settings.text, "a post, on the command line")->option_text("TEXT");
  command->footer(
      "Exit status: as scan.\n\nExample:\n  postgate explain --text \"\\u52A0\\u5FAE\\u4FE1 abc123456\"");
  return command;
}

CLI::App* add_pack_check(CLI::App& app, PackCheckSettings& settings) {
  CLI::App* pack = app.add_subcommand("pack", "work with pattern packs");
  pack->require_subcommand(1);
  pack->footer("Example:\n  postgate pack check my-pack");
  CLI::App* check =
      pack->add_subcommand("check", "compile pack folders, run their tests, show every mistake");
  check->add_option("DIR", settings.folders, "pack folders")->required();
  check
      ->add_option_function<std::string>(
          "--format", [&settings](const std::string& name) { settings.as_json = name != "text"; },
          "text (default) | json: one object a pack, each on a line")
      ->check(CLI::IsMember({"text", "json", "jsonl"}))
      ->option_text("KIND");
  check->add_flag("--strict", settings.strict, "warnings fail, too");
  add_look(check, settings.colour);
  check->footer(
      "Exit status: 0 clean, 2 mistakes.\n\nExample:\n  postgate pack check --strict patterns/gov-cn");
  return check;
}

int run(int argc, char** argv) {
  CLI::App app(
      "postgate reads posts before they are published and says which may be, which a person should\n"
      "see and which are blocked, and why.",
      "postgate");
  app.set_help_all_flag("--help-all", "help for every command");
  app.set_version_flag("--version", version_text, "versions of the engine, its parts and the built-in pack");
  app.require_subcommand(1);
  app.footer(
      "Examples:\n  postgate scan post.txt\n  postgate explain --text \"...\"\n  postgate pack check "
      "my-pack\n\n"
      "postgate COMMAND --help says more.");
  ScanSettings scan_settings;
  ScanSettings explain_settings;
  PackCheckSettings check_settings;
  const CLI::App* scan_command = add_scan(app, scan_settings);
  const CLI::App* explain_command = add_explain(app, explain_settings);
  add_pack_check(app, check_settings);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kExitClean : kExitUsage;
  }
  if (scan_command->parsed()) return scan(scan_settings);
  if (explain_command->parsed()) return scan(explain_settings);
  return pack_check(check_settings);
}

}  // namespace
}  // namespace postgate_cli

int main(int argc, char** argv) {
  try {
    return postgate_cli::run(argc, argv);
  } catch (const std::bad_alloc&) {
    std::fputs("postgate: out of memory\n", stderr);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "postgate: %s\n", error.what());
  }
  return postgate_cli::kExitUnscanned;
}
