#include "engine/joined_fields.h"

#include <algorithm>

#include "text/utf8.h"

namespace postgate {

namespace {

// Characters looked at on either side of a border.
constexpr std::uint32_t kReach = 64;

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

// Bytes of the first `count` characters.
std::uint32_t head_bytes(std::string_view text, std::uint32_t count) {
  std::size_t at = 0;
  while (count-- > 0 && at < text.size()) at += utf8_length_of_lead(static_cast<std::uint8_t>(text[at]));
  return static_cast<std::uint32_t>(std::min(at, text.size()));
}

// Where the last `count` characters begin.
std::uint32_t tail_begin(std::string_view text, std::uint32_t count) {
  std::size_t at = text.size();
  while (count-- > 0 && at > 0) {
    --at;
    while (at > 0 && continues(text[at])) --at;
  }
  return static_cast<std::uint32_t>(at);
}

}  // namespace

void JoinedFields::clear() {
  text_.clear();
  parts_.clear();
  pieces_.clear();
  open_text_ = 0;
  open_part_ = 0;
}

void JoinedFields::add(std::uint32_t field, std::string_view raw) {
  if (raw.empty()) return;
  const auto size = static_cast<std::uint32_t>(raw.size());
  const std::uint32_t head = head_bytes(raw, kReach);
  const std::uint32_t tail = tail_begin(raw, kReach);
  if (tail <= head) {
    append(field, raw, {0, size});
    return;
  }
  append(field, raw, {0, head});
  close();
  append(field, raw, {tail, size});
}

void JoinedFields::append(std::uint32_t field, std::string_view raw, Range range) {
  if (parts_.size() > open_part_) text_ += ' ';
  const bool whole = range.begin == 0 && range.end == raw.size();
  parts_.push_back({field, range, static_cast<std::uint32_t>(text_.size()) - open_text_, whole});
  text_ += raw.substr(range.begin, range.end - range.begin);
}

void JoinedFields::close() {
  const auto end = static_cast<std::uint32_t>(text_.size());
  const auto count = static_cast<std::uint32_t>(parts_.size()) - open_part_;
  if (count > 1) pieces_.push_back({open_text_, end, open_part_, count});
  open_text_ = end;
  open_part_ = static_cast<std::uint32_t>(parts_.size());
}

void JoinedFields::finish() { close(); }

std::string_view JoinedFields::text(std::size_t piece) const {
  const Piece& at = pieces_[piece];
  return std::string_view(text_).substr(at.text_begin, at.text_end - at.text_begin);
}

void JoinedFields::parts_of(std::size_t piece, Range bytes, std::vector<JoinedPart>& out) const {
  out.clear();
  const Piece& at = pieces_[piece];
  for (std::uint32_t i = at.first_part; i < at.first_part + at.part_count; ++i) {
    const JoinedPart& part = parts_[i];
    const std::uint32_t end = part.begin + (part.raw.end - part.raw.begin);
    const std::uint32_t from = std::max(bytes.begin, part.begin);
    const std::uint32_t to = std::min(bytes.end, end);
    if (from >= to) continue;
    out.push_back({part.field,
                   {part.raw.begin + from - part.begin, part.raw.begin + to - part.begin},
                   from,
                   part.whole});
  }
}

}  // namespace postgate
