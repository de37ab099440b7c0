// Appends JSON to a string. What it writes is valid UTF-8 whatever it is given: ill-formed bytes
// become U+FFFD. Written by hand because a verdict line is on the hot path of `scan`. No state.
#pragma once

#include <postgate.h>

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace postgate_cli {

void json_string(std::string& out, std::string_view text);
void json_number(std::string& out, std::uint64_t number);
void json_number(std::string& out, double number);  // always with a point or an exponent; finite
void json_span(std::string& out, const postgate_span& span);

// "name": or ,"name": for the first and further members; `name` is plain ASCII.
void json_key(std::string& out, std::string_view name);

// A member whose value is a string, or a number. Templates, so that nothing turns into a number on its way.
void json_member(std::string& out, std::string_view name, std::string_view value);

template <std::unsigned_integral Number>
void json_member(std::string& out, std::string_view name, Number number) {
  static_assert(!std::same_as<Number, bool>);
  json_key(out, name);
  json_number(out, std::uint64_t{number});
}

template <std::floating_point Number>
void json_member(std::string& out, std::string_view name, Number number) {
  json_key(out, name);
  json_number(out, double{number});
}

}  // namespace postgate_cli
