// Size-prefixed structs: how much of one the two sides share. The first size of
// each struct is that of the release it came with and never changes. Used by every
// file of capi that reads or writes a struct of the caller. No state, any thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "base/status.h"
#include "postgate.h"

namespace postgate::capi {

// No struct will ever be as large: a larger size is one that was never set.
inline constexpr std::size_t kLargestSize = 4096;

template <typename T>
inline constexpr std::size_t kFirstSize = 0;

// Ends behind the last member of the first release, so that later members do not move it.
#define POSTGATE_FIRST_SIZE(type, last) \
  template <>                           \
  inline constexpr std::size_t kFirstSize<type> = offsetof(type, last) + sizeof(type::last)

POSTGATE_FIRST_SIZE(postgate_error, message);
POSTGATE_FIRST_SIZE(postgate_compiler_options, reserved);
POSTGATE_FIRST_SIZE(postgate_diagnostic, message);
POSTGATE_FIRST_SIZE(postgate_ruleset_info, expires_at);
POSTGATE_FIRST_SIZE(postgate_pack_info, key_id);
POSTGATE_FIRST_SIZE(postgate_engine_options, reserved);
POSTGATE_FIRST_SIZE(postgate_field, length);
POSTGATE_FIRST_SIZE(postgate_scan_options, group);
POSTGATE_FIRST_SIZE(postgate_post, options);
POSTGATE_FIRST_SIZE(postgate_shadow_options, budget_ns);
POSTGATE_FIRST_SIZE(postgate_shadow_report, generation);
POSTGATE_FIRST_SIZE(postgate_shadow_rule, category);
POSTGATE_FIRST_SIZE(postgate_canary_options, windows);
POSTGATE_FIRST_SIZE(postgate_canary_status, message);
POSTGATE_FIRST_SIZE(postgate_stats_totals, incomplete_structure);
POSTGATE_FIRST_SIZE(postgate_stats_shadow, latency_p99_ns);
POSTGATE_FIRST_SIZE(postgate_stats_rule, lost);
POSTGATE_FIRST_SIZE(postgate_stats_named, failed);
POSTGATE_FIRST_SIZE(postgate_stats_pin, scanner);
POSTGATE_FIRST_SIZE(postgate_policy, reserved);
POSTGATE_FIRST_SIZE(postgate_decision, reserved);
POSTGATE_FIRST_SIZE(postgate_breaker_options, reserved);
POSTGATE_FIRST_SIZE(postgate_verdict_summary, reserved2);
POSTGATE_FIRST_SIZE(postgate_finding, reserved);
POSTGATE_FIRST_SIZE(postgate_signal, word);
POSTGATE_FIRST_SIZE(postgate_trace, word);
POSTGATE_FIRST_SIZE(postgate_rule_info, lowered_reason);
POSTGATE_FIRST_SIZE(postgate_audit_options, rotate_bytes);
POSTGATE_FIRST_SIZE(postgate_audit_entry, account);
POSTGATE_FIRST_SIZE(postgate_audit_head, mac);
POSTGATE_FIRST_SIZE(postgate_audit_summary, problem_total);
POSTGATE_FIRST_SIZE(postgate_audit_problem, message);
POSTGATE_FIRST_SIZE(postgate_progress, rule);
POSTGATE_FIRST_SIZE(postgate_archive_options, date);
POSTGATE_FIRST_SIZE(postgate_archive_info, digest);
POSTGATE_FIRST_SIZE(postgate_key_pair, secret_key);
POSTGATE_FIRST_SIZE(postgate_signature, text);
POSTGATE_FIRST_SIZE(postgate_trust_options, context);
POSTGATE_FIRST_SIZE(postgate_accept_options, now);
POSTGATE_FIRST_SIZE(postgate_account_info, group);
POSTGATE_FIRST_SIZE(postgate_unseen, reserved);
POSTGATE_FIRST_SIZE(postgate_excused, reason);
POSTGATE_FIRST_SIZE(postgate_approval_use, state_name);
POSTGATE_FIRST_SIZE(postgate_approval_request, reason);
POSTGATE_FIRST_SIZE(postgate_link, resolved);
POSTGATE_FIRST_SIZE(postgate_update_options, now);
POSTGATE_FIRST_SIZE(postgate_update_report, milder);
POSTGATE_FIRST_SIZE(postgate_watch_options, settle_ns);
POSTGATE_FIRST_SIZE(postgate_fix, replacement);
#undef POSTGATE_FIRST_SIZE

constexpr bool fits(std::size_t size, std::size_t first) { return size >= first && size <= kLargestSize; }

inline bool all_zero(const unsigned char* from, const unsigned char* to) noexcept {
  return std::all_of(from, to, [](unsigned char byte) { return byte == 0; });
}

// Reads the part of `from` that both sides know; what the caller does not have stays 0. `room` is how
// many bytes there are at `from`.
template <typename T>
Status read_sized(const T* from, std::size_t room, T& to) noexcept {
  static_assert(std::is_trivially_copyable_v<T> && kFirstSize<T> != 0);
  std::uint32_t size = 0;
  std::memcpy(&size, from, sizeof(size));
  if (!fits(size, kFirstSize<T>) || size > room) return Status::kStructSize;
  const auto* bytes = reinterpret_cast<const unsigned char*>(from);
  if (size > sizeof(T) && !all_zero(bytes + sizeof(T), bytes + size)) return Status::kUnknownOption;
  to = T{};
  std::memcpy(&to, bytes, std::min<std::size_t>(size, sizeof(T)));
  return Status::kOk;
}

// Writes the part that both sides know. The caller's struct_size stays as it was set.
template <typename T>
Status write_sized(const T& from, T* to) noexcept {
  static_assert(std::is_trivially_copyable_v<T> && kFirstSize<T> != 0);
  if (!fits(to->struct_size, kFirstSize<T>)) return Status::kStructSize;
  constexpr std::size_t kPrefix = sizeof(to->struct_size);
  const std::size_t size = std::min<std::size_t>(to->struct_size, sizeof(T));
  std::memcpy(reinterpret_cast<unsigned char*>(to) + kPrefix,
              reinterpret_cast<const unsigned char*>(&from) + kPrefix, size - kPrefix);
  return Status::kOk;
}

}  // namespace postgate::capi
