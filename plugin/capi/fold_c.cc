// postgate_fold_utf8: shows a text as the matchers see it. Any thread; keeps nothing.
#include <algorithm>
#include <cstring>
#include <string_view>

#include "base/deadline.h"
#include "capi/boundary.h"
#include "text/field_text.h"

namespace postgate::capi {
namespace {

constexpr std::uint32_t kTextView = 0;
constexpr std::uint32_t kSqueezedView = 1;

// Bytes of `view` that fit, without cutting a character. `view` is valid UTF-8.
std::size_t whole_characters(std::string_view view, std::size_t capacity) {
  if (view.size() <= capacity) return view.size();
  std::size_t end = capacity;
  while (end > 0 && (static_cast<unsigned char>(view[end]) & 0xC0U) == 0x80U) --end;
  return end;
}

Status fold(std::string_view text, std::uint32_t view, char* buffer, std::size_t capacity, std::size_t& size,
            const Report& report) {
  FieldText field;
  FieldInput input;
  input.utf8 = text;
  const auto assigned = field.assign(input, Deadline());
  if (!assigned.ok()) return report.fail(assigned.error());
  const std::string_view folded = view == kTextView ? field.text() : field.squeezed();
  const std::size_t copied = whole_characters(folded, capacity);
  if (copied != 0) std::memcpy(buffer, folded.data(), copied);
  size = folded.size();
  return Status::kOk;
}

}  // namespace
}  // namespace postgate::capi

int32_t postgate_fold_utf8(const char* text, size_t length, uint32_t view, char* buffer, size_t capacity,
                           size_t* size, postgate_error* error) {
  using postgate::Status;
  namespace capi = postgate::capi;
  if (size != nullptr) *size = 0;
  return capi::guard(error, [&](const capi::Report& report) {
    if (text == nullptr && length != 0)
      return report.fail(Status::kArgument, "text is NULL, but has a length");
    if (view > capi::kSqueezedView) return report.fail(Status::kArgument, "unknown view");
    if (buffer == nullptr && capacity != 0) {
      return report.fail(Status::kArgument, "buffer is NULL, but has a capacity");
    }
    if (size == nullptr) return report.fail(Status::kArgument, "size is NULL");
    return capi::fold({text, length}, view, buffer, capacity, *size, report);
  });
}
