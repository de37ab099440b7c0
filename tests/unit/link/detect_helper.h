// Runs one detector on a text whose expected hits stand between the marks U+27E6 and
// U+27E7. Spans are compared in the author's own text, so they prove the way back too.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "link/detector.h"
#include "text/field_text.h"

namespace postgate::test {

inline constexpr std::string_view kOpen = "\u27e6";
inline constexpr std::string_view kClose = "\u27e7";

struct Marked {
  std::string text;
  std::vector<std::string> spans;  // "offset:content"
};

inline std::string describe(std::size_t begin, std::string_view content) {
  return std::to_string(begin) + ":" + std::string(content);
}

inline Marked unmark(std::string_view marked) {
  Marked result;
  std::size_t begin = 0;
  for (std::size_t pos = 0; pos < marked.size();) {
    if (marked.substr(pos, kOpen.size()) == kOpen) {
      begin = result.text.size();
      pos += kOpen.size();
    } else if (marked.substr(pos, kClose.size()) == kClose) {
      result.spans.push_back(describe(begin, std::string_view(result.text).substr(begin)));
      pos += kClose.size();
    } else {
      result.text += marked[pos++];
    }
  }
  return result;
}

inline std::vector<std::string> detect_spans(Detector detector, const std::string& text) {
  FieldText field;
  FieldInput input;
  input.utf8 = text;
  std::vector<std::string> spans;
  if (!field.assign(input, Deadline()).ok()) return {"not assigned"};
  std::vector<DetectorHit> hits;
  detect(field, detector_bit(detector), hits);
  if (hits.empty()) return spans;
  if (!field.build_map().ok()) return {"not mapped"};
  for (const DetectorHit& hit : hits) {
    EXPECT_EQ(hit.detector, detector);
    const Range range =
        hit.on_raw ? field.text_range_of_raw_bytes(hit.bytes) : field.text_range_of_text_bytes(hit.bytes);
    const Range raw = hit.on_raw ? hit.bytes : field.raw_range(range);
    spans.push_back(describe(raw.begin, field.raw().substr(raw.begin, raw.end - raw.begin)));
  }
  return spans;
}

inline void expect_marked(Detector detector, std::initializer_list<std::string_view> marked_texts) {
  for (const std::string_view marked : marked_texts) {
    const Marked expected = unmark(marked);
    EXPECT_EQ(detect_spans(detector, expected.text), expected.spans) << marked;
  }
}

inline void expect_silent(Detector detector, std::initializer_list<std::string_view> texts) {
  for (const std::string_view text : texts) {
    EXPECT_EQ(detect_spans(detector, std::string(text)), std::vector<std::string>{}) << text;
  }
}

}  // namespace postgate::test
