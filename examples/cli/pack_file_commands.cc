// The command lines of `postgate pack build`, `keygen`, `sign` and `verify`.
#include <memory>

#include "commands.h"
#include "pack_build.h"
#include "pack_sign.h"

namespace postgate_cli {
namespace {

void add_format(CLI::App& command, bool& as_json) {
  command
      .add_option_function<std::string>(
          "--format", [&as_json](const std::string& name) { as_json = name != "text"; },
          "text (default) | json: one object on a line")
      ->check(CLI::IsMember({"text", "json", "jsonl"}))
      ->option_text("KIND");
}

}  // namespace

void add_pack_access(CLI::App& command, PackAccess& access) {
  command
      .add_option("--trust", access.keys,
                  "accept pack files signed by this public key only; may be given again.\n"
                  "PACK=KEY: a key that may sign that pack alone")
      ->option_text("[PACK=]KEY")
      ->allow_extra_args(false);
  command.add_option("--revoke", access.revoked, "never accept this key (its id or itself)")
      ->option_text("KEY")
      ->allow_extra_args(false);
  command
      .add_option("--state", access.state,
                  "file that remembers the versions installed; lower ones are refused from then on")
      ->option_text("FILE");
  command
      .add_option(
          "--cache", access.cache,
          "keep compiled databases in this folder, for a quick start; none: nowhere. Default: postgate in\n"
          "$XDG_CACHE_HOME or ~/.cache")
      ->option_text("DIR");
  command
      .add_option_function<std::vector<std::string>>(
          "--budget",
          [&access](const std::vector<std::string>& texts) {
            for (const std::string& text : texts) read_budget(text, access.budget);
          },
          "refuse packs that cost more: words=N, regexes=N, regex-cost=N, memory=BYTES, hostile-hits=N\n"
          "(matcher hits per KiB), false-hits=N (innocent posts stopped per million characters, as\n"
          "`pack build --benign` wrote into the pack file); may be given again")
      ->check([](const std::string& text) {
        postgate_compiler_options unused = POSTGATE_INIT(postgate_compiler_options);
        return read_budget(text, unused);
      })
      ->option_text("KEY=N")
      ->allow_extra_args(false);
  access.now = clock_now();
  command
      .add_option_function<std::string>(
          "--now",
          [&access](const std::string& text) { access.now = text == "none" ? 0 : std::stoull(text); },
          "seconds since 1970, by which packs expire; default: the clock. none: they do not")
      ->check([](const std::string& text) {
        const bool number =
            !text.empty() && text.size() < 16 && text.find_first_not_of("0123456789") == std::string::npos;
        return number || text == "none" ? std::string() : "seconds since 1970, or none: " + text;
      })
      ->option_text("SECONDS");
}

void add_pack_build(CLI::App& pack, Chosen& chosen) {
  const auto settings = std::make_shared<PackBuildSettings>();
  CLI::App* build = pack.add_subcommand("build", "check a pack folder and make one file of it");
  build->add_option("DIR", settings->folder, "pack folder")->required();
  build->add_option("-o,--output", settings->output, "pack file; default NAME-VERSION.pgpack")
      ->option_text("FILE");
  build->add_option("--date", settings->date, "day of the release; default of SOURCE_DATE_EPOCH, or none")
      ->option_text("YYYY-MM-DD");
  build
      ->add_option("--benign", settings->benign,
                   "innocent posts: how many of them the pack stops goes into the pack file, so that hosts\n"
                   "can refuse what stops too many. Files and folders, *.txt a post a line, *.jsonl")
      ->option_text("DIR")
      ->allow_extra_args(false);
  add_limits(*build, settings->limits);
  add_format(*build, settings->as_json);
  add_look(*build, settings->colour);
  build->footer(
      "The same source gives the same bytes. Patterns are compiled in a process of their own under these\n"
      "limits.\n\nExit status: 0 built, 2 mistakes or too costly, 3 cannot be written.\n\n"
      "Example:\n  postgate pack build patterns/gov-cn -o gov-cn-1.pgpack");
  build->callback([settings, &chosen] { chosen = [settings] { return pack_build(*settings); }; });
}

void add_pack_keygen(CLI::App& pack, Chosen& chosen) {
  const auto settings = std::make_shared<KeygenSettings>();
  CLI::App* keygen = pack.add_subcommand("keygen", "make a pair of keys in minisign's format");
  keygen->add_option("-p,--public", settings->public_file, "default postgate.pub")->option_text("FILE");
  keygen->add_option("-s,--secret", settings->secret_file, "default postgate.key")->option_text("FILE");
  keygen
      ->add_option("--password-file", settings->password_file,
                   "protect the secret key by the first line of this file")
      ->option_text("FILE");
  keygen->add_flag("-f,--force", settings->force, "overwrite");
  keygen->footer("Example:\n  postgate pack keygen -p ops.pub -s ops.key");
  keygen->callback([settings, &chosen] { chosen = [settings] { return pack_keygen(*settings); }; });
}

void add_pack_sign(CLI::App& pack, Chosen& chosen) {
  const auto settings = std::make_shared<SignSettings>();
  CLI::App* sign = pack.add_subcommand("sign", "sign a pack file, as minisign would");
  sign->add_option("FILE", settings->file, "pack file")->required();
  sign->add_option("-s,--secret,--key", settings->secret_file, "secret key; default postgate.key")
      ->option_text("FILE");
  sign->add_option("--password-file", settings->password_file, "first line: the password of the key")
      ->option_text("FILE");
  sign->add_option("-x,--signature", settings->signature_file, "default FILE.minisig")->option_text("FILE");
  sign->footer("Example:\n  postgate pack sign -s ops.key gov-cn-1.pgpack");
  sign->callback([settings, &chosen] { chosen = [settings] { return pack_sign(*settings); }; });
}

void add_pack_verify(CLI::App& pack, Chosen& chosen) {
  const auto settings = std::make_shared<VerifySettings>();
  CLI::App* verify = pack.add_subcommand("verify", "check the signature of a pack file");
  verify->add_option("FILE", settings->file, "pack file")->required();
  verify->add_option("-p,--public,--key,--trust", settings->access.keys, "[PACK=]public key, or its file")
      ->option_text("KEY")
      ->required()
      ->allow_extra_args(false);
  verify->add_option("--revoke", settings->access.revoked, "never accept this key (its id or itself)")
      ->option_text("KEY")
      ->allow_extra_args(false);
  verify->add_option("-x,--signature", settings->signature_file, "default FILE.minisig")->option_text("FILE");
  add_format(*verify, settings->as_json);
  add_look(*verify, settings->colour);
  verify->footer(
      "Exit status: 0 it is what the owner of the key signed, 2 it is not.\n\n"
      "Example:\n  postgate pack verify -p ops.pub gov-cn-1.pgpack");
  verify->callback([settings, &chosen] { chosen = [settings] { return pack_verify(*settings); }; });
}

}  // namespace postgate_cli
