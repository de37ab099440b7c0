#include "pack_sign.h"

#include <postgate.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>

#include "archive_text.h"
#include "gate.h"
#include "json_text.h"
#include "output.h"
#include "scan.h"
#include "whole_file.h"

namespace postgate_cli {
namespace {

postgate_string text_of(const std::string& text) { return {text.data(), text.size()}; }

int complain(const std::string& message, int status) {
  Notices(look_at(STDERR_FILENO, ColourChoice::kAuto)).say(message);
  return status;
}

// The first line of the file; nothing if none is named.
std::string read_password(const std::string& file, std::string& complaint) {
  std::string text;
  if (!file.empty()) complaint = read_whole(file, kLargestKey, text);
  if (const std::size_t end = text.find_first_of("\r\n"); end != std::string::npos) text.resize(end);
  if (!file.empty() && complaint.empty() && text.empty()) complaint = file + ": holds no password";
  return text;
}

bool exists(const std::string& path) {
  struct stat facts {};
  return stat(path.c_str(), &facts) == 0;
}

}  // namespace

int pack_keygen(const KeygenSettings& settings) {
  for (const std::string& file : {settings.secret_file, settings.public_file}) {
    if (settings.force || !exists(file)) continue;
    return complain(file + " is there already; choose another name, or --force to lose that key", kExitUsage);
  }
  std::string complaint;
  std::string password = read_password(settings.password_file, complaint);
  if (!complaint.empty()) return complain(complaint, kExitUsage);
  postgate_key_pair keys = POSTGATE_INIT(postgate_key_pair);
  postgate_error error = POSTGATE_INIT(postgate_error);
  const int32_t status = postgate_key_generate(text_of(password), &keys, &error);
  if (status != POSTGATE_OK) return complain(status_or(status, error), kExitUnscanned);
  complaint = write_whole(settings.secret_file, keys.secret_key, 0600);
  ::explicit_bzero(keys.secret_key, sizeof(keys.secret_key));
  if (complaint.empty()) complaint = write_whole(settings.public_file, keys.public_key, 0644);
  if (!complaint.empty()) return complain(complaint, kExitUnscanned);
  std::printf("key %s\n  secret %s%s\n  public %s\n", keys.key_id, settings.secret_file.c_str(),
              password.empty() ? " (no password: keep it where only the one who signs can read it)" : "",
              settings.public_file.c_str());
  return kExitClean;
}

int pack_sign(const SignSettings& settings) {
  std::string bytes;
  std::string key;
  std::string complaint = read_whole(settings.file, kLargestPack, bytes);
  if (complaint.empty()) complaint = read_whole(settings.secret_file, kLargestKey, key);
  const std::string password =
      complaint.empty() ? read_password(settings.password_file, complaint) : std::string();
  if (!complaint.empty()) return complain(complaint, kExitUsage);
  postgate_signature signature = POSTGATE_INIT(postgate_signature);
  postgate_error error = POSTGATE_INIT(postgate_error);
  const int32_t status =
      postgate_archive_sign(bytes.data(), bytes.size(), text_of(key), text_of(password), &signature, &error);
  ::explicit_bzero(key.data(), key.size());
  if (status != POSTGATE_OK) return complain(settings.file + ": " + status_or(status, error), kExitUsage);
  const std::string to =
      settings.signature_file.empty() ? settings.file + ".minisig" : settings.signature_file;
  complaint = write_whole(to, signature.text, 0644);
  if (!complaint.empty()) return complain(complaint, kExitUnscanned);
  std::printf("signed %s\n  key     %s\n  comment %s\n", to.c_str(), signature.key_id,
              signature.trusted_comment);
  return kExitClean;
}

int pack_verify(const VerifySettings& settings) {
  std::string bytes;
  std::string text;
  const std::string from =
      settings.signature_file.empty() ? settings.file + ".minisig" : settings.signature_file;
  std::string complaint = read_whole(settings.file, kLargestPack, bytes);
  if (complaint.empty()) complaint = read_whole(from, kLargestKey, text);
  const Trust trust = complaint.empty() ? open_trust(settings.access, complaint) : nullptr;
  if (!complaint.empty()) return complain(complaint, kExitUsage);
  postgate_signature signature = POSTGATE_INIT(postgate_signature);
  postgate_error error = POSTGATE_INIT(postgate_error);
  const int32_t status =
      postgate_trust_verify(trust.get(), bytes.data(), bytes.size(), text_of(text), &signature, &error);
  if (status != POSTGATE_OK) return complain(settings.file + ": " + status_or(status, error), kExitUsage);
  const Screen screen = look_at(STDOUT_FILENO, settings.colour);
  Output output(screen);
  if (settings.as_json) {
    archive_json(settings.file, bytes, output.buffer());
    json_member(output.buffer(), "key", signature.key_id);
    json_member(output.buffer(), "trusted_comment", signature.trusted_comment);
    output.buffer() += "}\n";
  } else {
    output.buffer() += screen.paint(kBoldGreen, "\u2714") + " " + screen.paint(kBold, settings.file) +
                       ": the signature fits\n  key      " + signature.key_id + "\n  comment  " +
                       signature.trusted_comment + "\n";
    archive_text(bytes, output.buffer());
  }
  return output.flush() ? kExitClean : kExitUnscanned;
}

}  // namespace postgate_cli
