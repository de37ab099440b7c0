// The command line of `postgate pack check`.
#include <map>
#include <memory>

#include "commands.h"
#include "pack_check.h"

namespace postgate_cli {

void add_limits(CLI::App& command, Limits& limits) {
  command
      .add_option("--max-seconds", limits.seconds,
                  "processor time for a pack, default 60, and five times as much on the wall.\n"
                  "One regex may take 10")
      ->check(CLI::Range(1, 86400))
      ->option_text("N");
  command.add_option("--max-memory", limits.mebibytes, "memory for a pack; default 2048")
      ->check(CLI::Range(16, 1 << 20))
      ->option_text("MIB");
}

void add_pack_check(CLI::App& pack, Chosen& chosen) {
  const auto settings = std::make_shared<PackCheckSettings>();
  CLI::App* check = pack.add_subcommand("check", "compile packs, run their tests, show every mistake");
  check->add_option("PACK", settings->folders, "pack folders or files")->required();
  const std::map<std::string, CheckFormat> formats = {{"text", CheckFormat::kText},
                                                      {"json", CheckFormat::kJson},
                                                      {"jsonl", CheckFormat::kJson},
                                                      {"sarif", CheckFormat::kSarif}};
  check
      ->add_option("--format", settings->format,
                   "text (default) | json: one object a pack, each on a line | sarif")
      ->transform(CLI::CheckedTransformer(formats, CLI::ignore_case))
      ->option_text("KIND");
  check->add_flag("--strict", settings->strict, "warnings fail, too");
  check->add_flag(
      "--hygiene", settings->hygiene,
      "list every note on hygiene instead of counting them by kind: words that another word holds\n"
      "or that end in a separator, exceptions that cancel nothing, rules without a case, examples\n"
      "and counterexamples that another rule stops. With --strict they fail, too");
  check->add_flag("--cost", settings->cost,
                  "also say what each rule costs alone: compiling, memory, scanning hostile text");
  check
      ->add_option("--benign", settings->benign,
                   "innocent posts: files and folders, *.txt a post a line, *.jsonl an object a line")
      ->option_text("DIR")
      ->allow_extra_args(false);
  check
      ->add_option("--max-false-hits", settings->max_false_hits,
                   "of them, so many may be held or blocked per million characters; default 0")
      ->check(CLI::NonNegativeNumber)
      ->option_text("N");
  add_limits(*check, settings->limits);
  add_look(*check, settings->colour);
  check->footer(
      "Patterns are compiled in a process of their own under these limits.\n\n"
      "Exit status: 0 clean, 1 innocent posts are stopped, 2 mistakes, 3 innocent posts cannot be read.\n\n"
      "Example:\n  postgate pack check --strict --benign published/ patterns/gov-cn");
  check->callback([settings, &chosen] { chosen = [settings] { return pack_check(*settings); }; });
}

}  // namespace postgate_cli
