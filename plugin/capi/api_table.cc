// postgate_get_api: every export under one symbol, for hosts that dlopen the library.
// The table is constant data; slots are appended, never moved. Any thread.
#include <cstddef>

#include "capi/boundary.h"
#include "postgate.h"

namespace postgate::capi {
namespace {

constexpr postgate_api kApi = {
    sizeof(postgate_api),
    (POSTGATE_ABI_MAJOR << 16U) | POSTGATE_ABI_MINOR,
    postgate_abi_version,
    postgate_version_string,
    postgate_has_feature,
    postgate_feature_at,
    postgate_build_info,
    postgate_status_name,
    postgate_action_name,
    postgate_compiler_create,
    postgate_compiler_destroy,
    postgate_compiler_add_folder,
    postgate_compiler_add_file,
    postgate_compiler_add_builtin,
    postgate_compiler_build,
    postgate_compiler_diagnostic_count,
    postgate_compiler_diagnostic_at,
    postgate_ruleset_retain,
    postgate_ruleset_release,
    postgate_ruleset_get_info,
    postgate_ruleset_pack_at,
    postgate_engine_create,
    postgate_engine_destroy,
    postgate_engine_install,
    postgate_engine_current,
    postgate_scanner_create,
    postgate_scanner_destroy,
    postgate_scanner_prepare,
    postgate_scanner_reset,
    postgate_scan,
    postgate_scan_utf8,
    postgate_verdict_get_summary,
    postgate_verdict_finding_at,
    postgate_verdict_signal_at,
    postgate_verdict_trace_at,
    postgate_verdict_pack_at,
    postgate_fold_utf8,
    postgate_audit_open,
    postgate_audit_destroy,
    postgate_audit_append,
    postgate_audit_get_head,
    postgate_audit_verify,
    postgate_audit_report_destroy,
    postgate_audit_report_get_summary,
    postgate_audit_report_problem_at,
    postgate_audit_report_file_at,
    postgate_ruleset_rule_at,
    postgate_list_line_reason,
    postgate_compiler_add_archive,
    postgate_compiler_write_archive,
    postgate_archive_read,
    postgate_key_generate,
    postgate_archive_sign,
    postgate_trust_create,
    postgate_trust_destroy,
    postgate_trust_add_key,
    postgate_trust_revoke_key,
    postgate_trust_verify,
    postgate_trust_remember,
    postgate_verdict_excused_at,
    postgate_verdict_approval_at,
    postgate_accounts_create,
    postgate_accounts_destroy,
    postgate_accounts_add_file,
    postgate_accounts_diagnostic_count,
    postgate_accounts_diagnostic_at,
    postgate_accounts_count,
    postgate_accounts_at,
    postgate_accounts_find,
    postgate_account_retain,
    postgate_account_release,
    postgate_account_get_info,
    postgate_account_check_at,
    postgate_approvals_create,
    postgate_approvals_destroy,
    postgate_approvals_add_key,
    postgate_approvals_add,
    postgate_approve,
    postgate_engine_update,
    postgate_engine_rollback,
    postgate_watch_create,
    postgate_watch_destroy,
    postgate_watch_poll,
    postgate_watch_descriptor,
};

constexpr std::size_t slot(std::size_t index) {
  return 2 * sizeof(std::uint32_t) + index * sizeof(void (*)(void));
}

// since 0.1; frozen
static_assert(offsetof(postgate_api, abi_version_fn) == slot(0));
static_assert(offsetof(postgate_api, version_string) == slot(1));
static_assert(offsetof(postgate_api, has_feature) == slot(2));
static_assert(offsetof(postgate_api, feature_at) == slot(3));
static_assert(offsetof(postgate_api, build_info) == slot(4));
static_assert(offsetof(postgate_api, status_name) == slot(5));
static_assert(offsetof(postgate_api, action_name) == slot(6));
static_assert(offsetof(postgate_api, compiler_create) == slot(7));
static_assert(offsetof(postgate_api, compiler_destroy) == slot(8));
static_assert(offsetof(postgate_api, compiler_add_folder) == slot(9));
static_assert(offsetof(postgate_api, compiler_add_file) == slot(10));
static_assert(offsetof(postgate_api, compiler_add_builtin) == slot(11));
static_assert(offsetof(postgate_api, compiler_build) == slot(12));
static_assert(offsetof(postgate_api, compiler_diagnostic_count) == slot(13));
static_assert(offsetof(postgate_api, compiler_diagnostic_at) == slot(14));
static_assert(offsetof(postgate_api, ruleset_retain) == slot(15));
static_assert(offsetof(postgate_api, ruleset_release) == slot(16));
static_assert(offsetof(postgate_api, ruleset_get_info) == slot(17));
static_assert(offsetof(postgate_api, ruleset_pack_at) == slot(18));
static_assert(offsetof(postgate_api, engine_create) == slot(19));
static_assert(offsetof(postgate_api, engine_destroy) == slot(20));
static_assert(offsetof(postgate_api, engine_install) == slot(21));
static_assert(offsetof(postgate_api, engine_current) == slot(22));
static_assert(offsetof(postgate_api, scanner_create) == slot(23));
static_assert(offsetof(postgate_api, scanner_destroy) == slot(24));
static_assert(offsetof(postgate_api, scanner_prepare) == slot(25));
static_assert(offsetof(postgate_api, scanner_reset) == slot(26));
static_assert(offsetof(postgate_api, scan) == slot(27));
static_assert(offsetof(postgate_api, scan_utf8) == slot(28));
static_assert(offsetof(postgate_api, verdict_get_summary) == slot(29));
static_assert(offsetof(postgate_api, verdict_finding_at) == slot(30));
static_assert(offsetof(postgate_api, verdict_signal_at) == slot(31));
static_assert(offsetof(postgate_api, verdict_trace_at) == slot(32));
static_assert(offsetof(postgate_api, verdict_pack_at) == slot(33));
static_assert(offsetof(postgate_api, fold_utf8) == slot(34));
static_assert(offsetof(postgate_api, audit_open) == slot(35));
static_assert(offsetof(postgate_api, audit_destroy) == slot(36));
static_assert(offsetof(postgate_api, audit_append) == slot(37));
static_assert(offsetof(postgate_api, audit_get_head) == slot(38));
static_assert(offsetof(postgate_api, audit_verify) == slot(39));
static_assert(offsetof(postgate_api, audit_report_destroy) == slot(40));
static_assert(offsetof(postgate_api, audit_report_get_summary) == slot(41));
static_assert(offsetof(postgate_api, audit_report_problem_at) == slot(42));
static_assert(offsetof(postgate_api, audit_report_file_at) == slot(43));
static_assert(offsetof(postgate_api, ruleset_rule_at) == slot(44));
static_assert(offsetof(postgate_api, list_line_reason) == slot(45));
static_assert(offsetof(postgate_api, compiler_add_archive) == slot(46));
static_assert(offsetof(postgate_api, compiler_write_archive) == slot(47));
static_assert(offsetof(postgate_api, archive_read) == slot(48));
static_assert(offsetof(postgate_api, key_generate) == slot(49));
static_assert(offsetof(postgate_api, archive_sign) == slot(50));
static_assert(offsetof(postgate_api, trust_create) == slot(51));
static_assert(offsetof(postgate_api, trust_destroy) == slot(52));
static_assert(offsetof(postgate_api, trust_add_key) == slot(53));
static_assert(offsetof(postgate_api, trust_revoke_key) == slot(54));
static_assert(offsetof(postgate_api, trust_verify) == slot(55));
static_assert(offsetof(postgate_api, trust_remember) == slot(56));
static_assert(offsetof(postgate_api, verdict_excused_at) == slot(57));
static_assert(offsetof(postgate_api, verdict_approval_at) == slot(58));
static_assert(offsetof(postgate_api, accounts_create) == slot(59));
static_assert(offsetof(postgate_api, accounts_destroy) == slot(60));
static_assert(offsetof(postgate_api, accounts_add_file) == slot(61));
static_assert(offsetof(postgate_api, accounts_diagnostic_count) == slot(62));
static_assert(offsetof(postgate_api, accounts_diagnostic_at) == slot(63));
static_assert(offsetof(postgate_api, accounts_count) == slot(64));
static_assert(offsetof(postgate_api, accounts_at) == slot(65));
static_assert(offsetof(postgate_api, accounts_find) == slot(66));
static_assert(offsetof(postgate_api, account_retain) == slot(67));
static_assert(offsetof(postgate_api, account_release) == slot(68));
static_assert(offsetof(postgate_api, account_get_info) == slot(69));
static_assert(offsetof(postgate_api, account_check_at) == slot(70));
static_assert(offsetof(postgate_api, approvals_create) == slot(71));
static_assert(offsetof(postgate_api, approvals_destroy) == slot(72));
static_assert(offsetof(postgate_api, approvals_add_key) == slot(73));
static_assert(offsetof(postgate_api, approvals_add) == slot(74));
static_assert(offsetof(postgate_api, approve) == slot(75));
static_assert(offsetof(postgate_api, engine_update) == slot(76));
static_assert(offsetof(postgate_api, engine_rollback) == slot(77));
static_assert(offsetof(postgate_api, watch_create) == slot(78));
static_assert(offsetof(postgate_api, watch_destroy) == slot(79));
static_assert(offsetof(postgate_api, watch_poll) == slot(80));
static_assert(offsetof(postgate_api, watch_descriptor) == slot(81));
static_assert(sizeof(postgate_api) == slot(82));

#define POSTGATE_TEXT_OF(value) #value
#define POSTGATE_TEXT(value) POSTGATE_TEXT_OF(value)
constexpr const char* kWrongVersion =
    "this library has ABI " POSTGATE_TEXT(POSTGATE_ABI_MAJOR) "." POSTGATE_TEXT(POSTGATE_ABI_MINOR);
#undef POSTGATE_TEXT
#undef POSTGATE_TEXT_OF

}  // namespace
}  // namespace postgate::capi

const postgate_api* postgate_get_api(uint32_t abi_major, uint32_t abi_minor, postgate_error* error) {
  using postgate::Status;
  namespace capi = postgate::capi;
  if (abi_major == POSTGATE_ABI_MAJOR && abi_minor <= POSTGATE_ABI_MINOR) return &capi::kApi;
  capi::guard(error,
              [](const capi::Report& report) { return report.fail(Status::kPlatform, capi::kWrongVersion); });
  return nullptr;
}
