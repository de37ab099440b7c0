#include "engine/field_texts.h"

#include <algorithm>

namespace postgate {

void FieldTexts::begin(bool keep) {
  keep_ = keep;
  kept_bytes_ = 0;
  for (std::size_t i = 0; i < used_; ++i) slots_[i].index = kNone;
  used_ = 0;
}

FieldTexts::Slot& FieldTexts::slot_for(std::size_t index) {
  const bool own = keep_ && index < kKept && (slots_[index].index == index || kept_bytes_ < kKeptBytes);
  const std::size_t number = own ? index : 0;
  used_ = std::max(used_, number + 1);
  return slots_[number];
}

Result<void> FieldTexts::fold(std::size_t index, const FieldInput& input, const Deadline& deadline,
                              FieldText*& folded) {
  Slot& slot = slot_for(index);
  folded = &slot.text;
  if (slot.index == index) return {};
  slot.index = kNone;
  if (Result<void> done = slot.text.assign(input, deadline); !done.ok()) return done;
  slot.index = index;
  kept_bytes_ += slot.text.raw().size();
  return {};
}

}  // namespace postgate
