// The command line of `postgate pack tune`.
#include <memory>

#include "commands.h"
#include "tune.h"

namespace postgate_cli {

void add_pack_tune(CLI::App& pack, Chosen& chosen) {
  const auto settings = std::make_shared<TuneSettings>();
  CLI::App* command = pack.add_subcommand("tune", "fit the scores of rules to labelled posts");
  command->add_option("PACK", settings->pack, "pack folder; it is not changed")->required();
  command->add_option("--corpus", settings->corpus, "JSON Lines with \"text\", \"label\" and maybe \"title\"")
      ->required()
      ->option_text("FILE");
  command
      ->add_option("--wanted", settings->wanted,
                   "labels of posts that must be stopped, with commas (default spam)")
      ->delimiter(',')
      ->option_text("LABELS");
  command->add_option("--threshold", settings->threshold, "hold_score of the profile (default 3)")
      ->check(CLI::PositiveNumber)
      ->option_text("SCORE");
  command->add_option("--cost", settings->cost, "how closely to follow the posts (default 1)")
      ->check(CLI::PositiveNumber)
      ->option_text("C");
  command->add_option("--out", settings->out, "write the scores to this file, too")->option_text("FILE");
  add_look(*command, settings->colour);
  command->footer(
      "Fits what rules with a score add up to, by logistic regression; a threshold is shown with what it "
      "would stop "
      "of\nposts that the fit has not seen.\n\nExit status: 0, 2 wrong usage, a bad pack or posts that teach "
      "nothing, 3 the file cannot be written.\n\nExample:\n  postgate pack tune patterns/gov-cn --corpus "
      "labelled.jsonl "
      "--wanted spam,ad --out scores.toml");
  command->callback([settings, &chosen] { chosen = [settings] { return tune(*settings); }; });
}

}  // namespace postgate_cli
