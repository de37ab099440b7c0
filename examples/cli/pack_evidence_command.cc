// The command line of `postgate pack learn-evidence`.
#include <memory>

#include "commands.h"
#include "learn_evidence.h"

namespace postgate_cli {
namespace {

void add_labels(CLI::App& command, const char* name, std::vector<std::string>& labels, const char* help) {
  command.add_option(name, labels, help)->delimiter(',')->option_text("LABELS");
}

void add_files(CLI::App& command, const char* name, std::vector<std::string>& files, const char* help) {
  command.add_option(name, files, help)->option_text("FILE")->allow_extra_args(false);
}

}  // namespace

void add_pack_learn_evidence(CLI::App& pack, Chosen& chosen) {
  const auto settings = std::make_shared<LearnEvidenceSettings>();
  CLI::App* learn =
      pack.add_subcommand("learn-evidence", "learn a list of words with weights from labelled posts");
  learn->add_option("LIST", settings->list, "file that is written, such as my-pack/lists/offers.txt")
      ->required();
  add_files(*learn, "--corpus", settings->corpus,
            "JSON Lines with \"text\", \"label\" and maybe \"title\"; may be given again");
  learn->get_option("--corpus")->required();
  add_files(*learn, "--background", settings->background,
            "more of them, whose words are weighed but not taken into the list; may be given again");
  add_labels(*learn, "--wanted", settings->wanted,
             "labels of the posts to be told from all others, with commas");
  learn->get_option("--wanted")->required();
  add_labels(*learn, "--ignored", settings->ignored, "labels of posts to leave out");
  learn->add_option("--min", settings->least_posts, "posts of the corpus that a word must be in (default 3)")
      ->check(CLI::PositiveNumber)
      ->option_text("N");
  learn
      ->add_option("--words", settings->most_words,
                   "keep so many words, those that weigh most (default 6000)")
      ->check(CLI::PositiveNumber)
      ->option_text("N");
  learn->add_option("--longest", settings->longest, "characters of a word, 1 to 4 (default 3)")
      ->check(CLI::Range(1, 4))
      ->option_text("N");
  learn->add_option("--cost", settings->cost, "how closely to follow the posts (default 0.3)")
      ->check(CLI::PositiveNumber)
      ->option_text("C");
  add_look(*learn, settings->colour);
  learn->footer(
      "Shows what each weight would find of posts that the fit has not seen. Name the list in a signal:\n"
      "  evidence = { list = \"lists/offers.txt\", at_least = 2.5 }\n\n"
      "Exit status: 0, 2 wrong usage or posts that teach nothing, 3 the file cannot be written.\n\nExample:\n"
      "  postgate pack learn-evidence my-pack/lists/offers.txt --corpus labelled.jsonl --wanted ad,contact");
  learn->callback([settings, &chosen] { chosen = [settings] { return learn_evidence(*settings); }; });
}

}  // namespace postgate_cli
