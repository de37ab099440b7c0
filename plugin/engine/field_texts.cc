#include "engine/field_texts.h"

namespace postgate {

void FieldTexts::begin(bool keep) {
  keep_ = keep;
  kept_bytes_ = 0;
  for (Slot& slot : slots_) slot.index = kNone;
}

FieldTexts::Slot& FieldTexts::slot_for(std::size_t index) {
  if (!keep_ || index == 0 || index >= kKept) return slots_[0];
  const bool room = slots_[index].index == index || kept_bytes_ < kKeptBytes;
  return room ? slots_[index] : slots_[0];
}

Result<FieldText*> FieldTexts::fold(std::size_t index, const FieldInput& input, const Deadline& deadline) {
  Slot& slot = slot_for(index);
  if (slot.index == index) return &slot.text;
  slot.index = kNone;
  if (Result<void> folded = slot.text.assign(input, deadline); !folded.ok()) return folded.error();
  slot.index = index;
  kept_bytes_ += slot.text.raw().size();
  return &slot.text;
}

}  // namespace postgate
