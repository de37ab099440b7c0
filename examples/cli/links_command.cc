// The command line of `postgate links`.
#include <map>
#include <memory>

#include "commands.h"
#include "links.h"

namespace postgate_cli {

void add_links(CLI::App& app, Chosen& chosen) {
  static const std::map<std::string, Language> kLanguages = {{"zh", Language::kChinese},
                                                             {"en", Language::kEnglish}};
  static const std::map<std::string, InputKind> kInputs = {{"text", InputKind::kText},
                                                           {"lines", InputKind::kLines},
                                                           {"jsonl", InputKind::kJsonLines},
                                                           {"html", InputKind::kHtml},
                                                           {"markdown", InputKind::kMarkdown}};
  const auto settings = std::make_shared<LinksSettings>();
  CLI::App* command = app.add_subcommand("links", "list every link of a post, offending or not");
  command
      ->add_option("--input", settings->input,
                   "text | html | markdown: a file is a post | lines: a line is a post |\n"
                   "jsonl: a line is a JSON object. Without it: by the file's name, else text")
      ->transform(CLI::CheckedTransformer(kInputs))
      ->option_text("KIND");
  command
      ->add_option_function<std::string>(
          "--format", [settings](const std::string& name) { settings->as_json = name == "jsonl"; },
          "text (default): for people | jsonl: one JSON object a post")
      ->check(CLI::IsMember({"text", "jsonl"}))
      ->option_text("KIND");
  command->add_option("--lang", settings->language, "zh (default) | en")
      ->transform(CLI::CheckedTransformer(kLanguages))
      ->option_text("LANG");
  command->add_option("FILE", settings->files, "files to read; - or none: standard input");
  add_look(*command, settings->colour);
  command->footer(
      "Nothing is fetched. \"host\" is what a browser would resolve, \"target\" where a redirect leads.\n\n"
      "Exit status: 0 all posts were read, 2 wrong usage, 3 some input could not be read.\n\n"
      "Example:\n  postgate links --input lines --format jsonl - < posts.txt");
  command->callback([settings, &chosen] { chosen = [settings] { return list_links(*settings); }; });
}

}  // namespace postgate_cli
