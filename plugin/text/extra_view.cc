// The extra views: squeezed text with look-alike Han, homophones or repeats
// folded on top, in that order. Made only for posts that rules ask it for.
#include "text/field_text.h"
#include "text/fold_entry.h"
#include "text/utf8.h"

namespace postgate {
namespace {

std::uint32_t fold_extra(std::uint32_t cp, FoldSet extra) {
  if (cp < 0x80) return cp;
  if ((extra & kFoldShape) != 0) {
    if (const std::uint32_t shape = kShapeTrie.at(cp); shape != 0) cp = shape;
  }
  if ((extra & kFoldHomophone) != 0) {
    if (const std::uint32_t sound = kHomophoneTrie.at(cp); sound != 0) cp = sound;
  }
  return cp;
}

// Calls `sink(cp, index)` for each code point of the view; `index` counts those of `squeezed`.
template <typename Sink>
std::uint32_t walk_extra(const ByteBuffer& squeezed, FoldSet extra, Sink sink) {
  constexpr std::uint32_t kNone = ~std::uint32_t{0};
  const bool collapse = (extra & kFoldRepeat) != 0;
  std::uint32_t before = kNone;
  std::uint32_t index = 0;
  for (std::size_t at = 0; at < squeezed.size(); ++index) {
    const std::uint8_t* const p = squeezed.data() + at;
    at += utf8_length_of_lead(*p);
    const std::uint32_t cp = fold_extra(decode_valid_utf8(p), extra);
    if (collapse && cp == before) continue;
    before = cp;
    sink(cp, index);
  }
  return index;
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
  // No representative is longer than what it stands for.
  view.bytes.resize(squeezed_.size() + 4);
  auto* const begin = reinterpret_cast<std::uint8_t*>(view.bytes.data());
  std::uint8_t* out = begin;
  walk_extra(squeezed_, view.folds, [&out](std::uint32_t cp, std::uint32_t) { out = encode_utf8(cp, out); });
  view.bytes.resize(static_cast<std::size_t>(out - begin));
  view.fresh = true;
  view.indexed = false;
  return view.bytes;
}

void FieldText::index_extra(ExtraView& view) const {
  if (view.indexed) return;
  view.byte_of.clear();
  view.squeezed_of.clear();
  std::uint32_t byte = 0;
  const std::uint32_t count = walk_extra(squeezed_, view.folds, [&](std::uint32_t cp, std::uint32_t index) {
    view.byte_of.push_back(byte);
    view.squeezed_of.push_back(index);
    byte += utf8_length(cp);
  });
  view.byte_of.push_back(byte);
  view.squeezed_of.push_back(count);
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
