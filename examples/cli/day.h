// Days as packs write them, YYYY-MM-DD. Stateless.
#pragma once

#include <ctime>
#include <string>

namespace postgate_cli {

std::string local_day(std::time_t time);
std::string utc_day(std::time_t time);  // empty if it is out of range

}  // namespace postgate_cli
