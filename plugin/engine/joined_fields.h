// JoinedFields: the borders between the fields of a post, each with a little text of either side read as one,
// so that what is split over fields (a title that ends in "add", a body that begins with an account) can be
// seen. Owned by a scanner and reused; one thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/field_text.h"

namespace postgate {

// Part of a piece: a stretch of one field.
struct JoinedPart {
  std::uint32_t field;
  Range raw;            // bytes of the field's raw()
  std::uint32_t begin;  // where it stands in the piece, bytes
  bool whole;           // all of the field
};

class JoinedFields {
 public:
  void clear();
  // The next field of the post, in raw(). Empty ones are passed over.
  void add(std::uint32_t field, std::string_view raw);
  // After the last field.
  void finish();

  // Pieces of two fields or more; each is UTF-8.
  [[nodiscard]] std::size_t count() const { return pieces_.size(); }
  [[nodiscard]] std::string_view text(std::size_t piece) const;
  // The stretches of fields that `bytes` of a piece cover, in their order.
  void parts_of(std::size_t piece, Range bytes, std::vector<JoinedPart>& out) const;

 private:
  struct Piece {
    std::uint32_t text_begin;
    std::uint32_t text_end;
    std::uint32_t first_part;
    std::uint32_t part_count;
  };

  void append(std::uint32_t field, std::string_view raw, Range range);
  void close();

  std::string text_;
  std::vector<JoinedPart> parts_;
  std::vector<Piece> pieces_;
  std::uint32_t open_text_ = 0;  // where the piece that is being made begins
  std::uint32_t open_part_ = 0;
};

}  // namespace postgate
