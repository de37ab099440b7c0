#include "quantity.h"

#include <array>
#include <cstdio>

namespace postgate_cli {

std::string counted(std::uint64_t count, const char* one, const char* many) {
  if (many == nullptr) return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string size_text(std::uint64_t bytes) {
  constexpr double kStep = 1024;
  const char* const units[] = {"bytes", "KiB", "MiB", "GiB"};
  double value = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (value >= kStep && unit < 3) {
    value /= kStep;
    ++unit;
  }
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
  return text.data();
}

}  // namespace postgate_cli
