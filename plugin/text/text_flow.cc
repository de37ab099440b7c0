// See text_flow.h.
#include "text/text_flow.h"

namespace postgate {
namespace {

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

}  // namespace

void TextFlow::line_break(std::uint32_t source) {
  if (!started_ || break_) return;
  break_ = true;
  break_source_ = source;
}

void TextFlow::space(std::uint32_t source) { note_space({source, source}); }

void TextFlow::note_space(Range source) {
  if (space_) {
    space_source_.end = source.end;
    space_copied_ = false;
    return;
  }
  space_ = true;
  space_copied_ = false;
  space_source_ = source;
}

// Writes the white space that came before, now that something follows it.
void TextFlow::settle(MappedText& to, bool hidden) {
  if (break_) {
    to.replace("\n", {break_source_, break_source_}, hidden);
  } else if (space_ && started_) {
    if (space_copied_) {
      to.copy(" ", space_source_.begin, hidden);
    } else {
      to.replace(" ", space_source_, hidden);
    }
  }
  break_ = false;
  space_ = false;
  started_ = true;
}

void TextFlow::write(MappedText& to, std::string_view bytes, Range source, bool copied, bool verbatim,
                     bool hidden) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    std::size_t end = at;
    while (end < bytes.size() && (verbatim || !is_space(bytes[end]))) ++end;
    if (end > at) {
      settle(to, hidden);
      const std::string_view run = bytes.substr(at, end - at);
      if (copied) {
        to.copy(run, source.begin + static_cast<std::uint32_t>(at), hidden);
      } else {
        to.replace(run, source, hidden);
      }
    }
    at = end;
    if (at == bytes.size()) return;
    while (end < bytes.size() && is_space(bytes[end])) ++end;
    const bool fresh = !space_;
    Range place = source;
    if (copied) {
      place = {source.begin + static_cast<std::uint32_t>(at), source.begin + static_cast<std::uint32_t>(end)};
    }
    note_space(place);
    space_copied_ = fresh && copied && end - at == 1 && bytes[at] == ' ';
    at = end;
  }
}

}  // namespace postgate
