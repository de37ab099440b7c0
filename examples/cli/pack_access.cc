#include "pack_access.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <ctime>
#include <string_view>
#include <utility>

#include "whole_file.h"

namespace postgate_cli {
namespace {

postgate_string text_of(const std::string& text) { return {text.data(), text.size()}; }

// A key as it stands, or the file that holds it.
std::string key_text(const std::string& given, std::string& complaint) {
  struct stat facts {};
  if (stat(given.c_str(), &facts) != 0) return given;
  std::string text;
  complaint = read_whole(given, kLargestKey, text);
  return text;
}

// "gov-cn=KEY": the key is for that pack alone.
std::string cut_pack_name(std::string& given) {
  const std::size_t equal = given.find('=');
  // base64 ends with '='; a pack's name is short and has neither '/' nor capitals
  if (equal == std::string::npos || equal == 0 || equal > 64 || equal + 1 == given.size()) return {};
  std::string name = given.substr(0, equal);
  if (name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos) return {};
  given.erase(0, equal + 1);
  return name;
}

std::string add_file(postgate_compiler* compiler, const std::string& pack, const PackAccess& access,
                     const postgate_trust* trust) {
  std::string bytes;
  std::string signature;
  if (std::string complaint = read_whole(pack, kLargestPack, bytes); !complaint.empty()) return complaint;
  const std::string beside = pack + ".minisig";
  struct stat facts {};
  if (access.signed_only() && stat(beside.c_str(), &facts) == 0) {
    if (std::string complaint = read_whole(beside, kLargestKey, signature); !complaint.empty()) {
      return complaint;
    }
  }
  postgate_accept_options options = POSTGATE_INIT(postgate_accept_options);
  options.signature = text_of(signature);
  options.trust = trust;
  options.now = access.now;
  postgate_error error = POSTGATE_INIT(postgate_error);
  const int32_t status =
      postgate_compiler_add_archive(compiler, bytes.data(), bytes.size(), &options, &error);
  return status == POSTGATE_OK ? std::string() : pack + ": " + status_or(status, error);
}

}  // namespace

std::string status_or(int32_t status, const postgate_error& error) {
  return error.message[0] != '\0' ? error.message : postgate_status_name(status);
}

std::uint64_t clock_now() {
  const std::time_t now = std::time(nullptr);
  return now > 0 ? static_cast<std::uint64_t>(now) : 0;
}

std::string read_budget(const std::string& text, postgate_compiler_options& budget) {
  using Member = std::uint64_t postgate_compiler_options::*;
  constexpr std::array<std::pair<std::string_view, Member>, 6> kMembers = {
      {{"words", &postgate_compiler_options::max_words},
       {"regexes", &postgate_compiler_options::max_regexes},
       {"regex-cost", &postgate_compiler_options::max_regex_cost},
       {"memory", &postgate_compiler_options::max_memory_bytes},
       {"hostile-hits", &postgate_compiler_options::max_hostile_hits},
       {"false-hits", &postgate_compiler_options::max_false_hits}}};
  const std::size_t equal = std::min(text.find('='), text.size());
  std::uint64_t number = 0;
  const char* const begin = text.data() + std::min(equal + 1, text.size());
  const char* const end = text.data() + text.size();
  const auto [after, failure] = std::from_chars(begin, end, number);
  for (const auto& [name, member] : kMembers) {
    if (name != std::string_view(text).substr(0, equal)) continue;
    if (failure != std::errc() || after != end || number == 0) break;
    budget.*member = number;
    return {};
  }
  return "is none of words=N, regexes=N, regex-cost=N, memory=BYTES, hostile-hits=N, false-hits=N: " + text;
}

postgate_compiler_options compiler_options(const PackAccess& access) {
  postgate_compiler_options options = access.budget;
  options.cache_folder = {access.cache.data(), access.cache.size()};
  options.cpu = access.cpu;
  return options;
}

Trust open_trust(const PackAccess& access, std::string& complaint) {
  postgate_trust_options options = POSTGATE_INIT(postgate_trust_options);
  if (!access.signed_only()) options.flags = POSTGATE_TRUST_ALLOW_UNSIGNED;
  options.state_path = text_of(access.state);
  postgate_error error = POSTGATE_INIT(postgate_error);
  postgate_trust* raw = nullptr;
  int32_t status = postgate_trust_create(&options, &raw, &error);
  Trust trust(raw);
  if (status != POSTGATE_OK) complaint = status_or(status, error);
  for (std::string key : access.keys) {
    const std::string pack = cut_pack_name(key);
    const std::string text = complaint.empty() ? key_text(key, complaint) : std::string();
    if (!complaint.empty()) return nullptr;
    status = postgate_trust_add_key(trust.get(), text_of(text), text_of(pack), &error);
    if (status != POSTGATE_OK) complaint = key + ": " + status_or(status, error);
  }
  for (const std::string& key : access.revoked) {
    const std::string text = complaint.empty() ? key_text(key, complaint) : std::string();
    if (!complaint.empty()) return nullptr;
    status = postgate_trust_revoke_key(trust.get(), text_of(text), &error);
    if (status != POSTGATE_OK) complaint = key + ": " + status_or(status, error);
  }
  return complaint.empty() ? std::move(trust) : nullptr;
}

std::string add_pack(postgate_compiler* compiler, const std::string& pack, const PackAccess& access,
                     const postgate_trust* trust) {
  postgate_error error = POSTGATE_INIT(postgate_error);
  struct stat facts {};
  if (stat(pack.c_str(), &facts) != 0) {
    const int reason = errno;
    if (reason == ENOENT && postgate_compiler_add_builtin(compiler, pack.c_str(), nullptr) == POSTGATE_OK) {
      return {};
    }
    return pack + ": " + std::strerror(reason) + ", and no pack of this name is built in";
  }
  if (!S_ISDIR(facts.st_mode)) return add_file(compiler, pack, access, trust);
  if (access.signed_only()) {
    return pack + ": is a folder, and --trust asks for signed pack files; see `postgate pack build`";
  }
  const int32_t status = postgate_compiler_add_folder(compiler, pack.c_str(), &error);
  return status == POSTGATE_OK ? std::string() : pack + ": " + status_or(status, error);
}

}  // namespace postgate_cli
