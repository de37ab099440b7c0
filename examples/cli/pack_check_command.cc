// The command line of `postgate pack check`.
#include <memory>

#include "commands.h"
#include "pack_check.h"

namespace postgate_cli {

void add_pack_check(CLI::App& pack, Chosen& chosen) {
  const auto settings = std::make_shared<PackCheckSettings>();
  CLI::App* check = pack.add_subcommand("check", "compile packs, run their tests, show every mistake");
  check->add_option("PACK", settings->folders, "pack folders or files")->required();
  check
      ->add_option_function<std::string>(
          "--format", [settings](const std::string& name) { settings->as_json = name != "text"; },
          "text (default) | json: one object a pack, each on a line")
      ->check(CLI::IsMember({"text", "json", "jsonl"}))
      ->option_text("KIND");
  check->add_flag("--strict", settings->strict, "warnings fail, too");
  check->add_flag(
      "--hygiene", settings->hygiene,
      "also warn of words that another word holds or that end in a separator, exceptions that cancel\n"
      "nothing, rules without a case, counterexamples that another rule stops");
  add_look(*check, settings->colour);
  check->footer(
      "Exit status: 0 clean, 2 mistakes.\n\nExample:\n  postgate pack check --strict patterns/gov-cn");
  check->callback([settings, &chosen] { chosen = [settings] { return pack_check(*settings); }; });
}

}  // namespace postgate_cli
