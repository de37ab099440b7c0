// The extra views: squeezed text with pictures read as words, look-alike Han, homophones or repeats folded
// on top, in that order. Made only for posts that rules ask it for.
#include <cstring>

#include "text/field_text.h"
#include "text/sound.h"
#include "text/utf8.h"
#include "text/view_unit.h"

namespace postgate {
namespace {

constexpr std::uint32_t kNone = ~std::uint32_t{0};

// Calls `sink(place)` for each character of the squeezed view.
template <typename Sink>
void walk_symbols(std::u16string_view symbols, Sink sink) {
  std::uint32_t index = 0;
  for (std::size_t at = 0; at < symbols.size(); ++index) {
    std::uint32_t cp = symbols[at++];
    // Symbols are well-formed UTF-16.
    if (cp >= 0xD800 && cp <= 0xDBFF) cp = 0x10000U + ((cp - 0xD800U) << 10U) + (symbols[at++] - 0xDC00U);
    sink(ViewPlace{cp, index, false});
  }
}

// The same over the text view, where pictures are still there. What the squeezed view lacks is a separator.
template <typename Sink>
void walk_text(const ByteBuffer& text, const ByteBuffer& squeezed, FoldSet extra, Sink sink) {
  const bool heads = (extra & kFoldOrder) != 0;
  bool taken = false;  // the first character of this line
  std::uint32_t index = 0;
  std::size_t kept = 0;
  for (std::size_t at = 0; at < text.size(); ++index) {
    const std::uint8_t* const p = text.data() + at;
    at += utf8_length_of_lead(*p);
    const std::uint32_t cp = decode_valid_utf8(p);
    const bool same = kept < squeezed.size() && decode_valid_utf8(squeezed.data() + kept) == cp;
    if (same) kept += utf8_length_of_lead(*p);
    if (cp == '\n') taken = false;
    if (heads && taken) continue;
    if (same) {
      sink(ViewPlace{cp, index, false});
      taken = true;
    } else if ((extra & kFoldEmoji) != 0) {
      for (const std::uint16_t part : emoji_word(cp)) {
        if (heads && taken) break;
        sink(ViewPlace{part, index, true});
        taken = true;
      }
    }
  }
}

}  // namespace

std::uint32_t extra_code_point(std::uint32_t codepoint, FoldSet extra) {
  if (codepoint < 0x80) return codepoint;
  if ((extra & kFoldShape) != 0) codepoint = shape_of(codepoint);
  if ((extra & kFoldHomophone) != 0) codepoint = sound_of(codepoint, (extra & kFoldFuzzy) != 0);
  return codepoint;
}

FieldText::ExtraView& FieldText::find_extra(FoldSet extra) {
  for (const auto& view : extras_) {
    if (view->folds == extra) return *view;
  }
  extras_.push_back(std::make_unique<ExtraView>());
  extras_.back()->folds = extra;
  return *extras_.back();
}

// Pictures are above the BMP, or between U+2040 and U+2FFF; a plus sign is one too, in all its forms, and
// so are half-width arrows. The everyday quotes, dashes and full-width marks are none.
bool FieldText::may_hold_pictures() const {
  const char* const end = raw_.data() + raw_.size();
  const auto holds = [&](int lead, auto wanted) {
    for (const char* at = raw_.data(); at < end; ++at) {
      at = static_cast<const char*>(std::memchr(at, lead, static_cast<std::size_t>(end - at)));
      if (at == nullptr) return false;
      if (wanted(std::string_view(at, static_cast<std::size_t>(end - at)).substr(0, 3))) return true;
    }
    return false;
  };
  const auto any = [](std::string_view) { return true; };
  const auto plus = [](std::string_view at) {
    if (at.substr(0, 2) == "\xEF\xBF") return at.size() > 2 && static_cast<unsigned char>(at[2]) >= 0xA8;
    return at == "\xEF\xBC\x8B" || at == "\xEF\xB9\xA2" || at == "\xEF\xAC\xA9";
  };
  return holds('+', any) || holds(0xF0, any) ||
         holds(0xE2, [](std::string_view at) { return at.size() > 1 && at[1] != '\x80'; }) ||
         holds(0xEF, plus);
}

bool FieldText::extra_reads_text(FoldSet extra) const {
  if ((extra & kFoldOrder) != 0) return true;
  return (extra & kFoldEmoji) != 0 && may_hold_pictures();
}

void FieldText::find_places(ExtraView& view) const {
  view.places.clear();
  const auto take = [&view](const ViewPlace& place) { view.places.push_back(place); };
  if (!view.on_text) return walk_symbols(symbols_.view(), take);
  make_views();
  walk_text(text_, squeezed_, view.folds, take);
}

void FieldText::index_extra(ExtraView& view) const {
  if (view.indexed) return;
  find_places(view);
  if (view.on_text) view.symbols.clear();
  view.place_of.clear();
  std::uint32_t before = kNone;
  each_unit(view.places, view.folds, [&](const ViewUnit& unit, std::size_t at) {
    for (std::size_t i = 1; i < unit.count; ++i) view.places[at + i].tail = true;
    if ((view.folds & kFoldRepeat) != 0 && unit.shown == before) return;
    before = unit.shown;
    char16_t pair[2];
    const char16_t* const end = encode_utf16(unit.shown, pair);
    for (const char16_t* symbol = pair; symbol < end; ++symbol) {
      if (view.on_text) view.symbols.push_back(*symbol);
      view.place_of.push_back(static_cast<std::uint32_t>(at));
    }
  });
  view.place_of.push_back(static_cast<std::uint32_t>(view.places.size()));
  view.indexed = true;
}

// The symbols alone, which is what most posts need. Places are made where a symbol may be no unit by itself.
void FieldText::show_symbols(ExtraView& view) const {
  const ShownSymbols& shown_as = shown_symbols(view.folds);
  const bool collapse = (view.folds & kFoldRepeat) != 0;
  const std::u16string_view from = symbols_.view();
  view.symbols.clear();
  view.symbols.reserve(from.size());
  bool placed = false;
  std::uint32_t before = kNone;
  std::size_t place = 0;
  for (std::size_t at = 0; at < from.size();) {
    const char16_t next = at + 1 < from.size() ? from[at + 1] : u'\0';
    if (!shown_as.joins(from[at], next, collapse)) {
      const char16_t shown = shown_as.at(from[at]);
      if (!collapse || shown != before) view.symbols.push_back(shown);
      before = shown;
      ++at;
      ++place;
      continue;
    }
    if (!placed) find_places(view);
    placed = true;
    const ViewUnit unit = unit_at(view.places, place, view.folds);
    for (std::size_t i = 0; i < unit.count; ++i) at += view.places[place + i].codepoint > 0xFFFF ? 2U : 1U;
    place += unit.count;
    if (collapse && unit.shown == before) continue;
    before = unit.shown;
    char16_t pair[2];
    view.symbols.insert(view.symbols.end(), pair, encode_utf16(unit.shown, pair));
  }
}

std::u16string_view FieldText::extra_view(FoldSet extra) {
  ExtraView& view = find_extra(static_cast<FoldSet>(extra & kExtraFolds));
  if (!view.fresh) {
    view.on_text = extra_reads_text(view.folds);
    view.indexed = false;
    if (view.on_text) {
      index_extra(view);
    } else {
      show_symbols(view);
    }
    view.fresh = true;
  }
  return {view.symbols.data(), view.symbols.size()};
}

std::string from_symbols(std::u16string_view symbols) {
  std::string utf8;
  walk_symbols(symbols, [&utf8](const ViewPlace& place) {
    std::uint8_t bytes[4];
    const std::uint8_t* const last = encode_utf8(place.codepoint, bytes);
    utf8.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(last - bytes));
  });
  return utf8;
}

std::string fold_word(std::string_view utf8, FoldSet extra) {
  FieldText word;
  FieldInput input;
  input.utf8 = utf8;
  input.replace_ill_formed = true;
  if (!word.assign(input, Deadline()).ok()) return {};
  return from_symbols((extra & kExtraFolds) == 0 ? word.symbols() : word.extra_view(extra));
}

}  // namespace postgate
