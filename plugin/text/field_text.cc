// FieldText: decoding and folding. The conversions between views are in
// field_text_map.cc, the extra views in extra_view.cc.
#include "text/field_text.h"

#include <new>

#include "text/fold_loop.h"
#include "text/map_recorder.h"
#include "text/transcode.h"

namespace postgate {

void FieldText::forget() {
  raw_ = {};
  text_.set_size(0);
  squeezed_.set_size(0);
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
