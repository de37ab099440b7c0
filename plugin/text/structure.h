// Structure: what a reader sees of an HTML or Markdown field, taken apart into texts to scan, each
// with the way back to the field's source. Made by read_html() and read_markdown(), read by engine
// and link. Plain data of one field; the readers keep no state, any thread may call them.
//
//   parts    0: the text of the visible blocks; then, where there are any, hidden text, links (the
//            decoded target of a link each), image texts and captions
//   anchors  every link with its target and where its text is
//
// Source offsets are bytes of the field's raw text (UTF-8).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/deadline.h"
#include "base/result.h"
#include "text/field_text.h"

namespace postgate {

enum class TextFormat : std::uint8_t { kPlain = 0, kHtml = 1, kMarkdown = 2 };

// Text made from a source, piece by piece. A piece is either a copy, byte for byte, or stands as a
// whole for its stretch of the source: a decoded character, or a break that a tag made.
class MappedText {
 public:
  struct Piece {
    std::uint32_t text = 0;    // where it begins in the text; it ends where the next one begins
    std::uint32_t source = 0;  // where it begins in the source
    std::uint32_t source_end = 0;
    bool copy = false;
    bool hidden = false;  // not for every reader
  };

  // Appends. Neighbouring copies become one piece.
  void copy(std::string_view bytes, std::uint32_t source, bool hidden = false);
  void replace(std::string_view bytes, Range source, bool hidden = false);
  void clear();
  // The source of this text is the text of `middle`; from now on it is the source of that.
  void rebase(const MappedText& middle);

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }
  [[nodiscard]] const std::vector<Piece>& pieces() const { return pieces_; }
  // The smallest stretch of the source that holds all of `text`; pieces that stand for something
  // as a whole count as a whole. Of an empty range, the place where it stands.
  [[nodiscard]] Range source_of(Range text) const;
  // True if a hidden piece lies in `text`.
  [[nodiscard]] bool hidden_in(Range text) const;

 private:
  [[nodiscard]] std::size_t piece_at(std::uint32_t text) const;

  std::string text_;
  std::vector<Piece> pieces_;
};

enum class PartKind : std::uint8_t {
  kText,    // the visible blocks, line breaks between them
  kHidden,  // what no reader sees, one line for each stretch
  kLink,    // the target of a link
  kAlt,     // the text of an image, a caption, words in an attribute
  kTitle,   // the title of a page
};

struct Part {
  PartKind kind = PartKind::kText;
  MappedText text;
};

struct Anchor {
  std::uint32_t href = 0;  // index of its kLink part
  Range source;            // of the target, as it is written
  std::uint32_t part = 0;  // where its text is
  Range text;              // bytes of that part; empty for a link around a picture
};

struct Structure {
  std::vector<Part> parts;
  std::vector<Anchor> anchors;
  // Stretches of the source, ascending, that hide text which could be read.
  std::vector<Range> hidden;
  void clear();
};

// What a document may have at most; beyond it the answer is kStructureLimit.
struct StructureLimits {
  std::uint32_t depth = 512;             // elements open at a time
  std::uint32_t tags = 200'000;          // start tags
  std::uint32_t misnested = 4'096;       // end tags of <b>, <a> ... that are not about the innermost element
  std::uint32_t attribute = 64U << 10U;  // bytes of an attribute that is read: targets, texts, styles
  std::uint64_t memory = 256U << 20U;    // of the parsed tree
};

// Both read well-formed UTF-8 and fill `out`. Errors: kStructureLimit, kDeadline, kTooLarge, kNoMemory.
Result<void> read_html(std::string_view source, const StructureLimits& limits, const Deadline& deadline,
                       Structure& out);
Result<void> read_markdown(std::string_view source, const StructureLimits& limits, const Deadline& deadline,
                           Structure& out);

}  // namespace postgate
