// What a file of exports begins with: how they are guarded, what they report to, and the checks that all of
// them make of their arguments. To be included by the files of capi that define functions of
// postgate.h, and by nothing else. No state, any thread.
#pragma once

#include <string_view>

#include "capi/boundary.h"
#include "capi/handles.h"
#include "capi/sized.h"

namespace postgate::capi {

inline bool is_text(const postgate_string& text) noexcept { return text.data != nullptr || text.size == 0; }

// Of a text that is one.
inline std::string_view view_of_argument(const postgate_string& text) noexcept {
  return text.data == nullptr ? std::string_view() : std::string_view(text.data, text.size);
}

// Reads an options struct that may be NULL and has no flags; the status is reported.
template <typename T>
Status read_plain(const T* from, T& to, const Report& report) noexcept {
  to = T{};
  if (from == nullptr) return Status::kOk;
  const Status status = read_sized(from, kLargestSize, to);
  if (status == Status::kStructSize) return report.fail(status, "struct_size of the options is not valid");
  if (status != Status::kOk)
    return report.fail(status, "the options hold a field this release does not know");
  return status;
}

}  // namespace postgate::capi

using postgate::Status;
using postgate::capi::alive;
using postgate::capi::guard;
using postgate::capi::guard_out;
using postgate::capi::Report;
namespace capi = postgate::capi;
