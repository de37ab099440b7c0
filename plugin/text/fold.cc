// Fold names as packs and verdicts write them; pure data, any thread.
#include "text/fold.h"

#include <array>

#include "text/fold_entry.h"

namespace postgate {
namespace {

constexpr std::array<std::string_view, kFoldCount> kNames = {
    "width",     "case",  "style", "script", "digit", "ignorable", "separator", "repeat",
    "homophone", "shape", "fuzzy", "emoji",  "order", "joined",    "link"};

}  // namespace

std::string_view fold_name(int bit) {
  if (bit < 0 || bit >= kFoldCount) return {};
  return kNames[static_cast<std::size_t>(bit)];
}

std::optional<Fold> fold_from_name(std::string_view name) {
  for (std::size_t bit = 0; bit < kNames.size(); ++bit) {
    if (kNames[bit] == name) return static_cast<Fold>(1U << bit);
  }
  return std::nullopt;
}

const char* unicode_version() { return kTableVersion; }

}  // namespace postgate
