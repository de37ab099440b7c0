#include "progress.h"

#include <algorithm>
#include <cstring>

namespace postgate_cli {
namespace {

template <std::size_t kSize>
void copy_string(char (&to)[kSize], const postgate_string& from) {
  const std::size_t size = std::min(kSize - 1, from.size);
  if (size != 0) std::memcpy(to, from.data, size);
  to[size] = '\0';
}

}  // namespace

void note_progress(void* context, const postgate_progress* what) {
  auto& where = *static_cast<Whereabouts*>(context);
  where.stage = 0;  // not whole
  where.line = what->line;
  where.column = what->column;
  copy_string(where.pack, what->pack);
  copy_string(where.file, what->file);
  copy_string(where.rule, what->rule);
  where.is_short = what->stage == POSTGATE_STAGE_REGEX || what->stage == POSTGATE_STAGE_MEASURE ? 1 : 0;
  ++where.step;
  where.stage = what->stage;
}

std::string whereabouts_text(const Whereabouts& where) {
  const std::string place = std::string(where.file) + ":" + std::to_string(where.line) + " of " + where.rule;
  switch (where.stage) {
    case POSTGATE_STAGE_REGEX:
      return "the regex at " + place;
    case POSTGATE_STAGE_MEASURE:
      return "measuring the rule at " + place;
    case POSTGATE_STAGE_COMPILE:
      return "compiling all patterns together";
    case POSTGATE_STAGE_TEST:
      return "running the examples and cases";
    default:
      return "reading the pack";
  }
}

}  // namespace postgate_cli
