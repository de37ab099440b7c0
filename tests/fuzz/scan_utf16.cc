// One UTF-16 post, refused or judged; every span lies between characters and says the
// same in all three units.
#include <cstring>
#include <vector>

#include "gate.h"

namespace {

using Units = std::vector<std::uint16_t>;

bool is_high(std::uint16_t unit) { return (unit & 0xFC00U) == 0xD800U; }
bool is_low(std::uint16_t unit) { return (unit & 0xFC00U) == 0xDC00U; }

// Counts code points and UTF-8 bytes of the well-formed text before `end`.
void check_units(const Units& text, std::size_t end, std::uint64_t codepoints, std::uint64_t bytes) {
  std::uint64_t points = 0;
  std::uint64_t length = 0;
  for (std::size_t i = 0; i < end; ++i) {
    const std::uint16_t unit = text[i];
    if (is_low(unit)) continue;
    ++points;
    length += is_high(unit) ? 4U : unit >= 0x800U ? 3U : unit >= 0x80U ? 2U : 1U;
  }
  FUZZ_REQUIRE(points == codepoints);
  FUZZ_REQUIRE(length == bytes);
}

void check_span(const Units& text, const postgate_spans& where) {
  const std::size_t begin = where.utf16.begin;
  const std::size_t end = where.utf16.end;
  FUZZ_REQUIRE(begin == text.size() || !is_low(text[begin]));
  FUZZ_REQUIRE(end == text.size() || !is_low(text[end]));
  check_units(text, begin, where.codepoints.begin, where.bytes.begin);
  check_units(text, end, where.codepoints.end, where.bytes.end);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  options.flags = data[0] & 0x7U;
  const bool replaced = (options.flags & POSTGATE_SCAN_REPLACE_ILL_FORMED) != 0;
  Units text((size - 1) / 2);
  if (!text.empty()) std::memcpy(text.data(), data + 1, text.size() * 2);
  postgate_field field = POSTGATE_INIT(postgate_field);
  field.encoding = POSTGATE_ENCODING_UTF16;
  field.text = text.data();
  field.length = text.size();
  const postgate_verdict* verdict = nullptr;
  postgate_error error = POSTGATE_INIT(postgate_error);
  const int32_t status =
      postgate_scan(fuzz::the_scanner(), &field, 1, sizeof(field), &options, &verdict, &error);
  if (status != POSTGATE_OK) {
    FUZZ_REQUIRE(status == POSTGATE_E_ENCODING && !replaced && verdict == nullptr);
    FUZZ_REQUIRE(error.offset < text.size());
    return 0;
  }
  fuzz::check_verdict(verdict, [&](const postgate_spans& where) {
    fuzz::check_order(where.utf16, text.size());
    if (!replaced) check_span(text, where);
  });
  return 0;
}
