#include "policy/account_text.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/deadline.h"

namespace postgate {

namespace {

constexpr std::uint64_t kDaySeconds = 86'400;

bool is_alnum(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string without_blanks(std::string_view text, bool keep_between_letters) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t first = blank_at(text, at);
    if (first == 0) {
      out += text[at++];
      continue;
    }
    for (std::size_t blank = first; blank != 0; blank = blank_at(text, at)) at += blank;
    const bool joins = !out.empty() && at < text.size() && is_alnum(out.back()) && is_alnum(text[at]);
    if (joins && keep_between_letters) out += ' ';
  }
  return out;
}

unsigned number_in(std::string_view digits) {
  unsigned value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace

std::size_t blank_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte == ' ' || (byte >= 0x09U && byte <= 0x0DU)) return 1;
  constexpr std::array<std::string_view, 20> kWide = {
      "\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81",
      "\xE2\x80\x82", "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86",
      "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\xA8",
      "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80", "\xEF\xBB\xBF"};
  if (byte < 0xC2U) return 0;
  for (const std::string_view blank : kWide) {
    if (text.compare(at, blank.size(), blank) == 0) return blank.size();
  }
  return 0;
}

std::string exact_form(std::string_view text_view) { return without_blanks(text_view, true); }
std::string blankless_form(std::string_view text_view) { return without_blanks(text_view, false); }

std::string exact_form_of(std::string_view utf8) {
  FieldText field;
  FieldInput input;
  input.utf8 = utf8;
  if (!field.assign(input, Deadline()).ok()) return {};
  return exact_form(field.text());
}

std::string phone_digits(std::string_view text_view) {
  constexpr std::string_view kMarks = " -().+/";
  std::string digits;
  for (std::size_t at = 0; at < text_view.size(); ++at) {
    const char c = text_view[at];
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (kMarks.find(c) == std::string_view::npos) {
      return {};
    }
  }
  const bool plus = text_view.find('+') != std::string_view::npos;
  if (digits.compare(0, 4, "0086") == 0) return digits.substr(4);
  if (digits.compare(0, 2, "86") == 0 && (plus || digits.size() >= 12)) return digits.substr(2);
  return digits;
}

// Howard Hinnant's days_from_civil.
std::uint32_t day_number(std::string_view date) {
  const int month = static_cast<int>(number_in(date.substr(5, 2)));
  const int day = static_cast<int>(number_in(date.substr(8, 2)));
  const int year = static_cast<int>(number_in(date.substr(0, 4))) - (month <= 2 ? 1 : 0);
  const int era = year / 400;
  const int of_era = year - era * 400;
  const int of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const int days = era * 146'097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719'468;
  return days < 0 ? 0 : static_cast<std::uint32_t>(days);
}

bool is_good_at(std::uint32_t last_day, std::uint64_t now) {
  if (last_day == kNeverExpires) return true;
  return now != 0 && now / kDaySeconds <= last_day;
}

}  // namespace postgate
