// Resident identity card numbers (GB 11643): 17 digits and a check character over a
// province, a birth date and a serial. One in eleven random numbers passes the check
// alone; together with province and date it is about one in four thousand.
#include <algorithm>
#include <array>

#include "link/chars.h"
#include "link/finders.h"
#include "link/number.h"

namespace postgate::link {
namespace {

constexpr std::size_t kLength = 18;

constexpr std::array<int, 34> kProvinces = {11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34,
                                            35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
                                            53, 54, 61, 62, 63, 64, 65, 71, 81, 82};

int number_at(std::string_view digits, std::size_t pos, std::size_t size) {
  int value = 0;
  for (std::size_t i = pos; i < pos + size; ++i) value = value * 10 + (digits[i] - '0');
  return value;
}

bool is_date(int year, int month, int day) {
  constexpr std::array<int, 12> kDays = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1900 || year > 2099 || month < 1 || month > 12 || day < 1) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (month == 2 && day == 29) return leap;
  return day <= kDays[static_cast<std::size_t>(month - 1)];
}

bool has_check_character(std::string_view id) {
  constexpr std::array<int, 17> kWeights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  constexpr std::string_view kChecks = "10x98765432";
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += (id[i] - '0') * kWeights[i];
  return lower(id[17]) == kChecks[static_cast<std::size_t>(sum % 11)];
}

bool is_id_card(std::string_view id) {
  if (id.size() != kLength || !std::all_of(id.begin(), id.begin() + 17, is_digit)) return false;
  if (!std::binary_search(kProvinces.begin(), kProvinces.end(), number_at(id, 0, 2))) return false;
  if (!is_date(number_at(id, 6, 4), number_at(id, 10, 2), number_at(id, 12, 2))) return false;
  return has_check_character(id);
}

// 6-8-4, 3-3-4-4-4 and the like: the birth date must not be cut oddly.
bool is_usual_grouping(const DigitGroups& groups, std::size_t used) {
  std::size_t total = 0;
  bool six = used == 1;
  for (std::size_t i = 0; i < used; ++i) {
    total += groups.group[i].size();
    six = six || total == 6;
    if (groups.group[i].gap_after == Gap::kDot && i + 1 < used) return false;
  }
  return six;
}

// The end of an ID that begins at `pos`, 0 when there is none.
std::size_t id_end(std::string_view text, std::size_t pos) {
  const DigitGroups groups = read_groups(text, pos);
  std::array<char, kLength> id{};
  std::size_t size = 0;
  for (std::size_t i = 0; i < groups.count; ++i) {
    const DigitGroups::Group& group = groups.group[i];
    if (size + group.size() > kLength) return 0;
    for (std::size_t k = group.begin; k < group.end; ++k) id[size++] = text[k];
    std::size_t end = group.end;
    if (size == 17 && (at(text, end) == 'x' || at(text, end) == 'X')) id[size++] = text[end++];
    if (size < 17) continue;
    const bool free = !is_alnum(at(text, end)) && is_free_on_right(text, end);
    const bool whole = size == kLength && free && is_usual_grouping(groups, i + 1);
    return whole && is_id_card({id.data(), id.size()}) ? end : 0;
  }
  return 0;
}

}  // namespace

void find_id_cards(std::string_view text, Hits& out) {
  std::size_t pos = next_digit(text, 0);
  while (pos < text.size()) {
    std::size_t next = digits_end(text, pos);
    const bool starts = !is_letter(before(text, pos)) && is_free_on_left(text, pos) && text[pos] != '0';
    if (starts && next - pos >= 3 && next - pos <= kLength) {
      const std::size_t end = id_end(text, pos);
      if (end != 0) {
        emit(out, Detector::kIdCardCn, pos, end);
        next = end;
      }
    }
    pos = next_digit(text, next);
  }
}

}  // namespace postgate::link
