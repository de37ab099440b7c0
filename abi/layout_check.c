/* layout_check.c: the size of every public struct and the place of every member, for LP64 targets.
 * A compiler checks it, nothing runs it. What was released never changes here; members that a later
 * release appends get lines of their own, and only the size of their struct grows. */
#include <stddef.h>

#include "postgate.h"

#if !defined(__LP64__)
#error "the layout was written down for LP64 targets only"
#endif

#define SIZE(type, size) _Static_assert(sizeof(type) == (size), "the size of " #type " changed")
#define PLACE(type, member, offset) \
  _Static_assert(offsetof(type, member) == (offset), "the place of " #type "." #member " changed")

/* since 0.1 */
SIZE(postgate_string, 16);
PLACE(postgate_string, data, 0);
PLACE(postgate_string, size, 8);

/* since 0.1 */
SIZE(postgate_span, 16);
PLACE(postgate_span, begin, 0);
PLACE(postgate_span, end, 8);

/* since 0.1 */
SIZE(postgate_spans, 48);
PLACE(postgate_spans, bytes, 0);
PLACE(postgate_spans, utf16, 16);
PLACE(postgate_spans, codepoints, 32);

/* since 0.1 */
SIZE(postgate_error, 928);
PLACE(postgate_error, struct_size, 0);
PLACE(postgate_error, status, 4);
PLACE(postgate_error, offset, 8);
PLACE(postgate_error, field, 16);
PLACE(postgate_error, line, 20);
PLACE(postgate_error, column, 24);
PLACE(postgate_error, reserved, 28);
PLACE(postgate_error, rule, 32);
PLACE(postgate_error, file, 160);
PLACE(postgate_error, message, 416);

/* since 0.1 */
SIZE(postgate_progress, 64);
PLACE(postgate_progress, struct_size, 0);
PLACE(postgate_progress, stage, 4);
PLACE(postgate_progress, line, 8);
PLACE(postgate_progress, column, 12);
PLACE(postgate_progress, pack, 16);
PLACE(postgate_progress, file, 32);
PLACE(postgate_progress, rule, 48);

/* since 0.1 */
SIZE(postgate_compiler_options, 104);
PLACE(postgate_compiler_options, struct_size, 0);
PLACE(postgate_compiler_options, flags, 4);
PLACE(postgate_compiler_options, max_pack_bytes, 8);
PLACE(postgate_compiler_options, max_words, 16);
PLACE(postgate_compiler_options, max_regexes, 24);
PLACE(postgate_compiler_options, max_regex_cost, 32);
PLACE(postgate_compiler_options, max_memory_bytes, 40);
PLACE(postgate_compiler_options, max_hostile_hits, 48);
PLACE(postgate_compiler_options, progress, 56);
PLACE(postgate_compiler_options, progress_context, 64);
PLACE(postgate_compiler_options, cache_folder, 72);
PLACE(postgate_compiler_options, max_false_hits, 88);
PLACE(postgate_compiler_options, cpu, 96);
PLACE(postgate_compiler_options, reserved, 100);

/* since 0.1 */
SIZE(postgate_archive_options, 40);
PLACE(postgate_archive_options, struct_size, 0);
PLACE(postgate_archive_options, flags, 4);
PLACE(postgate_archive_options, date, 8);
PLACE(postgate_archive_options, benign_characters, 24);
PLACE(postgate_archive_options, benign_stopped, 32);

/* since 0.1 */
SIZE(postgate_archive_info, 200);
PLACE(postgate_archive_info, struct_size, 0);
PLACE(postgate_archive_info, file_count, 4);
PLACE(postgate_archive_info, version, 8);
PLACE(postgate_archive_info, rule_count, 16);
PLACE(postgate_archive_info, signal_count, 24);
PLACE(postgate_archive_info, word_count, 32);
PLACE(postgate_archive_info, regex_count, 40);
PLACE(postgate_archive_info, regex_cost, 48);
PLACE(postgate_archive_info, hostile_hits, 56);
PLACE(postgate_archive_info, test_count, 64);
PLACE(postgate_archive_info, source_bytes, 72);
PLACE(postgate_archive_info, compressed_bytes, 80);
PLACE(postgate_archive_info, name, 88);
PLACE(postgate_archive_info, release, 104);
PLACE(postgate_archive_info, date, 120);
PLACE(postgate_archive_info, expires, 136);
PLACE(postgate_archive_info, requires_engine, 152);
PLACE(postgate_archive_info, digest, 168);
PLACE(postgate_archive_info, benign_characters, 184);
PLACE(postgate_archive_info, benign_stopped, 192);

/* since 0.1 */
SIZE(postgate_key_pair, 800);
PLACE(postgate_key_pair, struct_size, 0);
PLACE(postgate_key_pair, reserved, 4);
PLACE(postgate_key_pair, key_id, 8);
PLACE(postgate_key_pair, public_key, 32);
PLACE(postgate_key_pair, secret_key, 288);

/* since 0.1 */
SIZE(postgate_signature, 1568);
PLACE(postgate_signature, struct_size, 0);
PLACE(postgate_signature, reserved, 4);
PLACE(postgate_signature, key_id, 8);
PLACE(postgate_signature, trusted_comment, 32);
PLACE(postgate_signature, text, 544);

/* since 0.1 */
SIZE(postgate_trust_options, 48);
PLACE(postgate_trust_options, struct_size, 0);
PLACE(postgate_trust_options, flags, 4);
PLACE(postgate_trust_options, state_path, 8);
PLACE(postgate_trust_options, load, 24);
PLACE(postgate_trust_options, store, 32);
PLACE(postgate_trust_options, context, 40);

/* since 0.1 */
SIZE(postgate_update_options, 56);
PLACE(postgate_update_options, struct_size, 0);
PLACE(postgate_update_options, flags, 4);
PLACE(postgate_update_options, max_ns_per_kib, 8);
PLACE(postgate_update_options, corpus, 16);
PLACE(postgate_update_options, corpus_count, 24);
PLACE(postgate_update_options, max_changed, 32);
PLACE(postgate_update_options, trust, 40);
PLACE(postgate_update_options, now, 48);

/* since 0.1 */
SIZE(postgate_update_report, 64);
PLACE(postgate_update_report, struct_size, 0);
PLACE(postgate_update_report, step, 4);
PLACE(postgate_update_report, generation, 8);
PLACE(postgate_update_report, hostile_ns_per_kib, 16);
PLACE(postgate_update_report, hostile_hits_per_kib, 24);
PLACE(postgate_update_report, judged, 32);
PLACE(postgate_update_report, changed, 40);
PLACE(postgate_update_report, stricter, 48);
PLACE(postgate_update_report, milder, 56);

/* since 0.1 */
SIZE(postgate_watch_options, 16);
PLACE(postgate_watch_options, struct_size, 0);
PLACE(postgate_watch_options, flags, 4);
PLACE(postgate_watch_options, settle_ns, 8);

/* since 0.1 */
SIZE(postgate_accept_options, 40);
PLACE(postgate_accept_options, struct_size, 0);
PLACE(postgate_accept_options, flags, 4);
PLACE(postgate_accept_options, signature, 8);
PLACE(postgate_accept_options, trust, 24);
PLACE(postgate_accept_options, now, 32);

/* since 0.1 */
SIZE(postgate_diagnostic, 96);
PLACE(postgate_diagnostic, struct_size, 0);
PLACE(postgate_diagnostic, severity, 4);
PLACE(postgate_diagnostic, line, 8);
PLACE(postgate_diagnostic, column, 12);
PLACE(postgate_diagnostic, code, 16);
PLACE(postgate_diagnostic, pack, 32);
PLACE(postgate_diagnostic, file, 48);
PLACE(postgate_diagnostic, rule, 64);
PLACE(postgate_diagnostic, message, 80);

/* since 0.1 */
SIZE(postgate_ruleset_info, 80);
PLACE(postgate_ruleset_info, struct_size, 0);
PLACE(postgate_ruleset_info, pack_count, 4);
PLACE(postgate_ruleset_info, rule_count, 8);
PLACE(postgate_ruleset_info, signal_count, 16);
PLACE(postgate_ruleset_info, word_count, 24);
PLACE(postgate_ruleset_info, regex_count, 32);
PLACE(postgate_ruleset_info, example_count, 40);
PLACE(postgate_ruleset_info, memory_bytes, 48);
PLACE(postgate_ruleset_info, cached_count, 56);
PLACE(postgate_ruleset_info, compiled_count, 64);
PLACE(postgate_ruleset_info, expires_at, 72);

/* since 0.1 */
SIZE(postgate_pack_info, 112);
PLACE(postgate_pack_info, struct_size, 0);
PLACE(postgate_pack_info, reserved, 4);
PLACE(postgate_pack_info, version, 8);
PLACE(postgate_pack_info, name, 16);
PLACE(postgate_pack_info, release, 32);
PLACE(postgate_pack_info, expires, 48);
PLACE(postgate_pack_info, digest, 64);
PLACE(postgate_pack_info, date, 80);
PLACE(postgate_pack_info, key_id, 96);

/* since 0.1 */
SIZE(postgate_rule_info, 304);
PLACE(postgate_rule_info, struct_size, 0);
PLACE(postgate_rule_info, action, 4);
PLACE(postgate_rule_info, grade, 8);
PLACE(postgate_rule_info, verified, 12);
PLACE(postgate_rule_info, example_count, 16);
PLACE(postgate_rule_info, word_count, 24);
PLACE(postgate_rule_info, regex_count, 32);
PLACE(postgate_rule_info, line, 40);
PLACE(postgate_rule_info, lowered_to, 44);
PLACE(postgate_rule_info, pack, 48);
PLACE(postgate_rule_info, rule, 64);
PLACE(postgate_rule_info, category, 80);
PLACE(postgate_rule_info, title_zh, 96);
PLACE(postgate_rule_info, title_en, 112);
PLACE(postgate_rule_info, hint_zh, 128);
PLACE(postgate_rule_info, hint_en, 144);
PLACE(postgate_rule_info, clause_document, 160);
PLACE(postgate_rule_info, clause_text, 176);
PLACE(postgate_rule_info, digest, 192);
PLACE(postgate_rule_info, file, 208);
PLACE(postgate_rule_info, lowered_by, 224);
PLACE(postgate_rule_info, lowered_reason, 240);
PLACE(postgate_rule_info, compile_ns, 256);
PLACE(postgate_rule_info, database_bytes, 264);
PLACE(postgate_rule_info, hostile_ns_per_kib, 272);
PLACE(postgate_rule_info, hostile_hits_per_kib, 280);
PLACE(postgate_rule_info, hostile_text, 288);

/* since 0.1 */
SIZE(postgate_engine_options, 48);
PLACE(postgate_engine_options, struct_size, 0);
PLACE(postgate_engine_options, flags, 4);
PLACE(postgate_engine_options, deadline_ns, 8);
PLACE(postgate_engine_options, max_post_bytes, 16);
PLACE(postgate_engine_options, max_fields, 24);
PLACE(postgate_engine_options, max_hits, 32);
PLACE(postgate_engine_options, max_findings, 36);
PLACE(postgate_engine_options, latency_every, 40);
PLACE(postgate_engine_options, reserved, 44);

/* since 0.1 */
SIZE(postgate_field, 32);
PLACE(postgate_field, struct_size, 0);
PLACE(postgate_field, role, 4);
PLACE(postgate_field, encoding, 8);
PLACE(postgate_field, format, 12);
PLACE(postgate_field, text, 16);
PLACE(postgate_field, length, 24);

/* since 0.1 */
SIZE(postgate_scan_options, 96);
PLACE(postgate_scan_options, struct_size, 0);
PLACE(postgate_scan_options, flags, 4);
PLACE(postgate_scan_options, deadline_ns, 8);
PLACE(postgate_scan_options, max_findings, 16);
PLACE(postgate_scan_options, reserved, 20);
PLACE(postgate_scan_options, profile, 24);
PLACE(postgate_scan_options, account, 40);
PLACE(postgate_scan_options, now, 48);
PLACE(postgate_scan_options, approvals, 56);
PLACE(postgate_scan_options, canary_key, 64);
PLACE(postgate_scan_options, group, 80);

/* since 0.1 */
SIZE(postgate_post, 40);
PLACE(postgate_post, struct_size, 0);
PLACE(postgate_post, reserved, 4);
PLACE(postgate_post, fields, 8);
PLACE(postgate_post, count, 16);
PLACE(postgate_post, field_size, 24);
PLACE(postgate_post, options, 32);

/* since 0.1 */
SIZE(postgate_verdict_summary, 96);
PLACE(postgate_verdict_summary, struct_size, 0);
PLACE(postgate_verdict_summary, action, 4);
PLACE(postgate_verdict_summary, grade, 8);
PLACE(postgate_verdict_summary, complete, 12);
PLACE(postgate_verdict_summary, incomplete, 16);
PLACE(postgate_verdict_summary, slot, 20);
PLACE(postgate_verdict_summary, score, 24);
PLACE(postgate_verdict_summary, finding_count, 32);
PLACE(postgate_verdict_summary, finding_total, 40);
PLACE(postgate_verdict_summary, generation, 48);
PLACE(postgate_verdict_summary, excused_count, 56);
PLACE(postgate_verdict_summary, approval_count, 64);
PLACE(postgate_verdict_summary, account, 72);
PLACE(postgate_verdict_summary, stale, 88);
PLACE(postgate_verdict_summary, reserved2, 92);

/* since 0.1 */
SIZE(postgate_shadow_report, 24);
PLACE(postgate_shadow_report, struct_size, 0);
PLACE(postgate_shadow_report, state, 4);
PLACE(postgate_shadow_report, action, 8);
PLACE(postgate_shadow_report, rule_count, 12);
PLACE(postgate_shadow_report, generation, 16);

/* since 0.1 */
SIZE(postgate_shadow_rule, 56);
PLACE(postgate_shadow_rule, struct_size, 0);
PLACE(postgate_shadow_rule, gained, 4);
PLACE(postgate_shadow_rule, rule, 8);
PLACE(postgate_shadow_rule, pack, 24);
PLACE(postgate_shadow_rule, category, 40);

/* since 0.1 */
SIZE(postgate_finding, 272);
PLACE(postgate_finding, struct_size, 0);
PLACE(postgate_finding, action, 4);
PLACE(postgate_finding, grade, 8);
PLACE(postgate_finding, field, 12);
PLACE(postgate_finding, role, 16);
PLACE(postgate_finding, folds, 20);
PLACE(postgate_finding, signal_count, 24);
PLACE(postgate_finding, verified, 28);
PLACE(postgate_finding, where, 32);
PLACE(postgate_finding, score, 80);
PLACE(postgate_finding, rule, 88);
PLACE(postgate_finding, category, 104);
PLACE(postgate_finding, pack, 120);
PLACE(postgate_finding, title_zh, 136);
PLACE(postgate_finding, title_en, 152);
PLACE(postgate_finding, category_zh, 168);
PLACE(postgate_finding, category_en, 184);
PLACE(postgate_finding, clause_document, 200);
PLACE(postgate_finding, clause_text, 216);
PLACE(postgate_finding, hint_zh, 232);
PLACE(postgate_finding, hint_en, 248);
PLACE(postgate_finding, flags, 264);
PLACE(postgate_finding, reserved, 268);

/* since 0.1 */
SIZE(postgate_signal, 136);
PLACE(postgate_signal, struct_size, 0);
PLACE(postgate_signal, field, 4);
PLACE(postgate_signal, folds, 8);
PLACE(postgate_signal, reserved, 12);
PLACE(postgate_signal, where, 16);
PLACE(postgate_signal, id, 64);
PLACE(postgate_signal, list, 80);
PLACE(postgate_signal, entry, 96);
PLACE(postgate_signal, line, 112);
PLACE(postgate_signal, reserved2, 116);
PLACE(postgate_signal, word, 120);

/* since 0.1 */
SIZE(postgate_fix, 80);
PLACE(postgate_fix, struct_size, 0);
PLACE(postgate_fix, finding, 4);
PLACE(postgate_fix, field, 8);
PLACE(postgate_fix, reserved, 12);
PLACE(postgate_fix, where, 16);
PLACE(postgate_fix, replacement, 64);

/* since 0.1 */
SIZE(postgate_trace, 112);
PLACE(postgate_trace, struct_size, 0);
PLACE(postgate_trace, kind, 4);
PLACE(postgate_trace, field, 8);
PLACE(postgate_trace, folds, 12);
PLACE(postgate_trace, where, 16);
PLACE(postgate_trace, id, 64);
PLACE(postgate_trace, by, 80);
PLACE(postgate_trace, word, 96);

/* since 0.1 */
SIZE(postgate_account_info, 112);
PLACE(postgate_account_info, struct_size, 0);
PLACE(postgate_account_info, reserved, 4);
PLACE(postgate_account_info, memory_bytes, 8);
PLACE(postgate_account_info, item_count, 16);
PLACE(postgate_account_info, term_count, 24);
PLACE(postgate_account_info, id, 32);
PLACE(postgate_account_info, title_zh, 48);
PLACE(postgate_account_info, title_en, 64);
PLACE(postgate_account_info, profile, 80);
PLACE(postgate_account_info, group, 96);

/* since 0.1 */
SIZE(postgate_unseen, 16);
PLACE(postgate_unseen, struct_size, 0);
PLACE(postgate_unseen, field, 4);
PLACE(postgate_unseen, reasons, 8);
PLACE(postgate_unseen, reserved, 12);

/* since 0.1 */
SIZE(postgate_excused, 88);
PLACE(postgate_excused, struct_size, 0);
PLACE(postgate_excused, by, 4);
PLACE(postgate_excused, pack, 8);
PLACE(postgate_excused, rule, 24);
PLACE(postgate_excused, by_name, 40);
PLACE(postgate_excused, what, 56);
PLACE(postgate_excused, reason, 72);

/* since 0.1 */
SIZE(postgate_approval_use, 104);
PLACE(postgate_approval_use, struct_size, 0);
PLACE(postgate_approval_use, state, 4);
PLACE(postgate_approval_use, by, 8);
PLACE(postgate_approval_use, rules, 24);
PLACE(postgate_approval_use, expires, 40);
PLACE(postgate_approval_use, account, 56);
PLACE(postgate_approval_use, reason, 72);
PLACE(postgate_approval_use, state_name, 88);

/* since 0.1 */
SIZE(postgate_approval_request, 88);
PLACE(postgate_approval_request, struct_size, 0);
PLACE(postgate_approval_request, reserved, 4);
PLACE(postgate_approval_request, rules, 8);
PLACE(postgate_approval_request, by, 24);
PLACE(postgate_approval_request, expires, 40);
PLACE(postgate_approval_request, account, 56);
PLACE(postgate_approval_request, reason, 72);

/* since 0.1 */
SIZE(postgate_shadow_options, 16);
PLACE(postgate_shadow_options, struct_size, 0);
PLACE(postgate_shadow_options, reserved, 4);
PLACE(postgate_shadow_options, budget_ns, 8);

/* since 0.1 */
SIZE(postgate_canary_options, 40);
PLACE(postgate_canary_options, struct_size, 0);
PLACE(postgate_canary_options, share_ppm, 4);
PLACE(postgate_canary_options, key, 8);
PLACE(postgate_canary_options, max_hold_move_ppm, 24);
PLACE(postgate_canary_options, max_latency_percent, 28);
PLACE(postgate_canary_options, window_posts, 32);
PLACE(postgate_canary_options, windows, 36);

/* since 0.1 */
SIZE(postgate_canary_arm, 32);
PLACE(postgate_canary_arm, posts, 0);
PLACE(postgate_canary_arm, p50_ns, 8);
PLACE(postgate_canary_arm, p95_ns, 16);
PLACE(postgate_canary_arm, hold_rate_ppm, 24);
PLACE(postgate_canary_arm, reserved, 28);

/* since 0.1 */
SIZE(postgate_canary_status, 360);
PLACE(postgate_canary_status, struct_size, 0);
PLACE(postgate_canary_status, state, 4);
PLACE(postgate_canary_status, reason, 8);
PLACE(postgate_canary_status, share_ppm, 12);
PLACE(postgate_canary_status, bad_windows, 16);
PLACE(postgate_canary_status, reserved, 20);
PLACE(postgate_canary_status, generation, 24);
PLACE(postgate_canary_status, comparisons, 32);
PLACE(postgate_canary_status, live, 40);
PLACE(postgate_canary_status, canary, 72);
PLACE(postgate_canary_status, message, 104);

/* since 0.1 */
SIZE(postgate_policy, 16);
PLACE(postgate_policy, struct_size, 0);
PLACE(postgate_policy, on_post_error, 4);
PLACE(postgate_policy, on_gate_error, 8);
PLACE(postgate_policy, reserved, 12);

/* since 0.1 */
SIZE(postgate_decision, 24);
PLACE(postgate_decision, struct_size, 0);
PLACE(postgate_decision, action, 4);
PLACE(postgate_decision, reason, 8);
PLACE(postgate_decision, status, 12);
PLACE(postgate_decision, publish, 16);
PLACE(postgate_decision, reserved, 20);

/* since 0.1 */
SIZE(postgate_breaker_options, 32);
PLACE(postgate_breaker_options, struct_size, 0);
PLACE(postgate_breaker_options, errors, 4);
PLACE(postgate_breaker_options, window_ns, 8);
PLACE(postgate_breaker_options, open_ns, 16);
PLACE(postgate_breaker_options, probes, 24);
PLACE(postgate_breaker_options, reserved, 28);

/* since 0.1 */
SIZE(postgate_stats_totals, 128);
PLACE(postgate_stats_totals, struct_size, 0);
PLACE(postgate_stats_totals, reserved, 4);
PLACE(postgate_stats_totals, allowed, 8);
PLACE(postgate_stats_totals, flagged, 16);
PLACE(postgate_stats_totals, held, 24);
PLACE(postgate_stats_totals, blocked, 32);
PLACE(postgate_stats_totals, failed, 40);
PLACE(postgate_stats_totals, findings, 48);
PLACE(postgate_stats_totals, findings_cut, 56);
PLACE(postgate_stats_totals, incomplete_hits, 64);
PLACE(postgate_stats_totals, incomplete_deadline, 72);
PLACE(postgate_stats_totals, incomplete_matcher, 80);
PLACE(postgate_stats_totals, latency_count, 88);
PLACE(postgate_stats_totals, latency_p50_ns, 96);
PLACE(postgate_stats_totals, latency_p99_ns, 104);
PLACE(postgate_stats_totals, latency_p999_ns, 112);
PLACE(postgate_stats_totals, incomplete_structure, 120);

/* since 0.1 */
SIZE(postgate_stats_shadow, 96);
PLACE(postgate_stats_shadow, struct_size, 0);
PLACE(postgate_stats_shadow, reserved, 4);
PLACE(postgate_stats_shadow, allowed, 8);
PLACE(postgate_stats_shadow, flagged, 16);
PLACE(postgate_stats_shadow, held, 24);
PLACE(postgate_stats_shadow, blocked, 32);
PLACE(postgate_stats_shadow, stricter, 40);
PLACE(postgate_stats_shadow, milder, 48);
PLACE(postgate_stats_shadow, skipped, 56);
PLACE(postgate_stats_shadow, cut, 64);
PLACE(postgate_stats_shadow, failed, 72);
PLACE(postgate_stats_shadow, latency_p50_ns, 80);
PLACE(postgate_stats_shadow, latency_p99_ns, 88);

/* since 0.1 */
SIZE(postgate_stats_rule, 96);
PLACE(postgate_stats_rule, struct_size, 0);
PLACE(postgate_stats_rule, reserved, 4);
PLACE(postgate_stats_rule, rule, 8);
PLACE(postgate_stats_rule, pack, 24);
PLACE(postgate_stats_rule, category, 40);
PLACE(postgate_stats_rule, live, 56);
PLACE(postgate_stats_rule, canary, 64);
PLACE(postgate_stats_rule, shadow, 72);
PLACE(postgate_stats_rule, gained, 80);
PLACE(postgate_stats_rule, lost, 88);

/* since 0.1 */
SIZE(postgate_stats_named, 72);
PLACE(postgate_stats_named, struct_size, 0);
PLACE(postgate_stats_named, reserved, 4);
PLACE(postgate_stats_named, name, 8);
PLACE(postgate_stats_named, findings, 24);
PLACE(postgate_stats_named, allowed, 32);
PLACE(postgate_stats_named, flagged, 40);
PLACE(postgate_stats_named, held, 48);
PLACE(postgate_stats_named, blocked, 56);
PLACE(postgate_stats_named, failed, 64);

/* since 0.1 */
SIZE(postgate_stats_pin, 32);
PLACE(postgate_stats_pin, struct_size, 0);
PLACE(postgate_stats_pin, slot, 4);
PLACE(postgate_stats_pin, current, 8);
PLACE(postgate_stats_pin, reserved, 12);
PLACE(postgate_stats_pin, generation, 16);
PLACE(postgate_stats_pin, scanner, 24);

/* since 0.1 */
SIZE(postgate_link, 168);
PLACE(postgate_link, struct_size, 0);
PLACE(postgate_link, kind, 4);
PLACE(postgate_link, field, 8);
PLACE(postgate_link, role, 12);
PLACE(postgate_link, folds, 16);
PLACE(postgate_link, reserved, 20);
PLACE(postgate_link, where, 24);
PLACE(postgate_link, url, 72);
PLACE(postgate_link, host, 88);
PLACE(postgate_link, registrable, 104);
PLACE(postgate_link, target, 120);
PLACE(postgate_link, looks_like, 136);
PLACE(postgate_link, resolved, 152);

/* since 0.1 */
SIZE(postgate_audit_options, 48);
PLACE(postgate_audit_options, struct_size, 0);
PLACE(postgate_audit_options, flags, 4);
PLACE(postgate_audit_options, path, 8);
PLACE(postgate_audit_options, key, 24);
PLACE(postgate_audit_options, rotate_bytes, 40);

/* since 0.1 */
SIZE(postgate_audit_entry, 56);
PLACE(postgate_audit_entry, struct_size, 0);
PLACE(postgate_audit_entry, status, 4);
PLACE(postgate_audit_entry, time_ms, 8);
PLACE(postgate_audit_entry, latency_ns, 16);
PLACE(postgate_audit_entry, post_id, 24);
PLACE(postgate_audit_entry, account, 40);

/* since 0.1 */
SIZE(postgate_audit_head, 88);
PLACE(postgate_audit_head, struct_size, 0);
PLACE(postgate_audit_head, reserved, 4);
PLACE(postgate_audit_head, seq, 8);
PLACE(postgate_audit_head, mac, 16);

/* since 0.1 */
SIZE(postgate_audit_summary, 32);
PLACE(postgate_audit_summary, struct_size, 0);
PLACE(postgate_audit_summary, reserved, 4);
PLACE(postgate_audit_summary, lines, 8);
PLACE(postgate_audit_summary, problem_count, 16);
PLACE(postgate_audit_summary, problem_total, 24);

/* since 0.1 */
SIZE(postgate_audit_problem, 48);
PLACE(postgate_audit_problem, struct_size, 0);
PLACE(postgate_audit_problem, kind, 4);
PLACE(postgate_audit_problem, file, 8);
PLACE(postgate_audit_problem, reserved, 12);
PLACE(postgate_audit_problem, line, 16);
PLACE(postgate_audit_problem, seq, 24);
PLACE(postgate_audit_problem, message, 32);

/* since 0.1 */
SIZE(postgate_api, 904);
PLACE(postgate_api, struct_size, 0);
PLACE(postgate_api, abi_version, 4);
PLACE(postgate_api, abi_version_fn, 8);
PLACE(postgate_api, version_string, 16);
PLACE(postgate_api, has_feature, 24);
PLACE(postgate_api, feature_at, 32);
PLACE(postgate_api, build_info, 40);
PLACE(postgate_api, status_name, 48);
PLACE(postgate_api, action_name, 56);
PLACE(postgate_api, compiler_create, 64);
PLACE(postgate_api, compiler_destroy, 72);
PLACE(postgate_api, compiler_add_folder, 80);
PLACE(postgate_api, compiler_add_file, 88);
PLACE(postgate_api, compiler_add_builtin, 96);
PLACE(postgate_api, compiler_build, 104);
PLACE(postgate_api, compiler_diagnostic_count, 112);
PLACE(postgate_api, compiler_diagnostic_at, 120);
PLACE(postgate_api, ruleset_retain, 128);
PLACE(postgate_api, ruleset_release, 136);
PLACE(postgate_api, ruleset_get_info, 144);
PLACE(postgate_api, ruleset_pack_at, 152);
PLACE(postgate_api, engine_create, 160);
PLACE(postgate_api, engine_destroy, 168);
PLACE(postgate_api, engine_install, 176);
PLACE(postgate_api, engine_current, 184);
PLACE(postgate_api, scanner_create, 192);
PLACE(postgate_api, scanner_destroy, 200);
PLACE(postgate_api, scanner_prepare, 208);
PLACE(postgate_api, scanner_reset, 216);
PLACE(postgate_api, scan, 224);
PLACE(postgate_api, scan_utf8, 232);
PLACE(postgate_api, verdict_get_summary, 240);
PLACE(postgate_api, verdict_finding_at, 248);
PLACE(postgate_api, verdict_signal_at, 256);
PLACE(postgate_api, verdict_trace_at, 264);
PLACE(postgate_api, verdict_pack_at, 272);
PLACE(postgate_api, fold_utf8, 280);
PLACE(postgate_api, audit_open, 288);
PLACE(postgate_api, audit_destroy, 296);
PLACE(postgate_api, audit_append, 304);
PLACE(postgate_api, audit_get_head, 312);
PLACE(postgate_api, audit_verify, 320);
PLACE(postgate_api, audit_report_destroy, 328);
PLACE(postgate_api, audit_report_get_summary, 336);
PLACE(postgate_api, audit_report_problem_at, 344);
PLACE(postgate_api, audit_report_file_at, 352);
PLACE(postgate_api, ruleset_rule_at, 360);
PLACE(postgate_api, list_line_reason, 368);
PLACE(postgate_api, compiler_add_archive, 376);
PLACE(postgate_api, compiler_write_archive, 384);
PLACE(postgate_api, archive_read, 392);
PLACE(postgate_api, key_generate, 400);
PLACE(postgate_api, archive_sign, 408);
PLACE(postgate_api, trust_create, 416);
PLACE(postgate_api, trust_destroy, 424);
PLACE(postgate_api, trust_add_key, 432);
PLACE(postgate_api, trust_revoke_key, 440);
PLACE(postgate_api, trust_verify, 448);
PLACE(postgate_api, trust_remember, 456);
PLACE(postgate_api, verdict_excused_at, 464);
PLACE(postgate_api, verdict_approval_at, 472);
PLACE(postgate_api, accounts_create, 480);
PLACE(postgate_api, accounts_destroy, 488);
PLACE(postgate_api, accounts_add_file, 496);
PLACE(postgate_api, accounts_diagnostic_count, 504);
PLACE(postgate_api, accounts_diagnostic_at, 512);
PLACE(postgate_api, accounts_count, 520);
PLACE(postgate_api, accounts_at, 528);
PLACE(postgate_api, accounts_find, 536);
PLACE(postgate_api, account_retain, 544);
PLACE(postgate_api, account_release, 552);
PLACE(postgate_api, account_get_info, 560);
PLACE(postgate_api, account_check_at, 568);
PLACE(postgate_api, approvals_create, 576);
PLACE(postgate_api, approvals_destroy, 584);
PLACE(postgate_api, approvals_add_key, 592);
PLACE(postgate_api, approvals_add, 600);
PLACE(postgate_api, approve, 608);
PLACE(postgate_api, scan_batch, 616);
PLACE(postgate_api, batch_at, 624);
PLACE(postgate_api, engine_set_shadow, 632);
PLACE(postgate_api, engine_set_canary, 640);
PLACE(postgate_api, engine_set_canary_share, 648);
PLACE(postgate_api, engine_canary_status, 656);
PLACE(postgate_api, scanner_number, 664);
PLACE(postgate_api, verdict_get_shadow, 672);
PLACE(postgate_api, verdict_shadow_rule_at, 680);
PLACE(postgate_api, stats_take, 688);
PLACE(postgate_api, stats_destroy, 696);
PLACE(postgate_api, stats_get_totals, 704);
PLACE(postgate_api, stats_get_shadow, 712);
PLACE(postgate_api, stats_rule_at, 720);
PLACE(postgate_api, stats_category_at, 728);
PLACE(postgate_api, stats_group_at, 736);
PLACE(postgate_api, stats_pin_at, 744);
PLACE(postgate_api, stats_text, 752);
PLACE(postgate_api, breaker_create, 760);
PLACE(postgate_api, breaker_destroy, 768);
PLACE(postgate_api, breaker_admit, 776);
PLACE(postgate_api, decide, 784);
PLACE(postgate_api, links_find, 792);
PLACE(postgate_api, links_count, 800);
PLACE(postgate_api, links_at, 808);
PLACE(postgate_api, scanner_set_resolver, 816);
PLACE(postgate_api, verdict_link_at, 824);
PLACE(postgate_api, engine_update, 832);
PLACE(postgate_api, engine_rollback, 840);
PLACE(postgate_api, watch_create, 848);
PLACE(postgate_api, watch_destroy, 856);
PLACE(postgate_api, watch_poll, 864);
PLACE(postgate_api, watch_descriptor, 872);
PLACE(postgate_api, suggest, 880);
PLACE(postgate_api, suggest_at, 888);
PLACE(postgate_api, verdict_unseen_at, 896);
