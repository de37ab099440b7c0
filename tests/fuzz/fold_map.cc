// The views of a text and the way back from them: views are valid and end where the
// map says, every entry of the map lies in order inside the text, and folding what
// was already folded changes nothing that the map would not show.
#include <algorithm>
#include <string>
#include <string_view>

#include "base/deadline.h"
#include "target.h"
#include "text/field_text.h"

namespace {

using postgate::FieldText;
using postgate::MapEntry;
using postgate::Range;

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

bool between_characters(std::string_view text, std::size_t at) {
  return at == text.size() || !continues(text[at]);
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (const char byte : text) count += continues(byte) ? 0U : 1U;
  return count;
}

void check_map(const FieldText& field) {
  const auto& map = field.map();
  FUZZ_REQUIRE(map.size() == std::size_t{field.text_length()} + 1);
  FUZZ_REQUIRE(field.text_length() == count_characters(field.text()));
  FUZZ_REQUIRE(field.squeezed_length() == count_characters(field.squeezed()));
  FUZZ_REQUIRE(map.back().text_byte == field.text().size());
  FUZZ_REQUIRE(map.back().squeezed_index == field.squeezed_length());
  for (std::size_t i = 0; i + 1 < map.size(); ++i) {
    const MapEntry& entry = map[i];
    FUZZ_REQUIRE(between_characters(field.text(), entry.text_byte));
    FUZZ_REQUIRE(entry.text_byte < map[i + 1].text_byte);
    FUZZ_REQUIRE(entry.raw_begin <= entry.raw_end && entry.raw_end <= field.raw().size());
    FUZZ_REQUIRE(between_characters(field.raw(), entry.raw_begin));
    FUZZ_REQUIRE(between_characters(field.raw(), entry.raw_end));
    FUZZ_REQUIRE(i == 0 || map[i - 1].raw_begin <= entry.raw_begin);
    FUZZ_REQUIRE(map[i + 1].squeezed_index == entry.squeezed_index + (entry.separator ? 0U : 1U));
    if (!entry.separator) FUZZ_REQUIRE(field.text_index_of_squeezed(entry.squeezed_index) == i);
  }
}

// A place goes from the text view to the caller's text and comes back to hold itself.
void check_round_trip(const FieldText& field) {
  const std::uint32_t length = field.text_length();
  const std::uint32_t step = 1 + length / 64;
  for (std::uint32_t begin = 0; begin < length; begin += step) {
    const Range place{begin, std::min(begin + 3, length)};
    const Range raw = field.raw_range(place);
    FUZZ_REQUIRE(raw.begin <= raw.end && raw.end <= field.raw().size());
    FUZZ_REQUIRE(between_characters(field.raw(), raw.begin) && between_characters(field.raw(), raw.end));
    const Range back = field.text_range_of_raw_bytes(raw);
    FUZZ_REQUIRE(back.begin <= place.begin && place.end <= back.end);
    const Range bytes{field.map()[place.begin].text_byte, field.map()[place.end].text_byte};
    FUZZ_REQUIRE(field.text_range_of_text_bytes(bytes) == place);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static FieldText field;  // reused, as a scanner reuses it
  postgate::FieldInput input;
  input.utf8 = {reinterpret_cast<const char*>(data), size};
  if (!field.assign(input, postgate::Deadline()).ok()) {
    input.replace_ill_formed = true;
    FUZZ_REQUIRE(field.assign(input, postgate::Deadline()).ok());
  }
  const std::string text(field.text());
  const std::string squeezed(field.squeezed());
  FUZZ_REQUIRE(field.build_map().ok());
  FUZZ_REQUIRE(field.text() == text && field.squeezed() == squeezed);
  check_map(field);
  check_round_trip(field);
  for (const postgate::FoldSet extra :
       {postgate::FoldSet{postgate::kFoldRepeat}, postgate::FoldSet{postgate::kFoldHomophone},
        postgate::FoldSet{postgate::kFoldShape}, postgate::FoldSet{postgate::kFoldEmoji},
        postgate::FoldSet{postgate::kFoldOrder | postgate::kFoldHomophone | postgate::kFoldFuzzy}}) {
    const std::u16string_view view = field.extra_view(extra);
    const Range all{0, static_cast<std::uint32_t>(view.size())};
    const Range covered = field.text_range_of_extra(extra, all);
    FUZZ_REQUIRE(covered.end <= field.text_length());
  }
  return 0;
}
