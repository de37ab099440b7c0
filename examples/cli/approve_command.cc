// `postgate approve`: reads one post, and writes a signed approval of it to standard output.
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "commands.h"
#include "output.h"
#include "owners.h"
#include "post_reader.h"
#include "scan.h"

namespace postgate_cli {
namespace {

struct ApproveSettings {
  std::string key;
  std::string password_file;
  std::string rules;
  std::string by;
  std::string expires;
  std::string account;
  std::string reason;
  InputKind input = InputKind::kByName;
  std::vector<std::string> files;
  ColourChoice colour = ColourChoice::kAuto;
};

postgate_string text_of(const std::string& text) { return {text.data(), text.size()}; }

std::string first_line(const std::string& text) { return text.substr(0, text.find_first_of("\r\n")); }

// The one post of the input; false, and said why, if there is none or more.
bool read_one(const ApproveSettings& settings, Post& post, Notices& notices) {
  PostReader posts(
      settings.files, std::nullopt, settings.input, [] { return true; }, notices);
  if (!posts.next(post)) {
    notices.say("there is no post to approve");
    return false;
  }
  PostReader::finish(post);
  if (post.problem) {
    notices.say(post.where() + ": " + post.problem->message);
    return false;
  }
  Post second;
  if (!posts.next(second)) return true;
  notices.say("an approval is for one post; the input holds more");
  return false;
}

// Fills `token`; answers why it could not.
std::string sign(const ApproveSettings& settings, const Post& post, const std::string& key,
                 const std::string& password, std::string& token) {
  std::vector<postgate_field> fields;
  for (const Field& from : post.fields) {
    postgate_field field = POSTGATE_INIT(postgate_field);
    field.role = from.role;
    field.format = from.format;
    field.text = from.scanned().data();
    field.length = from.scanned().size();
    fields.push_back(field);
  }
  postgate_approval_request request = POSTGATE_INIT(postgate_approval_request);
  request.rules = text_of(settings.rules);
  request.by = text_of(settings.by);
  request.expires = text_of(settings.expires);
  const std::string& account = settings.account.empty() ? post.account : settings.account;
  request.account = text_of(account);
  request.reason = text_of(settings.reason);
  postgate_error error = POSTGATE_INIT(postgate_error);
  token.resize(std::size_t{64} << 10U);
  std::size_t size = 0;
  const int32_t status =
      postgate_approve(fields.data(), fields.size(), sizeof(postgate_field), &request, text_of(key),
                       text_of(password), token.data(), token.size(), &size, &error);
  if (status != POSTGATE_OK) return error.message;
  if (size > token.size()) return "the approval is larger than 64 KiB; name fewer rules";
  token.resize(size);
  return {};
}

int approve(const ApproveSettings& settings) {
  Notices notices(look_at(2, settings.colour));
  std::string complaint;
  const std::string key = read_whole(settings.key, complaint);
  std::string password;
  if (complaint.empty() && !settings.password_file.empty()) {
    password = first_line(read_whole(settings.password_file, complaint));
  }
  if (!complaint.empty()) {
    notices.say(complaint);
    return kExitUsage;
  }
  Post post;
  if (!read_one(settings, post, notices)) return kExitUnscanned;
  std::string token;
  complaint = sign(settings, post, key, password, token);
  if (!complaint.empty()) {
    notices.say(complaint);
    return kExitUsage;
  }
  const bool written = std::fwrite(token.data(), 1, token.size(), stdout) == token.size();
  if (written && std::fflush(stdout) == 0) return kExitClean;
  notices.say("cannot write the approval");
  return kExitUnscanned;
}

}  // namespace

void add_approve(CLI::App& app, Chosen& chosen) {
  static const std::map<std::string, InputKind> kInputs = {{"text", InputKind::kText},
                                                           {"lines", InputKind::kLines},
                                                           {"jsonl", InputKind::kJsonLines},
                                                           {"html", InputKind::kHtml},
                                                           {"markdown", InputKind::kMarkdown}};
  const auto settings = std::make_shared<ApproveSettings>();
  CLI::App* command = app.add_subcommand("approve", "write a signed waiver of rules for one post");
  command->add_option("--key", settings->key, "secret key of the approver, as of minisign")
      ->required()
      ->option_text("FILE");
  command->add_option("--password-file", settings->password_file, "first line: the password of the key")
      ->option_text("FILE");
  command
      ->add_option("--rules", settings->rules,
                   "ids of the rules to waive, pack/id, or family.*, with commas between")
      ->required()
      ->option_text("IDS");
  command->add_option("--by", settings->by, "who approves")->required()->option_text("NAME");
  command->add_option("--expires", settings->expires, "last day on which it is good")
      ->required()
      ->option_text("YYYY-MM-DD");
  command->add_option("--account", settings->account, "only for this account; default: the post's, or any")
      ->option_text("ID");
  command->add_option("--reason", settings->reason, "why")->option_text("TEXT");
  command->add_option("--input", settings->input, "text | html | markdown | lines | jsonl, as of scan")
      ->transform(CLI::CheckedTransformer(kInputs))
      ->option_text("KIND");
  command->add_option("FILE", settings->files, "the post; - or none: standard input");
  add_look(*command, settings->colour);
  command->footer(
      "The text is known by a digest of its folded form without blanks: a stray blank does not matter, a\n"
      "changed word does. The approval goes to standard output; `scan --approval` takes it.\n\n"
      "Example:\n  postgate approve --key approver.key --rules ad-link.commercial --by \"Wang\" --expires "
      "2026-12-31 post.txt > post.approval");
  command->callback([settings, &chosen] { chosen = [settings] { return approve(*settings); }; });
}

}  // namespace postgate_cli
