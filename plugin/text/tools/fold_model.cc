// The folds themselves, one code point at a time. The order is: ignorables,
// digit forms, NFKC casefold, simplified Han, letter styles. See fold_model.h.
#include "text/tools/fold_model.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>

#include "text/fold.h"
#include "text/tools/data_files.h"

namespace postgate::tools {
namespace {

using Text = std::vector<std::uint32_t>;

UChar32 uc(std::uint32_t cp) { return static_cast<UChar32>(cp); }

Text to_text(const icu::UnicodeString& from) {
  Text out;
  for (std::int32_t i = 0; i < from.length(); i = from.moveIndex32(i, 1)) {
    out.push_back(static_cast<std::uint32_t>(from.char32At(i)));
  }
  return out;
}

void check(UErrorCode status, const char* what) {
  if (U_FAILURE(status)) fail(std::string(what) + ": " + u_errorName(status));
}

bool in(std::uint32_t cp, std::uint32_t first, std::uint32_t last) { return cp >= first && cp <= last; }

bool is_combining(std::uint32_t cp) { return (U_GET_GC_MASK(uc(cp)) & (U_GC_MN_MASK | U_GC_ME_MASK)) != 0; }

// Marks that decorate any letter, among them the combining strokes and the keycap.
bool is_decoration(std::uint32_t cp) {
  return is_combining(cp) && (in(cp, 0x300, 0x36F) || in(cp, 0x483, 0x489) || in(cp, 0x1AB0, 0x1AFF) ||
                              in(cp, 0x1DC0, 0x1DFF) || in(cp, 0x20D0, 0x20FF) || in(cp, 0xFE20, 0xFE2F));
}

bool is_line_break(std::uint32_t cp) {
  return in(cp, 0x0A, 0x0D) || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

bool is_ignorable(std::uint32_t cp) {
  if (u_hasBinaryProperty(uc(cp), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || is_decoration(cp)) return true;
  if (u_hasBinaryProperty(uc(cp), UCHAR_WHITE_SPACE)) return false;
  return (U_GET_GC_MASK(uc(cp)) & (U_GC_CC_MASK | U_GC_CF_MASK)) != 0;
}

bool is_ascii_letter(std::uint32_t cp) { return in(cp | 0x20U, 'a', 'z'); }

Text decimal(int value) {
  Text out;
  for (const char c : std::to_string(value)) out.push_back(static_cast<std::uint32_t>(c));
  return out;
}

UScriptCode script_of(std::uint32_t cp) {
  return static_cast<UScriptCode>(u_getIntPropertyValue(uc(cp), UCHAR_SCRIPT));
}

}  // namespace

struct FoldModel::Icu {
  const icu::Normalizer2* nfkc = nullptr;
  const icu::Normalizer2* nfkc_casefold = nullptr;
  const icu::Normalizer2* nfd = nullptr;
  std::unique_ptr<icu::Transliterator> simplify;
  std::unique_ptr<icu::Transliterator> pinyin;
  USpoofChecker* spoof = nullptr;

  ~Icu() { uspoof_close(spoof); }
};

FoldModel::FoldModel(const std::string& data_folder) : icu_(std::make_unique<Icu>()) {
  UErrorCode status = U_ZERO_ERROR;
  icu_->nfkc = icu::Normalizer2::getNFKCInstance(status);
  icu_->nfkc_casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  icu_->nfd = icu::Normalizer2::getNFDInstance(status);
  icu_->simplify.reset(icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, status));
  icu_->pinyin.reset(icu::Transliterator::createInstance("Han-Latin", UTRANS_FORWARD, status));
  icu_->spoof = uspoof_open(&status);
  check(status, "ICU data");

  variant_han_ = read_pairs(data_folder + "/variant_han.txt");
  look_alike_han_ = read_pairs(data_folder + "/look_alike_han.txt");
  for (const auto& row : read_rows(data_folder + "/strokes.txt")) strokes_[parse_char(row[0])] = true;
  for (const auto& row : read_rows(data_folder + "/digits.txt")) {
    if (row.size() < 2) fail("digits.txt: no value for " + row[0]);
    const std::string kind = row.size() > 2 ? row[2] : "";
    digits_[parse_char(row[0])] = {std::stoi(row[1]), kind == "weak", kind == "word"};
  }
  for (const auto& row : read_rows(data_folder + "/styled_letters.txt")) {
    if (row.size() != 2) fail("styled_letters.txt: two words a line, please: " + row[0]);
    const std::size_t dots = row[0].find("..");
    const std::uint32_t first = parse_char(row[0].substr(0, dots));
    const std::uint32_t last = dots == std::string::npos ? first : parse_char(row[0].substr(dots + 2));
    std::string letters = row[1];
    for (std::uint32_t cp = first; cp <= last; ++cp, ++letters[0]) styled_letters_[cp] = letters;
  }
}

FoldModel::~FoldModel() = default;

bool FoldModel::separator(std::uint32_t cp) const {
  if (strokes_.count(cp) > 0 || u_hasBinaryProperty(uc(cp), UCHAR_WHITE_SPACE)) return true;
  return (U_GET_GC_MASK(uc(cp)) &
          (U_GC_P_MASK | U_GC_S_MASK | U_GC_Z_MASK | U_GC_CO_MASK | U_GC_CN_MASK | U_GC_CS_MASK)) != 0;
}

// Circled, parenthesised, dotted ... numbers as plain digits, parenthesised Han numerals and letters without
// their parentheses. Empty for everything else.
std::vector<std::uint32_t> FoldModel::listed_digit_form(std::uint32_t cp) const {
  const bool numbers = in(cp, 0x2460, 0x24FF) || in(cp, 0x2776, 0x2793) || in(cp, 0x3248, 0x325F) ||
                       in(cp, 0x32B1, 0x32BF) || in(cp, 0x1F100, 0x1F10C);
  if (numbers && u_charType(uc(cp)) == U_OTHER_NUMBER)
    return decimal(static_cast<int>(u_getNumericValue(uc(cp))));
  if (!in(cp, 0x3220, 0x3229) && !in(cp, 0x249C, 0x24B5) && !in(cp, 0x1F110, 0x1F129)) return {};
  UErrorCode status = U_ZERO_ERROR;
  const Text text = to_text(icu_->nfkc_casefold->normalize(icu::UnicodeString(uc(cp)), status));
  check(status, "NFKC");
  if (text.size() != 3) fail("not in parentheses");
  return {text[1]};
}

void FoldModel::fold_script(std::vector<std::uint32_t>& text, Folded& folded) const {
  Text out;
  for (const std::uint32_t cp : text) {
    icu::UnicodeString one(uc(cp));
    if (u_hasBinaryProperty(uc(cp), UCHAR_IDEOGRAPHIC)) icu_->simplify->transliterate(one);
    for (const std::uint32_t simple : to_text(one)) {
      const auto variant = variant_han_.find(simple);
      out.push_back(variant == variant_han_.end() ? simple : variant->second);
    }
  }
  if (out != text) folded.folds |= kFoldScript;
  text = std::move(out);
}

// The ASCII letter that `cp` looks like by the confusable data, or 0. Digits are never made into letters,
// and one letter never becomes two.
std::uint32_t FoldModel::look_alike_letter(std::uint32_t cp) const {
  switch (script_of(cp)) {
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_CYRILLIC:
    case USCRIPT_ARMENIAN:
    case USCRIPT_CHEROKEE:
    case USCRIPT_LISU:
    case USCRIPT_COPTIC:
      break;
    default:
      return 0;
  }
  if (cp < 0x80 || !u_isalpha(uc(cp))) return 0;
  for (const UChar32 form : {uc(cp), u_toupper(uc(cp))}) {
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString skeleton;
    uspoof_getSkeletonUnicodeString(icu_->spoof, 0, icu::UnicodeString(form), skeleton, &status);
    check(status, "skeleton");
    const Text text = to_text(skeleton);
    if (text.size() == 1 && is_ascii_letter(text[0])) return text[0] | 0x20U;
  }
  return 0;
}

void FoldModel::fold_style(std::vector<std::uint32_t>& text, Folded& folded) const {
  Text out;
  for (std::uint32_t cp : text) {
    if (is_ignorable(cp)) continue;
    const UScriptCode script = script_of(cp);
    if (script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_CYRILLIC) {
      UErrorCode status = U_ZERO_ERROR;
      cp = to_text(icu_->nfd->normalize(icu::UnicodeString(uc(cp)), status)).at(0);
      check(status, "NFD");
    }
    const auto styled = styled_letters_.find(cp);
    if (styled != styled_letters_.end()) {
      for (const char c : styled->second) out.push_back(static_cast<std::uint32_t>(c));
      continue;
    }
    const std::uint32_t letter = look_alike_letter(cp);
    if (letter != 0 && script != USCRIPT_LATIN) folded.foreign = true;
    out.push_back(letter != 0 ? letter : cp);
  }
  if (out != text) folded.folds |= kFoldStyle;
  text = std::move(out);
}

Folded FoldModel::fold(std::uint32_t cp) const {
  Folded folded;
  if (is_ignorable(cp)) {
    folded.dropped = true;
    return folded;
  }
  folded.mark = is_combining(cp);
  folded.codepoints = {cp};
  if (is_line_break(cp)) {
    folded.codepoints = {'\n'};
    return folded;
  }
  if (u_hasBinaryProperty(uc(cp), UCHAR_WHITE_SPACE)) {
    folded.codepoints = {' '};
    if (cp >= 0x80) folded.folds = kFoldWidth;
    return folded;
  }
  Text text = listed_digit_form(cp);
  if (!text.empty()) {
    const bool number = u_charType(uc(cp)) == U_OTHER_NUMBER;
    folded.folds |= number ? kFoldDigit : kFoldStyle;
  } else {
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString source(uc(cp));
    const icu::UnicodeString wide = icu_->nfkc->normalize(source, status);
    const icu::UnicodeString folded_case = icu_->nfkc_casefold->normalize(source, status);
    check(status, "NFKC");
    if (wide != source) folded.folds |= kFoldWidth;
    if (folded_case != wide) folded.folds |= kFoldCase;
    text = to_text(folded_case);
  }
  fold_script(text, folded);
  fold_style(text, folded);
  folded.dropped = text.empty();
  // A half-width voiced sound mark is a letter that becomes a combining mark.
  if (text.size() == 1 && is_combining(text[0])) folded.mark = true;
  folded.codepoints = std::move(text);
  return folded;
}

DigitValue FoldModel::digit(std::uint32_t cp, const Folded& folded) const {
  if (folded.dropped) return {};
  if (in(cp, 0x2160, 0x2168)) return {static_cast<int>(cp - 0x2160 + 1), false, false};
  if (in(cp, 0x2170, 0x2178)) return {static_cast<int>(cp - 0x2170 + 1), false, false};
  if (folded.codepoints.size() != 1 || folded.codepoints[0] < 0x80) return {};
  const auto listed = digits_.find(folded.codepoints[0]);
  if (listed != digits_.end()) return listed->second;
  return {u_charDigitValue(uc(folded.codepoints[0])), false, false};
}

std::string FoldModel::syllable(std::uint32_t cp) const {
  icu::UnicodeString text(uc(cp));
  icu_->pinyin->transliterate(text);
  UErrorCode status = U_ZERO_ERROR;
  std::string out;
  for (const std::uint32_t part : to_text(icu_->nfd->normalize(text, status))) {
    if (part == 0x308) {
      // u with diaeresis is a vowel of its own, which is typed as v.
      if (!out.empty()) out.back() = 'v';
    } else if (is_ascii_letter(part)) {
      out += static_cast<char>(part | 0x20U);
    } else if (!is_combining(part)) {
      return {};
    }
  }
  check(status, "NFD");
  return out;
}

}  // namespace postgate::tools
