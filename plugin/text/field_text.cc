// FieldText: decoding and folding. The conversions between views are in
// field_text_map.cc, the extra views in extra_view.cc.
#include "text/field_text.h"

#include <new>

#include "text/fold_loop.h"
#include "text/map_recorder.h"
#include "text/transcode.h"
#include "text/utf8.h"

namespace postgate {

void FieldText::forget() {
  raw_ = {};
  text_.set_size(0);
  squeezed_.set_size(0);
  symbols_.set_size(0);
  traits_ = 0;
  mapped_ = false;
  map_.clear();
  for (const auto& view : extras_) view->fresh = false;
}

Result<void> FieldText::assign(const FieldInput& input, const Deadline& deadline) {
  forget();
  Result<void> result;
  try {
    if (input.is_utf16) {
      result = transcode_utf16(input, deadline, raw_storage_);
      raw_ = raw_storage_.view();
    } else {
      raw_ = input.utf8;
    }
    if (result.ok()) result = fold_raw(deadline, input.replace_ill_formed);
    if (result.ok()) copy_symbols();
  } catch (const std::bad_alloc&) {
    result = make_error(Status::kNoMemory, "no memory to fold a field");
  }
  if (!result.ok()) forget();
  return result;
}

Result<void> FieldText::fold_raw(const Deadline& deadline, bool replace_ill_formed) {
  using Loop = FoldLoop<NullRecorder>;
  if (raw_.size() > Loop::kMaxViewBytes) return too_large_error();
  NullRecorder recorder;
  Loop loop(text_, squeezed_, recorder);
  FoldStatus status = loop.run(raw_, deadline);
  if (status == FoldStatus::kIllFormed) {
    if (!replace_ill_formed) return encoding_error("UTF-8", loop.position());
    const Result<void> repaired = repair_utf8(raw_, deadline, raw_storage_);
    if (!repaired.ok()) return repaired;
    raw_ = raw_storage_.view();
    status = loop.run(raw_, deadline);
  }
  traits_ = loop.traits();
  if (status == FoldStatus::kDeadline) return deadline_error();
  if (status == FoldStatus::kTooLarge) return too_large_error();
  return {};
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
    map_.reserve(text_.size() / 2 + 1);
    MapRecorder recorder(map_);
    FoldLoop<MapRecorder> loop(text_, squeezed_, recorder);
    if (loop.run(raw_, Deadline()) != FoldStatus::kDone) {
      return make_error(Status::kInternal, "a field folds differently the second time");
    }
    finish_map();
  } catch (const std::bad_alloc&) {
    return make_error(Status::kNoMemory, "no memory for the position map of a field");
  }
  mapped_ = true;
  return {};
}

}  // namespace postgate
