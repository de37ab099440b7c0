#include "explain_parts.h"

#include "utf8.h"

namespace postgate_cli {

std::string folded(std::string_view text, std::uint32_t which) {
  std::size_t size = 0;
  std::string out;
  if (postgate_fold_utf8(text.data(), text.size(), which, nullptr, 0, &size, nullptr) != POSTGATE_OK) {
    return out;
  }
  out.resize(size);
  if (postgate_fold_utf8(text.data(), text.size(), which, out.data(), size, &size, nullptr) != POSTGATE_OK) {
    out.clear();
  }
  return out;
}

Lengths lengths_of(std::string_view text) {
  Lengths lengths;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    lengths.utf16 += character.code > 0xFFFFU ? 2U : 1U;
    ++lengths.codepoints;
    at += character.bytes;
  }
  return lengths;
}

Step step_of(std::uint32_t kind) {
  switch (kind) {
    case POSTGATE_TRACE_SIGNAL:
      return {"signal", "+", &kSignalSeen};
    case POSTGATE_TRACE_EXCEPTED:
      return {"excepted", "-", &kExcepted};
    case POSTGATE_TRACE_NOT_NEAR:
      return {"not-near", "-", &kNotNear};
    case POSTGATE_TRACE_REFUSED:
      return {"refused", "-", &kRefused};
    case POSTGATE_TRACE_WEAK:
      return {"weak", "-", &kWeak};
    case POSTGATE_TRACE_RULE:
      return {"rule", "=", &kRuleFired};
    case POSTGATE_TRACE_GUARDED:
      return {"guarded", "-", &kGuarded};
    case POSTGATE_TRACE_EXCUSED:
      return {"excused", "-", &kExcusedStep};
    default:
      return {"other", "?", &kSteps};
  }
}

}  // namespace postgate_cli
