// postgate_scanner_* and postgate_scan*: checks a post, hands it to the scanner and
// lends the verdict. One thread at a time; a second one at the same moment is told
// BUSY where that can be seen.
#include <cstring>
#include <memory>
#include <optional>
#include <utility>

#include "capi/exports.h"
#include "capi/fields.h"
#include "capi/scan_call.h"

namespace postgate::capi {
namespace {

Status check_kinds(const postgate_field& field, std::size_t index, const Report& report) {
  if (field.role > POSTGATE_ROLE_TAG) return report.fail_field(Status::kArgument, "unknown role", index);
  if (field.encoding > POSTGATE_ENCODING_UTF16) {
    return report.fail_field(Status::kArgument, "unknown encoding", index);
  }
  if (field.format > POSTGATE_FORMAT_MARKDOWN) {
    return report.fail_field(Status::kFormat, "this release reads plain text, HTML and Markdown", index);
  }
  if (field.text == nullptr && field.length != 0) {
    return report.fail_field(Status::kArgument, "text is NULL, but has a length", index);
  }
  const bool odd = reinterpret_cast<std::uintptr_t>(field.text) % alignof(std::uint16_t) != 0;
  if (odd && field.encoding == POSTGATE_ENCODING_UTF16) {
    return report.fail_field(Status::kArgument, "UTF-16 text is not aligned to 2", index);
  }
  return Status::kOk;
}

void take_field(const postgate_field& field, PostField& made) {
  made.role = field.role;
  made.format = static_cast<TextFormat>(field.format);
  if (field.encoding == POSTGATE_ENCODING_UTF16) {
    made.input.is_utf16 = true;
    made.input.utf16 = static_cast<const std::uint16_t*>(field.text);
    made.input.utf16_units = field.length;
  } else {
    made.input.utf8 = {static_cast<const char*>(field.text), field.length};
  }
}

}  // namespace

Status check_array(const FieldArray& array, std::uint64_t most, const Report& report) {
  if (array.count == 0) return Status::kOk;
  if (array.first == nullptr) return report.fail(Status::kArgument, "the fields are NULL");
  if (!fits(array.stride, kFirstSize<postgate_field>)) {
    return report.fail(Status::kStructSize, "field_size is not the size of a postgate_field");
  }
  if (array.count > most) return report.fail(Status::kTooLarge, "more fields than max_fields");
  return Status::kOk;
}

Status read_fields(const FieldArray& array, std::vector<PostField>& to, const Report& report) {
  to.clear();
  to.reserve(array.count);
  const char* at = reinterpret_cast<const char*>(array.first);
  for (std::size_t index = 0; index < array.count; ++index, at += array.stride) {
    postgate_field field;
    const Status read = read_sized(reinterpret_cast<const postgate_field*>(at), array.stride, field);
    if (read == Status::kStructSize) {
      return report.fail_field(read, "struct_size of a field is not valid", index);
    }
    if (read != Status::kOk) {
      return report.fail_field(read, "a field holds a member this release does not know", index);
    }
    const Status status = check_kinds(field, index, report);
    if (status != Status::kOk) return status;
    take_field(field, to.emplace_back());
  }
  return Status::kOk;
}

namespace {

// Asks the memory for the beginning of a text, which comes while the scan is made ready.
void fetch_text(const char* text, std::size_t size) {
  constexpr std::size_t kLine = 64;
  constexpr std::size_t kMost = 4 * kLine;
  if (text == nullptr) return;
  for (std::size_t at = 0; at < size && at < kMost; at += kLine) __builtin_prefetch(text + at);
}

Status take_text(postgate_scanner& scanner, const char* text, std::size_t size, const Report& report) {
  if (text == nullptr && size != 0) {
    return report.fail_field(Status::kArgument, "text is NULL, but has a length", 0);
  }
  scanner.fields.clear();
  scanner.fields.emplace_back().input.utf8 = {text, size};
  return Status::kOk;
}

Status take_fields(postgate_scanner& scanner, const FieldArray& array, const Report& report) {
  const Status status = check_array(array, scanner.engine->options().max_fields, report);
  return status != Status::kOk ? status : read_fields(array, scanner.fields, report);
}

}  // namespace

Status read_post(postgate_scanner& scanner, const FieldArray& array, const postgate_scan_options* options,
                 ScanOptions& wanted, const Report& report) {
  scanner.lent_links.links = nullptr;
  const Status status = read_options(options, wanted, report);
  return status != Status::kOk ? status : take_fields(scanner, array, report);
}

namespace {

Status find_links(postgate_scanner& scanner, const FieldArray& array, const postgate_scan_options* options,
                  const postgate_links** out, const Report& report) {
  ScanOptions wanted;
  const Status status = read_post(scanner, array, options, wanted, report);
  if (status != Status::kOk) return status;
  if (wanted.account != nullptr && !wanted.account->is_lent()) {
    return report.fail(Status::kArgument, "account is no account");
  }
  const auto found = scanner.link_scan.run(Post{scanner.fields.data(), scanner.fields.size()}, wanted,
                                           scanner.engine->options());
  if (!found.ok()) return report.fail(found.error());
  scanner.lent_links.links = found.value();
  *out = &scanner.lent_links;
  return Status::kOk;
}

// Judges what `take` puts into scanner.fields.
template <typename Take>
Status judge(postgate_scanner& scanner, const postgate_scan_options* options, const Verdict*& verdict,
             const Report& report, Take take) {
  static constexpr ScanOptions kAsUsual;
  std::optional<ScanOptions> own;  // not made for a post that comes without
  scanner.lent_links.links = nullptr;
  Status status = options == nullptr ? Status::kOk : read_options(options, own.emplace(), report);
  if (status == Status::kOk) status = take();
  if (status != Status::kOk) return status;
  const auto judged =
      scanner.scanner.scan(Post{scanner.fields.data(), scanner.fields.size()}, own ? *own : kAsUsual);
  if (!judged.ok()) return report.fail(judged.error());
  verdict = judged.value();
  return Status::kOk;
}

}  // namespace

Status judge_post(postgate_scanner& scanner, const FieldArray& array, const postgate_scan_options* options,
                  const Verdict*& verdict, const Report& report) {
  return judge(scanner, options, verdict, report, [&] { return take_fields(scanner, array, report); });
}

void take_back(postgate_scanner& scanner) noexcept {
  scanner.lent.verdict = nullptr;
  for (std::size_t i = 0; i < scanner.batch_size; ++i) scanner.batch[i]->lent.verdict = nullptr;
  scanner.batch_size = 0;
}

}  // namespace postgate::capi

int32_t postgate_scanner_create(postgate_engine* engine, postgate_scanner** out, postgate_error* error) {
  return guard_out(out, error, [&](const Report& report) {
    if (!alive(engine)) return report.fail(Status::kArgument, "not an engine");
    *out = new postgate_scanner(engine->engine);
    return Status::kOk;
  });
}

void postgate_scanner_destroy(postgate_scanner* scanner) {
  if (alive(scanner)) delete scanner;
}

int32_t postgate_scanner_prepare(postgate_scanner* scanner, postgate_error* error) {
  return guard(error, [&](const Report& report) {
    return capi::with_scanner(scanner, report, [&](postgate_scanner& mine) {
      capi::take_back(mine);
      const auto prepared = mine.scanner.prepare();
      return prepared.ok() ? Status::kOk : report.fail(prepared.error());
    });
  });
}

int32_t postgate_scanner_reset(postgate_scanner* scanner) {
  return guard(nullptr, [&](const Report& report) {
    return capi::with_scanner(scanner, report, [](postgate_scanner& mine) {
      capi::take_back(mine);
      mine.lent_links.links = nullptr;
      mine.link_scan.reset();
      mine.suggester.reset();
      mine.fixes = {};
      mine.scanner.reset();
      mine.fields = {};
      mine.batch.clear();
      mine.batch.shrink_to_fit();
      return Status::kOk;
    });
  });
}

uint64_t postgate_scanner_number(const postgate_scanner* scanner) {
  return alive(scanner) ? scanner->scanner.number() : 0;
}

namespace {

// Lends what `judge` makes of a post.
template <typename Judge>
std::int32_t scan_post(postgate_scanner* scanner, const postgate_verdict** out, postgate_error* error,
                       Judge judge) {
  return guard_out(out, error, [&](const Report& report) {
    return capi::with_scanner(scanner, report, [&](postgate_scanner& mine) {
      capi::take_back(mine);
      const Status status = judge(mine, mine.lent.verdict, report);
      if (status == Status::kOk) *out = &mine.lent;
      return status;
    });
  });
}

}  // namespace

int32_t postgate_scan(postgate_scanner* scanner, const postgate_field* fields, size_t count,
                      size_t field_size, const postgate_scan_options* options, const postgate_verdict** out,
                      postgate_error* error) {
  return scan_post(scanner, out, error, [&](auto& mine, auto& verdict, const Report& report) {
    return capi::judge_post(mine, {fields, count, field_size}, options, verdict, report);
  });
}

int32_t postgate_scan_utf8(postgate_scanner* scanner, const char* text, size_t size,
                           const postgate_scan_options* options, const postgate_verdict** out,
                           postgate_error* error) {
  capi::fetch_text(text, size);
  return scan_post(scanner, out, error, [&](auto& mine, auto& verdict, const Report& report) {
    return capi::judge(mine, options, verdict, report,
                       [&] { return capi::take_text(mine, text, size, report); });
  });
}

int32_t postgate_links_find(postgate_scanner* scanner, const postgate_field* fields, size_t count,
                            size_t field_size, const postgate_scan_options* options,
                            const postgate_links** out, postgate_error* error) {
  return guard_out(out, error, [&](const Report& report) {
    return capi::with_scanner(scanner, report, [&](postgate_scanner& mine) {
      return capi::find_links(mine, {fields, count, field_size}, options, out, report);
    });
  });
}
