// Options of the caller, checked and turned into those of the layers below. Used by
// every file of exports. No state, any thread.
#pragma once

#include "capi/boundary.h"
#include "capi/sized.h"
#include "engine/engine.h"
#include "engine/ruleset.h"
#include "engine/scanner.h"

namespace postgate::capi {

// Reads an options struct whose members are checked by the caller, flags too. The status is reported.
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

// NULL and 0 mean the default. A status other than kOk was already reported.
Status read_options(const postgate_compiler_options* from, CompileOptions& to, const Report& report);
Status read_options(const postgate_archive_options* from, postgate_archive_options& to,
                    const Report& report) noexcept;
Status read_options(const postgate_accept_options* from, postgate_accept_options& to,
                    const Report& report) noexcept;
Status read_options(const postgate_trust_options* from, postgate_trust_options& to,
                    const Report& report) noexcept;
Status read_options(const postgate_update_options* from, postgate_update_options& to,
                    const Report& report) noexcept;
Status read_options(const postgate_watch_options* from, postgate_watch_options& to,
                    const Report& report) noexcept;
Status read_options(const postgate_engine_options* from, EngineOptions& to, const Report& report) noexcept;
Status read_options(const postgate_scan_options* from, ScanOptions& to, const Report& report) noexcept;

}  // namespace postgate::capi
