// See number.h. The unit and code words are our own lists.
#include "link/number.h"

#include <algorithm>

#include "link/chars.h"

namespace postgate::link {
namespace {

struct Separator {
  Gap gap = Gap::kNone;
  std::size_t size = 0;
};

Separator read_separator(std::string_view text, std::size_t pos) {
  const char c = at(text, pos);
  if (c == ' ') return {Gap::kSpace, 1};
  if (c == '-') return {Gap::kDash, 1};
  if (c == '.') return {Gap::kDot, 1};
  if (c == '_' || c == '~') return {Gap::kOther, 1};
  switch (decode_at(text, pos).value) {
    case 0x2010:  // hyphens and dashes
    case 0x2012:
    case 0x2013:
    case 0x2212:
      return {Gap::kDash, 3};
    case 0x2014:
      return {Gap::kDash, 3};
    case 0x00B7:
      return {Gap::kDot, 2};
    default:
      return {};
  }
}

// One separator, or the same one twice, or one with a blank at its side.
Separator read_gap(std::string_view text, std::size_t pos) {
  const Separator first = read_separator(text, pos);
  if (first.size == 0) return {};
  const Separator second = read_separator(text, pos + first.size);
  const bool pair =
      second.size != 0 && (second.gap == first.gap || second.gap == Gap::kSpace || first.gap == Gap::kSpace);
  if (!pair) return first;
  const Gap gap = first.gap == Gap::kSpace ? second.gap : first.gap;
  const std::size_t size = first.size + second.size;
  const bool blank_behind = gap != Gap::kSpace && at(text, pos + size) == ' ';
  return {gap, blank_behind ? size + 1 : size};
}

// Units and counters that turn digits into a quantity.
constexpr std::array<std::string_view, 36> kUnits = {
    "\u5143",                                                                        // yuan
    "\u4e07",                                                                        // wan
    "\u4ebf",                                                                        // yi
    "\u5343",                                                                        // qian
    "\u767e",                                                                        // bai
    "\u5428",                                                                        // dun
    "\u7c73",                                                                        // mi
    "\u516c\u91cc", "\u516c\u65a4", "\u516c\u9877", "\u516c\u5c3a", "\u516c\u514b",  // gongli ... gongke
    "\u5e73\u65b9", "\u7acb\u65b9",                                                  // square, cubic
    "\u4eba",                                                                        // ren
    "\u540d",                                                                        // ming
    "\u4f59",                                                                        // yu, odd
    "\u591a",                                                                        // duo, more than
    "\u6b21",                                                                        // ci
    "\u4ef6",                                                                        // jian
    "\u6761",                                                                        // tiao
    "\u80a1",                                                                        // gu
    "\u4efd",                                                                        // fen
    "\u53f0",                                                                        // tai
    "\u8f86",                                                                        // liang
    "\u6237",                                                                        // hu
    "\u5bb6",                                                                        // jia
    "\u4e2a",                                                                        // ge
    "\u5e74",                                                                        // nian
    "\u6708",                                                                        // yue
    "\u500d",                                                                        // bei
    "\u4ea9",                                                                        // mu
    "\u7f8e\u5143",                                                                  // dollars
    "\u79d2",                                                                        // miao
    "\u79cd",                                                                        // zhong
    "\u2103",
};

// What a number is called when it is a code and no contact.
constexpr std::array<std::string_view, 20> kCodeWords = {
    "\u8ba2\u5355\u53f7",        // dingdan hao, order
    "\u8ba2\u5355\u7f16\u53f7",  // dingdan bianhao
    "\u8ba2\u5355",              // dingdan
    "\u5355\u53f7",              // danhao, waybill
    "\u7f16\u53f7",              // bianhao, serial
    "\u7f16\u7801",              // bianma, code
    "\u6d41\u6c34\u53f7",        // liushui hao, transaction
    "\u6587\u53f7",              // wenhao, document
    "\u8bc1\u53f7",              // zhenghao, certificate
    "\u8bc1\u4e66\u53f7",        // zhengshu hao
    "\u8bb8\u53ef\u8bc1",        // xukezheng, licence
    "\u6279\u53f7",              // pihao, batch
    "\u6848\u53f7",              // anhao, case
    "\u4ee3\u7801",              // daima, code
    "\u5b66\u53f7",              // xuehao, student
    "\u5de5\u53f7",              // gonghao, staff
    "\u5e8f\u5217\u53f7",        // xulie hao
    "\u5907\u6848\u53f7",        // bei'an hao, record
    "\u5408\u540c\u53f7",        // hetong hao, contract
    "\u9a8c\u8bc1\u7801",        // yanzhengma, verification code
};

bool is_mask(std::string_view text, std::size_t pos) {
  const Decoded c = decode_at(text, pos);
  return c.value == '*' || c.value == 0x00D7 || c.value == 0x25CF || c.value == 0x2217 || c.value == '#';
}

// What a row of stars in front of `pos` hides behind: a digit makes it a masked number,
// anything else a censored word.
char first_behind_stars(std::string_view text, std::size_t pos) {
  for (int i = 0; i < 8 && before(text, pos) == '*'; ++i) --pos;
  const char c = before(text, pos);
  return c == '*' ? '0' : c;
}

}  // namespace

std::size_t digits_end(std::string_view text, std::size_t pos) {
  while (pos < text.size() && is_digit(text[pos])) ++pos;
  return pos;
}

DigitGroups read_groups(std::string_view text, std::size_t pos) {
  DigitGroups groups;
  std::size_t total = 0;
  while (groups.count < DigitGroups::kMaxGroups) {
    DigitGroups::Group& group = groups.group[groups.count];
    group.begin = pos;
    group.end = pos;
    while (is_digit(at(text, group.end)) && total < DigitGroups::kMaxDigits) {
      ++group.end;
      ++total;
    }
    if (group.size() == 0) break;
    ++groups.count;
    const Separator gap = read_gap(text, group.end);
    if (gap.size == 0 || !is_digit(at(text, group.end + gap.size))) break;
    group.gap_after = gap.gap;
    pos = group.end + gap.size;
  }
  return groups;
}

Digits join(std::string_view text, const DigitGroups& groups, std::size_t first, std::size_t count) {
  Digits digits;
  for (std::size_t i = first; i < first + count && i < groups.count; ++i) {
    for (std::size_t pos = groups.group[i].begin; pos < groups.group[i].end; ++pos) {
      if (digits.size < digits.bytes.size()) digits.bytes[digits.size++] = text[pos];
    }
  }
  return digits;
}

bool is_free_on_left(std::string_view text, std::size_t begin) {
  const char c = before(text, begin);
  const char farther = begin >= 2 ? text[begin - 2] : '\0';
  if (is_digit(c) || c == '_' || c == '$' || c == '@' || c == '%') return false;
  if (c == '*' && is_digit(first_behind_stars(text, begin))) return false;
  if ((c == '.' || c == '-') && is_alnum(farther)) return false;
  if ((c == '/' || c == '=') && is_letter(farther)) return false;  // a path or a query
  const char32_t wide = decode_before(text, begin).value;
  // A currency sign, a multiplication sign as a mask, di (ordinal), a bracketed year in a document number.
  return wide != 0x00A5 && wide != 0x20AC && wide != 0x00A3 && wide != 0x00D7 && wide != 0x7B2C &&
         wide != 0x3014 && wide != 0x3015;
}

bool is_free_on_right(std::string_view text, std::size_t end) {
  const char c = at(text, end);
  if (is_digit(c) || c == '_' || c == '%' || c == '@' || is_mask(text, end)) return false;
  if ((c == '.' || c == '-') && is_digit(at(text, end + 1))) return false;
  if (c == ',' && digits_end(text, end + 1) == end + 4) return false;  // thousands
  if (starts_with_at(text, end, "\u6237\u540d"))
    return true;  // huming, account holder; hu alone counts homes
  return std::none_of(kUnits.begin(), kUnits.end(),
                      [&](std::string_view unit) { return starts_with_at(text, end, unit); });
}

std::string_view latin_before(std::string_view text, std::size_t begin) {
  constexpr std::size_t kLongest = 12;
  std::size_t pos = begin;
  while (begin - pos < kLongest && is_letter(before(text, pos))) --pos;
  return text.substr(pos, begin - pos);
}

std::string_view latin_after(std::string_view text, std::size_t end) {
  constexpr std::size_t kLongest = 12;
  std::size_t pos = end;
  while (pos - end < kLongest && is_letter(at(text, pos))) ++pos;
  return text.substr(end, pos - end);
}

bool is_announced_as_code(std::string_view text, std::size_t begin) {
  std::size_t pos = begin;
  for (int i = 0; i < 4; ++i) {
    const Decoded c = decode_before(text, pos);
    const bool filler = c.value == ':' || c.value == ' ' || c.value == '#' || c.value == 0x4E3A /* wei */ ||
                        c.value == 0x662F /* shi */ || c.value == '(' || c.value == '[';
    if (!filler) break;
    pos -= c.size;
  }
  const std::string_view front = text.substr(0, pos);
  if (front.ends_with("no.") || front.ends_with("no") || front.ends_with("isbn")) return true;
  return std::any_of(kCodeWords.begin(), kCodeWords.end(),
                     [&](std::string_view word) { return front.ends_with(word); });
}

bool is_service_number(std::string_view digits) {
  if (digits.size() == 5 && digits.front() == '1' && digits[1] <= '2') return true;  // 10086 11185 12345
  if ((digits.size() == 5 || digits.size() == 6) && digits.front() == '9' &&
      (digits[1] == '5' || digits[1] == '6')) {
    return true;  // 95588 962288
  }
  if (digits.size() == 8 && digits.substr(0, 2) == "12") return digits.substr(0, 3) == "123";
  const std::string_view head = digits.substr(0, 3);
  return digits.size() == 10 && (head == "400" || head == "800");
}

}  // namespace postgate::link
