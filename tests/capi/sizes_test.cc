// Size-prefixed structs: hosts that were built for another release than the library.
#include <algorithm>
#include <cstddef>
#include <cstring>

#include "support.h"

namespace capi_test {
namespace {

// The struct as a later release may have it: longer, with a tail that this one does not know.
template <typename T>
struct Later {
  T known = POSTGATE_INIT(T);
  unsigned char tail[24] = {};

  Later() { known.struct_size = sizeof(*this); }
};

// Runs `use` with options of every wrong shape; `use` hands them to the library.
template <typename T, typename Use>
void expect_size_rules(Use use) {
  T right = POSTGATE_INIT(T);
  EXPECT_EQ(use(&right), POSTGATE_OK);
  for (const uint32_t size : {0U, 4U, static_cast<uint32_t>(sizeof(T) - 1), 4097U, UINT32_MAX}) {
    T wrong = POSTGATE_INIT(T);
    wrong.struct_size = size;
    EXPECT_EQ(use(&wrong), POSTGATE_E_STRUCT_SIZE) << size;
  }
  Later<T> later;
  EXPECT_EQ(use(&later.known), POSTGATE_OK) << "an unknown tail that is zero";
  for (const std::size_t at : {std::size_t{0}, sizeof(later.tail) - 1}) {
    Later<T> unknown;
    unknown.tail[at] = 1;
    EXPECT_EQ(use(&unknown.known), POSTGATE_E_UNKNOWN_OPTION) << at;
  }
}

int32_t create_compiler(const postgate_compiler_options* options) {
  postgate_compiler* compiler = nullptr;
  const int32_t status = postgate_compiler_create(options, &compiler, nullptr);
  postgate_compiler_destroy(compiler);
  return status;
}

int32_t create_engine(const postgate_engine_options* options) {
  postgate_engine* engine = nullptr;
  const int32_t status = postgate_engine_create(options, &engine, nullptr);
  postgate_engine_destroy(engine);
  return status;
}

TEST(Sizes, OfCompilerOptions) { expect_size_rules<postgate_compiler_options>(create_compiler); }

TEST(Sizes, OfEngineOptions) { expect_size_rules<postgate_engine_options>(create_engine); }

TEST(Sizes, OfScanOptions) {
  const Gate gate(build_tiny());
  expect_size_rules<postgate_scan_options>([&](const postgate_scan_options* options) {
    const postgate_verdict* verdict = nullptr;
    return gate.scan("x", &verdict, options);
  });
}

TEST(Sizes, OfFields) {
  const Gate gate(build_tiny());
  expect_size_rules<postgate_field>([&](const postgate_field* field) {
    const postgate_verdict* verdict = nullptr;
    return postgate_scan(gate.scanner.get(), field, 1, sizeof(Later<postgate_field>), nullptr, &verdict,
                         nullptr);
  });
}

TEST(Sizes, AFieldMustNotBeLargerThanItsPlace) {
  const Gate gate(build_tiny());
  Later<postgate_field> field;
  const postgate_verdict* verdict = nullptr;
  EXPECT_EQ(
      postgate_scan(gate.scanner.get(), &field.known, 1, sizeof(postgate_field), nullptr, &verdict, nullptr),
      POSTGATE_E_STRUCT_SIZE);
}

TEST(Sizes, LaterFieldsAreReadAtTheirOwnStride) {
  const Gate gate(build_tiny());
  std::vector<Later<postgate_field>> fields(3);
  const std::string_view texts[] = {"第一", "立即抢购", "第三"};
  for (std::size_t i = 0; i < fields.size(); ++i) {
    fields[i].known.text = texts[i].data();
    fields[i].known.length = texts[i].size();
  }
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(postgate_scan(gate.scanner.get(), &fields[0].known, fields.size(), sizeof(fields[0]), nullptr,
                          &verdict, nullptr),
            POSTGATE_OK);
  ASSERT_EQ(summary_of(verdict).finding_count, 1U);
  EXPECT_EQ(finding_at(verdict, 0).field, 1U);
}

TEST(Sizes, TheErrorNamesTheFieldThatIsWrong) {
  const Gate gate(build_tiny());
  std::vector<postgate_field> fields(4, utf8_field("x"));
  fields[2].struct_size = 1;
  const postgate_verdict* verdict = nullptr;
  postgate_error error = POSTGATE_INIT(postgate_error);
  EXPECT_EQ(gate.scan(fields, &verdict, nullptr, &error), POSTGATE_E_STRUCT_SIZE);
  EXPECT_EQ(error.field, 2U);
}

TEST(Flags, UnknownOnesAreRefused) {
  postgate_compiler_options compile = POSTGATE_INIT(postgate_compiler_options);
  compile.flags = 1U << 31U;
  EXPECT_EQ(create_compiler(&compile), POSTGATE_E_UNKNOWN_OPTION);
  postgate_engine_options engine = POSTGATE_INIT(postgate_engine_options);
  engine.flags = 1U << 31U;
  EXPECT_EQ(create_engine(&engine), POSTGATE_E_UNKNOWN_OPTION);

  const Gate gate(build_tiny());
  const postgate_verdict* verdict = nullptr;
  postgate_scan_options scan = POSTGATE_INIT(postgate_scan_options);
  scan.flags = 8;
  EXPECT_EQ(gate.scan("x", &verdict, &scan), POSTGATE_E_UNKNOWN_OPTION);
  scan.flags = 0x80000000U;
  EXPECT_EQ(gate.scan("x", &verdict, &scan), POSTGATE_E_UNKNOWN_OPTION);
  scan.flags = 0;
  scan.reserved = 1;
  EXPECT_EQ(gate.scan("x", &verdict, &scan), POSTGATE_E_UNKNOWN_OPTION);
}

TEST(Ranges, OfEngineOptions) {
  postgate_engine_options options = POSTGATE_INIT(postgate_engine_options);
  options.max_post_bytes = 1ULL << 30U;
  options.max_fields = UINT32_MAX;
  options.deadline_ns = UINT64_MAX;
  EXPECT_EQ(create_engine(&options), POSTGATE_OK);
  options.max_post_bytes = (1ULL << 30U) + 1;
  EXPECT_EQ(create_engine(&options), POSTGATE_E_ARGUMENT);
  options.max_post_bytes = 0;
  options.max_fields = 1ULL + UINT32_MAX;
  EXPECT_EQ(create_engine(&options), POSTGATE_E_ARGUMENT);
}

TEST(Ranges, OfThePackSize) {
  postgate_compiler_options options = POSTGATE_INIT(postgate_compiler_options);
  options.max_pack_bytes = 10;
  postgate_compiler* made = nullptr;
  ASSERT_EQ(postgate_compiler_create(&options, &made, nullptr), POSTGATE_OK);
  const Compiler compiler(made);
  EXPECT_EQ(add_text(made, "a", "pack.toml", "123456"), POSTGATE_OK);
  EXPECT_EQ(add_text(made, "b", "pack.toml", "12345"), POSTGATE_E_TOO_LARGE);
  EXPECT_EQ(add_text(made, "b", "pack.toml", "1234"), POSTGATE_OK);
}

// A later host's out-struct: what the library does not know stays as it was.
template <typename T, typename Read>
void expect_out_rules(Read read) {
  Later<T> later;
  std::fill(std::begin(later.tail), std::end(later.tail), static_cast<unsigned char>(0xAB));
  ASSERT_EQ(read(&later.known), POSTGATE_OK);
  EXPECT_EQ(later.known.struct_size, sizeof(later));
  for (const unsigned char byte : later.tail) EXPECT_EQ(byte, 0xAB);

  T exact = POSTGATE_INIT(T);
  ASSERT_EQ(read(&exact), POSTGATE_OK);
  EXPECT_EQ(std::memcmp(reinterpret_cast<const char*>(&exact) + 4, reinterpret_cast<const char*>(&later) + 4,
                        sizeof(T) - 4),
            0);
  for (const uint32_t size : {0U, static_cast<uint32_t>(sizeof(T) - 1), 4097U}) {
    T wrong = POSTGATE_INIT(T);
    wrong.struct_size = size;
    const T before = wrong;
    EXPECT_EQ(read(&wrong), POSTGATE_E_STRUCT_SIZE) << size;
    EXPECT_EQ(std::memcmp(&wrong, &before, sizeof(T)), 0) << "nothing is written";
  }
}

TEST(Sizes, OfOutStructs) {
  const Ruleset ruleset = build_tiny();
  const Gate gate(ruleset);
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  options.flags = POSTGATE_SCAN_TRACE;
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan("立即抢购", &verdict, &options), POSTGATE_OK);
  expect_out_rules<postgate_verdict_summary>(
      [&](auto* out) { return postgate_verdict_get_summary(verdict, out); });
  expect_out_rules<postgate_finding>([&](auto* out) { return postgate_verdict_finding_at(verdict, 0, out); });
  expect_out_rules<postgate_signal>(
      [&](auto* out) { return postgate_verdict_signal_at(verdict, 0, 0, out); });
  expect_out_rules<postgate_trace>([&](auto* out) { return postgate_verdict_trace_at(verdict, 0, out); });
  expect_out_rules<postgate_pack_info>([&](auto* out) { return postgate_verdict_pack_at(verdict, 0, out); });
  expect_out_rules<postgate_pack_info>(
      [&](auto* out) { return postgate_ruleset_pack_at(ruleset.get(), 0, out); });
  expect_out_rules<postgate_ruleset_info>(
      [&](auto* out) { return postgate_ruleset_get_info(ruleset.get(), out); });
}

TEST(Sizes, OfDiagnosticsAndErrors) {
  const Compiler compiler = make_compiler();
  ASSERT_EQ(add_text(compiler.get(), "one", "pack.toml", "[pack]\nnmae = 1\n"), POSTGATE_OK);
  Later<postgate_error> error;
  std::fill(std::begin(error.tail), std::end(error.tail), static_cast<unsigned char>(0xAB));
  postgate_ruleset* ruleset = nullptr;
  ASSERT_LT(postgate_compiler_build(compiler.get(), &ruleset, &error.known), 0);
  EXPECT_EQ(ruleset, nullptr);
  EXPECT_LT(error.known.status, 0);
  EXPECT_EQ(error.tail[0], 0xAB);
  EXPECT_EQ(error.known.struct_size, sizeof(error));
  ASSERT_GT(postgate_compiler_diagnostic_count(compiler.get()), 0U);
  expect_out_rules<postgate_diagnostic>(
      [&](auto* out) { return postgate_compiler_diagnostic_at(compiler.get(), 0, out); });
}

}  // namespace
}  // namespace capi_test
