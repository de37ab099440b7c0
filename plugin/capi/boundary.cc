// Fills a caller's postgate_error: from the stack, without allocation, never past
// what the caller said it has room for. No state, any thread.
#include "capi/boundary.h"

#include <algorithm>
#include <cstring>

#include "capi/sized.h"

namespace postgate::capi {
namespace {

constexpr unsigned char byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

// Length of the well-formed UTF-8 sequence at `at`; 0 if there is none.
std::size_t sequence_length(std::string_view text, std::size_t at) noexcept {
  const unsigned char lead = byte_at(text, at);
  if (lead < 0x80U) return 1;
  if (lead < 0xC2U || lead > 0xF4U) return 0;
  const std::size_t length = lead < 0xE0U ? 2U : lead < 0xF0U ? 3U : 4U;
  if (text.size() - at < length) return 0;
  const unsigned char second = byte_at(text, at + 1);
  const unsigned char lowest = lead == 0xE0U ? 0xA0U : lead == 0xF0U ? 0x90U : 0x80U;
  const unsigned char highest = lead == 0xEDU ? 0x9FU : lead == 0xF4U ? 0x8FU : 0xBFU;
  if (second < lowest || second > highest) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if ((byte_at(text, at + i) & 0xC0U) != 0x80U) return 0;
  }
  return length;
}

postgate_error blank_error(Status status) noexcept {
  postgate_error made{};
  made.struct_size = sizeof(made);
  made.status = number(status);
  made.offset = POSTGATE_NO_OFFSET;
  return made;
}

void hand_over(const postgate_error& made, postgate_error* to) noexcept {
  if (to != nullptr) write_sized(made, to);
}

postgate_error error_of(const Error& error) noexcept {
  postgate_error made = blank_error(error.status);
  made.offset = error.offset;
  made.field = error.field;
  made.line = error.line;
  made.column = error.column;
  copy_text(made.rule, sizeof(made.rule), error.rule);
  copy_text(made.file, sizeof(made.file), error.file);
  copy_text(made.message, sizeof(made.message), error.message);
  return made;
}

}  // namespace

bool can_hold(const postgate_error* error) noexcept {
  return error == nullptr || fits(error->struct_size, kFirstSize<postgate_error>);
}

void copy_text(char* to, std::size_t capacity, std::string_view from) noexcept {
  std::size_t written = 0;
  for (std::size_t at = 0; at < from.size();) {
    const std::size_t length = from[at] == '\0' ? 0 : sequence_length(from, at);
    const std::size_t needed = std::max<std::size_t>(length, 1);
    if (written + needed >= capacity) break;
    if (length == 0) {
      to[written] = '?';
    } else {
      std::memcpy(to + written, from.data() + at, length);
    }
    written += needed;
    at += needed;
  }
  to[written] = '\0';
}

Status Report::fail(Status status, std::string_view message) const noexcept {
  return fail_field(status, message, 0);
}

Status Report::fail_field(Status status, std::string_view message, std::size_t field) const noexcept {
  postgate_error made = blank_error(status);
  made.field = static_cast<std::uint32_t>(field);
  copy_text(made.message, sizeof(made.message), message);
  hand_over(made, error_);
  return status;
}

Status Report::fail(const Error& error) const noexcept {
  hand_over(error_of(error), error_);
  return error.status;
}

Status Report::fail_at(const Error& error, std::string_view file, std::string_view rule, std::uint32_t line,
                       std::uint32_t column) const noexcept {
  postgate_error made = error_of(error);
  made.line = line;
  made.column = column;
  copy_text(made.rule, sizeof(made.rule), rule);
  copy_text(made.file, sizeof(made.file), file);
  hand_over(made, error_);
  return error.status;
}

}  // namespace postgate::capi
