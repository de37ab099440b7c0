// Digits in running text: groups with separators, and whether what stands at either
// side makes them part of something else (an amount, a date, a code, a masked number).
// Used by all number detectors. Stateless, bounded look-around.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace postgate::link {

enum class Gap : std::uint8_t { kNone, kSpace, kDash, kDot, kOther };

struct DigitGroups {
  static constexpr std::size_t kMaxGroups = 16;
  static constexpr std::size_t kMaxDigits = 32;

  struct Group {
    std::size_t begin = 0;
    std::size_t end = 0;
    Gap gap_after = Gap::kNone;  // kNone: nothing, or no further group
    [[nodiscard]] std::size_t size() const { return end - begin; }
  };

  std::size_t count = 0;
  std::array<Group, kMaxGroups> group{};
};

// End of the run of digits at `pos`.
std::size_t digits_end(std::string_view text, std::size_t pos);

// Groups of digits from `pos` on, joined by one or two separators; stops at its limits.
DigitGroups read_groups(std::string_view text, std::size_t pos);

// The digits of groups [first, first + count) in one piece.
struct Digits {
  std::array<char, DigitGroups::kMaxDigits> bytes{};
  std::size_t size = 0;
  [[nodiscard]] std::string_view view() const { return {bytes.data(), size}; }
};
Digits join(std::string_view text, const DigitGroups& groups, std::size_t first, std::size_t count);

// Nothing in front of `begin` makes the number part of a longer one. A Latin letter
// in front is left to the caller: see latin_before.
bool is_free_on_left(std::string_view text, std::size_t begin);
// Nothing behind `end` does: no digit after a dash, no unit, no mask.
bool is_free_on_right(std::string_view text, std::size_t end);

// The Latin letters right in front of `begin` (at most 12), empty when there are none.
std::string_view latin_before(std::string_view text, std::size_t begin);
std::string_view latin_after(std::string_view text, std::size_t end);

// "order no.", "serial no." ... announces the number that begins at `begin`.
bool is_announced_as_code(std::string_view text, std::size_t begin);

// Short public service numbers: 12345, 110, 95588, 10086, 400-...
bool is_service_number(std::string_view digits);

}  // namespace postgate::link
