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

}  // namespace

std::size_t WordMatcher::memory_bytes() const {
  const auto bytes = [](const auto& list) { return list.capacity() * sizeof(list[0]); };
  return bytes(bitmap_) + bytes(guards_) + bytes(slots_) + bytes(entries_) + bytes(pool_) + bytes(singles_) +
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
  for (std::size_t base = 0; base + 1 < view.size(); base += kChunk) {
    const std::size_t count = std::min(kChunk, view.size() - 1 - base);
    std::size_t found =
        filter_pairs(view.data() + base, count, bitmap_.data(), bitmap_shift_, places.data(), cpu_);
    if (found == 0) continue;
    found = guard(view, base, found, places.data());
    for (std::size_t i = 0; i < found; ++i) {
      if (!verify(view, base + places[i], hits)) return false;
    }
  }
  return true;
}

// Of the places behind `base`, keeps those that have a neighbour which some word with the pair has. Without
// a branch, and what stays is asked for from the large table before the first is needed.
std::size_t WordMatcher::guard(std::u16string_view view, std::size_t base, std::size_t found,
                               std::uint32_t* places) const {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < found; ++i) {
    const std::size_t at = base + places[i];
    const std::uint32_t hash = slot_hash(pair_of(view[at], view[at + 1]));
    const char16_t before = at > 0 ? view[at - 1] : u'\0';
    const char16_t behind = at + 2 < view.size() ? view[at + 2] : u'\0';
    const std::uint64_t wanted = guard_alone(hash) | guard_behind(behind) | guard_before(before);
    __builtin_prefetch(&slots_[hash >> slot_shift_]);
    places[kept] = places[i];
    kept += (guards_[hash >> guard_shift_] & wanted) != 0 ? 1U : 0U;
  }
  return kept;
}

const WordMatcher::Slot* WordMatcher::find(std::uint32_t pair) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = slot_hash(pair) >> slot_shift_;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.count == 0) return nullptr;
    if (slot.pair == pair) return &slot;
  }
}

// The words that have their pair at `at`; false when `hits` is full.
bool WordMatcher::verify(std::u16string_view view, std::size_t at, HitList& hits) const {
  const Slot* const slot = find(pair_of(view[at], view[at + 1]));
  if (slot == nullptr) return true;
  const Entry* entry = entries_.data() + slot->first;
  for (const Entry* const end = entry + slot->count; entry < end; ++entry) {
    if (entry->offset > at) continue;
    const std::size_t begin = at - entry->offset;
    if (view.size() - begin < entry->length) continue;
    if (view[at + static_cast<std::size_t>(entry->checked)] != entry->check) continue;
    const char16_t* const word = pool_.data() + entry->text;
    if (!std::equal(word, word + entry->length, view.data() + begin)) continue;
    if (!hits.push({entry->id, static_cast<std::uint32_t>(begin + entry->length)})) return false;
  }
  return true;
}

}  // namespace postgate
