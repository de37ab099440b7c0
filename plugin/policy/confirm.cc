#include "policy/confirm.h"

#include <string_view>

namespace postgate {

namespace {

enum class Kind : std::uint8_t { kOther, kLetter, kDigit };

// Letters of the alphabets in which words are set apart by spaces. The text view is case-folded
// and look-alikes are ASCII there, so two-byte lead units 0xC3..0xD4 (U+00C0..U+052F) are what is left.
Kind kind_at(const FieldText& field, std::uint32_t index) {
  const std::string_view text = field.text();
  const auto unit = static_cast<unsigned char>(text[field.map()[index].text_byte]);
  if (unit >= '0' && unit <= '9') return Kind::kDigit;
  if (unit >= 'a' && unit <= 'z') return Kind::kLetter;
  if (unit >= 0xC3U && unit <= 0xD4U && !field.map()[index].separator) return Kind::kLetter;
  return Kind::kOther;
}

bool joined(const FieldText& field, std::uint32_t left, std::uint32_t right) {
  const Kind kind = kind_at(field, left);
  return kind != Kind::kOther && kind == kind_at(field, right);
}

}  // namespace

bool begins_a_word(const FieldText& field, std::uint32_t at) { return at == 0 || !joined(field, at - 1, at); }

bool is_word_at(const FieldText& field, Range text_range, std::uint32_t gap) {
  if (text_range.begin == text_range.end) return true;
  if (!begins_a_word(field, text_range.begin)) return false;
  if (text_range.end < field.text_length() && joined(field, text_range.end - 1, text_range.end)) return false;
  return has_narrow_gaps(field, text_range, gap);
}

bool has_narrow_gaps(const FieldText& field, Range text_range, std::uint32_t gap) {
  std::uint32_t run = 0;
  for (std::uint32_t i = text_range.begin; i < text_range.end; ++i) {
    run = field.map()[i].separator ? run + 1 : 0;
    if (run > gap) return false;
  }
  return true;
}

FoldSet folds_in(const FieldText& field, Range text_range, bool squeezed) {
  FoldSet folds = 0;
  for (std::uint32_t i = text_range.begin; i < text_range.end; ++i) {
    const MapEntry& entry = field.map()[i];
    if (!entry.separator) {
      folds = static_cast<FoldSet>(folds | entry.folds);
    } else if (squeezed) {
      folds = static_cast<FoldSet>(folds | kFoldSeparator);
    } else {
      folds = static_cast<FoldSet>(folds | entry.folds);
    }
  }
  return folds;
}

}  // namespace postgate
