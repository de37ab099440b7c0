// FieldText: decoding and folding. The conversions between views are in
// field_text_map.cc, the extra views in extra_view.cc.
#include "text/field_text.h"

#include <new>

#include "text/fold_loop.h"
#include "text/map_recorder.h"
#include "text/symbol_fold.h"
#include "text/transcode.h"
#include "text/utf8.h"

namespace postgate {
void FieldText::forget() {
  raw_ = {};
  text_.set_size(0);
  squeezed_.set_size(0);
  symbols_.set_size(0);
  viewed_ = true;
  traits_ = 0;
  runs_counted_ = true;
  mapped_ = false;
  map_.clear();
  for (const auto& view : extras_) view->fresh = false;
}

Result<void> FieldText::assign(const FieldInput& input, const Deadline& deadline) {
  forget();
  cpu_ = input.cpu;
  try {
    Result<void> folded = read(input, deadline);
    if (!folded.ok()) forget();
    return folded;
  } catch (const std::bad_alloc&) {
    forget();
    return make_error(Status::kNoMemory, "no memory to fold a field");
  }
}

Result<void> FieldText::read(const FieldInput& input, const Deadline& deadline) {
  if (input.is_utf16) {
    if (Result<void> read = transcode_utf16(input, deadline, raw_storage_); !read.ok()) return read;
    raw_ = raw_storage_.view();
  } else {
    raw_ = input.utf8;
  }
  return fold_raw(deadline, input.replace_ill_formed);
}

// Symbols and traits by the quick pass; very long fields and ill-formed ones by the fold loop.
FoldStatus FieldText::fold_symbols(const Deadline& deadline) {
  if (raw_.size() > SymbolFold::kMostBytes) return FoldStatus::kTooLarge;
  SymbolFold fold(symbols_, text_, squeezed_, cpu_);
  const FoldStatus status = fold.run(raw_, deadline);
  traits_ = fold.traits();
  runs_counted_ = false;
  viewed_ = false;
  return status;
}

FieldText::FoldOutcome FieldText::fold_views(const Deadline& deadline) const {
  NullRecorder recorder;
  FoldLoop<NullRecorder> loop(text_, squeezed_, recorder);
  const FoldStatus status = loop.run(raw_, deadline);
  viewed_ = status == FoldStatus::kDone;
  return {status, loop.position(), loop.traits()};
}

Result<void> FieldText::fold_raw(const Deadline& deadline, bool replace_ill_formed) {
  if (raw_.size() > FoldLoop<NullRecorder>::kMaxViewBytes) return too_large_error();
  FoldStatus status = fold_symbols(deadline);
  if (status == FoldStatus::kDone) return {};
  if (status == FoldStatus::kDeadline) return deadline_error();
  const FoldOutcome outcome = fold_views(deadline);
  status = outcome.status;
  if (status == FoldStatus::kIllFormed) {
    if (!replace_ill_formed) return encoding_error("UTF-8", outcome.position);
    Result<void> repaired = repair_utf8(raw_, deadline, raw_storage_);
    if (!repaired.ok()) return repaired;
    raw_ = raw_storage_.view();
    return fold_raw(deadline, false);
  }
  if (status == FoldStatus::kDeadline) return deadline_error();
  if (status == FoldStatus::kTooLarge) return too_large_error();
  traits_ = outcome.traits;
  runs_counted_ = false;
  copy_symbols();
  return {};
}

Result<void> FieldText::prepare_views(const Deadline& deadline) const {
  if (viewed_) return {};
  try {
    const FoldStatus status = fold_views(deadline).status;
    if (status == FoldStatus::kDone) return {};
    if (status == FoldStatus::kDeadline) return deadline_error();
    if (status == FoldStatus::kTooLarge) return too_large_error();
    return make_error(Status::kInternal, "a field folds differently the second time");
  } catch (const std::bad_alloc&) {
    return make_error(Status::kNoMemory, "no memory to fold a field");
  }
}

TextTraits FieldText::traits() const {
  if (!runs_counted_) {
    if ((traits_ & kTraitDigit) != 0) traits_ |= digit_traits(symbols_.view());
    traits_ |= numeral_traits(symbols_.view());
    runs_counted_ = true;
  }
  return traits_;
}

void FieldText::make_views() const {
  if (viewed_) return;
  fold_views(Deadline());
  viewed_ = true;
}

void FieldText::copy_symbols() {
  symbols_.reserve(squeezed_.size() + 1, 0);
  char16_t* out = symbols_.data();
  const std::uint8_t* const end = squeezed_.data() + squeezed_.size();
  for (const std::uint8_t* at = squeezed_.data(); at < end; at += utf8_length_of_lead(*at)) {
    out = encode_utf16(decode_valid_utf8(at), out);
  }
  symbols_.set_size(static_cast<std::size_t>(out - symbols_.data()));
}

std::u16string to_symbols(std::string_view valid_utf8) {
  std::u16string symbols(valid_utf8.size(), u'\0');
  char16_t* out = symbols.data();
  const auto* at = reinterpret_cast<const std::uint8_t*>(valid_utf8.data());
  const std::uint8_t* const end = at + valid_utf8.size();
  for (; at < end; at += utf8_length_of_lead(*at)) out = encode_utf16(decode_valid_utf8(at), out);
  symbols.resize(static_cast<std::size_t>(out - symbols.data()));
  return symbols;
}

Result<void> FieldText::build_map() {
  if (mapped_) return {};
  try {
    map_.clear();
    map_.reserve(symbols_.size() + symbols_.size() / 4 + 1);
    MapRecorder recorder(map_);
    FoldLoop<MapRecorder> loop(text_, squeezed_, recorder);
    if (loop.run(raw_, Deadline()) != FoldStatus::kDone) {
      return make_error(Status::kInternal, "a field folds differently the second time");
    }
    viewed_ = true;
    finish_map();
  } catch (const std::bad_alloc&) {
    return make_error(Status::kNoMemory, "no memory for the position map of a field");
  }
  mapped_ = true;
  return {};
}

}  // namespace postgate
