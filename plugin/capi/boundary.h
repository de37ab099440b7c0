// The boundary every export runs through: guard() answers with a status whatever
// happens inside, and Report fills the caller's postgate_error without allocating.
// Nothing is thrown, printed or kept past a call. No state, any thread.
#pragma once

#include <concepts>
#include <cstdint>
#include <new>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "postgate.h"

namespace postgate::capi {

constexpr std::int32_t number(Status status) { return static_cast<std::int32_t>(status); }

inline bool is_text(const postgate_string& text) noexcept { return text.data != nullptr || text.size == 0; }

// Of a text that is one.
inline std::string_view view_of_argument(const postgate_string& text) noexcept {
  return text.size == 0 ? std::string_view() : std::string_view(text.data, text.size);
}

// False for a postgate_error too small to be one: it must not be written to.
bool can_hold(const postgate_error* error) noexcept;

// Copies `from` as NUL-terminated UTF-8, cut before the code point that no longer fits; bytes that
// are not UTF-8, and NULs, become '?'. `capacity` counts the NUL.
void copy_text(char* to, std::size_t capacity, std::string_view from) noexcept;

// Where an export says what went wrong. The error may be NULL.
class Report {
 public:
  explicit Report(postgate_error* error) noexcept : error_(error) {}

  Status fail(Status status, std::string_view message) const noexcept;
  Status fail_field(Status status, std::string_view message, std::size_t field) const noexcept;
  Status fail(const Error& error) const noexcept;
  // For a compiler: `error` does not name the pack's place, the first diagnostic does.
  Status fail_at(const Error& error, std::string_view file, std::string_view rule, std::uint32_t line,
                 std::uint32_t column) const noexcept;

 private:
  postgate_error* error_;
};

template <typename Body>
concept StatusBody = requires(Body body, const Report& report) {
  { body(report) } -> std::same_as<Status>;
};

// Runs `body` and turns every way it can end into a status.
template <StatusBody Body>
std::int32_t guard(postgate_error* error, Body&& body) noexcept {
  if (!can_hold(error)) return POSTGATE_E_STRUCT_SIZE;
  const Report report(error);
  try {
    return number(std::forward<Body>(body)(report));
  } catch (const std::bad_alloc&) {
    return number(report.fail(Status::kNoMemory, "out of memory"));
  } catch (...) {
    return number(report.fail(Status::kInternal, "an unexpected error inside the library"));
  }
}

// The same for exports with an out-pointer, which is NULL unless the status is OK.
template <typename T, StatusBody Body>
std::int32_t guard_out(T** out, postgate_error* error, Body&& body) noexcept {
  if (out != nullptr) *out = nullptr;
  return guard(error, [&](const Report& report) {
    if (out == nullptr) return report.fail(Status::kArgument, "the out-pointer is NULL");
    return std::forward<Body>(body)(report);
  });
}

}  // namespace postgate::capi
