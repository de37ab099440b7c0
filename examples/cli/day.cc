#include "day.h"

#include <array>

namespace postgate_cli {
namespace {

std::string written(const std::tm* day) {
  std::array<char, 16> text{};
  if (day == nullptr || std::strftime(text.data(), text.size(), "%Y-%m-%d", day) != 10) return {};
  return text.data();
}

}  // namespace

std::string local_day(std::time_t time) {
  std::tm day{};
  return written(localtime_r(&time, &day));
}

std::string utc_day(std::time_t time) {
  std::tm day{};
  return written(gmtime_r(&time, &day));
}

}  // namespace postgate_cli
