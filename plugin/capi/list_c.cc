// postgate_list_line_reason: what a line of a list would be good for. Any thread; keeps nothing.
#include <string_view>

#include "capi/boundary.h"
#include "link/link_list.h"

int32_t postgate_list_line_reason(uint32_t kind, const char* line, size_t size, postgate_string* reason) {
  using postgate::Status;
  namespace link = postgate::link;
  if (reason != nullptr) *reason = {nullptr, 0};
  return postgate::capi::guard(nullptr, [&](const postgate::capi::Report&) {
    const bool known = kind == POSTGATE_LIST_DOMAINS || kind == POSTGATE_LIST_FILTERS;
    if (!known || reason == nullptr || (line == nullptr && size != 0)) return Status::kArgument;
    const link::ListKind of =
        kind == POSTGATE_LIST_DOMAINS ? link::ListKind::kDomains : link::ListKind::kFilters;
    const std::string_view why = link::list_line_reason(of, {line, size});
    *reason = {why.data(), why.size()};
    return Status::kOk;
  });
}
