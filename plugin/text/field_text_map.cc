// The position map of a field and the conversions between its views. All are
// binary searches; ranges that begin or end inside a character snap outwards.
#include <algorithm>

#include "text/field_text.h"
#include "text/utf8.h"

namespace postgate {
namespace {

// Last index whose start is <= `byte`, of ascending `starts` with a sentinel at the end.
template <typename Vector, typename Start>
std::uint32_t index_at(const Vector& starts, std::uint32_t byte, Start start) {
  const auto after =
      std::upper_bound(starts.begin(), starts.end(), byte,
                       [&start](std::uint32_t value, const auto& item) { return value < start(item); });
  return after == starts.begin() ? 0 : static_cast<std::uint32_t>(after - starts.begin()) - 1;
}

// The first index whose start is >= `byte`.
template <typename Vector, typename Start>
std::uint32_t index_from(const Vector& starts, std::uint32_t byte, Start start) {
  const auto at =
      std::lower_bound(starts.begin(), starts.end(), byte,
                       [&start](const auto& item, std::uint32_t value) { return start(item) < value; });
  const auto last = static_cast<std::uint32_t>(starts.size()) - 1;
  return std::min(static_cast<std::uint32_t>(at - starts.begin()), last);
}

template <typename Vector, typename Start>
Range snap(const Vector& starts, Range bytes, Start start) {
  if (bytes.end <= bytes.begin) {
    const std::uint32_t at = index_at(starts, bytes.begin, start);
    return {at, at};
  }
  return {index_at(starts, bytes.begin, start), index_from(starts, bytes.end, start)};
}

constexpr auto kSelf = [](std::uint32_t value) { return value; };

}  // namespace

// Fills what the fold loop leaves open, and the sentinel.
void FieldText::finish_map() {
  for (std::size_t i = map_.size(); i-- > 1;) {
    if (map_[i - 1].raw_begin == map_[i].raw_begin) map_[i - 1].raw_end = map_[i].raw_end;
  }
  // One more than there can be: what is written for a separator is written over.
  squeezed_to_text_.resize(map_.size() + 1);
  squeezed_byte_.resize(map_.size() + 1);
  squeezed_symbol_.resize(map_.size() + 1);
  std::uint32_t squeezed = 0;
  std::uint32_t text_byte = 0;
  std::uint32_t squeezed_byte = 0;
  std::uint32_t squeezed_symbol = 0;
  for (MapEntry& entry : map_) {
    entry.text_byte = text_byte;
    entry.squeezed_index = squeezed;
    const std::uint32_t length = utf8_length_of_lead(text_.data()[text_byte]);
    text_byte += length;
    squeezed_to_text_[squeezed] = static_cast<std::uint32_t>(&entry - map_.data());
    squeezed_byte_[squeezed] = squeezed_byte;
    squeezed_symbol_[squeezed] = squeezed_symbol;
    if (entry.separator) continue;
    ++squeezed;
    squeezed_byte += length;
    squeezed_symbol += length == 4 ? 2 : 1;
  }
  const auto raw_size = static_cast<std::uint32_t>(raw_.size());
  squeezed_to_text_[squeezed] = static_cast<std::uint32_t>(map_.size());
  squeezed_byte_[squeezed] = squeezed_byte;
  squeezed_symbol_[squeezed] = squeezed_symbol;
  squeezed_to_text_.resize(squeezed + 1);
  squeezed_byte_.resize(squeezed + 1);
  squeezed_symbol_.resize(squeezed + 1);
  map_.push_back({text_byte, raw_size, raw_size, squeezed, 0, false});
}

std::uint32_t FieldText::text_length() const {
  return map_.empty() ? 0 : static_cast<std::uint32_t>(map_.size()) - 1;
}

std::uint32_t FieldText::squeezed_length() const {
  return mapped_ ? static_cast<std::uint32_t>(squeezed_to_text_.size()) - 1 : 0;
}

std::uint32_t FieldText::text_index_of_squeezed(std::uint32_t index) const {
  return squeezed_to_text_[std::min(index, squeezed_length())];
}

Range FieldText::text_range_of_text_bytes(Range bytes) const {
  return snap(map_, bytes, [](const MapEntry& entry) { return entry.text_byte; });
}

Range FieldText::text_range_of_squeezed_bytes(Range bytes) const {
  const Range squeezed = snap(squeezed_byte_, bytes, kSelf);
  const std::uint32_t begin = squeezed_to_text_[squeezed.begin];
  if (squeezed.end <= squeezed.begin) return {begin, begin};
  return {begin, squeezed_to_text_[squeezed.end - 1] + 1};
}

Range FieldText::text_range_of_symbols(Range symbols) const {
  const Range squeezed = snap(squeezed_symbol_, symbols, kSelf);
  const std::uint32_t begin = squeezed_to_text_[squeezed.begin];
  if (squeezed.end <= squeezed.begin) return {begin, begin};
  return {begin, squeezed_to_text_[squeezed.end - 1] + 1};
}

Range FieldText::text_range_of_raw_bytes(Range bytes) const {
  const auto last = map_.end() - 1;  // the sentinel is in no range
  const auto first_after = [last](auto from, auto before) {
    return std::partition_point(from, last, before);
  };
  const auto begin =
      first_after(map_.begin(), [&](const MapEntry& entry) { return entry.raw_end <= bytes.begin; });
  const auto end = first_after(begin, [&](const MapEntry& entry) { return entry.raw_begin < bytes.end; });
  return {static_cast<std::uint32_t>(begin - map_.begin()), static_cast<std::uint32_t>(end - map_.begin())};
}

const FieldText::ExtraView* FieldText::known_extra(FoldSet extra) const {
  const auto found = std::find_if(extras_.begin(), extras_.end(), [extra](const auto& each) {
    return each->folds == (extra & kExtraFolds) && each->fresh;
  });
  if (found == extras_.end()) return nullptr;
  index_extra(**found);
  return found->get();
}

std::uint32_t FieldText::text_index_of_place(const ExtraView& view, const ViewPlace& place) const {
  return view.on_text ? place.index : squeezed_to_text_[place.index];
}

Range FieldText::place_range(const ExtraView& view, Range symbols) {
  const std::size_t last = view.place_of.size() - 1;
  return {view.place_of[std::min<std::size_t>(symbols.begin, last)],
          view.place_of[std::min<std::size_t>(symbols.end, last)]};
}

Range FieldText::text_range_of_extra(FoldSet extra, Range symbols) const {
  const ExtraView* const view = known_extra(extra);
  if (view == nullptr) return {};
  const auto [begin, end] = place_range(*view, symbols);
  if (begin == end) {
    const bool behind = begin == view->places.size();
    const std::uint32_t at = behind ? text_length() : text_index_of_place(*view, view->places[begin]);
    return {at, at};
  }
  return {text_index_of_place(*view, view->places[begin]),
          text_index_of_place(*view, view->places[end - 1]) + 1};
}

std::span<const ViewPlace> FieldText::extra_places(FoldSet extra, Range symbols) const {
  const ExtraView* const view = known_extra(extra);
  if (view == nullptr) return {};
  const auto [begin, end] = place_range(*view, symbols);
  return std::span(view->places).subspan(begin, end - begin);
}

Range FieldText::raw_range(Range text_range) const {
  const std::uint32_t last = text_length();
  const std::uint32_t begin = std::min(text_range.begin, last);
  const std::uint32_t end = std::min(text_range.end, last);
  if (end <= begin) return {map_[begin].raw_begin, map_[begin].raw_begin};
  return {map_[begin].raw_begin, map_[end - 1].raw_end};
}

}  // namespace postgate
