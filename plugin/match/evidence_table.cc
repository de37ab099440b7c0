#include "match/evidence_table.h"

#include <algorithm>
#include <bit>

namespace postgate {

namespace {

constexpr std::size_t kSymbols = 65'536;
constexpr std::size_t kBits = 262'144;  // of a filter
constexpr std::size_t kAtOnce = 4;
constexpr std::int32_t kShares = 12;  // a weight can be shared by 1, 2, 3 or 4 symbols

constexpr char16_t plain(char16_t symbol) { return symbol >= u'0' && symbol <= u'9' ? u'0' : symbol; }

constexpr std::uint64_t hash_of(std::uint64_t key) { return key * 0x9E37'79B9'7F4A'7C15ULL; }

constexpr std::size_t bit_of(std::uint64_t key) {
  static_assert(kBits == std::size_t{1} << 18U);
  return hash_of(key) >> 46U;
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

EvidenceTable::EvidenceTable(const std::vector<Word>& words, std::size_t lists)
    : lists_(lists), stride_((lists + kAtOnce - 1) / kAtOnce * kAtOnce) {
  alone_.resize(kSymbols);
  known_.resize(kBits / 64);
  openings_.resize(kBits / 64);
  slots_.resize(std::bit_ceil(2 * words.size() + 1));
  // Words of one symbol come first: their numbers have sixteen bits.
  std::vector<const Word*> order;
  for (const Word& word : words) order.push_back(&word);
  std::sort(order.begin(), order.end(), [](const Word* a, const Word* b) {
    return a->symbols.size() != b->symbols.size() ? a->symbols.size() < b->symbols.size()
                                                  : key_of(a->symbols) < key_of(b->symbols);
  });
  std::u16string_view last;
  for (const Word* word : order) {
    const std::uint64_t key = key_of(word->symbols);
    if (words_ == 0 || last.size() != word->symbols.size() || key_of(last) != key) {
      enter(key, word->symbols.size(), words_++);
      weights_.resize(words_ * stride_);
      last = word->symbols;
    }
    weights_[(words_ - 1) * stride_ + word->list] += word->weight;
  }
}

void EvidenceTable::enter(std::uint64_t key, std::size_t length, std::uint32_t word) {
  if (length == 1) {
    alone_[key] = static_cast<std::uint16_t>(word + 1);
    return;
  }
  slots_[slot_of(key)] = {key, word};
  set_bit(known_, bit_of(key));
  if (length > 2) set_bit(openings_, bit_of(key >> 16U * (length - 2)));
}

std::size_t EvidenceTable::memory_bytes() const {
  return slots_.size() * sizeof(Slot) + weights_.size() * sizeof(std::int32_t) +
         alone_.size() * sizeof(std::uint16_t) + (known_.size() + openings_.size()) * sizeof(std::uint64_t);
}

// Where the key is, or would be.
std::size_t EvidenceTable::slot_of(std::uint64_t key) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = (hash_of(key) >> 20U) & mask;
  while (slots_[at].key != 0 && slots_[at].key != key) at = (at + 1) & mask;
  return at;
}

// Calls `found(word, begin, end)` for the first occurrence of every word.
template <typename Found>
void EvidenceTable::each_word(std::u16string_view symbols, Notes& notes, Found&& found) const {
  notes.seen_in.resize(words_);
  if (++notes.search == 0) {
    std::fill(notes.seen_in.begin(), notes.seen_in.end(), 0U);
    notes.search = 1;
  }
  const auto meet = [&](std::uint32_t word, std::size_t begin, std::size_t end) {
    if (notes.seen_in[word] == notes.search) return;
    notes.seen_in[word] = notes.search;
    found(word, begin, end);
  };
  const auto look_up = [&](std::uint64_t key, std::size_t begin, std::size_t end) {
    if (!has_bit(known_, bit_of(key))) return;
    const Slot& slot = slots_[slot_of(key)];
    if (slot.key != 0) meet(slot.word, begin, end);
  };
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    std::uint64_t key = plain(symbols[i]);
    if (alone_[key] != 0) meet(alone_[key] - 1U, i, i + 1);
    if (i + 1 == symbols.size()) return;
    key = key << 16U | plain(symbols[i + 1]);
    look_up(key, i, i + 2);
    if (!has_bit(openings_, bit_of(key))) continue;
    const std::size_t last = std::min(i + kLongestWord, symbols.size());
    for (std::size_t end = i + 3; end <= last; ++end) {
      key = key << 16U | plain(symbols[end - 1]);
      look_up(key, i, end);
    }
  }
}

void EvidenceTable::weigh(std::u16string_view symbols, Notes& notes) const {
  notes.sums.assign(stride_, 0);
  std::int32_t* const sums = notes.sums.data();
  each_word(symbols, notes, [&](std::uint32_t word, std::size_t, std::size_t) {
    const std::int32_t* const weights = weights_.data() + word * stride_;
    for (std::size_t list = 0; list < stride_; ++list) sums[list] += weights[list];
  });
}

EvidenceTable::Part EvidenceTable::heaviest(std::u16string_view symbols, std::uint32_t list,
                                            Notes& notes) const {
  notes.parts.assign(symbols.size(), 0);
  each_word(symbols, notes, [&](std::uint32_t word, std::size_t begin, std::size_t end) {
    const std::int32_t weight = weights_[word * stride_ + list];
    const std::int32_t share = weight * kShares / static_cast<std::int32_t>(end - begin);
    for (std::size_t at = begin; at < end; ++at) notes.parts[at] += share;
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
