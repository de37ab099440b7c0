// postgate_get_api: every export under one symbol, for hosts that dlopen the library.
// The table is constant data; slots are appended, never moved. Any thread.
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
    postgate_scan_batch,
    postgate_batch_at,
    postgate_engine_set_shadow,
    postgate_engine_set_canary,
    postgate_engine_set_canary_share,
    postgate_engine_canary_status,
    postgate_scanner_number,
    postgate_verdict_get_shadow,
    postgate_verdict_shadow_rule_at,
    postgate_stats_take,
    postgate_stats_destroy,
    postgate_stats_get_totals,
    postgate_stats_get_shadow,
    postgate_stats_rule_at,
    postgate_stats_category_at,
    postgate_stats_group_at,
    postgate_stats_pin_at,
    postgate_stats_text,
    postgate_breaker_create,
    postgate_breaker_destroy,
    postgate_breaker_admit,
    postgate_decide,
    postgate_links_find,
    postgate_links_count,
    postgate_links_at,
    postgate_scanner_set_resolver,
    postgate_verdict_link_at,
    postgate_engine_update,
    postgate_engine_rollback,
    postgate_watch_create,
    postgate_watch_destroy,
    postgate_watch_poll,
    postgate_watch_descriptor,
    postgate_suggest,
    postgate_suggest_at,
    postgate_verdict_unseen_at,
};

// The place of every slot is written down in abi/layout_check.c, which the tests compile.

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
