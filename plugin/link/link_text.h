// The author's own characters of a link that was found in the folded view: his letter case, and his
// letters where an address bar would keep them. Needs the field's map. Stateless beside it.
#pragma once

#include <string>
#include <string_view>

#include "text/field_text.h"

namespace postgate::link {

class LinkText {
 public:
  explicit LinkText(const FieldText& field) : field_(field) {}

  [[nodiscard]] std::size_t offset_of(std::string_view part) const {
    return static_cast<std::size_t>(part.data() - field_.text().data());
  }
  // Bytes of text() -> entries of the map.
  [[nodiscard]] Range entries_of(std::size_t begin, std::size_t end) const;

  // text()[begin, end) as written, with full-width and styled characters made plain.
  [[nodiscard]] std::string written(std::size_t begin, std::size_t end) const;

  // The host `seen`, which stands somewhere in text()[begin, end) with disguises between its
  // characters, in the author's letters.
  [[nodiscard]] std::string typed_host(std::string_view seen, std::size_t begin, std::size_t end) const;

  // What was undone in text()[begin, end); letter case is nothing in a link.
  [[nodiscard]] FoldSet folds_in(std::size_t begin, std::size_t end) const;

 private:
  [[nodiscard]] std::string_view text_at(std::uint32_t index) const;
  [[nodiscard]] std::string_view raw_at(std::uint32_t index) const;
  // One raw character has become the entries `index` and `index` + 1.
  [[nodiscard]] bool is_part_of_next(std::uint32_t index) const;
  [[nodiscard]] std::string_view typed(std::string_view seen, std::uint32_t index) const;

  const FieldText& field_;
};

}  // namespace postgate::link
