// postgate_approvals_* and postgate_approve: tokens that waive rules for one text. A list is changed by
// one thread at a time and read by any.
#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "capi/exports.h"
#include "capi/fields.h"
#include "pack/signature.h"
#include "text/field_text.h"

namespace postgate::capi {
namespace {

constexpr std::size_t kMostApprovals = 10'000;

Status digest_of(const std::vector<PostField>& fields, std::string& digest, const Report& report) {
  PostDigest made;
  FieldText text;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    auto folded = text.assign(fields[i].input, Deadline());
    if (!folded.ok()) {
      folded.error().field = static_cast<std::uint32_t>(i);
      return report.fail(folded.error());
    }
    made.add(fields[i].role, static_cast<std::uint32_t>(fields[i].format), text.text());
  }
  digest = made.finish();
  return Status::kOk;
}

Status read_request(const postgate_approval_request* from, Approval& to, const Report& report) {
  if (from == nullptr) return report.fail(Status::kArgument, "the request is NULL");
  postgate_approval_request given;
  const Status status = read_sized(from, kLargestSize, given);
  if (status != Status::kOk) return report.fail(status, "the request is not of a size this release knows");
  if (given.reserved != 0) {
    return report.fail(Status::kUnknownOption, "the request holds a field this release does not know");
  }
  for (const postgate_string& text : {given.rules, given.by, given.expires, given.account, given.reason}) {
    if (!is_text(text)) return report.fail(Status::kArgument, "a text of the request is NULL");
  }
  to.rules = split_names(view_of_argument(given.rules));
  to.by = view_of_argument(given.by);
  to.expires = view_of_argument(given.expires);
  to.account = view_of_argument(given.account);
  to.reason = view_of_argument(given.reason);
  return Status::kOk;
}

Status approve(const FieldArray& array, const postgate_approval_request* request,
               const postgate_string& secret_key, const postgate_string& password, std::string& token,
               const Report& report) {
  Approval approval;
  Status status = read_request(request, approval, report);
  if (status != Status::kOk) return status;
  if (!is_text(secret_key) || !is_text(password)) return report.fail(Status::kArgument, "the key is NULL");
  status = check_array(array, EngineOptions().max_fields, report);
  if (status != Status::kOk) return status;
  std::vector<PostField> fields;
  status = read_fields(array, fields, report);
  if (status != Status::kOk) return status;
  status = digest_of(fields, approval.digest, report);
  if (status != Status::kOk) return status;
  const auto key = parse_secret_key(view_of_argument(secret_key), view_of_argument(password));
  if (!key.ok()) return report.fail(key.error());
  auto signed_token = sign_approval(approval, key.value().key);
  if (!signed_token.ok()) return report.fail(signed_token.error());
  token = std::move(signed_token).value();
  return Status::kOk;
}

}  // namespace
}  // namespace postgate::capi

int32_t postgate_approvals_create(postgate_approvals** out, postgate_error* error) {
  return guard_out(out, error, [&](const Report&) {
    *out = new postgate_approvals();
    return Status::kOk;
  });
}

void postgate_approvals_destroy(postgate_approvals* approvals) {
  if (alive(approvals)) delete approvals;
}

int32_t postgate_approvals_add_key(postgate_approvals* approvals, postgate_string public_key,
                                   postgate_error* error) {
  return guard(error, [&](const Report& report) {
    if (!alive(approvals)) return report.fail(Status::kArgument, "not a list of approvals");
    if (!capi::is_text(public_key)) return report.fail(Status::kArgument, "the key is NULL");
    if (!approvals->list.approvals.empty()) {
      return report.fail(Status::kState, "keys come before the approvals they are to check");
    }
    const auto key = postgate::parse_public_key(capi::view_of_argument(public_key));
    if (!key.ok()) return report.fail(key.error());
    approvals->list.keys.push_back(key.value().key);
    return Status::kOk;
  });
}

int32_t postgate_approvals_add(postgate_approvals* approvals, const void* token, size_t size,
                               postgate_error* error) {
  return guard(error, [&](const Report& report) {
    if (!alive(approvals)) return report.fail(Status::kArgument, "not a list of approvals");
    if (token == nullptr) return report.fail(Status::kArgument, "the token is NULL");
    if (approvals->list.approvals.size() >= capi::kMostApprovals) {
      return report.fail(Status::kTooLarge, "the list holds 10,000 approvals already");
    }
    auto read = postgate::read_approval({static_cast<const char*>(token), size}, approvals->list.keys);
    if (!read.ok()) return report.fail(read.error());
    approvals->list.approvals.push_back(std::make_shared<const postgate::Approval>(std::move(read).value()));
    return Status::kOk;
  });
}

int32_t postgate_approve(const postgate_field* fields, size_t count, size_t field_size,
                         const postgate_approval_request* request, postgate_string secret_key,
                         postgate_string password, char* buffer, size_t capacity, size_t* size,
                         postgate_error* error) {
  if (size != nullptr) *size = 0;
  return guard(error, [&](const Report& report) {
    if (size == nullptr) return report.fail(Status::kArgument, "size is NULL");
    if (buffer == nullptr && capacity != 0) {
      return report.fail(Status::kArgument, "buffer is NULL, but has a capacity");
    }
    std::string token;
    const Status status =
        capi::approve({fields, count, field_size}, request, secret_key, password, token, report);
    if (status != Status::kOk) return status;
    if (capacity != 0) std::memcpy(buffer, token.data(), std::min(capacity, token.size()));
    *size = token.size();
    return Status::kOk;
  });
}
