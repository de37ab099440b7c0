// Mainland phone numbers: mobiles in the usual spellings, with or without the country
// code, and landlines with an area code. Service hotlines, masked numbers, amounts and
// codes are not phones.
#include <algorithm>
#include <array>

#include "link/chars.h"
#include "link/finders.h"
#include "link/number.h"

namespace postgate::link {
namespace {

constexpr std::size_t kMobileDigits = 11;

// A spelling of a number as the sizes of its groups; 0 ends the list.
using Shape = std::array<std::uint8_t, 6>;

constexpr std::array<Shape, 12> kMobileShapes = {{{11},
                                                  {3, 4, 4},
                                                  {3, 8},
                                                  {7, 4},
                                                  {4, 3, 4},
                                                  {4, 4, 3},
                                                  {3, 3, 5},
                                                  {3, 5, 3},
                                                  {3, 2, 3, 3},
                                                  {3, 2, 2, 4},
                                                  {3, 4, 2, 2},
                                                  {3, 2, 2, 2, 2}}};

constexpr std::array<Shape, 8> kLandlineShapes = {
    {{3, 8}, {4, 8}, {4, 7}, {3, 4, 4}, {4, 4, 4}, {4, 3, 4}, {3, 7}, {4, 4, 3}}};

constexpr std::array<std::string_view, 22> kPhoneWords = {
    "cell", "call",      "mob",  "mobile", "mp", "ph",     "phone",  "q",        "qq", "t", "tel",
    "tele", "telephone", "tell", "v",      "vx", "wechat", "weixin", "whatsapp", "wx", "m", "fax"};

// Figures that are written like a name in front of a number: what follows them is an amount.
constexpr std::array<std::string_view, 11> kFigureWords = {"gdp", "gnp", "cpi", "ppi", "pmi",  "usd",
                                                           "rmb", "cny", "eur", "hkd", "total"};

// What may follow the character hao when it counts documents: ling, wen, gonggao, jueding, tongzhi, han,
// pifu.
constexpr std::array<std::string_view, 7> kDocuments = {
    "\u4ee4", "\u6587", "\u516c\u544a", "\u51b3\u5b9a", "\u901a\u77e5", "\u51fd", "\u6279\u590d"};

bool is_phone_word(std::string_view word) {
  return word.empty() || std::find(kPhoneWords.begin(), kPhoneWords.end(), word) != kPhoneWords.end();
}

// "GDP 13800138000", "USD: 13800138000".
bool is_announced_as_figure(std::string_view text, std::size_t begin) {
  while (before(text, begin) == ' ' || before(text, begin) == ':') --begin;
  const std::string_view word = latin_before(text, begin);
  const auto same = [&](std::string_view figure) {
    return std::equal(word.begin(), word.end(), figure.begin(), figure.end(),
                      [](char a, char b) { return lower(a) == b; });
  };
  return std::any_of(kFigureWords.begin(), kFigureWords.end(), same);
}

// "13800138000 hao ling": the number of an order or a notice.
bool is_document_number(std::string_view text, std::size_t end) {
  constexpr std::string_view kHao = "\u53f7";
  if (!starts_with_at(text, end, kHao)) return false;
  return std::any_of(kDocuments.begin(), kDocuments.end(), [&](std::string_view document) {
    return starts_with_at(text, end + kHao.size(), document);
  });
}

// The number of groups that `shape` takes from `first` on, 0 when it does not fit.
std::size_t fit(const DigitGroups& groups, std::size_t first, const Shape& shape) {
  std::size_t used = 0;
  for (const std::uint8_t size : shape) {
    if (size == 0) break;
    if (first + used >= groups.count || groups.group[first + used].size() != size) return 0;
    const Gap gap = groups.group[first + used].gap_after;
    if (used > 0 && used + 1 < shape.size() && shape[used + 1] != 0 && gap != groups.group[first].gap_after)
      return 0;
    ++used;
  }
  return used;
}

// Eleven single digits with the same separator.
std::size_t fit_singles(const DigitGroups& groups, std::size_t first) {
  if (groups.count < first + kMobileDigits) return 0;
  for (std::size_t i = first; i < first + kMobileDigits; ++i) {
    if (groups.group[i].size() != 1) return 0;
    if (i + 1 < first + kMobileDigits && groups.group[i].gap_after != groups.group[first].gap_after) return 0;
  }
  return kMobileDigits;
}

bool is_mobile(std::string_view digits) {
  if (digits.size() != kMobileDigits || digits[0] != '1' || digits[1] < '3') return false;
  // 13000000000 and the like are placeholders or amounts.
  return !std::all_of(digits.begin() + 3, digits.end(), [](char c) { return c == '0'; });
}

// 3-digit codes are 010 and 02x, the others have four digits; locals begin with 2-8.
bool is_landline(std::string_view area, std::string_view local) {
  if (area.size() < 3 || area[0] != '0' || local.size() < 7 || local.size() > 8) return false;
  const bool big_city = area == "010" || area.substr(0, 2) == "02";
  if (big_city ? area.size() != 3 || local.size() != 8 : area.size() != 4 || area[1] < '3') return false;
  return local[0] >= '2' && local[0] <= '8' &&
         !std::all_of(local.begin() + 1, local.end(), [](char c) { return c == '0'; });
}

// What follows a number written in groups must not continue it.
bool ends_cleanly(std::string_view text, const DigitGroups& groups, std::size_t last) {
  const DigitGroups::Group& group = groups.group[last];
  const std::size_t next = last + 1 < groups.count ? groups.group[last + 1].size() : 0;
  // "13800138000.13900139000": two mobiles, no fraction.
  if (group.gap_after == Gap::kDot && group.size() == kMobileDigits && next == kMobileDigits) return true;
  const bool next_number = group.gap_after == Gap::kSpace && next >= 3;
  if (group.gap_after != Gap::kNone && !next_number) return false;
  if (is_document_number(text, group.end)) return false;
  return is_free_on_right(text, group.end) && is_phone_word(latin_after(text, group.end));
}

struct Match {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Widens over "+", "(" and "(+" in front of a country or area code.
std::size_t widen_left(std::string_view text, std::size_t begin, bool bracket) {
  if (before(text, begin) == '+') --begin;
  if (bracket && before(text, begin) == '(') --begin;
  return begin;
}

bool is_free_start(std::string_view text, std::size_t begin) {
  const std::string_view word = latin_before(text, begin);
  if (!word.empty()) return is_phone_word(word) && !is_digit(before(text, begin - word.size()));
  return is_free_on_left(text, begin) && !is_announced_as_code(text, begin) &&
         !is_announced_as_figure(text, begin);
}

Match mobile_from(std::string_view text, const DigitGroups& groups, std::size_t first) {
  std::size_t used = fit_singles(groups, first);
  for (std::size_t i = 0; used == 0 && i < kMobileShapes.size(); ++i)
    used = fit(groups, first, kMobileShapes[i]);
  if (used == 0 || !is_mobile(join(text, groups, first, used).view())) return {};
  const bool dotted = used > 1 && groups.group[first].gap_after == Gap::kDot;
  if (dotted && used != 3 && used != kMobileDigits) return {};  // 138.00138000 is a quantity
  if (!ends_cleanly(text, groups, first + used - 1)) return {};
  return {groups.group[first].begin, groups.group[first + used - 1].end};
}

Match landline_from(std::string_view text, const DigitGroups& groups, std::size_t first) {
  for (const Shape& shape : kLandlineShapes) {
    const std::size_t used = fit(groups, first, shape);
    if (used < 2 || groups.group[first].gap_after == Gap::kDot) continue;
    const Digits area = join(text, groups, first, 1);
    const Digits local = join(text, groups, first + 1, used - 1);
    if (!is_landline(area.view(), local.view()) || !ends_cleanly(text, groups, first + used - 1)) continue;
    return {groups.group[first].begin, groups.group[first + used - 1].end};
  }
  return {};
}

// 01012345678 and 075512345678 in one piece.
Match joined_landline(std::string_view text, const DigitGroups& groups) {
  const std::string_view run = text.substr(groups.group[0].begin, groups.group[0].size());
  if (run.size() != 11 && run.size() != 12) return {};
  const std::size_t area = run.substr(0, 3) == "010" || run.substr(0, 2) == "02" ? 3 : 4;
  if (!is_landline(run.substr(0, area), run.substr(area)) || !ends_cleanly(text, groups, 0)) return {};
  return {groups.group[0].begin, groups.group[0].end};
}

// The groups behind "(86)", "(+86)" or "(010)".
DigitGroups groups_after_bracket(std::string_view text, std::size_t close) {
  std::size_t pos = close + 1;
  if (at(text, pos) == ' ' || at(text, pos) == '-') ++pos;
  return is_digit(at(text, pos)) ? read_groups(text, pos) : DigitGroups{};
}

Match bracketed(std::string_view text, const DigitGroups& code) {
  const DigitGroups::Group& group = code.group[0];
  const std::size_t begin = widen_left(text, group.begin, true);
  if (at(text, group.end) != ')' || text[begin] != '(' || !is_free_start(text, begin)) return {};
  const DigitGroups rest = groups_after_bracket(text, group.end);
  if (rest.count == 0) return {};
  const std::string_view digits = text.substr(group.begin, group.size());
  if (digits == "86" || digits == "0086") {
    const Match match = mobile_from(text, rest, 0);
    return match.end == 0 ? Match{} : Match{begin, match.end};
  }
  for (const std::size_t used : {std::size_t{1}, std::size_t{2}}) {
    if (used > rest.count || (used == 2 && rest.group[0].size() > 4)) continue;
    const Digits local = join(text, rest, 0, used);
    if (is_landline(digits, local.view()) && ends_cleanly(text, rest, used - 1)) {
      return {begin, rest.group[used - 1].end};
    }
  }
  return {};
}

// "+86 138...", "0086-138...", "8613800138000".
Match with_country_code(std::string_view text, const DigitGroups& groups) {
  const std::size_t begin = widen_left(text, groups.group[0].begin, false);
  if (!is_free_start(text, begin)) return {};
  std::string_view head = text.substr(groups.group[0].begin, groups.group[0].size());
  if (head == "86" || head == "0086") {
    const Match match = mobile_from(text, groups, 1);
    return match.end == 0 ? Match{} : Match{begin, match.end};
  }
  const std::size_t code = head.substr(0, 4) == "0086" ? 4 : head.substr(0, 2) == "86" ? 2 : 0;
  if (code == 0) return {};
  DigitGroups rest = groups;  // the code touches the number: "86138 0013 8000"
  rest.group[0].begin += code;
  if (rest.group[0].size() == 0) return {};
  const Match match = mobile_from(text, rest, 0);
  return match.end == 0 ? Match{} : Match{begin, match.end};
}

Match find_at(std::string_view text, std::size_t pos) {
  const DigitGroups groups = read_groups(text, pos);
  if (groups.count == 0) return {};
  const char c = text[pos];
  if (at(text, groups.group[0].end) == ')') {
    const Match match = bracketed(text, groups);
    if (match.end != 0) return match;
  }
  if (c == '8' || starts_with_at(text, pos, "0086")) return with_country_code(text, groups);
  if ((c != '0' && c != '1') || !is_free_start(text, pos)) return {};
  if (c == '1') return mobile_from(text, groups, 0);
  const Match match = landline_from(text, groups, 0);
  return match.end != 0 ? match : joined_landline(text, groups);
}

// "l38oo138ooo": letters that look like digits, in one piece and mostly digits.
Match lookalike_at(std::string_view text, std::size_t pos) {
  constexpr std::size_t kFewestDigits = 6;
  std::size_t end = pos;
  std::size_t digits = 0;
  Digits number;
  for (; end - pos <= kMobileDigits && is_alnum(at(text, end)); ++end) {
    const char c = text[end];
    const bool zero = c == 'o';
    const bool one = c == 'l' || c == 'i';
    if (!zero && !one && !is_digit(c)) return {};
    digits += is_digit(c) ? 1U : 0U;
    number.bytes[number.size++] = zero ? '0' : one ? '1' : c;
  }
  if (digits < kFewestDigits || digits == kMobileDigits || !is_mobile(number.view())) return {};
  if (!is_free_on_left(text, pos) || !is_free_on_right(text, end)) return {};
  return {pos, end};
}

}  // namespace

void find_phones(std::string_view text, Hits& out) {
  std::size_t floor = 0;  // end of the number before
  std::size_t pos = next_alnum(text, 0);
  while (pos < text.size()) {
    Match match;
    const bool starts = !is_alnum(before(text, pos));
    if (is_digit(text[pos])) match = find_at(text, pos);
    if (match.end == 0 && starts && (text[pos] == '1' || text[pos] == 'l' || text[pos] == 'i')) {
      match = lookalike_at(text, pos);
    }
    // The tail of a longer row of digits is no number of its own.
    const bool in_row = before(text, pos) == ' ' && pos >= 2 && is_digit(text[pos - 2]) && pos - 1 != floor;
    if (in_row && match.end - match.begin > kMobileDigits) match = {};
    std::size_t next = pos + 1;
    if (match.end != 0) {
      floor = match.end;
      emit(out, Detector::kPhoneCn, match.begin, match.end);
      next = match.end;
    } else if (is_digit(text[pos])) {
      next = digits_end(text, pos);
    } else {
      while (is_letter(at(text, next))) ++next;
    }
    pos = next_alnum(text, next);
  }
}

}  // namespace postgate::link
