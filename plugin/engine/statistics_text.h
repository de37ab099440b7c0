// Statistics as text, for people's dashboards: JSON, and the text format of Prometheus. No state.
#pragma once

#include <cstdint>
#include <string>

#include "engine/canary.h"
#include "engine/statistics.h"

namespace postgate {

using StatusName = const char* (*)(std::int32_t);

// One object on one line.
std::string statistics_json(const StatisticsSnapshot& from, const CanaryStatus& canary,
                            StatusName status_name);
// Text format 0.0.4.
std::string statistics_prometheus(const StatisticsSnapshot& from, const CanaryStatus& canary,
                                  StatusName status_name);

// "allow", ... of an action by its number; "error" for NONE.
const char* outcome_name(std::size_t action);
const char* slot_name(Slot slot);
// "hits", ... of a POSTGATE_INCOMPLETE_* bit; nullptr for one without a name.
const char* incomplete_name(std::size_t bit);

}  // namespace postgate
