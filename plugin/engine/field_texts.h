// FieldTexts: the folded fields of the post at hand, shared by the rulesets that judge it, so that
// folding is paid once. Owned by one worker; buffers are reused. One thread.
#pragma once

#include <array>
#include <cstddef>

#include "base/deadline.h"
#include "base/result.h"
#include "text/field_text.h"

namespace postgate {

class FieldTexts {
 public:
  // A new post. With `keep` the folded fields stay for a second ruleset, as far as there is room;
  // otherwise only the last one does.
  void begin(bool keep);

  // Makes `folded` the field, folded; lent until the next begin(), or, where it could not be kept, the next
  // fold(). Errors are those of FieldText::assign.
  Result<void> fold(std::size_t index, const FieldInput& input, const Deadline& deadline, FieldText*& folded);

 private:
  // More fields, or more text, than this are folded again for each ruleset.
  static constexpr std::size_t kKept = 8;
  static constexpr std::size_t kKeptBytes = std::size_t{4} << 20U;
  static constexpr std::size_t kNone = ~std::size_t{0};

  struct Slot {
    FieldText text;
    std::size_t index = kNone;  // of the field it holds
  };

  Slot& slot_for(std::size_t index);

  bool keep_ = false;
  std::size_t kept_bytes_ = 0;
  std::size_t used_ = 0;           // slots that may hold a field
  std::array<Slot, kKept> slots_;  // the first one also serves all that are not kept
};

}  // namespace postgate
