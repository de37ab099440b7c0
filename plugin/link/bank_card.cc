// Bank card numbers: 16 to 19 digits in one piece or in groups of four, with an issuer
// prefix seen in China and a Luhn check digit. An identity card number is never one.
#include <algorithm>

#include "link/chars.h"
#include "link/finders.h"
#include "link/number.h"

namespace postgate::link {
namespace {

constexpr std::size_t kFewest = 16;
constexpr std::size_t kMost = 19;

bool passes_luhn(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int value = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 1) value = value > 4 ? value * 2 - 9 : value * 2;
    sum += value;
  }
  return sum % 10 == 0;
}

int prefix(std::string_view digits, std::size_t size) {
  int value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value * 10 + (digits[i] - '0');
  return value;
}

// Issuer prefixes: UnionPay 62 and the older 9558 and 60x, Visa, Mastercard, JCB.
bool has_issuer(std::string_view digits) {
  if (prefix(digits, 2) == 62) return true;
  if (prefix(digits, 4) == 9558) return digits.size() == 19;
  if (digits.size() != kFewest) return prefix(digits, 3) == 603 && digits.size() == 19;
  const int two = prefix(digits, 2);
  const int four = prefix(digits, 4);
  return digits[0] == '4' || (two >= 51 && two <= 55) || (four >= 2221 && four <= 2720) ||
         (four >= 3528 && four <= 3589);
}

bool is_bank_card(std::string_view digits) {
  if (digits.size() < kFewest || digits.size() > kMost || !has_issuer(digits)) return false;
  const bool varied = std::adjacent_find(digits.begin(), digits.end(), std::not_equal_to<>()) != digits.end();
  return varied && passes_luhn(digits);
}

// Groups of four with a shorter last one, or six and the rest; one kind of separator.
bool is_usual_grouping(const DigitGroups& groups) {
  if (groups.count == 1) return true;
  for (std::size_t i = 0; i + 1 < groups.count; ++i) {
    const Gap gap = groups.group[i].gap_after;
    if ((gap != Gap::kSpace && gap != Gap::kDash) || gap != groups.group[0].gap_after) return false;
  }
  if (groups.count == 2) return groups.group[0].size() == 6;
  for (std::size_t i = 0; i + 1 < groups.count; ++i) {
    if (groups.group[i].size() != 4) return false;
  }
  return groups.group[groups.count - 1].size() <= 4;
}

std::size_t card_end(std::string_view text, std::size_t pos) {
  const DigitGroups groups = read_groups(text, pos);
  if (groups.count == 0 || groups.count > 5 || !is_usual_grouping(groups)) return 0;
  const std::size_t end = groups.group[groups.count - 1].end;
  if (is_alnum(at(text, end)) || !is_free_on_right(text, end)) return 0;
  const Digits digits = join(text, groups, 0, groups.count);
  return is_bank_card(digits.view()) ? end : 0;
}

}  // namespace

void find_bank_cards(std::string_view text, Hits& out) {
  std::size_t pos = next_digit(text, 0);
  while (pos < text.size()) {
    std::size_t next = digits_end(text, pos);
    const bool starts = !is_letter(before(text, pos)) && is_free_on_left(text, pos);
    const bool in_row = before(text, pos) == ' ' && pos >= 2 && is_digit(text[pos - 2]);
    if (starts && !in_row && next - pos >= 4 && next - pos <= kMost && !is_announced_as_code(text, pos)) {
      const std::size_t end = card_end(text, pos);
      if (end != 0) {
        emit(out, Detector::kBankCard, pos, end);
        next = end;
      }
    }
    pos = next_digit(text, next);
  }
}

}  // namespace postgate::link
