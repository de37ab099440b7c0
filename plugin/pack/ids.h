// What ids, dates and release numbers of a pack look like. Stateless.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace postgate {

// [a-z0-9][a-z0-9.-]*, at most 100 characters: rules, signals, categories, profiles.
bool is_id(std::string_view text);

// [a-z0-9-]{1,64}.
bool is_pack_name(std::string_view text);

// YYYY-MM-DD, a day that exists.
bool is_date(std::string_view text);

// "0.1" or "0.1.2".
using ReleaseNumber = std::array<std::uint32_t, 3>;
std::optional<ReleaseNumber> parse_release(std::string_view text);

// The release of this engine, which `requires` is compared with.
inline constexpr std::string_view kEngineRelease = "0.1.0";

}  // namespace postgate
