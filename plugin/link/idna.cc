// See idna.h. ICU's own tables are used at run time here; the fold tables are not enough,
// because an address bar keeps what they fold away (accents, look-alike letters).
#include "link/idna.h"

#include <unicode/uchar.h>
#include <unicode/uidna.h>

#include <algorithm>
#include <array>

#include "link/chars.h"

namespace postgate::link {
namespace {

constexpr std::size_t kMaxName = 2048;  // bytes; longer names resolve nowhere
constexpr std::size_t kMaxAscii = 8192;

const UIDNA* browser_idna() {
  static const UIDNA* const idna = [] {
    UErrorCode status = U_ZERO_ERROR;
    const UIDNA* opened =
        uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII |
                            UIDNA_NONTRANSITIONAL_TO_UNICODE,
                        &status);
    return U_SUCCESS(status) ? opened : nullptr;
  }();
  return idna;
}

// What the URL Standard does not check.
constexpr std::uint32_t kIgnored = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                                   UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
                                   UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

bool needs_idna(std::string_view name) {
  if (!std::all_of(name.begin(), name.end(), is_ascii)) return true;
  for (std::size_t i = 0; i + 4 <= name.size(); ++i) {
    if (i > 0 && name[i - 1] != '.') continue;
    if (lower(name[i]) == 'x' && lower(name[i + 1]) == 'n' && name.substr(i + 2, 2) == "--") return true;
  }
  return false;
}

// What ICU 72 (Unicode 15) still refuses and browsers map since Unicode 15.1: letters whose small form
// came late, and invisible characters. NUL stands for "dropped".
char32_t map_like_newer_unicode(char32_t c) {
  if ((c >= 0x10A0 && c <= 0x10C5) || c == 0x10C7 || c == 0x10CD) return c + 0x1C60;  // Georgian capitals
  if (c == 0x04C0) return 0x04CF;                                                     // palochka
  if (c == 0x2132) return 0x214E;                                                     // turned F
  if (c == 0x2183) return 0x2184;                                                     // reversed C
  if (c == 0x1E9E) return 0x00DF;                                                     // capital sharp s
  const bool invisible = c == 0x115F || c == 0x1160 || c == 0x17B4 || c == 0x17B5 || c == 0x3164 ||
                         c == 0xFFA0 || (c >= 0x2061 && c <= 0x206F);
  return invisible ? 0 : c;
}

std::string mapped_like_newer_unicode(std::string_view name) {
  std::string out;
  for (std::size_t pos = 0; pos < name.size();) {
    const Decoded c = decode_at(name, pos);
    const char32_t to = map_like_newer_unicode(c.value);
    if (to == c.value) out += name.substr(pos, c.size);
    if (to != c.value && to != 0) append_utf8(out, to);
    pos += c.size;
  }
  return out;
}

}  // namespace

bool domain_to_ascii(std::string_view utf8, std::string& out) {
  if (utf8.empty() || utf8.size() > kMaxName) return false;
  if (!needs_idna(utf8)) {
    out.resize(utf8.size());
    std::transform(utf8.begin(), utf8.end(), out.begin(), lower);
    return true;
  }
  const UIDNA* const idna = browser_idna();
  if (idna == nullptr) return false;
  // Punycode that does not decode is refused by some browsers and looked up by others.
  const bool plain = std::all_of(utf8.begin(), utf8.end(), is_ascii);
  const std::string mapped = mapped_like_newer_unicode(utf8);
  if (mapped.empty()) return false;
  std::array<char, kMaxAscii> ascii{};
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  UErrorCode status = U_ZERO_ERROR;
  const std::int32_t size =
      uidna_nameToASCII_UTF8(idna, mapped.data(), static_cast<std::int32_t>(mapped.size()), ascii.data(),
                             static_cast<std::int32_t>(ascii.size()), &info, &status);
  if (U_FAILURE(status) || size <= 0 || static_cast<std::size_t>(size) > ascii.size()) return false;
  if ((info.errors & ~kIgnored) != 0) {
    if (!plain) return false;
    out.resize(utf8.size());
    std::transform(utf8.begin(), utf8.end(), out.begin(), lower);
    return true;
  }
  out.assign(ascii.data(), static_cast<std::size_t>(size));
  return std::all_of(out.begin(), out.end(), is_ascii);
}

std::string domain_to_unicode(std::string_view ascii) {
  const UIDNA* const idna = browser_idna();
  std::array<char, kMaxAscii> name{};
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  UErrorCode status = U_ZERO_ERROR;
  if (idna == nullptr || ascii.empty() || ascii.size() > kMaxName) return std::string(ascii);
  const std::int32_t size =
      uidna_nameToUnicodeUTF8(idna, ascii.data(), static_cast<std::int32_t>(ascii.size()), name.data(),
                              static_cast<std::int32_t>(name.size()), &info, &status);
  if (U_FAILURE(status) || size <= 0 || static_cast<std::size_t>(size) > name.size())
    return std::string(ascii);
  return {name.data(), static_cast<std::size_t>(size)};
}

bool is_emoji(char32_t c) {
  if (c < 0x80) return false;
  const auto cp = static_cast<UChar32>(c);
  return u_hasBinaryProperty(cp, UCHAR_EMOJI_PRESENTATION) != 0 ||
         u_hasBinaryProperty(cp, UCHAR_EXTENDED_PICTOGRAPHIC) != 0 || c == 0xFE0F;
}

bool is_symbol(char32_t c) {
  const std::int8_t type = u_charType(static_cast<UChar32>(c));
  return type == U_OTHER_SYMBOL || type == U_MATH_SYMBOL || type == U_MODIFIER_SYMBOL;
}

bool is_letter_or_digit(char32_t c) {
  const auto cp = static_cast<UChar32>(c);
  return u_isalnum(cp) != 0 || (U_GET_GC_MASK(cp) & U_GC_M_MASK) != 0;
}

}  // namespace postgate::link
