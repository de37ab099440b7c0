#include "bench/pair_counts.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdio>
#include <stdexcept>
#include <unordered_map>

#include "match/pair_filter.h"
#include "match/pair_levels.h"
#include "text/field_text.h"

namespace postgate_bench {

void print_pair_levels(const std::vector<std::string>& posts) {
  std::unordered_map<std::uint32_t, std::uint64_t> counts;
  std::uint64_t all = 0;
  postgate::FieldText field;
  for (const std::string& post : posts) {
    postgate::FieldInput input;
    input.utf8 = post;
    input.replace_ill_formed = true;
    if (!field.assign(input, postgate::Deadline()).ok()) throw std::runtime_error("a post does not fold");
    const std::u16string_view symbols = field.symbols();
    for (std::size_t i = 1; i < symbols.size(); ++i) {
      ++counts[postgate::pair_of(symbols[i - 1], symbols[i])];
      ++all;
    }
  }
  if (all == 0) throw std::runtime_error("the posts hold no pairs");
  // The commonest pair of a bucket decides.
  std::vector<std::uint64_t> buckets(std::size_t{1} << postgate::kPairLevelBits);
  for (const auto& [pair, count] : counts) {
    std::uint64_t& bucket = buckets[postgate::pair_level_bucket(pair)];
    bucket = std::max(bucket, count * 1'000'000 / all);
  }
  for (std::size_t i = 0; i < buckets.size(); ++i) {
    const auto level =
        std::min<unsigned>(postgate::kMostPairLevel, static_cast<unsigned>(std::bit_width(buckets[i])));
    std::printf("%s%x%s", i % 64 == 0 ? "\"" : "", level, i % 64 == 63 ? "\"\n" : "");
  }
}

}  // namespace postgate_bench
