// Versions, features and names: constant facts about the library. Any thread.
#include <array>
#include <cstring>
#include <iterator>
#include <string_view>

#include "match/pattern_db.h"
#include "postgate.h"
#include "text/fold.h"

namespace postgate::capi {
namespace {

// Folds and detectors by the names that packs use; a test compares them with the layers' own.
constexpr const char* kFeatures[] = {
    "detector.app-link",
    "detector.bank-card",
    "detector.domain",
    "detector.email",
    "detector.encoded-text",
    "detector.filter",
    "detector.hidden-text",
    "detector.id-card-cn",
    "detector.mixed-script",
    "detector.phone-cn",
    "detector.qq",
    "detector.short-link",
    "detector.taobao-token",
    "detector.telegram",
    "detector.url",
    "detector.url-commercial",
    "detector.url-foreign",
    "detector.wechat-id",
    "encoding.utf16",
    "encoding.utf8",
    "fold.case",
    "fold.digit",
    "fold.emoji",
    "fold.fuzzy",
    "fold.homophone",
    "fold.ignorable",
    "fold.joined",
    "fold.order",
    "fold.link",
    "fold.repeat",
    "fold.script",
    "fold.separator",
    "fold.shape",
    "fold.style",
    "fold.width",
    "format.html",
    "format.markdown",
    "format.plain",
    "links",
    "profile.report-only",
    "profile.standard",
    "profile.strict",
    "suggest",
    "trace",
};

struct Name {
  std::int32_t number;
  const char* name;
};

#define POSTGATE_NAMED(name) \
  { POSTGATE_##name, #name }
constexpr Name kStatuses[] = {
    POSTGATE_NAMED(OK),
    POSTGATE_NAMED(E_ARGUMENT),
    POSTGATE_NAMED(E_STRUCT_SIZE),
    POSTGATE_NAMED(E_UNKNOWN_OPTION),
    POSTGATE_NAMED(E_STATE),
    POSTGATE_NAMED(E_BUSY),
    POSTGATE_NAMED(E_ENCODING),
    POSTGATE_NAMED(E_TOO_LARGE),
    POSTGATE_NAMED(E_FORMAT),
    POSTGATE_NAMED(E_STRUCTURE),
    POSTGATE_NAMED(E_PACK_SYNTAX),
    POSTGATE_NAMED(E_PACK_INVALID),
    POSTGATE_NAMED(E_PACK_LIMIT),
    POSTGATE_NAMED(E_PACK_UNSUPPORTED),
    POSTGATE_NAMED(E_PACK_SELF_TEST),
    POSTGATE_NAMED(E_PACK_BUDGET),
    POSTGATE_NAMED(E_PACK_ARCHIVE),
    POSTGATE_NAMED(E_PACK_SIGNATURE),
    POSTGATE_NAMED(E_PACK_ROLLBACK),
    POSTGATE_NAMED(E_PACK_EXPIRED),
    POSTGATE_NAMED(E_ACCOUNT),
    POSTGATE_NAMED(E_APPROVAL),
    POSTGATE_NAMED(E_NOMEM),
    POSTGATE_NAMED(E_DEADLINE),
    POSTGATE_NAMED(E_MATCHER_LIMIT),
    POSTGATE_NAMED(E_IO),
    POSTGATE_NAMED(E_PLATFORM),
    POSTGATE_NAMED(E_INTERNAL),
};
#undef POSTGATE_NAMED

constexpr Name kActions[] = {
    {POSTGATE_ACTION_NONE, "none"}, {POSTGATE_ACTION_ALLOW, "allow"}, {POSTGATE_ACTION_FLAG, "flag"},
    {POSTGATE_ACTION_HOLD, "hold"}, {POSTGATE_ACTION_BLOCK, "block"},
};

template <std::size_t kSize>
const char* name_of(const Name (&names)[kSize], std::int32_t number, const char* otherwise) {
  for (const Name& name : names) {
    if (name.number == number) return name.name;
  }
  return otherwise;
}

#if defined(__clang__)
constexpr const char* kCompiler = "Clang " __clang_version__;
#elif defined(__GNUC__)
constexpr const char* kCompiler = "GCC " __VERSION__;
#else
constexpr const char* kCompiler = "unknown";
#endif

}  // namespace
}  // namespace postgate::capi

namespace capi = postgate::capi;

uint32_t postgate_abi_version(void) { return (POSTGATE_ABI_MAJOR << 16U) | POSTGATE_ABI_MINOR; }

const char* postgate_version_string(void) { return POSTGATE_VERSION; }

int32_t postgate_has_feature(const char* name) {
  if (name == nullptr) return 0;
  for (const char* feature : capi::kFeatures) {
    if (std::strcmp(feature, name) == 0) return 1;
  }
  return 0;
}

const char* postgate_feature_at(uint32_t index) {
  return index < std::size(capi::kFeatures) ? capi::kFeatures[index] : nullptr;
}

const char* postgate_build_info(const char* key) {
  if (key == nullptr) return nullptr;
  const std::string_view wanted(key);
  if (wanted == "version") return POSTGATE_VERSION;
  if (wanted == "matcher") return postgate::matcher_version();
  if (wanted == "regex") return "RE2";  // has no version of its own to ask for
  if (wanted == "unicode") return postgate::unicode_version();
  if (wanted == "compiler") return capi::kCompiler;
  return nullptr;
}

const char* postgate_status_name(int32_t status) {
  return capi::name_of(capi::kStatuses, status, "E_UNKNOWN");
}

const char* postgate_action_name(int32_t action) { return capi::name_of(capi::kActions, action, "unknown"); }
