// The command lines of `postgate scan` and `postgate explain`.
#include <map>
#include <memory>

#include "commands.h"
#include "scan.h"

namespace postgate_cli {
namespace {

const std::map<std::string, Language> kLanguages = {{"zh", Language::kChinese}, {"en", Language::kEnglish}};
const std::map<std::string, InputKind> kInputs = {{"text", InputKind::kText},
                                                  {"lines", InputKind::kLines},
                                                  {"jsonl", InputKind::kJsonLines},
                                                  {"html", InputKind::kHtml},
                                                  {"markdown", InputKind::kMarkdown}};

const std::map<std::string, OutputKind> kExplainOutputs = {{"text", OutputKind::kText},
                                                           {"jsonl", OutputKind::kJsonLines}};
const std::map<std::string, OutputKind> kScanOutputs = {{"text", OutputKind::kText},
                                                        {"jsonl", OutputKind::kJsonLines},
                                                        {"sarif", OutputKind::kSarif},
                                                        {"html", OutputKind::kHtml}};

void add_scan_options(CLI::App& command, ScanSettings& settings) {
  command
      .add_option("--pack", settings.packs,
                  "pack file or folder; may be given again. Without it: the built-in gov-cn")
      ->option_text("FILE|DIR")
      ->allow_extra_args(false);  // what follows is a post
  add_pack_access(command, settings.access);
  command
      .add_option("--profile", settings.profile,
                  "standard (default) | strict | report-only | one of the pack's")
      ->option_text("NAME");
  command
      .add_option(
          "--account", settings.owners.accounts,
          "account file; may be given again. A post names its account in \"account\"; where there is\n"
          "but one, it is every other post's, too")
      ->option_text("FILE")
      ->allow_extra_args(false);
  command
      .add_option("--approval", settings.owners.approvals,
                  "approval, as `postgate approve` writes it; may be given again")
      ->option_text("FILE")
      ->allow_extra_args(false);
  command
      .add_option("--approver-key", settings.owners.approver_keys,
                  "public key of one who may approve, as of minisign; may be given again")
      ->option_text("FILE")
      ->allow_extra_args(false);
  command
      .add_option(
          "--today", settings.owners.today,
          "the day that decides what has expired of accounts and approvals; default: the system's, UTC")
      ->option_text("YYYY-MM-DD");
  command
      .add_option(
          "--input", settings.input,
          "text | html | markdown: a file is a post | lines: a line is a post |\n"
          "jsonl: a line is a JSON object. Without it: by the file's name (*.jsonl, *.ndjson, *.html,\n"
          "*.htm, *.md), else text")
      ->transform(CLI::CheckedTransformer(kInputs))
      ->option_text("KIND");
  const bool explain = settings.explain;
  command
      .add_option("--format", settings.format,
                  explain ? "text (default): for people | jsonl: one JSON object a post"
                          : "text (default): for people | jsonl: one JSON object a post |\n"
                            "html: a page for a browser | sarif: for editors and CI")
      ->transform(CLI::CheckedTransformer(explain ? kExplainOutputs : kScanOutputs))
      ->option_text("KIND");
  command.add_option("--lang", settings.language, "zh (default): Chinese with English beside it | en")
      ->transform(CLI::CheckedTransformer(kLanguages))
      ->option_text("LANG");
  command.add_flag("-v,--verbose", settings.verbose,
                   "show every signal, every rule at the same place and the score, too");
  command.add_option("FILE", settings.files, "files to read; - or none: standard input");
  add_look(command, settings.colour);
}

}  // namespace

void add_scan(CLI::App& app, Chosen& chosen) {
  const auto settings = std::make_shared<ScanSettings>();
  CLI::App* command = app.add_subcommand("scan", "judge posts: one verdict for each");
  add_scan_options(*command, *settings);
  command->add_flag_callback(
      "--fix", [settings] { settings->fix = true; },
      "show for each finding of a stopped post the smallest change that lets it pass; each is tried\n"
      "before it is shown. The default in the formats text and html");
  command->add_flag_callback(
      "--no-fix", [settings] { settings->fix = false; }, "do not look for changes");
  CLI::Option* audit =
      command->add_option("--audit", settings->audit, "append a line for each verdict to this file")
          ->option_text("FILE");
  command
      ->add_option("--audit-key", settings->audit_key, "file with the secret that the audit is chained with")
      ->option_text("FILE")
      ->needs(audit);
  audit->needs("--audit-key");
  command
      ->add_option("-j,--threads", settings->threads,
                   "judge with that many threads; the verdicts stay in order (default 1)")
      ->check(CLI::Range(1, 256))
      ->option_text("N");
  CLI::Option* shadow =
      command
          ->add_option("--shadow", settings->shadow,
                       "a pack that says what it would have done (\"shadow\" in JSON, and in --stats)")
          ->option_text("PACK");
  CLI::Option* canary =
      command
          ->add_option("--canary", settings->canary,
                       "a pack that judges a share of the posts, drawn by their ids: my-pack:12.5")
          ->option_text("PACK:PERCENT");
  command
      ->add_option("--record", settings->record,
                   "write posts and verdicts to this file, for `postgate replay`; it holds the texts, so\n"
                   "only you may read it. Trials depend on time and are not for a record")
      ->option_text("FILE")
      ->excludes(shadow)
      ->excludes(canary);
  command
      ->add_option(
          "--stats", settings->statistics,
          "write counts, latencies and rules at the end: JSON, or Prometheus for *.prom; - prints JSON")
      ->option_text("FILE");
  command->footer(
      "A JSON Lines post: {\"id\", \"title\"?, \"text\", \"links\"?, \"alt\"?, \"format\"?, \"account\"?}.\n"
      "Offsets count the text as it is in the file, a byte order mark included.\n\n"
      "Exit status: 0 all may be published, 1 something is held or blocked, 2 wrong usage or a bad pack,\n"
      "3 some input could not be scanned (the rest was), 130 stopped by Ctrl-C, 141 output pipe closed.\n\n"
      "Examples:\n  postgate scan post.txt\n  postgate scan --input jsonl --format jsonl - < posts.jsonl > "
      "verdicts.jsonl");
  command->callback([settings, &chosen] { chosen = [settings] { return scan(*settings); }; });
}

void add_explain(CLI::App& app, Chosen& chosen) {
  const auto settings = std::make_shared<ScanSettings>();
  settings->explain = true;
  CLI::App* command = app.add_subcommand("explain", "show each step that leads to a verdict");
  add_scan_options(*command, *settings);
  command->add_option("--text", settings->text, "a post, on the command line")->option_text("TEXT");
  command->footer(
      "Exit status: as scan.\n\nExample:\n  postgate explain --text \"\\u52A0\\u5FAE\\u4FE1 abc123456\"");
  command->callback([settings, &chosen] { chosen = [settings] { return scan(*settings); }; });
}

}  // namespace postgate_cli
