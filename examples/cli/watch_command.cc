// The command lines of `postgate watch` and `postgate pack inspect`.
#include <memory>

#include "commands.h"
#include "own_cache.h"
#include "pack_inspect.h"
#include "watch.h"

namespace postgate_cli {
namespace {

void add_format(CLI::App& command, bool& as_json, const char* words) {
  command
      .add_option_function<std::string>(
          "--format", [&as_json](const std::string& name) { as_json = name != "text"; }, words)
      ->check(CLI::IsMember({"text", "json", "jsonl"}))
      ->option_text("KIND");
}

}  // namespace

void add_pack_inspect(CLI::App& pack, Chosen& chosen) {
  const auto settings = std::make_shared<PackInspectSettings>();
  CLI::App* inspect = pack.add_subcommand("inspect", "what is in a pack, who signed it, what it costs");
  inspect->add_option("PACK", settings->pack, "pack file or folder")->required();
  add_pack_access(*inspect, settings->access);
  add_format(*inspect, settings->as_json, "text (default) | json: one object");
  add_look(*inspect, settings->colour);
  inspect->footer("Example:\n  postgate pack inspect --trust ops.pub gov-cn-1.pgpack");
  inspect->callback([settings, &chosen] { chosen = [settings] { return pack_inspect(*settings); }; });
}

void add_watch(CLI::App& app, Chosen& chosen) {
  const auto settings = std::make_shared<WatchSettings>();
  CLI::App* command = app.add_subcommand("watch", "load the packs of a folder anew whenever they change");
  command->add_option("DIR", settings->folder, "a pack folder, or a folder of pack files (*.pgpack)")
      ->required();
  add_pack_access(*command, settings->access);
  command->add_option("--corpus", settings->corpus, "posts, one a line: count the verdicts that change")
      ->option_text("FILE");
  command->add_option("--max-changed", settings->max_changed, "refuse if more of them change")
      ->option_text("N");
  command
      ->add_option("--max-ns-per-kib", settings->max_ns_per_kib,
                   "refuse what takes longer on texts that are made to be slow")
      ->option_text("N");
  command->add_option("--interval", settings->interval_ms, "look at least this often; default 500")
      ->check(CLI::Range(10, 3'600'000))
      ->option_text("MS");
  command->add_flag("--once", settings->once, "load, say what runs, end");
  add_format(*command, settings->as_json, "text (default) | jsonl: an event a line");
  add_look(*command, settings->colour);
  command->footer(
      "Of several files of one pack the one with the highest version is loaded. A bad one is refused and "
      "what\n"
      "runs goes on.\n\nExit status: 0 ended by a signal, 2 nothing could be loaded.\n\n"
      "Example:\n  postgate watch --trust ops.pub --state /var/lib/postgate/state /etc/postgate/packs");
  command->callback([settings, &chosen] {
    chosen = [settings] {
      settings->access = with_cache(settings->access);
      return watch(*settings);
    };
  });
}

}  // namespace postgate_cli
