#include "pack/ids.h"

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace postgate {

namespace {

constexpr std::size_t kLongestId = 100;
constexpr std::size_t kLongestPackName = 64;
constexpr std::size_t kLongestReleasePart = 9;  // digits; fits 32 bits

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_character(char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-'; }

// `text` is digits only and short.
std::uint32_t number_of(std::string_view text) {
  std::uint32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

std::uint32_t days_in(std::uint32_t month, std::uint32_t year) {
  constexpr std::array<std::uint32_t, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[month - 1];
}

}  // namespace

bool is_id(std::string_view text) {
  if (text.empty() || text.size() > kLongestId || text.front() == '.' || text.front() == '-') return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return is_name_character(c) || c == '.'; });
}

bool is_pack_name(std::string_view text) {
  return !text.empty() && text.size() <= kLongestPackName &&
         std::all_of(text.begin(), text.end(), is_name_character);
}

bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const std::string_view parts[] = {text.substr(0, 4), text.substr(5, 2), text.substr(8, 2)};
  if (!std::all_of(std::begin(parts), std::end(parts), all_digits)) return false;
  const std::uint32_t year = number_of(parts[0]);
  const std::uint32_t month = number_of(parts[1]);
  const std::uint32_t day = number_of(parts[2]);
  if (year == 0 || month == 0 || month > 12) return false;
  return day >= 1 && day <= days_in(month, year);
}

std::optional<ReleaseNumber> parse_release(std::string_view text) {
  ReleaseNumber number = {0, 0, 0};
  std::size_t parts = 0;
  for (std::string_view rest = text;; ++parts) {
    const std::size_t dot = rest.find('.');
    const std::string_view part = rest.substr(0, dot);
    if (parts == number.size() || part.size() > kLongestReleasePart || !all_digits(part)) return std::nullopt;
    number[parts] = number_of(part);
    if (dot == std::string_view::npos) break;
    rest.remove_prefix(dot + 1);
  }
  if (parts == 0) return std::nullopt;
  return number;
}

}  // namespace postgate
