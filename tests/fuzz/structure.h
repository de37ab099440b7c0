// What holds for every document that was taken apart: each piece of a text lies inside the source, a copy
// is what stands there, and no place cuts a character. Shared by the HTML and Markdown targets.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "base/deadline.h"
#include "target.h"
#include "text/structure.h"
#include "text/transcode.h"

namespace fuzz {

inline bool between_characters(std::string_view text, std::size_t at) {
  return at == text.size() || (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U);
}

inline void check_place(std::string_view source, postgate::Range place) {
  require(place.begin <= place.end && place.end <= source.size(), "inside the source", __FILE__, __LINE__);
  require(between_characters(source, place.begin), "whole first character", __FILE__, __LINE__);
  require(between_characters(source, place.end), "whole last character", __FILE__, __LINE__);
}

inline void check_text(std::string_view source, const postgate::MappedText& text) {
  const auto& pieces = text.pieces();
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto& piece = pieces[i];
    const std::uint32_t end = i + 1 < pieces.size() ? pieces[i + 1].text : text.size();
    require(piece.text < end && end <= text.size(), "pieces ascend", __FILE__, __LINE__);
    check_place(source, {piece.source, piece.source_end});
    if (!piece.copy) continue;
    const std::string_view copied = text.text().substr(piece.text, end - piece.text);
    require(source.substr(piece.source, piece.source_end - piece.source) == copied, "a copy", __FILE__,
            __LINE__);
  }
  require(pieces.empty() == (text.size() == 0), "all text has a place", __FILE__, __LINE__);
  const std::uint32_t step = 1 + text.size() / 64;
  for (std::uint32_t at = 0; at < text.size(); at += step) {
    postgate::Range range{at, std::min(at + 5, text.size())};
    while (!between_characters(text.text(), range.begin)) --range.begin;
    while (!between_characters(text.text(), range.end)) ++range.end;
    check_place(source, text.source_of(range));
  }
}

inline void check_structure(std::string_view source, const postgate::Structure& structure) {
  for (const postgate::Part& part : structure.parts) check_text(source, part.text);
  for (const postgate::Anchor& anchor : structure.anchors) {
    require(anchor.href < structure.parts.size() && anchor.part < structure.parts.size(), "parts", __FILE__,
            __LINE__);
    require(structure.parts[anchor.href].kind == postgate::PartKind::kLink, "a link", __FILE__, __LINE__);
    check_place(source, anchor.source);
    const std::string_view text = structure.parts[anchor.part].text.text();
    require(anchor.text.begin <= anchor.text.end && anchor.text.end <= text.size(), "anchor", __FILE__,
            __LINE__);
  }
}

using Reader = postgate::Result<void> (*)(std::string_view, const postgate::StructureLimits&,
                                          const postgate::Deadline&, postgate::Structure&);

inline void read_and_check(const std::uint8_t* data, std::size_t size, Reader reader) {
  postgate::FieldInput input;
  input.utf8 = {reinterpret_cast<const char*>(data), size};
  input.replace_ill_formed = true;
  postgate::ByteBuffer storage;
  std::string_view source;
  require(postgate::decode_field(input, postgate::Deadline(), storage, source).ok(), "decodes", __FILE__,
          __LINE__);
  postgate::StructureLimits limits;
  limits.memory = 32U << 20U;
  postgate::Structure structure;
  const auto result = reader(source, limits, postgate::Deadline(), structure);
  if (result.ok()) {
    check_structure(source, structure);
  } else {
    require(result.error().status == postgate::Status::kStructureLimit, "a limit", __FILE__, __LINE__);
  }
}

}  // namespace fuzz
