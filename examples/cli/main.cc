// postgate: the command. Reads the command line and hands over to a subcommand. Built on postgate.h
// alone: what this command can do, any host can do.
#include <postgate.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <map>
#include <new>

#include "commands.h"
#include "gate.h"
#include "scan.h"

namespace postgate_cli {
namespace {

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

void add_commands(CLI::App& app, Chosen& chosen) {
  app.require_subcommand(1);
  add_scan(app, chosen);
  add_explain(app, chosen);
  add_watch(app, chosen);
  add_replay(app, chosen);
  add_audit(app, chosen);
  add_approve(app, chosen);
  add_links(app, chosen);
  CLI::App* pack = app.add_subcommand("pack", "work with pattern packs");
  pack->require_subcommand(1);
  pack->footer("Example:\n  postgate pack check my-pack");
  add_pack_check(*pack, chosen);
  add_pack_diff(*pack, chosen);
  add_pack_build(*pack, chosen);
  add_pack_keygen(*pack, chosen);
  add_pack_sign(*pack, chosen);
  add_pack_verify(*pack, chosen);
  add_pack_inspect(*pack, chosen);
  add_pack_import(*pack, chosen);
  add_pack_learn_benign(*pack, chosen);
  add_pack_tune(*pack, chosen);
  add_pack_learn_evidence(*pack, chosen);
}

int run(int argc, char** argv) {
  CLI::App app(
      "postgate reads posts before they are published and says which may be, which a person should\n"
      "see and which are blocked, and why.",
      "postgate");
  app.set_help_all_flag("--help-all", "help for every command");
  app.set_version_flag("--version", version_text, "versions of the engine, its parts and the built-in pack");
  app.footer(
      "Examples:\n  postgate scan post.txt\n  postgate explain --text \"...\"\n  postgate pack check "
      "my-pack\n\n"
      "postgate COMMAND --help says more.");
  Chosen chosen;
  add_commands(app, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kExitClean : kExitUsage;
  }
  return chosen();
}

}  // namespace

void add_look(CLI::App& command, ColourChoice& colour) {
  static const std::map<std::string, ColourChoice> kColours = {
      {"auto", ColourChoice::kAuto}, {"always", ColourChoice::kAlways}, {"never", ColourChoice::kNever}};
  command.add_option("--color", colour, "auto | always | never; NO_COLOR is honoured")
      ->transform(CLI::CheckedTransformer(kColours))
      ->option_text("WHEN");
}

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
