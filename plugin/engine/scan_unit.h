// ScanUnits: the texts of a post that are scanned. A plain field is one unit; an HTML or Markdown field
// becomes several: its visible text, hidden text, link targets, image texts. Owned and reused by a
// scanner; a post of plain fields costs no allocation after warm-up. One thread.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/deadline.h"
#include "base/result.h"
#include "policy/finding.h"
#include "text/byte_buffer.h"
#include "text/field_text.h"
#include "text/structure.h"

namespace postgate {

struct PostField;
struct Post;

// POSTGATE_ROLE_* that the parts of a structured field have.
inline constexpr std::uint32_t kRoleTitle = 1;
inline constexpr std::uint32_t kRoleLink = 2;
inline constexpr std::uint32_t kRoleAlt = 3;

// Bytes of a field as UTF-8, or fewer: UTF-16 has no more units than that.
inline std::uint64_t size_at_least(const FieldInput& input) {
  return input.is_utf16 ? input.utf16_units : input.utf8.size();
}

struct ScanUnit {
  std::uint32_t field = 0;  // of the post
  std::uint32_t role = 0;
  FieldInput input;
  const Structure* structure = nullptr;  // of a structured field, or
  std::uint32_t part = 0;                // index of its part
  bool hidden = false;
};

class ScanUnits {
 public:
  // A new post; whether ill-formed parts of its fields are replaced, and how it is folded.
  void begin(bool replace_ill_formed, CpuLevel cpu = CpuLevel::kBest);
  // Takes field number `index` apart. Errors as of read_html(), and kEncoding with its place. With
  // `lenient` a field beyond a limit of its structure is scanned as it is written, and `cut` is set.
  Result<void> add(const PostField& field, std::uint32_t index, bool lenient, const Deadline& deadline,
                   bool& cut);

  [[nodiscard]] std::size_t size() const { return units_.size(); }
  [[nodiscard]] const ScanUnit& operator[](std::size_t index) const { return units_[index]; }
  [[nodiscard]] bool structured() const { return used_ > 0; }
  // Stretches of the unit's text that hide something from readers.
  [[nodiscard]] const std::vector<Range>& hidden_ranges(std::size_t index) const;

  // Of a link's target: the text that stands for the link. Empty for every other unit.
  [[nodiscard]] std::string_view anchor_text(std::size_t index) const;

  // The place of `raw` of a unit in its field; `hidden` is set if readers do not see it.
  [[nodiscard]] Range to_field(const ScanUnit& unit, Range raw, bool& hidden) const;

  // Turns units and their offsets into fields of the post and raw() offsets of these, and says what
  // was hidden. For posts with structured fields only.
  void to_fields(std::vector<Finding>& findings, std::vector<TraceStep>& trace) const;

 private:
  // A structured field: its text in UTF-8 and what was made of it.
  struct Document {
    ByteBuffer storage;
    std::string_view raw;
    Structure structure;
  };

  void add_whole(const PostField& field, std::uint32_t index);
  Result<void> read(const PostField& field, const Deadline& deadline, Document& document) const;
  void add_parts(const PostField& field, std::uint32_t index, const Document& document);
  Document& next_document();

  std::vector<ScanUnit> units_;
  bool replace_ill_formed_ = false;
  CpuLevel cpu_ = CpuLevel::kBest;
  std::vector<std::unique_ptr<Document>> documents_;  // the first `used_` belong to this post
  std::size_t used_ = 0;
  std::vector<Range> nothing_hidden_;  // always empty
};

}  // namespace postgate
