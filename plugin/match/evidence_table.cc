#include "match/evidence_table.h"

#include <algorithm>
#include <bit>

namespace postgate {

namespace {

constexpr std::size_t kSymbols = 65'536;
constexpr std::size_t kOpeningBits = 262'144;
constexpr std::int32_t kShares = 12;  // a weight can be shared by 1, 2, 3 or 4 symbols

constexpr char16_t plain(char16_t symbol) { return symbol >= u'0' && symbol <= u'9' ? u'0' : symbol; }

constexpr std::uint64_t hash_of(std::uint64_t key) { return key * 0x9E37'79B9'7F4A'7C15ULL; }

constexpr std::size_t opening_of(std::uint64_t pair) {
  static_assert(kOpeningBits == std::size_t{1} << 18U);
  return hash_of(pair) >> 46U;
}

void set_bit(std::vector<std::uint64_t>& bits, std::size_t number) {
  bits[number >> 6U] |= std::uint64_t{1} << (number & 63U);
}

bool has_bit(const std::vector<std::uint64_t>& bits, std::size_t number) {
  return (bits[number >> 6U] >> (number & 63U) & 1U) != 0;
}

std::uint64_t key_of(std::u16string_view symbols) {
  std::uint64_t key = 0;
  for (const char16_t symbol : symbols) key = key << 16U | plain(symbol);
  return key;
}

}  // namespace

EvidenceTable::EvidenceTable(const std::vector<Word>& words, std::size_t lists) : lists_(lists) {
  struct Keyed {
    std::uint64_t key;
    std::uint32_t list;
    std::int32_t weight;
  };
  alone_.resize(kSymbols / 64);
  openings_.resize(kOpeningBits / 64);
  std::vector<Keyed> keyed;
  keyed.reserve(words.size());
  for (const Word& word : words) {
    keyed.push_back({key_of(word.symbols), word.list, word.weight});
    if (word.symbols.size() == 1) {
      set_bit(alone_, plain(word.symbols.front()));
    } else {
      set_bit(openings_, opening_of(key_of(word.symbols.substr(0, 2))));
    }
  }
  std::sort(keyed.begin(), keyed.end(),
            [](const Keyed& a, const Keyed& b) { return a.key != b.key ? a.key < b.key : a.list < b.list; });
  slots_.resize(std::bit_ceil(2 * keyed.size() + 1));
  for (std::size_t i = 0; i < keyed.size();) {
    Slot slot{keyed[i].key, static_cast<std::uint32_t>(weights_.size()), 0};
    for (; i < keyed.size() && keyed[i].key == slot.key; ++i, ++slot.count) {
      weights_.push_back({keyed[i].list, keyed[i].weight});
    }
    slots_[slot_of(slot.key)] = slot;
  }
}

std::size_t EvidenceTable::memory_bytes() const {
  return slots_.size() * sizeof(Slot) + weights_.size() * sizeof(Weight) +
         (alone_.size() + openings_.size()) * sizeof(std::uint64_t);
}

// Where the key is, or would be.
std::size_t EvidenceTable::slot_of(std::uint64_t key) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = (hash_of(key) >> 20U) & mask;
  while (slots_[at].key != 0 && slots_[at].key != key) at = (at + 1) & mask;
  return at;
}

// Calls `found(slot, begin, end)` for the first occurrence of every word.
template <typename Found>
void EvidenceTable::each_word(std::u16string_view symbols, Notes& notes, Found&& found) const {
  notes.seen_in.resize(slots_.size());
  if (++notes.search == 0) {
    std::fill(notes.seen_in.begin(), notes.seen_in.end(), 0U);
    notes.search = 1;
  }
  const auto look_up = [&](std::uint64_t key, std::size_t begin, std::size_t end) {
    const std::size_t at = slot_of(key);
    if (slots_[at].key == 0 || notes.seen_in[at] == notes.search) return;
    notes.seen_in[at] = notes.search;
    found(slots_[at], begin, end);
  };
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    std::uint64_t key = plain(symbols[i]);
    if (has_bit(alone_, key)) look_up(key, i, i + 1);
    if (i + 1 == symbols.size()) return;
    key = key << 16U | plain(symbols[i + 1]);
    if (!has_bit(openings_, opening_of(key))) continue;
    look_up(key, i, i + 2);
    const std::size_t last = std::min(i + kLongestWord, symbols.size());
    for (std::size_t end = i + 3; end <= last; ++end) {
      key = key << 16U | plain(symbols[end - 1]);
      look_up(key, i, end);
    }
  }
}

void EvidenceTable::weigh(std::u16string_view symbols, Notes& notes) const {
  notes.sums.assign(lists_, 0);
  each_word(symbols, notes, [&](const Slot& slot, std::size_t, std::size_t) {
    for (std::uint32_t i = slot.first; i < slot.first + slot.count; ++i) {
      notes.sums[weights_[i].list] += weights_[i].weight;
    }
  });
}

EvidenceTable::Part EvidenceTable::heaviest(std::u16string_view symbols, std::uint32_t list,
                                            Notes& notes) const {
  notes.parts.assign(symbols.size(), 0);
  each_word(symbols, notes, [&](const Slot& slot, std::size_t begin, std::size_t end) {
    for (std::uint32_t i = slot.first; i < slot.first + slot.count; ++i) {
      if (weights_[i].list != list) continue;
      const std::int32_t share = weights_[i].weight * kShares / static_cast<std::int32_t>(end - begin);
      for (std::size_t at = begin; at < end; ++at) notes.parts[at] += share;
    }
  });
  Part best;
  std::int64_t best_sum = 0;
  std::int64_t sum = 0;
  std::uint32_t begin = 0;
  for (std::uint32_t i = 0; i < notes.parts.size(); ++i) {
    sum += notes.parts[i];
    if (sum > best_sum) {
      best_sum = sum;
      best = {begin, i + 1};
    }
    if (sum > 0) continue;
    sum = 0;
    begin = i + 1;
  }
  return best;
}

}  // namespace postgate
