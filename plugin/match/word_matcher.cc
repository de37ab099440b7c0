// Searching a dictionary; building one is word_matcher_build.cc.
#include "match/word_matcher.h"

#include <algorithm>
#include <array>
#include <bit>

#include "match/pair_filter.h"
#include "match/word_hash.h"

namespace postgate {

namespace {

// Positions filtered at a time: what they leave fits in the first-level cache.
constexpr std::size_t kChunk = 1024;
// Places whose slots are asked for from the large table before the first of them is needed.
constexpr std::size_t kAhead = 32;
constexpr std::size_t kKinds = 3;  // a pair with the symbol behind it, before it, or alone

}  // namespace

std::size_t WordMatcher::memory_bytes() const {
  const auto bytes = [](const auto& list) { return list.capacity() * sizeof(list[0]); };
  return bytes(filter_) + bytes(slots_) + bytes(entries_) + bytes(pool_) + bytes(singles_) +
         bytes(single_bits_) + bytes(single_ranks_) + bytes(single_begins_);
}

void WordMatcher::scan(std::u16string_view view, HitList& hits) const {
  const std::size_t before = hits.size();
  if (!singles_.empty() && !scan_singles(view, hits)) return;
  if (!entries_.empty()) scan_pairs(view, hits);
  hits.sort_from(before);
}

bool WordMatcher::scan_singles(std::u16string_view view, HitList& hits) const {
  for (std::size_t i = 0; i < view.size(); ++i) {
    const char16_t symbol = view[i];
    if ((single_bits_[symbol >> 6U] >> (symbol & 63U) & 1U) == 0) continue;
    const std::uint64_t bits = single_bits_[symbol >> 6U];
    const std::uint64_t below = bits & ((std::uint64_t{1} << (symbol & 63U)) - 1);
    const std::size_t rank = single_ranks_[symbol >> 6U] + static_cast<unsigned>(std::popcount(below));
    for (std::uint32_t at = single_begins_[rank]; at < single_begins_[rank + 1]; ++at) {
      if (!hits.push({singles_[at].id, static_cast<std::uint32_t>(i + 1)})) return false;
    }
  }
  return true;
}

bool WordMatcher::scan_pairs(std::u16string_view view, HitList& hits) const {
  std::array<std::uint32_t, kChunk + kFilterSlack> places;
  std::array<Probe, kAhead * kKinds> probes;
  const PairFilter filter = {filter_.data(), filter_shift_};
  for (std::size_t from = 0; from + 1 < view.size(); from += kChunk) {
    const std::size_t to = std::min(from + kChunk, view.size() - 1);
    const std::size_t found = filter_pairs(view, from, to, filter, places.data(), cpu_);
    for (std::size_t i = 0; i < found; i += kAhead) {
      std::size_t count = 0;
      for (std::size_t j = i; j < std::min(found, i + kAhead); ++j) {
        count += collect(view, places[j], probes.data() + count);
      }
      for (std::size_t j = 0; j < count; ++j) {
        if (!verify(view, probes[j], hits)) return false;
      }
    }
  }
  return true;
}

// The slots that the filter speaks of at a place; how many.
std::size_t WordMatcher::collect(std::u16string_view view, std::size_t at, Probe* probes) const {
  const std::uint32_t hash = pair_hash(view[at], view[at + 1]);
  const std::uint32_t word = filter_[hash >> filter_shift_];
  const std::uint32_t below = hash << (32U - filter_shift_);
  const std::uint32_t pair = pair_of(view[at], view[at + 1]);
  std::size_t count = 0;
  const auto add = [&](int checked, char16_t check, std::uint32_t neighbour) {
    if ((filter_bits(below ^ neighbour) & ~word) != 0) return;
    probes[count] = {slot_hash(pair, checked, check), at};
    __builtin_prefetch(&slots_[probes[count].hash >> slot_shift_]);
    ++count;
  };
  add(0, 0, 0);
  if (at + 2 < view.size()) add(2, view[at + 2], view[at + 2] * kHashBehind);
  if (at > 0) add(-1, view[at - 1], view[at - 1] * kHashBefore);
  return count;
}

// The words of a slot that stand at its place; false when `hits` is full.
bool WordMatcher::verify(std::u16string_view view, const Probe& probe, HitList& hits) const {
  const std::size_t mask = slots_.size() - 1;
  const auto tag = static_cast<std::uint32_t>(probe.hash);
  for (std::size_t place = probe.hash >> slot_shift_; slots_[place].count != 0; place = (place + 1) & mask) {
    const Slot& slot = slots_[place];
    if (slot.tag != tag) continue;
    const Entry* entry = entries_.data() + slot.first;
    for (const Entry* const end = entry + slot.count; entry < end; ++entry) {
      if (!stands_at(view, probe.at, *entry)) continue;
      const std::size_t end_of_word = probe.at - entry->offset + entry->length;
      if (!hits.push({entry->id, static_cast<std::uint32_t>(end_of_word)})) return false;
    }
  }
  return true;
}

bool WordMatcher::stands_at(std::u16string_view view, std::size_t at, const Entry& entry) const {
  if (entry.offset > at) return false;
  const std::size_t begin = at - entry.offset;
  if (view.size() - begin < entry.length) return false;
  if (entry.length <= kInline)
    return std::equal(entry.symbols, entry.symbols + entry.length, view.data() + begin);
  const char16_t* const word = pool_.data() + pair_of(entry.symbols[0], entry.symbols[1]);
  return std::equal(word, word + entry.length, view.data() + begin);
}

}  // namespace postgate
