// What an engine holds: a ruleset with the number it was installed under, in one of three slots.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace postgate {

class Ruleset;

// live judges; canary judges a share of the posts in its place; shadow only says what it would have done.
// The numbers are those of POSTGATE_SLOT_*.
enum class Slot : std::uint8_t { kLive = 0, kCanary = 1, kShadow = 2 };
inline constexpr std::size_t kSlots = 3;

constexpr std::size_t index_of(Slot slot) { return static_cast<std::size_t>(slot); }

struct Installed {
  std::shared_ptr<const Ruleset> ruleset;
  std::uint64_t generation = 0;
};

}  // namespace postgate
