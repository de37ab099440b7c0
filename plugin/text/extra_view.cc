// The extra views: squeezed text with pictures read as words, look-alike Han, homophones or repeats folded
// on top, in that order. Made only for posts that rules ask it for.
#include "text/field_text.h"
#include "text/sound.h"
#include "text/utf8.h"

namespace postgate {
namespace {

// No word of a picture is longer than this many times the picture in UTF-8 ('+' is three bytes of Han).
constexpr std::size_t kLongestGrowth = 3;

// Calls `sink(place)` for each character of the squeezed view.
template <typename Sink>
void walk_squeezed(const ByteBuffer& squeezed, Sink sink) {
  std::uint32_t index = 0;
  for (std::size_t at = 0; at < squeezed.size(); ++index) {
    const std::uint8_t* const p = squeezed.data() + at;
    at += utf8_length_of_lead(*p);
    sink(ViewPlace{decode_valid_utf8(p), index, false});
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

// Calls `sink(cp, place, first)` for each place of the view; `first` is false where a repeat is collapsed.
template <typename Sink>
void walk_extra(const ByteBuffer& text, const ByteBuffer& squeezed, FoldSet extra, Sink sink) {
  constexpr std::uint32_t kNone = ~std::uint32_t{0};
  const bool collapse = (extra & kFoldRepeat) != 0;
  std::uint32_t before = kNone;
  const auto take = [&](const ViewPlace& place) {
    const std::uint32_t cp = extra_code_point(place.codepoint, extra);
    sink(cp, place, !collapse || cp != before);
    before = cp;
  };
  if ((extra & (kFoldEmoji | kFoldOrder)) != 0) {
    walk_text(text, squeezed, extra, take);
  } else {
    walk_squeezed(squeezed, take);
  }
}

std::string from_symbols(std::u16string_view symbols) {
  std::string utf8;
  std::uint8_t bytes[4];
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    std::uint32_t cp = symbols[i];
    // Symbols are well-formed UTF-16.
    if (cp >= 0xD800 && cp <= 0xDBFF) cp = 0x10000U + ((cp - 0xD800U) << 10U) + (symbols[++i] - 0xDC00U);
    const std::uint8_t* const last = encode_utf8(cp, bytes);
    utf8.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(last - bytes));
  }
  return utf8;
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

std::string_view FieldText::extra_view(FoldSet extra) {
  ExtraView& view = find_extra(static_cast<FoldSet>(extra & kExtraFolds));
  if (view.fresh) return view.bytes;
  make_views();
  make_views();
  // No representative is longer than what it stands for.
  const bool on_text = (view.folds & (kFoldEmoji | kFoldOrder)) != 0;
  view.bytes.resize((on_text ? text_.size() * kLongestGrowth : squeezed_.size()) + 4);
  auto* const begin = reinterpret_cast<std::uint8_t*>(view.bytes.data());
  std::uint8_t* out = begin;
  walk_extra(text_, squeezed_, view.folds, [&out](std::uint32_t cp, const ViewPlace&, bool first) {
    if (first) out = encode_utf8(cp, out);
  });
  view.bytes.resize(static_cast<std::size_t>(out - begin));
  view.fresh = true;
  view.indexed = false;
  return view.bytes;
}

void FieldText::index_extra(ExtraView& view) const {
  if (view.indexed) return;
  view.byte_of.clear();
  view.place_of.clear();
  view.places.clear();
  std::uint32_t byte = 0;
  walk_extra(text_, squeezed_, view.folds, [&](std::uint32_t cp, const ViewPlace& place, bool first) {
    if (first) {
      view.byte_of.push_back(byte);
      view.place_of.push_back(static_cast<std::uint32_t>(view.places.size()));
      byte += utf8_length(cp);
    }
    view.places.push_back(place);
  });
  view.byte_of.push_back(byte);
  view.place_of.push_back(static_cast<std::uint32_t>(view.places.size()));
  view.indexed = true;
}

std::string fold_word(std::string_view utf8, FoldSet extra) {
  FieldText word;
  FieldInput input;
  input.utf8 = utf8;
  input.replace_ill_formed = true;
  if (!word.assign(input, Deadline()).ok()) return {};
  if ((extra & kExtraFolds) == 0) return from_symbols(word.symbols());
  return std::string(word.extra_view(extra));
}

}  // namespace postgate
