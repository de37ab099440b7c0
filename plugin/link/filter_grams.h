// What a filter rule is found by: runs of a few characters that every address it matches holds.
// Stateless.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace postgate::link {

inline constexpr std::size_t kGram = 4;
inline constexpr std::size_t kLongGram = 7;

// The last `kept` of the characters in `window`, eight at most, as one number.
inline std::uint32_t gram_of(std::uint64_t window, std::size_t kept) {
  const std::uint64_t gram = window & (~std::uint64_t{0} >> (64 - 8 * kept));
  return static_cast<std::uint32_t>((gram * 0x9E3779B97F4A7C15ULL) >> 32U);
}

template <typename Sink>
void each_gram(std::string_view text, std::size_t length, Sink sink) {
  std::uint64_t window = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    window = window << 8U | static_cast<unsigned char>(text[i]);
    if (i + 1 >= length) sink(gram_of(window, length));
  }
}

// Hosts are read from their end, so that the key of each parent comes on the way.
inline std::uint32_t mixed(std::uint32_t hash) {
  hash ^= hash >> 16U;
  hash *= 0x85EBCA6BU;
  hash ^= hash >> 13U;
  hash *= 0xC2B2AE35U;
  return hash ^ hash >> 16U;
}

inline std::uint32_t host_step(std::uint32_t hash, char c) {
  return (hash ^ static_cast<unsigned char>(c)) * 16777619U;
}
inline constexpr std::uint32_t kHostStart = 2166136261U;

inline std::uint32_t host_key(std::string_view host) {
  std::uint32_t hash = kHostStart;
  for (std::size_t i = host.size(); i-- > 0;) hash = host_step(hash, host[i]);
  return mixed(hash);
}

// Stretches of at least kGram characters, lower case, that every match of the regex holds; not all.
void regex_literals(std::string_view regex, std::vector<std::string>& out);

}  // namespace postgate::link
