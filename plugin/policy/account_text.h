// The forms in which the words of an account are kept and compared. No state.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "text/field_text.h"

namespace postgate {

// The text view of a piece of text, without white space but for one blank where two Latin letters or
// digits would run together. Punctuation stays: "a.com" is not "acom".
std::string exact_form(std::string_view text_view);

// The same without any blank, for digests: a stray blank changes nothing.
std::string blankless_form(std::string_view text_view);

// exact_form() of a text as it was written.
std::string exact_form_of(std::string_view utf8);

// The length in bytes of the white space that begins at `at`; 0 if there is none.
std::size_t blank_at(std::string_view text, std::size_t at);

// Digits of a telephone number without the country code of China; empty if `text_view` holds
// anything but digits and the marks that people put between them.
std::string phone_digits(std::string_view text_view);

// Days since 1970-01-01 of "YYYY-MM-DD", which must be a date.
std::uint32_t day_number(std::string_view date);

inline constexpr std::uint32_t kNeverExpires = UINT32_MAX;

// Whether something that is good through `last_day` is good at `now`, seconds since 1970, UTC. Without a
// time (0) nothing that can expire is good.
bool is_good_at(std::uint32_t last_day, std::uint64_t now);

}  // namespace postgate
