// postgate_compiler_*: collects the files of packs and builds a ruleset once.
// One thread at a time, as the header says.
#include <string_view>
#include <utility>

#include "capi/compiler_parts.h"
#include "capi/exports.h"
#include "capi/pack_info.h"
#include "match/pattern_db.h"
#include "pack/loader.h"

namespace postgate::capi {
namespace {

constexpr std::size_t kLongestName = 4096;  // of a pack key or a path, in bytes

// Length of a NUL-terminated name; 0 if it is empty, missing or too long.
std::size_t name_length(const char* name) {
  if (name == nullptr) return 0;
  const std::size_t length = std::char_traits<char>::length(name);
  return length <= kLongestName ? length : 0;
}

Status check_room(const postgate_compiler& compiler, std::size_t more, const Report& report) {
  const std::size_t most = compiler.options.limits.total_bytes;
  if (compiler.bytes > most || more > most - compiler.bytes) {
    return report.fail(Status::kTooLarge, "the packs are larger than max_pack_bytes");
  }
  return Status::kOk;
}

// The pack that add_file adds to, made when its key is new.
PackSource& source_for(postgate_compiler& compiler, const char* key) {
  const auto found = compiler.source_of_key.find(key);
  if (found != compiler.source_of_key.end()) return compiler.sources[found->second];
  compiler.sources.emplace_back();
  try {
    compiler.source_of_key.emplace(key, compiler.sources.size() - 1);
  } catch (...) {
    compiler.sources.pop_back();  // an empty pack would be refused by build
    throw;
  }
  return compiler.sources.back();
}

Status add_file(postgate_compiler& compiler, const char* key, PackFile file, const Report& report) {
  const Status room = check_room(compiler, file.bytes.size(), report);
  if (room != Status::kOk) return room;
  PackSource& source = source_for(compiler, key);
  if (source.files.size() >= compiler.options.limits.files) {
    return report.fail(Status::kTooLarge, "the pack has too many files");
  }
  const std::size_t bytes = file.bytes.size();
  source.files.push_back(std::move(file));
  compiler.bytes += bytes;
  return Status::kOk;
}

const Diagnostic* first_error(const Diagnostics& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics.list()) {
    if (diagnostic.severity == Severity::kError) return &diagnostic;
  }
  return nullptr;
}

Status report_build(const Error& error, const Diagnostics& diagnostics, const Report& report) {
  const Diagnostic* first = first_error(diagnostics);
  const bool has_place = error.line != 0 || !error.file.empty() || !error.rule.empty();
  if (first == nullptr || has_place) return report.fail(error);
  return report.fail_at(error, first->file, first->rule, first->line, first->column);
}

}  // namespace

Status build(postgate_compiler& compiler, postgate_ruleset** out, const Report& report) {
  if (compiler.sources.empty()) return report.fail(Status::kState, "no pack was added");
  compiler.built = true;
  auto built = build_ruleset(compiler.sources, compiler.options, compiler.diagnostics);
  if (!compiler.keep_source || !built.ok()) compiler.sources = {};  // may be large
  if (!built.ok()) return report_build(built.error(), compiler.diagnostics, report);
  if (compiler.keep_source) compiler.kept = built.value();
  *out = new postgate_ruleset(std::move(built).value());
  return Status::kOk;
}

Status check_open(const postgate_compiler* compiler, const Report& report) {
  if (!alive(compiler)) return report.fail(Status::kArgument, "not a compiler");
  if (compiler->built) return report.fail(Status::kState, "the compiler has already built");
  return Status::kOk;
}

Status add_source(postgate_compiler& compiler, PackSource source, const Report& report) {
  std::size_t bytes = 0;
  for (const PackFile& file : source.files) bytes += file.bytes.size();
  const Status room = check_room(compiler, bytes, report);
  if (room != Status::kOk) return room;
  compiler.sources.push_back(std::move(source));
  compiler.bytes += bytes;
  return Status::kOk;
}

}  // namespace postgate::capi

int32_t postgate_compiler_create(const postgate_compiler_options* options, postgate_compiler** out,
                                 postgate_error* error) {
  return guard_out(out, error, [&](const Report& report) {
    const auto platform = postgate::check_matcher_platform();
    if (!platform.ok()) return report.fail(platform.error());
    postgate::CompileOptions wanted;
    const Status status = capi::read_options(options, wanted, report);
    if (status != Status::kOk) return status;
    auto made = std::make_unique<postgate_compiler>();
    made->options = std::move(wanted);
    made->keep_source = options != nullptr && (options->flags & POSTGATE_COMPILE_KEEP_SOURCE) != 0;
    *out = made.release();
    return Status::kOk;
  });
}

void postgate_compiler_destroy(postgate_compiler* compiler) {
  if (alive(compiler)) delete compiler;
}

int32_t postgate_compiler_add_folder(postgate_compiler* compiler, const char* path, postgate_error* error) {
  return guard(error, [&](const Report& report) {
    const Status status = capi::check_open(compiler, report);
    if (status != Status::kOk) return status;
    const std::size_t length = capi::name_length(path);
    if (length == 0) return report.fail(Status::kArgument, "the path is NULL, empty or too long");
    auto files = postgate::read_pack_folder(std::string(path, length), compiler->options.limits);
    if (!files.ok()) return report.fail(files.error());
    return capi::add_source(*compiler, {std::move(files).value(), {}, {}}, report);
  });
}

int32_t postgate_compiler_add_file(postgate_compiler* compiler, const char* pack_key, const char* path,
                                   const void* bytes, size_t size, postgate_error* error) {
  return guard(error, [&](const Report& report) {
    const Status status = capi::check_open(compiler, report);
    if (status != Status::kOk) return status;
    if (capi::name_length(pack_key) == 0) {
      return report.fail(Status::kArgument, "the pack key is NULL, empty or too long");
    }
    if (capi::name_length(path) == 0) {
      return report.fail(Status::kArgument, "the path is NULL, empty or too long");
    }
    if (bytes == nullptr && size != 0) return report.fail(Status::kArgument, "the bytes are NULL");
    const Status room = capi::check_room(*compiler, size, report);  // before copying
    if (room != Status::kOk) return room;
    postgate::PackFile file{path, std::string(static_cast<const char*>(bytes), size)};
    return capi::add_file(*compiler, pack_key, std::move(file), report);
  });
}

int32_t postgate_compiler_add_builtin(postgate_compiler* compiler, const char* name, postgate_error* error) {
  return guard(error, [&](const Report& report) {
    const Status status = capi::check_open(compiler, report);
    if (status != Status::kOk) return status;
    const std::size_t length = capi::name_length(name);
    if (length == 0) return report.fail(Status::kArgument, "the name is NULL, empty or too long");
    auto files = postgate::builtin_pack(std::string(name, length));
    if (files.empty()) return report.fail(Status::kArgument, "no pack of this name is built in");
    return capi::add_source(*compiler, {std::move(files), {}, {}, true}, report);
  });
}

int32_t postgate_compiler_build(postgate_compiler* compiler, postgate_ruleset** out, postgate_error* error) {
  return guard_out(out, error, [&](const Report& report) {
    const Status status = capi::check_open(compiler, report);
    if (status != Status::kOk) return status;
    return capi::build(*compiler, out, report);
  });
}

size_t postgate_compiler_diagnostic_count(const postgate_compiler* compiler) {
  return alive(compiler) ? compiler->diagnostics.list().size() : 0;
}

int32_t postgate_compiler_diagnostic_at(const postgate_compiler* compiler, size_t index,
                                        postgate_diagnostic* out) {
  return guard(nullptr, [&](const Report&) {
    if (!alive(compiler) || out == nullptr) return Status::kArgument;
    const auto& list = compiler->diagnostics.list();
    if (index >= list.size()) return Status::kArgument;
    return capi::write_sized(capi::diagnostic_of(list[index]), out);
  });
}
