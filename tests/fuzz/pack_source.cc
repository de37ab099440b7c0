// The files of a pack, as anyone may have written them: built, or refused with at
// least one diagnostic. Files are divided by lines "=== path".
#include <algorithm>
#include <string>
#include <string_view>

#include "postgate.h"
#include "target.h"

namespace {

constexpr std::size_t kLongest = 64U << 10U;  // larger inputs find nothing that smaller ones do not
constexpr std::string_view kMark = "=== ";

void add(postgate_compiler* compiler, const std::string& path, std::string_view bytes) {
  postgate_compiler_add_file(compiler, "fuzz", path.c_str(), bytes.data(), bytes.size(), nullptr);
}

void add_files(postgate_compiler* compiler, std::string_view input) {
  std::string path = "pack.toml";
  std::size_t begin = 0;
  for (std::size_t at = 0; at < input.size();) {
    const std::size_t end = std::min(input.find('\n', at), input.size());
    const std::string_view line = input.substr(at, end - at);
    const std::size_t next = std::min(end + 1, input.size());
    if (line.substr(0, kMark.size()) == kMark) {
      if (at > begin) add(compiler, path, input.substr(begin, at - begin));
      path = std::string(line.substr(kMark.size()));
      begin = next;
    }
    at = next;
  }
  add(compiler, path, input.substr(begin));
}

void check_diagnostics(const postgate_compiler* compiler, bool built) {
  bool has_error = false;
  for (std::size_t i = 0; i < postgate_compiler_diagnostic_count(compiler); ++i) {
    postgate_diagnostic diagnostic = POSTGATE_INIT(postgate_diagnostic);
    FUZZ_REQUIRE(postgate_compiler_diagnostic_at(compiler, i, &diagnostic) == POSTGATE_OK);
    FUZZ_REQUIRE(diagnostic.code.size != 0 && diagnostic.message.size != 0);
    has_error = has_error || diagnostic.severity == POSTGATE_SEVERITY_ERROR;
  }
  FUZZ_REQUIRE(built != has_error);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  postgate_compiler* compiler = nullptr;
  FUZZ_REQUIRE(postgate_compiler_create(nullptr, &compiler, nullptr) == POSTGATE_OK);
  add_files(compiler, {reinterpret_cast<const char*>(data), std::min(size, kLongest)});
  postgate_ruleset* ruleset = nullptr;
  postgate_error error = POSTGATE_INIT(postgate_error);
  const int32_t status = postgate_compiler_build(compiler, &ruleset, &error);
  FUZZ_REQUIRE((status == POSTGATE_OK) == (ruleset != nullptr));
  FUZZ_REQUIRE(status == error.status);
  FUZZ_REQUIRE(status != POSTGATE_E_INTERNAL);
  // No file had a usable path: nothing was read that a diagnostic could be about.
  if (status != POSTGATE_E_STATE) check_diagnostics(compiler, status == POSTGATE_OK);
  postgate_ruleset_release(ruleset);
  postgate_compiler_destroy(compiler);
  return 0;
}
