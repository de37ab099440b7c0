// GraphemeBreaker: extended grapheme clusters (UAX #29, GB3..GB13, and the
// Indic conjuncts that ICU keeps together), one code point at a time, so that no
// span cuts a visible character in two. Used while a position map is made.
// CR LF is one code point here already.
#pragma once

#include <cstdint>

#include "text/fold_entry.h"

namespace postgate {

class GraphemeBreaker {
 public:
  // Does `cp` belong to the cluster of the code point given before it?
  bool joins(std::uint32_t cp) {
    const auto now = static_cast<GraphemeBreak>(kGraphemeTrie.at(cp));
    if (now == GraphemeBreak::kOther) return joins_as_other();
    const bool joined = started_ && no_break(now);
    started_ = true;
    if (now == GraphemeBreak::kRegional) {
      regional_open_ = !(joined && before_ == GraphemeBreak::kRegional);
    }
    // An emoji and a consonant wait through extenders for what joins the next one to them.
    const bool extends = is_extender(now) || now == GraphemeBreak::kZwj;
    emoji_ = now == GraphemeBreak::kPictographic || (emoji_ && extends);
    if (now == GraphemeBreak::kConsonant) {
      conjunct_ = Conjunct::kOpen;
    } else if (!extends || now == GraphemeBreak::kExtendLoose) {
      conjunct_ = Conjunct::kNone;
    } else if (now == GraphemeBreak::kVirama && conjunct_ == Conjunct::kOpen) {
      conjunct_ = Conjunct::kLinked;
    }
    before_ = now;
    return joined;
  }

 private:
  enum class Conjunct : std::uint8_t { kNone, kOpen, kLinked };

  // Nearly every character: it joins nothing but what asks for it.
  bool joins_as_other() {
    const bool joined = started_ && before_ == GraphemeBreak::kPrepend;
    started_ = true;
    emoji_ = false;
    conjunct_ = Conjunct::kNone;
    before_ = GraphemeBreak::kOther;
    return joined;
  }

  static bool is_extender(GraphemeBreak now) {
    return now == GraphemeBreak::kExtend || now == GraphemeBreak::kExtendLoose ||
           now == GraphemeBreak::kVirama;
  }

  [[nodiscard]] bool no_break(GraphemeBreak now) const {
    using G = GraphemeBreak;
    if (before_ == G::kControl || now == G::kControl) return false;
    if (is_extender(now) || now == G::kZwj || now == G::kSpacingMark || before_ == G::kPrepend) return true;
    switch (now) {
      case G::kHangulL:
      case G::kHangulLv:
      case G::kHangulLvt:
        return before_ == G::kHangulL;
      case G::kHangulV:
        return before_ == G::kHangulL || before_ == G::kHangulLv || before_ == G::kHangulV;
      case G::kHangulT:
        return before_ == G::kHangulLv || before_ == G::kHangulV || before_ == G::kHangulLvt ||
               before_ == G::kHangulT;
      case G::kRegional:
        return before_ == G::kRegional && regional_open_;
      case G::kPictographic:
        return before_ == G::kZwj && emoji_;
      case G::kConsonant:
        return conjunct_ == Conjunct::kLinked;
      default:
        return false;
    }
  }

  GraphemeBreak before_ = GraphemeBreak::kOther;
  bool started_ = false;
  bool regional_open_ = false;  // an odd number of regional indicators so far
  bool emoji_ = false;
  Conjunct conjunct_ = Conjunct::kNone;
};

}  // namespace postgate
