// Every code point: the library's fold against one computed here with ICU and the data files.
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>

#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <sstream>

#include "text_helpers.h"

namespace postgate::test {
namespace {

using icu::UnicodeString;

std::vector<std::vector<std::string>> rows_of(const std::string& name) {
  std::ifstream file(std::string(POSTGATE_SOURCE_DIR) + "/plugin/text/data/" + name);
  EXPECT_TRUE(file) << name;
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    rows.emplace_back();
    for (std::string word; words >> word;) rows.back().push_back(word);
  }
  return rows;
}

UChar32 char_of(const std::string& word) {
  if (word.rfind("U+", 0) == 0) return static_cast<UChar32>(std::stol(word.substr(2), nullptr, 16));
  return UnicodeString::fromUTF8(word).char32At(0);
}

// Folds single characters with ICU, string by string.
class Oracle {
 public:
  Oracle() {
    UErrorCode status = U_ZERO_ERROR;
    casefold_ = icu::Normalizer2::getNFKCCasefoldInstance(status);
    nfd_ = icu::Normalizer2::getNFDInstance(status);
    simplify_.reset(icu::Transliterator::createInstance("Hant-Hans", UTRANS_FORWARD, status));
    spoof_ = uspoof_open(&status);
    EXPECT_TRUE(U_SUCCESS(status));
    for (const auto& row : rows_of("variant_han.txt")) variants_[char_of(row[0])] = char_of(row[1]);
    for (const auto& row : rows_of("strokes.txt")) strokes_.insert(char_of(row[0]));
    for (const auto& row : rows_of("styled_letters.txt")) {
      const std::size_t dots = row[0].find("..");
      const UChar32 first = char_of(row[0].substr(0, dots));
      const UChar32 last = dots == std::string::npos ? first : char_of(row[0].substr(dots + 2));
      for (UChar32 c = first; c <= last; ++c) {
        styled_[c] = row[1];
        styled_[c][0] = static_cast<char>(row[1][0] + (c - first));
      }
    }
  }
  ~Oracle() { uspoof_close(spoof_); }
  Oracle(const Oracle&) = delete;
  Oracle& operator=(const Oracle&) = delete;

  // Is `c` invisible or a mark that may decorate any letter?
  static bool ignorable(UChar32 c) {
    if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) return true;
    const auto type = u_charType(c);
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK) {
      for (const auto& [first, last] : {std::pair{0x300, 0x36F},
                                        {0x483, 0x489},
                                        {0x1AB0, 0x1AFF},
                                        {0x1DC0, 0x1DFF},
                                        {0x20D0, 0x20FF},
                                        {0xFE20, 0xFE2F}}) {
        if (c >= first && c <= last) return true;
      }
    }
    return (type == U_CONTROL_CHAR || type == U_FORMAT_CHAR) && !u_isUWhiteSpace(c);
  }

  [[nodiscard]] bool separator(UChar32 c) const {
    if (u_isUWhiteSpace(c) || strokes_.count(c) > 0) return true;
    const std::uint32_t kinds = U_GC_P_MASK | U_GC_S_MASK | U_GC_Z_MASK | U_GC_CO_MASK | U_GC_CN_MASK;
    return (U_MASK(u_charType(c)) & kinds) != 0;
  }

  std::string fold(UChar32 c) {
    if (ignorable(c)) return "";
    if (u_isUWhiteSpace(c)) {
      return (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029 ? "\n" : " ";
    }
    const double value = u_getNumericValue(c);
    const bool number_block = ublock_getCode(c) == UBLOCK_ENCLOSED_ALPHANUMERICS ||
                              ublock_getCode(c) == UBLOCK_ENCLOSED_ALPHANUMERIC_SUPPLEMENT ||
                              ublock_getCode(c) == UBLOCK_DINGBATS || (c >= 0x3248 && c <= 0x325F) ||
                              (c >= 0x32B1 && c <= 0x32BF);
    if (number_block && u_charType(c) == U_OTHER_NUMBER && value >= 0) {
      return std::to_string(static_cast<int>(value));
    }
    UErrorCode status = U_ZERO_ERROR;
    UnicodeString text = casefold_->normalize(UnicodeString(c), status);
    const bool bracketed =
        (c >= 0x3220 && c <= 0x3229) || (c >= 0x249C && c <= 0x24B5) || (c >= 0x1F110 && c <= 0x1F129);
    if (bracketed) text.findAndReplace("(", "").findAndReplace(")", "");
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
      if (!u_hasBinaryProperty(text.char32At(i), UCHAR_IDEOGRAPHIC)) continue;
      simplify_->transliterate(text);
      break;
    }
    std::string out;
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1))
      out += style(variant(text.char32At(i)));
    return out;
  }

 private:
  UChar32 variant(UChar32 c) const {
    const auto found = variants_.find(c);
    return found == variants_.end() ? c : found->second;
  }

  std::string style(UChar32 c) {
    if (ignorable(c)) return "";
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &status);
    if (script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_CYRILLIC) {
      c = nfd_->normalize(UnicodeString(c), status).char32At(0);
    }
    if (const auto found = styled_.find(c); found != styled_.end()) return found->second;
    static const std::set<UScriptCode> kLookAlike = {USCRIPT_LATIN,    USCRIPT_GREEK,    USCRIPT_CYRILLIC,
                                                     USCRIPT_ARMENIAN, USCRIPT_CHEROKEE, USCRIPT_LISU,
                                                     USCRIPT_COPTIC};
    if (c >= 0x80 && u_isalpha(c) && kLookAlike.count(uscript_getScript(c, &status)) > 0) {
      for (const UChar32 form : {c, u_toupper(c)}) {
        UnicodeString skeleton;
        uspoof_getSkeletonUnicodeString(spoof_, 0, UnicodeString(form), skeleton, &status);
        if (skeleton.length() == 1 && skeleton[0] < 0x80 && u_isalpha(skeleton[0])) {
          return utf8(static_cast<std::uint32_t>(u_tolower(skeleton[0])));
        }
      }
    }
    return utf8(static_cast<std::uint32_t>(c));
  }

  const icu::Normalizer2* casefold_ = nullptr;
  const icu::Normalizer2* nfd_ = nullptr;
  std::unique_ptr<icu::Transliterator> simplify_;
  USpoofChecker* spoof_ = nullptr;
  std::map<UChar32, UChar32> variants_;
  std::map<UChar32, std::string> styled_;
  std::set<UChar32> strokes_;
};

TEST(FoldTable, EveryCodePointAgreesWithIcuAndTheDataFiles) {
  Oracle oracle;
  FieldText field;
  int shown = 0;
  for (UChar32 c = 0; c < 0x110000 && shown < 20; ++c) {
    if (U_IS_SURROGATE(static_cast<std::uint32_t>(c))) continue;
    const std::string one = utf8(static_cast<std::uint32_t>(c));
    ASSERT_TRUE(field.assign(utf8_input(one), Deadline()).ok());
    const std::string expected = oracle.fold(c);
    std::string squeezed;
    const UnicodeString text = UnicodeString::fromUTF8(expected);
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
      const UChar32 part = text.char32At(i);
      if (!oracle.separator(part)) append_utf8(squeezed, static_cast<std::uint32_t>(part));
    }
    if (field.text() != expected || field.squeezed() != squeezed) ++shown;
    EXPECT_EQ(field.text(), expected) << "U+" << std::hex << c;
    EXPECT_EQ(field.squeezed(), squeezed) << "U+" << std::hex << c;
  }
}

// Words of a pack are folded once, text once: folding what is folded must change nothing.
TEST(FoldTable, FoldingTwiceIsFoldingOnce) {
  FieldText once;
  FieldText twice;
  int shown = 0;
  for (std::uint32_t cp = 0; cp < 0x110000 && shown < 20; ++cp) {
    if (cp >= 0xD800 && cp <= 0xDFFF) continue;
    // ICU's Hant-Hans maps these nettles onto each other.
    if (cp == 0x82CE || cp == 0x82E7 || cp == 0x85B4) continue;
    const std::string one = utf8(cp);
    ASSERT_TRUE(once.assign(utf8_input(one), Deadline()).ok());
    ASSERT_TRUE(twice.assign(utf8_input(once.text()), Deadline()).ok());
    if (twice.text() != once.text()) ++shown;
    EXPECT_EQ(twice.text(), once.text()) << "U+" << std::hex << cp;
  }
}

// A letter and its other case are the same letter.
TEST(FoldTable, CasePairsFoldAlike) {
  for (UChar32 c = 0x80; c < 0x20000; ++c) {
    if (U_IS_SURROGATE(static_cast<std::uint32_t>(c))) continue;
    const UChar32 upper = u_toupper(c);
    if (upper == c || u_tolower(upper) != c) continue;
    const auto lower_text = text_of(utf8(static_cast<std::uint32_t>(c)));
    const auto upper_text = text_of(utf8(static_cast<std::uint32_t>(upper)));
    EXPECT_EQ(lower_text, upper_text) << "U+" << std::hex << c;
  }
}

TEST(FoldTable, SqueezedHoldsNoSeparator) {
  Oracle oracle;
  FieldText field;
  for (UChar32 c = 0; c < 0x110000; ++c) {
    if (U_IS_SURROGATE(static_cast<std::uint32_t>(c))) continue;
    const std::string one = utf8(static_cast<std::uint32_t>(c));
    ASSERT_TRUE(field.assign(utf8_input(one), Deadline()).ok());
    const UnicodeString text = UnicodeString::fromUTF8(std::string(field.squeezed()));
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
      const UChar32 part = text.char32At(i);
      ASSERT_FALSE(u_ispunct(part) || u_isUWhiteSpace(part)) << "U+" << std::hex << c;
    }
  }
}

TEST(FoldTable, SaysWhatItWasMadeFrom) {
  EXPECT_EQ(std::string(unicode_version()), std::string("ICU " U_ICU_VERSION " Unicode " U_UNICODE_VERSION));
}

TEST(FoldNames, RoundTrip) {
  for (int bit = 0; bit < kFoldCount; ++bit) {
    const auto fold = fold_from_name(fold_name(bit));
    ASSERT_TRUE(fold.has_value());
    EXPECT_EQ(static_cast<unsigned>(*fold), 1U << static_cast<unsigned>(bit));
  }
  EXPECT_EQ(fold_name(6), "separator");
  EXPECT_TRUE(fold_name(-1).empty());
  EXPECT_TRUE(fold_name(kFoldCount).empty());
  EXPECT_FALSE(fold_from_name("Width").has_value());
  EXPECT_FALSE(fold_from_name("").has_value());
}

}  // namespace
}  // namespace postgate::test
