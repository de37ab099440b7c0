// What the policy layer says about a post: findings with their signals, and trace
// steps. Pointers lead into the ruleset that judged.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pack/model.h"
#include "text/field_text.h"
#include "text/fold.h"

namespace postgate {

// Half-open, in all three units of the caller's text.
struct SourceSpan {
  SourceOffset begin;
  SourceOffset end;
};

struct SignalSpan {
  const Signal* signal = nullptr;
  std::uint32_t field = 0;
  FoldSet folds = 0;
  Range raw;  // bytes of raw(); converted to `where` at the end of a scan
  SourceSpan where;
  const std::string* list = nullptr;  // as in SignalHit
  std::string_view entry;
  std::uint32_t line = 0;
  const std::string* word = nullptr;  // the word of the pack, if it is a word
};

struct Finding {
  const Pack* pack = nullptr;
  const Rule* rule = nullptr;
  Action action = Action::kNone;  // after the profile
  std::uint32_t field = 0;
  std::uint32_t role = 0;
  FoldSet folds = 0;
  Range raw;
  SourceSpan where;
  std::vector<SignalSpan> signals;
  bool hidden = false;  // a signal stands in text that not every reader sees
};

enum class TraceKind : std::uint8_t {
  kSignal = 1,
  kExcepted = 2,
  kNotNear = 3,
  kRefused = 4,
  kWeak = 5,
  kRule = 6,
  kGuarded = 7,
  kExcused = 8,
};

struct TraceStep {
  TraceKind kind = TraceKind::kSignal;
  const Signal* signal = nullptr;  // or
  const Rule* rule = nullptr;
  const Signal* by = nullptr;
  std::string_view note;  // kExcused: by what
  std::uint32_t field = 0;
  FoldSet folds = 0;
  Range raw;
  SourceSpan where;
  const std::string* word = nullptr;
};

}  // namespace postgate
