// The command line of `postgate pack learn-benign`.
#include <memory>

#include "commands.h"
#include "learn_benign.h"

namespace postgate_cli {

void add_pack_learn_benign(CLI::App& pack, Chosen& chosen) {
  const auto settings = std::make_shared<LearnBenignSettings>();
  CLI::App* learn = pack.add_subcommand(
      "learn-benign", "list innocent words that only the weak folds of a pack take for its words");
  learn->add_option("PACK", settings->pack, "pack folder; the list is written into it")->required();
  learn
      ->add_option("--corpus", settings->corpus,
                   "innocent text: files or folders; *.jsonl, others a post a line")
      ->required()
      ->option_text("PATH");
  learn->add_option("--list", settings->list, "file below the pack (default lists/benign-variants.txt)")
      ->option_text("FILE");
  learn->add_option("--min", settings->least, "leave out what was seen less often (default 1)")
      ->option_text("N");
  add_look(*learn, settings->colour);
  learn->footer(
      "Entries of the list stay; new ones are added below with their counts. Review them, and name the list "
      "in\n"
      "`except_file` of the signals.\n\nExit status: 0, 2 wrong usage or a bad pack, 3 some text could not "
      "be "
      "read.\n\nExample:\n  postgate pack learn-benign patterns/gov-cn --corpus published/");
  learn->callback([settings, &chosen] { chosen = [settings] { return learn_benign(*settings); }; });
}

}  // namespace postgate_cli
