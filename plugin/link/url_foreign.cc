// Bare names in scripts that set words apart (Cyrillic, Greek, Arabic, Hangul ...). There a name ends
// where its letters do, so it is one when its last label is a suffix of that script.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "link/chars.h"
#include "link/idna.h"
#include "link/link.h"
#include "text/field_text.h"

namespace postgate::link {
namespace {

constexpr std::size_t kMaxBack = 120;  // bytes of the labels in front of a dot
constexpr std::size_t kMaxLabels = 6;

// Suffixes of these scripts that are open to everybody. A table, because the text is folded (look-alike
// letters have become Latin ones) and the public suffix list is not.
constexpr std::array<std::string_view, 48> kSuffixes = {
    "\u0440\u0444",                                      // rf
    "\u0440\u0443\u0441",                                // rus
    "\u0431\u0435\u043b",                                // bel
    "\u0443\u043a\u0440",                                // ukr
    "\u0441\u0440\u0431",                                // srb
    "\u043c\u043a\u0434",                                // mkd
    "\u043c\u043e\u043d",                                // mon
    "\u049b\u0430\u0437",                                // qaz
    "\u0431\u0433",                                      // bg
    "\u0435\u044e",                                      // eu
    "\u0434\u0435\u0442\u0438",                          // deti
    "\u043e\u043d\u043b\u0430\u0439\u043d",              // online
    "\u0441\u0430\u0439\u0442",                          // site
    "\u043e\u0440\u0433",                                // org
    "\u043a\u043e\u043c",                                // com
    "\u043c\u043e\u0441\u043a\u0432\u0430",              // moskva
    "\u03b5\u03bb",                                      // el
    "\u03b5\u03c5",                                      // eu
    "\u0570\u0561\u0575",                                // hay
    "\u10d2\u10d4",                                      // ge
    "\ud55c\uad6d",                                      // hanguk
    "\ub2f7\ucef4",                                      // dotcom
    "\ub2f7\ub137",                                      // dotnet
    "\u30b3\u30e0",                                      // com
    "\u307f\u3093\u306a",                                // minna
    "\u30b9\u30c8\u30a2",                                // store
    "\u30bb\u30fc\u30eb",                                // sale
    "\u0e44\u0e17\u0e22",                                // thai
    "\u0e04\u0e2d\u0e21",                                // com
    "\u092d\u093e\u0930\u0924",                          // bharat
    "\u0915\u0949\u092e",                                // com
    "\u0928\u0947\u091f",                                // net
    "\u0627\u0645\u0627\u0631\u0627\u062a",              // imarat
    "\u0627\u0644\u0633\u0639\u0648\u062f\u064a\u0629",  // as-sa'udiya
    "\u0645\u0635\u0631",                                // misr
    "\u0627\u06cc\u0631\u0627\u0646",                    // iran
    "\u0639\u0645\u0627\u0646",                          // oman
    "\u0642\u0637\u0631",                                // qatar
    "\u0633\u0648\u0631\u064a\u0629",                    // suriya
    "\u062a\u0648\u0646\u0633",                          // tunis
    "\u0627\u0644\u0645\u063a\u0631\u0628",              // al-maghrib
    "\u0627\u0644\u0627\u0631\u062f\u0646",              // al-urdun
    "\u0645\u0648\u0642\u0639",                          // mawqi'
    "\u0634\u0628\u0643\u0629",                          // shabaka
    "\u0643\u0648\u0645",                                // com
    "\u0628\u0627\u0632\u0627\u0631",                    // bazar
    "\u05e7\u05d5\u05dd",                                // com
    "\u05d9\u05e9\u05e8\u05d0\u05dc",                    // yisra'el
};

bool is_foreign_suffix(std::string_view label) {
  static const std::vector<std::string> folded = [] {
    std::vector<std::string> out;
    out.reserve(kSuffixes.size());
    for (const std::string_view suffix : kSuffixes) out.push_back(fold_word(suffix, 0));
    std::sort(out.begin(), out.end());
    return out;
  }();
  return std::binary_search(folded.begin(), folded.end(), label);
}

// A letter that no Chinese or English word has.
bool is_foreign(char32_t c) {
  const bool block =
      (c >= 0xC0 && c < 0x2000) || (c >= 0x3040 && c <= 0x30FF) || (c >= 0xAC00 && c <= 0xD7A3);
  return block && is_letter_or_digit(c);
}

bool is_label_character(char32_t c) {
  return c < 0x80 ? is_alnum(static_cast<char>(c)) || c == '-' : is_foreign(c);
}

// Where the labels that end at `dot` begin.
std::size_t labels_before(std::string_view text, std::size_t dot, bool& foreign) {
  std::size_t begin = dot;
  while (dot - begin < kMaxBack) {
    const Decoded c = decode_before(text, begin);
    const bool inner_dot = c.value == '.' && begin < dot && at(text, begin) != '.';
    if (c.size == 0 || (!inner_dot && !is_label_character(c.value))) break;
    foreign = foreign || c.value >= 0x80;
    begin -= c.size;
  }
  while (begin < dot && (text[begin] == '.' || text[begin] == '-')) ++begin;
  return begin;
}

std::size_t label_end(std::string_view text, std::size_t pos, bool& foreign) {
  const std::size_t begin = pos;
  for (Decoded c = decode_at(text, pos); is_label_character(c.value) && pos - begin < kMaxBack;
       c = decode_at(text, pos)) {
    foreign = foreign || c.value >= 0x80;
    pos += c.size;
  }
  return pos;
}

}  // namespace

void find_foreign_link(std::string_view text, std::size_t dot, Link& link) {
  bool foreign = false;
  const std::size_t begin = labels_before(text, dot, foreign);
  if (begin == dot || before(text, begin) == '@') return;
  for (std::size_t labels = 0; labels < kMaxLabels && at(text, dot) == '.'; ++labels) {
    const std::size_t end = label_end(text, dot + 1, foreign);
    if (end == dot + 1) return;
    if (foreign && is_foreign_suffix(text.substr(dot + 1, end - dot - 1)) && at(text, end) != '@') {
      if (!link.host.append(text.substr(begin, end - begin))) return;
      link.begin = begin;
      link.end = read_tail(text, end);
      link.tail = text.substr(end, link.end - end);
      return;
    }
    dot = end;
  }
}

}  // namespace postgate::link
