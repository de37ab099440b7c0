// The command line of `postgate pack import`.
#include <memory>

#include "commands.h"
#include "pack_import.h"

namespace postgate_cli {

void add_pack_import(CLI::App& pack, Chosen& chosen) {
  const auto settings = std::make_shared<PackImportSettings>();
  CLI::App* import = pack.add_subcommand("import", "make a pack out of lists that others keep");
  import
      ->add_option("--wording", settings->wording,
                   "list of wording: one term a line, or CSV/TSV with the columns\n"
                   "term, preferred, action, except, from")
      ->option_text("FILE ...");
  const auto add_links = [import](const char* option, std::vector<std::string>& files, const char* what) {
    import->add_option(option, files, what)->option_text("FILE ...");
  };
  add_links("--filters", settings->filters, "lists in the syntax of EasyList, AdGuard or uBlock Origin");
  add_links("--hosts", settings->hosts, "hosts files: 0.0.0.0 name");
  add_links("--domains", settings->domains, "lists with a domain a line; all names below it count");
  add_links("--dnsmasq", settings->dnsmasq, "dnsmasq settings: address=/name/0.0.0.0");
  import->add_option("-o,--output", settings->folder, "the pack's folder; new or empty")
      ->required()
      ->option_text("DIR");
  import->add_option("--name", settings->name, "name of the pack (default: the folder's)")
      ->option_text("NAME");
  import->add_option("--pack-version", settings->version, "version of the pack (default 1)")
      ->option_text("N");
  import->add_option("--action", settings->action, "flag (default) | hold | block, where an entry names none")
      ->check(CLI::IsMember({"flag", "hold", "block"}))
      ->option_text("ACTION");
  import
      ->add_option("--date", settings->date,
                   "the day the pack is for: entries with a later `from` are left out (default: today)")
      ->option_text("YYYY-MM-DD");
  add_look(*import, settings->colour);
  import->footer(
      "A header line may name the columns, in Chinese too. In `except`, phrases are separated by \"|\".\n"
      "Lists of links are taken line for line, so that a finding names the line of the original; what is of "
      "no\n"
      "use for the links of a post is left out and counted by reason.\n"
      "Exit status: 0 done, 2 mistakes.\n\nExamples:\n"
      "  postgate pack import --wording terms.csv --action hold -o our-wording\n"
      "  postgate pack import --filters easylist.txt --domains phishing.txt --action hold -o ad-links");
  import->callback([settings, &chosen] { chosen = [settings] { return pack_import(*settings);
};
}  // namespace postgate_cli
);
}

}  // namespace postgate_cli
