// See grapheme_property.h.
#include "text/tools/grapheme_property.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

namespace postgate::tools {
namespace {

// The scripts whose conjuncts ICU keeps together.
bool has_conjuncts(UChar32 c) {
  switch (u_getIntPropertyValue(c, UCHAR_SCRIPT)) {
    case USCRIPT_GUJARATI:
    case USCRIPT_TELUGU:
    case USCRIPT_MALAYALAM:
    case USCRIPT_ORIYA:
    case USCRIPT_BENGALI:
    case USCRIPT_DEVANAGARI:
      return true;
    default:
      return false;
  }
}

}  // namespace

GraphemeBreak grapheme_break(std::uint32_t cp) {
  const auto c = static_cast<UChar32>(cp);
  const auto syllabic = u_getIntPropertyValue(c, UCHAR_INDIC_SYLLABIC_CATEGORY);
  if (syllabic == U_INSC_VIRAMA && has_conjuncts(c)) return GraphemeBreak::kVirama;
  if (syllabic == U_INSC_CONSONANT && has_conjuncts(c)) return GraphemeBreak::kConsonant;
  if (u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC)) return GraphemeBreak::kPictographic;
  switch (u_getIntPropertyValue(c, UCHAR_GRAPHEME_CLUSTER_BREAK)) {
    case U_GCB_CONTROL:
    case U_GCB_CR:
    case U_GCB_LF:
      return GraphemeBreak::kControl;
    case U_GCB_EXTEND:
      return u_getCombiningClass(c) == 0 ? GraphemeBreak::kExtendLoose : GraphemeBreak::kExtend;
    case U_GCB_ZWJ:
      return GraphemeBreak::kZwj;
    case U_GCB_PREPEND:
      return GraphemeBreak::kPrepend;
    case U_GCB_SPACING_MARK:
      return GraphemeBreak::kSpacingMark;
    case U_GCB_REGIONAL_INDICATOR:
      return GraphemeBreak::kRegional;
    case U_GCB_L:
      return GraphemeBreak::kHangulL;
    case U_GCB_V:
      return GraphemeBreak::kHangulV;
    case U_GCB_T:
      return GraphemeBreak::kHangulT;
    case U_GCB_LV:
      return GraphemeBreak::kHangulLv;
    case U_GCB_LVT:
      return GraphemeBreak::kHangulLvt;
    default:
      return GraphemeBreak::kOther;
  }
}

}  // namespace postgate::tools
