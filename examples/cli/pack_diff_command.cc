// The command line of `postgate pack diff`.
#include <map>
#include <memory>

#include "commands.h"
#include "pack_diff.h"

namespace postgate_cli {

void add_pack_diff(CLI::App& pack, Chosen& chosen) {
  const std::map<std::string, InputKind> inputs = {
      {"text", InputKind::kText}, {"lines", InputKind::kLines}, {"jsonl", InputKind::kJsonLines}};
  const std::map<std::string, DiffFormat> formats = {
      {"text", DiffFormat::kText}, {"json", DiffFormat::kJson}, {"html", DiffFormat::kHtml}};
  const auto settings = std::make_shared<PackDiffSettings>();
  CLI::App* command = pack.add_subcommand("diff", "what changed between two packs, in rules and in verdicts");
  command->add_option("OLD", settings->old_pack, "the pack that runs now: folder, file or built-in name")
      ->required();
  command->add_option("NEW", settings->new_pack, "the pack to compare with it")->required();
  command->add_option("--corpus", settings->corpus, "posts to judge with both; may be given again")
      ->option_text("FILE")
      ->allow_extra_args(false);
  command
      ->add_option("--input", settings->input,
                   "what the corpus is: text | lines | jsonl; without it, by name")
      ->transform(CLI::CheckedTransformer(inputs))
      ->option_text("KIND");
  command
      ->add_option("--profile", settings->profile,
                   "standard (default) | strict | report-only | one of the pack's")
      ->option_text("NAME");
  command
      ->add_option("--format", settings->format,
                   "text (default) | json | html: a page for the reviewer's browser")
      ->transform(CLI::CheckedTransformer(formats))
      ->option_text("KIND");
  add_look(*command, settings->colour);
  command->footer(
      "Exit status: 0 nothing differs, 1 something does, 2 wrong usage or a bad pack, 3 some posts could not "
      "be\n"
      "scanned.\n\nExample:\n  postgate pack diff gov-cn my-gov-cn --corpus posts.jsonl --format html > "
      "diff.html");
  command->callback([settings, &chosen] { chosen = [settings] { return pack_diff(*settings); }; });
}

}  // namespace postgate_cli
