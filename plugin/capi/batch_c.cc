// postgate_scan_batch and postgate_batch_at: many posts in one call, verdicts read by index. The
// entries of a batch belong to its scanner and are used again. One thread at a time.
#include <memory>

#include "capi/exports.h"
#include "capi/scan_call.h"

namespace postgate::capi {
namespace {

constexpr std::size_t kMostPosts = 65'536;

struct PostArray {
  const postgate_post* first;
  std::size_t count;
  std::size_t stride;

  [[nodiscard]] const postgate_post* at(std::size_t index) const {
    return reinterpret_cast<const postgate_post*>(reinterpret_cast<const char*>(first) + index * stride);
  }
};

Status read_post(const PostArray& array, std::size_t index, postgate_post& post, const Report& report) {
  const Status read = read_sized(array.at(index), array.stride, post);
  if (read == Status::kStructSize) {
    return report.fail_field(read, "struct_size of a post is not valid", index);
  }
  if (read != Status::kOk || post.reserved != 0) {
    return report.fail_field(Status::kUnknownOption, "a post holds a member this release does not know",
                             index);
  }
  return Status::kOk;
}

Status check_posts(const PostArray& array, const Report& report) {
  if (array.count == 0) return Status::kOk;
  if (array.first == nullptr) return report.fail(Status::kArgument, "the posts are NULL");
  if (!fits(array.stride, kFirstSize<postgate_post>)) {
    return report.fail(Status::kStructSize, "post_size is not the size of a postgate_post");
  }
  if (array.count > kMostPosts) return report.fail(Status::kTooLarge, "more than 65,536 posts");
  postgate_post post;
  for (std::size_t i = 0; i < array.count; ++i) {
    if (const Status status = read_post(array, i, post, report); status != Status::kOk) return status;
  }
  return Status::kOk;
}

void judge_entry(postgate_scanner& scanner, const postgate_post& post, const postgate_scan_options* options,
                 BatchEntry& entry) {
  entry.error.reset();
  postgate_error error{};
  error.struct_size = sizeof(error);
  const std::int32_t status = guard(&error, [&](const Report& report) {
    const Verdict* verdict = nullptr;
    const Status judged =
        judge_post(scanner, {post.fields, post.count, post.field_size}, options, verdict, report);
    if (judged == Status::kOk) scanner.scanner.give_verdict(entry.verdict);
    return judged;
  });
  entry.status = static_cast<Status>(status);
  if (entry.status == Status::kOk) {
    entry.lent.verdict = &entry.verdict;
  } else {
    entry.error = std::make_unique<postgate_error>(error);
  }
}

Status scan_batch(postgate_scanner& scanner, const PostArray& array, const postgate_scan_options* options,
                  const Report& report) {
  take_back(scanner);
  if (const Status status = check_posts(array, report); status != Status::kOk) return status;
  while (scanner.batch.size() < array.count) scanner.batch.push_back(std::make_unique<BatchEntry>());
  for (std::size_t i = 0; i < array.count; ++i) {
    postgate_post post;
    if (const Status status = read_post(array, i, post, report); status != Status::kOk) return status;
    judge_entry(scanner, post, post.options != nullptr ? post.options : options, *scanner.batch[i]);
    scanner.batch_size = i + 1;
  }
  // What is left of a longer batch must not keep an old ruleset alive.
  for (std::size_t i = array.count; i < scanner.batch.size(); ++i) scanner.batch[i]->verdict = {};
  return Status::kOk;
}

}  // namespace
}  // namespace postgate::capi

int32_t postgate_scan_batch(postgate_scanner* scanner, const postgate_post* posts, size_t count,
                            size_t post_size, const postgate_scan_options* options, postgate_error* error) {
  return guard(error, [&](const Report& report) {
    return capi::with_scanner(scanner, report, [&](postgate_scanner& mine) {
      return capi::scan_batch(mine, {posts, count, post_size}, options, report);
    });
  });
}

int32_t postgate_batch_at(postgate_scanner* scanner, size_t index, const postgate_verdict** out,
                          postgate_error* error) {
  return guard_out(out, error, [&](const Report& report) {
    return capi::with_scanner(scanner, report, [&](postgate_scanner& mine) {
      if (index >= mine.batch_size) return report.fail(Status::kArgument, "the batch has no such post");
      const capi::BatchEntry& entry = *mine.batch[index];
      if (entry.status == Status::kOk) *out = &entry.lent;
      if (entry.status != Status::kOk && error != nullptr) capi::write_sized(*entry.error, error);
      return entry.status;
    });
  });
}
