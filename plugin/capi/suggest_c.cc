// postgate_suggest and postgate_suggest_at: changes that let a stopped post pass. Thread: as its scanner.
#include <memory>
#include <utility>

#include "capi/exports.h"
#include "capi/scan_call.h"
#include "capi/spans.h"

namespace postgate::capi {
namespace {

Status suggest(postgate_scanner& scanner, const FieldArray& array, const postgate_scan_options* options,
               std::size_t& count, const Report& report) {
  scanner.fixes.clear();
  ScanOptions wanted;
  const Status status = read_post(scanner, array, options, wanted, report);
  if (status != Status::kOk) return status;
  if (scanner.suggester == nullptr) scanner.suggester = std::make_unique<Scanner>(scanner.engine);
  auto found = suggest_fixes(*scanner.suggester, Post{scanner.fields.data(), scanner.fields.size()}, wanted);
  if (!found.ok()) return report.fail(found.error());
  scanner.fixes = std::move(found).value();
  count = scanner.fixes.size();
  return Status::kOk;
}

postgate_fix fix_of(const Fix& fix) {
  postgate_fix made{};
  made.finding = fix.finding;
  made.field = fix.field;
  made.where = spans_of(fix.where);
  made.replacement = {fix.replacement.data(), fix.replacement.size()};
  return made;
}

}  // namespace
}  // namespace postgate::capi

int32_t postgate_suggest(postgate_scanner* scanner, const postgate_field* fields, size_t count,
                         size_t field_size, const postgate_scan_options* options, size_t* fix_count,
                         postgate_error* error) {
  return guard(error, [&](const Report& report) {
    if (fix_count == nullptr) return report.fail(Status::kArgument, "fix_count is NULL");
    *fix_count = 0;
    return capi::with_scanner(scanner, report, [&](postgate_scanner& mine) {
      return capi::suggest(mine, {fields, count, field_size}, options, *fix_count, report);
    });
  });
}

int32_t postgate_suggest_at(const postgate_scanner* scanner, size_t index, postgate_fix* out) {
  return guard(nullptr, [&](const Report&) {
    if (!alive(scanner) || out == nullptr || index >= scanner->fixes.size()) return Status::kArgument;
    return capi::write_sized(capi::fix_of(scanner->fixes[index]), out);
  });
}
