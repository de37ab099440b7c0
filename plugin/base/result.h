// Result<T>: a value or an Error; how failures travel between layers. Nothing
// in plugin/ throws across a layer. Result is a value type, not thread-aware.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "base/status.h"

namespace postgate {

// What went wrong and where. `offset` is in the caller's own code units of the
// field `field` for encoding errors; kNoOffset where it has no meaning.
struct Error {
  static constexpr std::uint64_t kNoOffset = ~std::uint64_t{0};

  Status status = Status::kInternal;
  std::string message;
  std::uint64_t offset = kNoOffset;
  std::uint32_t field = 0;
  std::uint32_t line = 0;    // 1-based; 0 = not about a file
  std::uint32_t column = 0;  // 1-based, in code points
  std::string file;
  std::string rule;
};

inline Error make_error(Status status, std::string message) {
  Error error;
  error.status = status;
  error.message = std::move(message);
  return error;
}

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  [[nodiscard]] T& value() & { return std::get<0>(state_); }
  [[nodiscard]] const T& value() const& { return std::get<0>(state_); }
  [[nodiscard]] T&& value() && { return std::get<0>(std::move(state_)); }
  [[nodiscard]] Error& error() & { return std::get<1>(state_); }
  [[nodiscard]] const Error& error() const& { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  // Written out: defaulted, `return {}` would first zero the room of the error.
  Result() {}  // NOLINT(modernize-use-equals-default)
  Result(Error error) : error_(std::move(error)) {}

  [[nodiscard]] bool ok() const { return !error_.has_value(); }
  // Of a failure only.
  [[nodiscard]] Error& error() { return *error_; }
  [[nodiscard]] const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;  // so that success, which every scan returns many times, makes no strings
};

}  // namespace postgate
