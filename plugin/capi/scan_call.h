// What the calls that judge posts share: a scanner is marked as in use for one call. Used by scanner_c.cc,
// batch_c.cc and suggest_c.cc.
#pragma once

#include <atomic>
#include <cstddef>
#include <utility>

#include "capi/boundary.h"
#include "capi/fields.h"
#include "capi/handles.h"

namespace postgate::capi {

// Marks a scanner as in use for one call.
class InUse {
 public:
  explicit InUse(std::atomic_flag& busy)
      : busy_(busy), mine_(!busy.test_and_set(std::memory_order_acquire)) {}
  ~InUse() {
    if (mine_) busy_.clear(std::memory_order_release);
  }
  InUse(const InUse&) = delete;  // one call, one mark
  InUse& operator=(const InUse&) = delete;
  [[nodiscard]] bool mine() const { return mine_; }

 private:
  std::atomic_flag& busy_;
  bool mine_;
};

// Runs `body` on a scanner that no other thread is using.
template <typename Body>
Status with_scanner(postgate_scanner* scanner, const Report& report, Body&& body) {
  if (!alive(scanner)) return report.fail(Status::kArgument, "not a scanner");
  const InUse in_use(scanner->busy);
  if (!in_use.mine()) return report.fail(Status::kBusy, "the scanner is in use by another thread");
  return std::forward<Body>(body)(*scanner);
}

// Reads options and fields of a call into `wanted` and scanner.fields.
Status read_post(postgate_scanner& scanner, const FieldArray& array, const postgate_scan_options* options,
                 ScanOptions& wanted, const Report& report);

// Judges one post. The verdict is the scanner's own until its next scan. Errors were reported.
Status judge_post(postgate_scanner& scanner, const FieldArray& array, const postgate_scan_options* options,
                  const Verdict*& verdict, const Report& report);

// No verdict that was lent can be read any more.
void take_back(postgate_scanner& scanner) noexcept;

}  // namespace postgate::capi
