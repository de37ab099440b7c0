// NULL, handles of the wrong kind and impossible values in every argument of every
// function: a status each time, outs NULL, nothing written.
#include <algorithm>
#include <cctype>
#include <cstddef>
#include <ostream>

#include "support.h"

namespace capi_test {
namespace {

// Real objects to stand beside the one wrong argument, and one that is no handle at all.
struct Objects {
  Compiler compiler = make_compiler();
  Ruleset ruleset = build_tiny();
  Gate gate{ruleset};
  const postgate_verdict* verdict = nullptr;
  alignas(16) unsigned char junk[64] = {};

  Objects() {
    EXPECT_EQ(gate.scan("立即抢购", &verdict), POSTGATE_OK);
    std::fill(std::begin(junk), std::end(junk), static_cast<unsigned char>(0x5A));
  }
  template <typename Handle>
  Handle* no_handle() {
    return reinterpret_cast<Handle*>(junk);
  }
  postgate_engine* engine() const { return gate.engine.get(); }
  postgate_scanner* scanner() const { return gate.scanner.get(); }
};

struct Call {
  const char* name;
  int32_t expected;
  int32_t (*run)(Objects&, postgate_error*);
};

std::ostream& operator<<(std::ostream& to, const Call& call) { return to << call.name; }

template <typename T>
T sized() {
  return POSTGATE_INIT(T);
}

template <typename T>
T* lost() {
  return reinterpret_cast<T*>(std::uintptr_t{0x10});
}

postgate_field field_with(uint32_t role, uint32_t encoding, uint32_t format, const void* text,
                          size_t length) {
  postgate_field field = POSTGATE_INIT(postgate_field);
  field.role = role;
  field.encoding = encoding;
  field.format = format;
  field.text = text;
  field.length = length;
  return field;
}

// Scans one field; the verdict must be NULL whenever there is an error.
int32_t scan_field(Objects& o, const postgate_field& field, postgate_error* error) {
  const postgate_verdict* out = lost<const postgate_verdict>();
  const int32_t status = postgate_scan(o.scanner(), &field, 1, sizeof(field), nullptr, &out, error);
  EXPECT_EQ(out == nullptr, status != POSTGATE_OK);
  return status;
}

int32_t scan_with(Objects& o, const postgate_scan_options& options, postgate_error* error) {
  const postgate_verdict* out = lost<const postgate_verdict>();
  const int32_t status = postgate_scan_utf8(o.scanner(), "a", 1, &options, &out, error);
  EXPECT_EQ(out == nullptr, status != POSTGATE_OK);
  return status;
}

constexpr int32_t kBad = POSTGATE_E_ARGUMENT;
alignas(2) constexpr char kText[] = "some text";

#define CALL [](Objects & o, postgate_error * e) -> int32_t
const Call kCalls[] = {{"compiler_create out", kBad, CALL{(void)o;
return postgate_compiler_create(nullptr, nullptr, e);
}  // namespace
}  // namespace capi_test
, {"add_folder NULL compiler", kBad, CALL{(void)o;
return postgate_compiler_add_folder(nullptr, ".", e);
}
}
, {"add_folder no compiler", kBad,
   CALL{return postgate_compiler_add_folder(o.no_handle<postgate_compiler>(), ".", e);
}
}
, {"add_folder other handle", kBad,
   CALL{return postgate_compiler_add_folder(reinterpret_cast<postgate_compiler*>(o.scanner()), ".", e);
}
}
, {"add_folder path", kBad, CALL{return postgate_compiler_add_folder(o.compiler.get(), nullptr, e);
}
}
, {"add_folder empty path", kBad, CALL{return postgate_compiler_add_folder(o.compiler.get(), "", e);
}
}
, {"add_folder missing", POSTGATE_E_IO,
   CALL{return postgate_compiler_add_folder(o.compiler.get(), "/no/such/folder", e);
}
}
, {"add_file NULL compiler", kBad, CALL{(void)o;
return postgate_compiler_add_file(nullptr, "k", "pack.toml", "", 0, e);
}
}
, {"add_file key", kBad,
   CALL{return postgate_compiler_add_file(o.compiler.get(), nullptr, "pack.toml", "", 0, e);
}
}
, {"add_file empty key", kBad,
   CALL{return postgate_compiler_add_file(o.compiler.get(), "", "pack.toml", "", 0, e);
}
}
, {"add_file path", kBad, CALL{return postgate_compiler_add_file(o.compiler.get(), "k", nullptr, "", 0, e);
}
}
, {"add_file bytes", kBad,
   CALL{return postgate_compiler_add_file(o.compiler.get(), "k", "pack.toml", nullptr, 1, e);
}
}
, {"add_file too large", POSTGATE_E_TOO_LARGE,
   CALL{return postgate_compiler_add_file(o.compiler.get(), "k", "pack.toml", "x", SIZE_MAX, e);
}
}
, {"add_builtin NULL compiler", kBad, CALL{(void)o;
return postgate_compiler_add_builtin(nullptr, "gov-cn", e);
}
}
, {"add_builtin NULL name", kBad, CALL{return postgate_compiler_add_builtin(o.compiler.get(), nullptr, e);
}
}
, {"add_builtin unknown", kBad, CALL{return postgate_compiler_add_builtin(o.compiler.get(), "none", e);
}
}
, {"build NULL compiler", kBad, CALL{(void)o;
auto* out = lost<postgate_ruleset>();
const int32_t status = postgate_compiler_build(nullptr, &out, e);
EXPECT_EQ(out, nullptr);
return status;
}
}
, {"build NULL out", kBad, CALL{return postgate_compiler_build(o.compiler.get(), nullptr, e);
}
}
, {"build nothing", POSTGATE_E_STATE, CALL{auto* out = lost<postgate_ruleset>();
const int32_t status = postgate_compiler_build(o.compiler.get(), &out, e);
EXPECT_EQ(out, nullptr);
return status;
}
}
, {"engine_create out", kBad, CALL{(void)o;
return postgate_engine_create(nullptr, nullptr, e);
}
}
, {"install NULL engine", kBad, CALL{uint64_t generation = 7;
const int32_t status = postgate_engine_install(nullptr, o.ruleset.get(), &generation, e);
EXPECT_EQ(generation, 0U);
return status;
}
}
, {"install NULL ruleset", kBad, CALL{return postgate_engine_install(o.engine(), nullptr, nullptr, e);
}
}
, {"install no ruleset", kBad,
   CALL{return postgate_engine_install(o.engine(), o.no_handle<postgate_ruleset>(), nullptr, e);
}
}
, {"current NULL engine", kBad, CALL{(void)o;
auto* out = lost<postgate_ruleset>();
const int32_t status = postgate_engine_current(nullptr, &out, e);
EXPECT_EQ(out, nullptr);
return status;
}
}
, {"current NULL out", kBad, CALL{return postgate_engine_current(o.engine(), nullptr, e);
}
}
, {"scanner_create NULL engine", kBad, CALL{(void)o;
auto* out = lost<postgate_scanner>();
const int32_t status = postgate_scanner_create(nullptr, &out, e);
EXPECT_EQ(out, nullptr);
return status;
}
}
, {"scanner_create NULL out", kBad, CALL{return postgate_scanner_create(o.engine(), nullptr, e);
}
}
, {"prepare NULL", kBad, CALL{(void)o;
return postgate_scanner_prepare(nullptr, e);
}
}
, {"prepare no scanner", kBad, CALL{return postgate_scanner_prepare(o.no_handle<postgate_scanner>(), e);
}
}
, {"scan NULL scanner", kBad, CALL{(void)o;
const postgate_field field = field_with(0, 0, 0, kText, 1);
const postgate_verdict* out = lost<const postgate_verdict>();
const int32_t status = postgate_scan(nullptr, &field, 1, sizeof(field), nullptr, &out, e);
EXPECT_EQ(out, nullptr);
return status;
}
}
, {"scan NULL out", kBad, CALL{const postgate_field field = field_with(0, 0, 0, kText, 1);
return postgate_scan(o.scanner(), &field, 1, sizeof(field), nullptr, nullptr, e);
}
}
, {"scan NULL fields", kBad, CALL{const postgate_verdict* out = nullptr;
return postgate_scan(o.scanner(), nullptr, 1, sizeof(postgate_field), nullptr, &out, e);
}
}
, {"scan no fields, NULL", POSTGATE_OK, CALL{const postgate_verdict* out = nullptr;
return postgate_scan(o.scanner(), nullptr, 0, 0, nullptr, &out, e);
}
}
, {"scan field_size 0", POSTGATE_E_STRUCT_SIZE,
   CALL{const postgate_field field = field_with(0, 0, 0, kText, 1);
const postgate_verdict* out = nullptr;
return postgate_scan(o.scanner(), &field, 1, 0, nullptr, &out, e);
}
}
, {"scan field_size huge", POSTGATE_E_STRUCT_SIZE,
   CALL{const postgate_field field = field_with(0, 0, 0, kText, 1);
const postgate_verdict* out = nullptr;
return postgate_scan(o.scanner(), &field, 2, SIZE_MAX / 2 + 1, nullptr, &out, e);
}
}
, {"scan too many fields", POSTGATE_E_TOO_LARGE,
   CALL{const postgate_field field = field_with(0, 0, 0, kText, 1);
const postgate_verdict* out = nullptr;
return postgate_scan(o.scanner(), &field, SIZE_MAX / sizeof(field), sizeof(field), nullptr, &out, e);
}
}
, {"field good", POSTGATE_OK, CALL{return scan_field(o, field_with(5, 0, 0, kText, 4), e);
}
}
, {"field NULL, empty", POSTGATE_OK, CALL{return scan_field(o, field_with(0, 0, 0, nullptr, 0), e);
}
}
, {"field NULL, empty, UTF-16", POSTGATE_OK, CALL{return scan_field(o, field_with(0, 1, 0, nullptr, 0), e);
}
}
, {"field NULL", kBad, CALL{return scan_field(o, field_with(0, 0, 0, nullptr, 1), e);
}
}
, {"field NULL, UTF-16", kBad, CALL{return scan_field(o, field_with(0, 1, 0, nullptr, 1), e);
}
}
, {"field role", kBad, CALL{return scan_field(o, field_with(6, 0, 0, kText, 4), e);
}
}
, {"field encoding", kBad, CALL{return scan_field(o, field_with(0, 2, 0, kText, 4), e);
}
}
, {"field HTML", POSTGATE_OK, CALL{return scan_field(o, field_with(0, 0, POSTGATE_FORMAT_HTML, kText, 4), e);
}
}
, {"field Markdown", POSTGATE_OK,
   CALL{return scan_field(o, field_with(0, 0, POSTGATE_FORMAT_MARKDOWN, kText, 4), e);
}
}
, {"field format", POSTGATE_E_FORMAT, CALL{return scan_field(o, field_with(0, 0, 77, kText, 4), e);
}
}
, {"field odd UTF-16", kBad, CALL{return scan_field(o, field_with(0, 1, 0, kText + 1, 2), e);
}
}
, {"field longer than the limit", POSTGATE_E_TOO_LARGE,
   CALL{return scan_field(o, field_with(0, 0, 0, kText, SIZE_MAX), e);
}
}
, {"field longer than the limit, UTF-16", POSTGATE_E_TOO_LARGE,
   CALL{return scan_field(o, field_with(0, 1, 0, kText, SIZE_MAX), e);
}
}
, {"scan profile unknown", kBad, CALL{auto options = sized<postgate_scan_options>();
options.profile = {"nobody", 6};
return scan_with(o, options, e);
}
}
, {"scan profile NULL", kBad, CALL{auto options = sized<postgate_scan_options>();
options.profile.size = 3;
return scan_with(o, options, e);
}
}
, {"scan profile strict", POSTGATE_OK, CALL{auto options = sized<postgate_scan_options>();
options.profile = {"strict", 6};
return scan_with(o, options, e);
}
}
, {"scan_utf8 NULL text", kBad, CALL{const postgate_verdict* out = nullptr;
return postgate_scan_utf8(o.scanner(), nullptr, 5, nullptr, &out, e);
}
}
, {"fold NULL text", kBad, CALL{(void)o;
size_t size = 9;
return postgate_fold_utf8(nullptr, 1, 0, nullptr, 0, &size, e);
}
}
, {"fold view", kBad, CALL{(void)o;
size_t size = 9;
return postgate_fold_utf8("a", 1, 2, nullptr, 0, &size, e);
}
}
, {"fold NULL buffer", kBad, CALL{(void)o;
size_t size = 9;
return postgate_fold_utf8("a", 1, 0, nullptr, 4, &size, e);
}
}
, {"fold NULL size", kBad, CALL{(void)o;
return postgate_fold_utf8("a", 1, 0, nullptr, 0, nullptr, e);
}
}
,
}
;
#undef CALL

class Arguments : public testing::TestWithParam<Call> {};

TEST_P(Arguments, WithError) {
  Objects objects;
  postgate_error error = POSTGATE_INIT(postgate_error);
  error.status = 99;
  ASSERT_EQ(GetParam().run(objects, &error), GetParam().expected);
  if (GetParam().expected == POSTGATE_OK) {
    EXPECT_EQ(error.status, 99) << "left alone on success";
  } else {
    EXPECT_EQ(error.status, GetParam().expected);
    EXPECT_STRNE(error.message, "");
    EXPECT_EQ(error.struct_size, sizeof(error));
  }
}

TEST_P(Arguments, WithoutError) {
  Objects objects;
  EXPECT_EQ(GetParam().run(objects, nullptr), GetParam().expected);
}

// An error that cannot be written to is refused before anything is done.
TEST_P(Arguments, WithErrorThatIsTooSmall) {
  Objects objects;
  postgate_error error = POSTGATE_INIT(postgate_error);
  error.struct_size = static_cast<uint32_t>(offsetof(postgate_error, message));
  error.status = 99;
  EXPECT_EQ(GetParam().run(objects, &error), POSTGATE_E_STRUCT_SIZE);
  EXPECT_EQ(error.status, 99);
}

INSTANTIATE_TEST_SUITE_P(Table, Arguments, testing::ValuesIn(kCalls), [](const auto& parameter) {
  std::string name = parameter.param.name;
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
});

TEST(Getters, RefuseNullAndBehindTheLast) {
  Objects o;
  auto diagnostic = sized<postgate_diagnostic>();
  auto info = sized<postgate_ruleset_info>();
  auto pack = sized<postgate_pack_info>();
  auto summary = sized<postgate_verdict_summary>();
  auto finding = sized<postgate_finding>();
  auto signal = sized<postgate_signal>();
  auto trace = sized<postgate_trace>();
  EXPECT_EQ(postgate_compiler_diagnostic_count(nullptr), 0U);
  EXPECT_EQ(postgate_compiler_diagnostic_count(o.no_handle<postgate_compiler>()), 0U);
  EXPECT_EQ(postgate_compiler_diagnostic_at(nullptr, 0, &diagnostic), kBad);
  EXPECT_EQ(postgate_compiler_diagnostic_at(o.compiler.get(), 0, &diagnostic), kBad);
  EXPECT_EQ(postgate_compiler_diagnostic_at(o.compiler.get(), 0, nullptr), kBad);
  EXPECT_EQ(postgate_ruleset_get_info(nullptr, &info), kBad);
  EXPECT_EQ(postgate_ruleset_get_info(o.ruleset.get(), nullptr), kBad);
  EXPECT_EQ(postgate_ruleset_pack_at(nullptr, 0, &pack), kBad);
  EXPECT_EQ(postgate_ruleset_pack_at(o.ruleset.get(), 1, &pack), kBad);
  EXPECT_EQ(postgate_ruleset_pack_at(o.ruleset.get(), 0, nullptr), kBad);
  EXPECT_EQ(postgate_verdict_get_summary(nullptr, &summary), kBad);
  EXPECT_EQ(postgate_verdict_get_summary(o.no_handle<postgate_verdict>(), &summary), kBad);
  EXPECT_EQ(postgate_verdict_get_summary(o.verdict, nullptr), kBad);
  EXPECT_EQ(postgate_verdict_finding_at(nullptr, 0, &finding), kBad);
  EXPECT_EQ(postgate_verdict_finding_at(o.verdict, 1, &finding), kBad);
  EXPECT_EQ(postgate_verdict_finding_at(o.verdict, SIZE_MAX, &finding), kBad);
  EXPECT_EQ(postgate_verdict_finding_at(o.verdict, 0, nullptr), kBad);
  EXPECT_EQ(postgate_verdict_signal_at(nullptr, 0, 0, &signal), kBad);
  EXPECT_EQ(postgate_verdict_signal_at(o.verdict, 1, 0, &signal), kBad);
  EXPECT_EQ(postgate_verdict_signal_at(o.verdict, 0, 1, &signal), kBad);
  EXPECT_EQ(postgate_verdict_signal_at(o.verdict, 0, 0, nullptr), kBad);
  EXPECT_EQ(postgate_verdict_trace_at(nullptr, 0, &trace), kBad);
  EXPECT_EQ(postgate_verdict_trace_at(o.verdict, 0, &trace), kBad) << "no trace was asked for";
  EXPECT_EQ(postgate_verdict_trace_at(o.verdict, 0, nullptr), kBad);
  EXPECT_EQ(postgate_verdict_pack_at(nullptr, 0, &pack), kBad);
  EXPECT_EQ(postgate_verdict_pack_at(o.verdict, 1, &pack), kBad);
  EXPECT_EQ(postgate_verdict_pack_at(o.verdict, 0, nullptr), kBad);
  EXPECT_EQ(postgate_scanner_reset(nullptr), kBad);
}

TEST(Getters, DestroyTakesNullAndStrangers) {
  Objects o;
  postgate_compiler_destroy(nullptr);
  postgate_ruleset_release(nullptr);
  postgate_engine_destroy(nullptr);
  postgate_scanner_destroy(nullptr);
  postgate_compiler_destroy(o.no_handle<postgate_compiler>());
  postgate_ruleset_release(o.no_handle<postgate_ruleset>());
  postgate_engine_destroy(o.no_handle<postgate_engine>());
  postgate_scanner_destroy(o.no_handle<postgate_scanner>());
  EXPECT_EQ(postgate_ruleset_retain(nullptr), nullptr);
  EXPECT_EQ(postgate_ruleset_retain(o.no_handle<postgate_ruleset>()), nullptr);
}

TEST(Names, AreKnownForEveryNumberAndSafeForOthers) {
  EXPECT_STREQ(postgate_status_name(POSTGATE_OK), "OK");
  EXPECT_STREQ(postgate_status_name(POSTGATE_E_PACK_SELF_TEST), "E_PACK_SELF_TEST");
  EXPECT_STREQ(postgate_status_name(1), "E_UNKNOWN");
  EXPECT_STREQ(postgate_status_name(INT32_MIN), "E_UNKNOWN");
  EXPECT_STREQ(postgate_action_name(POSTGATE_ACTION_NONE), "none");
  EXPECT_STREQ(postgate_action_name(POSTGATE_ACTION_BLOCK), "block");
  EXPECT_STREQ(postgate_action_name(5), "unknown");
  EXPECT_EQ(postgate_build_info(nullptr), nullptr);
  EXPECT_EQ(postgate_build_info("nothing"), nullptr);
  for (const char* key : {"version", "matcher", "regex", "unicode", "compiler"}) {
    ASSERT_NE(postgate_build_info(key), nullptr) << key;
    EXPECT_STRNE(postgate_build_info(key), "") << key;
  }
  EXPECT_EQ(postgate_has_feature(nullptr), 0);
  EXPECT_EQ(postgate_has_feature("fold.none"), 0);
  EXPECT_EQ(postgate_has_feature("fold.homophone"), 1);
  EXPECT_EQ(postgate_feature_at(UINT32_MAX), nullptr);
  uint32_t count = 0;
  for (; postgate_feature_at(count) != nullptr; ++count) {
    EXPECT_EQ(postgate_has_feature(postgate_feature_at(count)), 1) << postgate_feature_at(count);
  }
  EXPECT_GT(count, 20U);
}

}  // namespace
}  // namespace capi_test
