// The command line of `postgate replay`.
#include <map>
#include <memory>

#include "commands.h"
#include "replay.h"

namespace postgate_cli {

namespace {

const std::map<std::string, std::uint32_t> kLevels = {{"best", POSTGATE_CPU_BEST},
                                                      {"baseline", POSTGATE_CPU_BASELINE},
                                                      {"avx2", POSTGATE_CPU_AVX2},
                                                      {"avx512", POSTGATE_CPU_AVX512},
                                                      {"avx512-vbmi", POSTGATE_CPU_AVX512_VBMI}};

}  // namespace

void add_replay(CLI::App& app, Chosen& chosen) {
  const auto settings = std::make_shared<ReplaySettings>();
  CLI::App* command = app.add_subcommand("replay", "judge the posts of a record again: the same verdicts?");
  command->add_option("FILE", settings->file, "what `scan --record` wrote; - is standard input")->required();
  command
      ->add_option("--pack", settings->packs,
                   "pack file or folder; may be given again. Without it: those that the record names")
      ->option_text("FILE|DIR")
      ->allow_extra_args(false);
  add_pack_access(*command, settings->access);
  command->add_option("-j,--threads", settings->threads, "judge with that many threads (default 1)")
      ->check(CLI::Range(1, 256))
      ->option_text("N");
  command
      ->add_option("--cpu", settings->access.cpu,
                   "use no more of the CPU than: baseline | avx2 | avx512 | avx512-vbmi")
      ->transform(CLI::CheckedTransformer(kLevels))
      ->option_text("LEVEL");
  add_look(*command, settings->colour);
  command->footer(
      "A record holds the texts of posts: keep it where only you can read it, as scan makes it.\n\n"
      "Exit status: 0 every verdict is the same, 1 some differ, or the packs or the engine are others,\n"
      "2 wrong usage or a bad pack, 3 lines of the record are damaged or missing.\n\n"
      "Example:\n  postgate scan --record today.record --format jsonl posts.jsonl > verdicts.jsonl\n"
      "  postgate replay -j 4 today.record");
  command->callback([settings, &chosen] { chosen = [settings] { return replay(*settings); }; });
}

}  // namespace postgate_cli
