// One UTF-8 post, refused or judged; every span lies between characters and says the
// same in all three units.
#include <string_view>

#include "gate.h"

namespace {

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

// Counts code points and UTF-16 units of valid UTF-8.
void check_units(std::string_view text, std::uint64_t codepoints, std::uint64_t units) {
  std::uint64_t points = 0;
  std::uint64_t pairs = 0;
  for (const char byte : text) {
    if (!continues(byte)) ++points;
    if (static_cast<unsigned char>(byte) >= 0xF0U) ++pairs;
  }
  FUZZ_REQUIRE(points == codepoints);
  FUZZ_REQUIRE(points + pairs == units);
}

void check_span(std::string_view text, const postgate_spans& where) {
  fuzz::check_order(where.bytes, text.size());
  const std::size_t begin = where.bytes.begin;
  const std::size_t end = where.bytes.end;
  FUZZ_REQUIRE(begin == text.size() || !continues(text[begin]));
  FUZZ_REQUIRE(end == text.size() || !continues(text[end]));
  check_units(text.substr(0, begin), where.codepoints.begin, where.utf16.begin);
  check_units(text.substr(0, end), where.codepoints.end, where.utf16.end);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  // The first byte chooses how; the rest is the post.
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  options.flags = data[0] & 0x7U;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  const bool replaced = (options.flags & POSTGATE_SCAN_REPLACE_ILL_FORMED) != 0;
  const postgate_verdict* verdict = nullptr;
  postgate_error error = POSTGATE_INIT(postgate_error);
  const int32_t status =
      postgate_scan_utf8(fuzz::the_scanner(), text.data(), text.size(), &options, &verdict, &error);
  if (status != POSTGATE_OK) {
    FUZZ_REQUIRE(status == POSTGATE_E_ENCODING && !replaced && verdict == nullptr);
    FUZZ_REQUIRE(error.offset < text.size());
    return 0;
  }
  fuzz::check_verdict(verdict, [&](const postgate_spans& where) {
    fuzz::check_order(where.bytes, text.size());
    if (!replaced) check_span(text, where);
  });
  return 0;
}
