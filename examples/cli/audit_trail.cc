#include "audit_trail.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <iterator>

namespace postgate_cli {

std::optional<std::string> read_key_file(const std::string& path, std::string& complaint) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    complaint = "cannot read the key file " + path + ": " + std::strerror(errno);
    return std::nullopt;
  }
  std::string key((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  while (!key.empty() && (key.back() == '\n' || key.back() == '\r')) key.pop_back();
  if (key.empty()) {
    complaint = "the key file " + path + " is empty";
    return std::nullopt;
  }
  return key;
}

std::unique_ptr<AuditTrail> AuditTrail::open(const std::string& path, const std::string& key_file,
                                             std::string& complaint) {
  const std::optional<std::string> key = read_key_file(key_file, complaint);
  if (!key) return nullptr;
  postgate_audit_options options = POSTGATE_INIT(postgate_audit_options);
  options.path = {path.data(), path.size()};
  options.key = {key->data(), key->size()};
  postgate_error error = POSTGATE_INIT(postgate_error);
  postgate_audit* audit = nullptr;
  if (postgate_audit_open(&options, &audit, &error) != POSTGATE_OK) {
    complaint = error.message;
    return nullptr;
  }
  auto trail = std::make_unique<AuditTrail>();
  trail->audit_.reset(audit);
  return trail;
}

bool AuditTrail::add(const Post& post, const postgate_verdict* verdict, std::uint64_t latency_ns,
                     std::string& complaint) {
  using Clock = std::chrono::system_clock;
  const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now().time_since_epoch());
  postgate_audit_entry entry = POSTGATE_INIT(postgate_audit_entry);
  entry.status = verdict == nullptr ? post.problem->code : POSTGATE_OK;
  entry.time_ms = static_cast<std::uint64_t>(now.count());
  entry.latency_ns = latency_ns;
  entry.post_id = {post.id.data(), post.id.size()};
  if (verdict == nullptr) entry.account = {post.account.data(), post.account.size()};
  fill_fields(post, fields_);
  postgate_error error = POSTGATE_INIT(postgate_error);
  if (postgate_audit_append(audit_.get(), &entry, fields_.data(), fields_.size(), sizeof(postgate_field),
                            verdict, &error) == POSTGATE_OK) {
    return true;
  }
  complaint = error.message;
  return false;
}

}  // namespace postgate_cli
