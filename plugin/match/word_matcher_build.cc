// Building a dictionary: for each word the pair that is rarest in ordinary text and shared by the
// fewest other words, then the bitmap and the table of the pairs.
#include <algorithm>
#include <bit>
#include <limits>
#include <new>
#include <numeric>
#include <tuple>
#include <utility>

#include "match/pair_filter.h"
#include "match/pair_levels.h"
#include "match/word_hash.h"
#include "match/word_matcher.h"

namespace postgate {

namespace {

// Bits of the bitmap for each pair: few enough to stay in a near cache, so many that one position in
// some hundreds passes by chance.
constexpr std::size_t kBitsPerPair = 24;
constexpr unsigned kLeastBitmapBits = 13;
constexpr unsigned kMostBitmapBits = 27;

}  // namespace

class WordMatcher::Builder {
 public:
  explicit Builder(WordMatcher& matcher) : made_(matcher) {}

  Result<void> run(const std::vector<WordSpec>& words) {
    std::size_t symbols = 0;
    for (const WordSpec& word : words) {
      if (word.symbols.size() > std::numeric_limits<std::uint16_t>::max()) {
        Error error = make_error(Status::kPackLimit, "a word of more than 65535 characters");
        error.offset = word.id;
        return error;
      }
      if (word.symbols.size() > 1) symbols += word.symbols.size();
    }
    if (symbols > std::numeric_limits<std::uint32_t>::max()) {
      return make_error(Status::kPackLimit, "the words together are too long");
    }
    made_.pool_.reserve(symbols);
    loads_.resize(std::bit_ceil(std::max<std::size_t>(words.size(), 64)));
    for (const WordSpec& word : words) add(word);
    sort_singles();
    if (!drafts_.empty()) index();
    return {};
  }

 private:
  struct Draft {
    std::uint32_t pair;
    Entry entry;
  };

  void add(const WordSpec& word) {
    if (word.symbols.empty()) return;
    if (word.symbols.size() == 1) {
      made_.singles_.push_back({word.symbols.front(), word.id});
      return;
    }
    const std::size_t offset = best_pair(word.symbols);
    const auto text = static_cast<std::uint32_t>(made_.pool_.size());
    made_.pool_.insert(made_.pool_.end(), word.symbols.begin(), word.symbols.end());
    const std::uint32_t pair = pair_of(word.symbols[offset], word.symbols[offset + 1]);
    ++load(pair);
    // The neighbour that the guards ask for, or of the pair alone its own first symbol.
    const int checked = offset + 2 < word.symbols.size() ? 2 : offset > 0 ? -1 : 0;
    const char16_t check = word.symbols[offset + static_cast<std::size_t>(checked)];
    drafts_.push_back(
        {pair,
         {text, static_cast<std::uint16_t>(word.symbols.size()), static_cast<std::uint16_t>(offset), word.id,
          check, static_cast<std::int16_t>(checked)}});
  }

  std::uint32_t& load(std::uint32_t pair) { return loads_[slot_hash(pair) & (loads_.size() - 1)]; }

  // Rarity first; then pairs that no other word uses, so that no list of candidates grows long.
  std::size_t best_pair(std::u16string_view symbols) {
    std::size_t best = 0;
    unsigned best_cost = std::numeric_limits<unsigned>::max();
    for (std::size_t i = 0; i + 1 < symbols.size(); ++i) {
      const std::uint32_t pair = pair_of(symbols[i], symbols[i + 1]);
      const unsigned crowd = static_cast<unsigned>(std::bit_width(load(pair)));
      const unsigned cost = 2 * pair_level(pair) + crowd;
      if (cost >= best_cost) continue;
      best_cost = cost;
      best = i;
    }
    return best;
  }

  void sort_singles() {
    if (made_.singles_.empty()) return;
    std::sort(made_.singles_.begin(), made_.singles_.end(), [](const Single& a, const Single& b) {
      return std::tie(a.symbol, a.id) < std::tie(b.symbol, b.id);
    });
    made_.single_bits_.resize(1024);
    for (const Single& single : made_.singles_) {
      made_.single_bits_[single.symbol >> 6U] |= std::uint64_t{1} << (single.symbol & 63U);
    }
    std::uint32_t rank = 0;
    for (const std::uint64_t bits : made_.single_bits_) {
      made_.single_ranks_.push_back(rank);
      rank += static_cast<std::uint32_t>(std::popcount(bits));
    }
    for (std::uint32_t i = 0; i < made_.singles_.size(); ++i) {
      if (i == 0 || made_.singles_[i].symbol != made_.singles_[i - 1].symbol)
        made_.single_begins_.push_back(i);
    }
    made_.single_begins_.push_back(static_cast<std::uint32_t>(made_.singles_.size()));
  }

  void index() {
    std::sort(drafts_.begin(), drafts_.end(), [](const Draft& a, const Draft& b) {
      return std::tie(a.pair, a.entry.id, a.entry.text) < std::tie(b.pair, b.entry.id, b.entry.text);
    });
    std::size_t pairs = 1;
    for (std::size_t i = 1; i < drafts_.size(); ++i)
      pairs += drafts_[i].pair != drafts_[i - 1].pair ? 1U : 0U;
    size_tables(pairs);
    made_.entries_.reserve(drafts_.size());
    for (std::size_t begin = 0; begin < drafts_.size();) {
      std::size_t end = begin + 1;
      while (end < drafts_.size() && drafts_[end].pair == drafts_[begin].pair) ++end;
      add_pair(begin, end);
      begin = end;
    }
  }

  void size_tables(std::size_t pairs) {
    const auto bits = static_cast<unsigned>(std::bit_width(pairs * kBitsPerPair - 1));
    const unsigned bitmap_bits = std::clamp(bits, kLeastBitmapBits, kMostBitmapBits);
    made_.bitmap_.assign(std::size_t{1} << (bitmap_bits - 5U), 0);
    made_.bitmap_shift_ = 32U - (bitmap_bits - 5U);
    const auto slot_bits = std::max(4U, static_cast<unsigned>(std::bit_width(2 * pairs - 1)));
    made_.slots_.assign(std::size_t{1} << slot_bits, Slot{0, 0, 0});
    made_.slot_shift_ = 32U - slot_bits;
    const unsigned guard_bits = slot_bits - 1;
    made_.guards_.assign(std::size_t{1} << guard_bits, 0);
    made_.guard_shift_ = 32U - guard_bits;
  }

  void add_pair(std::size_t begin, std::size_t end) {
    const std::uint32_t pair = drafts_[begin].pair;
    const std::uint32_t hash = pair_hash(pair);
    made_.bitmap_[hash >> made_.bitmap_shift_] |= pair_bits(hash, made_.bitmap_shift_);
    const Slot slot{pair, static_cast<std::uint32_t>(made_.entries_.size()),
                    static_cast<std::uint32_t>(end - begin)};
    const std::uint32_t place = slot_hash(pair);
    for (std::size_t i = begin; i < end; ++i) {
      made_.entries_.push_back(drafts_[i].entry);
      made_.guards_[place >> made_.guard_shift_] |= guard_of(drafts_[i].entry, place);
    }
    const std::size_t mask = made_.slots_.size() - 1;
    std::size_t at = place >> made_.slot_shift_;
    while (made_.slots_[at].count != 0) at = (at + 1) & mask;
    made_.slots_[at] = slot;
  }

  static std::uint64_t guard_of(const Entry& entry, std::uint32_t hash) {
    if (entry.checked > 0) return guard_behind(entry.check);
    return entry.checked < 0 ? guard_before(entry.check) : guard_alone(hash);
  }

  WordMatcher& made_;
  std::vector<Draft> drafts_;
  std::vector<std::uint32_t> loads_;  // words by hash of their pair
};

Result<WordMatcher> WordMatcher::build(const std::vector<WordSpec>& words, CpuLevel cpu) {
  try {
    WordMatcher matcher;
    matcher.cpu_ = cpu;
    if (Result<void> built = Builder(matcher).run(words); !built.ok()) return built.error();
    return matcher;
  } catch (const std::bad_alloc&) {
    return make_error(Status::kNoMemory, "no memory to compile the words");
  }
}

}  // namespace postgate
