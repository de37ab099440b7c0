// Building a dictionary: for each word the pair and the neighbour that are rarest in ordinary text and whose
// place in the filter is shared by the fewest other words, then the filter and the table of what it knows.
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

// Words of the filter for each word of the dictionary, rounded up to a power of two: few enough to stay in a
// near cache, so many that one position in some hundreds passes by chance.
constexpr std::size_t kPerWord = 2;
constexpr unsigned kLeastFilterBits = 8;
constexpr unsigned kMostFilterBits = 32 - kLeastShift;

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
      if (word.symbols.size() > kInline) symbols += word.symbols.size();
    }
    // The entries say in 32 bits where a word begins.
    if (symbols > std::numeric_limits<std::uint32_t>::max()) {
      return make_error(Status::kPackLimit, "the words together are too long");
    }
    made_.pool_.reserve(symbols);
    size_filter(words.size());
    for (const WordSpec& word : words) add(word);
    sort_singles();
    if (!drafts_.empty()) index();
    return {};
  }

 private:
  struct Draft {
    std::uint64_t hash;  // of its slot
    Entry entry;
  };

  void add(const WordSpec& word) {
    if (word.symbols.empty()) return;
    if (word.symbols.size() == 1) {
      made_.singles_.push_back({word.symbols.front(), word.id});
      return;
    }
    const Anchor anchor = best_anchor(word.symbols);
    const char16_t first = word.symbols[anchor.offset];
    const char16_t second = word.symbols[anchor.offset + 1];
    const char16_t check =
        anchor.checked == 0 ? u'\0' : word.symbols[anchor.offset + static_cast<std::size_t>(anchor.checked)];
    const std::uint32_t hash = pair_hash(first, second);
    ++loads_[hash >> made_.filter_shift_];
    made_.filter_[hash >> made_.filter_shift_] |=
        filter_bits(hash << (32U - made_.filter_shift_) ^ neighbour_hash(anchor.checked, check));
    drafts_.push_back(
        {slot_hash(pair_of(first, second), anchor.checked, check), entry_of(word, anchor.offset)});
  }

  Entry entry_of(const WordSpec& word, std::size_t offset) {
    Entry entry = {
        word.id, static_cast<std::uint16_t>(word.symbols.size()), static_cast<std::uint16_t>(offset), {}};
    if (word.symbols.size() <= kInline) {
      std::copy(word.symbols.begin(), word.symbols.end(), entry.symbols);
      return entry;
    }
    const std::size_t text = made_.pool_.size();
    entry.symbols[0] = static_cast<char16_t>(text & 0xFFFFU);
    entry.symbols[1] = static_cast<char16_t>(text >> 16U);
    made_.pool_.insert(made_.pool_.end(), word.symbols.begin(), word.symbols.end());
    return entry;
  }

  // Where the pair of a word stands, and how far from there the symbol beside it; 0: it is the pair alone.
  struct Anchor {
    std::size_t offset;
    int checked;
  };

  static std::uint32_t neighbour_hash(int checked, char16_t check) {
    return checked > 0 ? check * kHashBehind : checked < 0 ? check * kHashBefore : 0;
  }

  // Of three symbols the filter finds the pair of the first two or of the last two.
  Anchor best_anchor(std::u16string_view symbols) const {
    Anchor best = {0, 0};
    unsigned best_cost = std::numeric_limits<unsigned>::max();
    for (std::size_t i = 0; i + 2 < symbols.size(); ++i) {
      const unsigned rarity = level_at(symbols, i) + level_at(symbols, i + 1);
      for (const std::size_t offset : {i, i + 1}) {
        const unsigned cost = rarity + level_at(symbols, offset) +
                              4 * static_cast<unsigned>(std::bit_width(crowd_at(symbols, offset)));
        if (cost >= best_cost) continue;
        best_cost = cost;
        best = {offset, offset == i ? 2 : -1};
      }
    }
    return best;
  }

  static unsigned level_at(std::u16string_view symbols, std::size_t at) {
    return pair_level(pair_of(symbols[at], symbols[at + 1]));
  }
  [[nodiscard]] unsigned crowd_at(std::u16string_view symbols, std::size_t at) const {
    return loads_[pair_hash(symbols[at], symbols[at + 1]) >> made_.filter_shift_];
  }

  void size_filter(std::size_t words) {
    const auto bits = static_cast<unsigned>(std::bit_width(kPerWord * words));
    const unsigned filter_bits = std::clamp(bits, kLeastFilterBits, kMostFilterBits);
    made_.filter_.assign(std::size_t{1} << filter_bits, 0);
    made_.filter_shift_ = 32U - filter_bits;
    loads_.assign(made_.filter_.size(), 0);
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
      return std::tie(a.hash, a.entry.id) < std::tie(b.hash, b.entry.id);
    });
    std::size_t slots = 1;
    for (std::size_t i = 1; i < drafts_.size(); ++i)
      slots += drafts_[i].hash != drafts_[i - 1].hash ? 1U : 0U;
    const auto slot_bits = std::max(4U, static_cast<unsigned>(std::bit_width(2 * slots - 1)));
    made_.slots_.assign(std::size_t{1} << slot_bits, Slot{0, 0, 0});
    made_.slot_shift_ = 64U - slot_bits;
    made_.entries_.reserve(drafts_.size());
    for (std::size_t begin = 0; begin < drafts_.size();) {
      std::size_t end = begin + 1;
      while (end < drafts_.size() && drafts_[end].hash == drafts_[begin].hash) ++end;
      add_slot(begin, end);
      begin = end;
    }
  }

  void add_slot(std::size_t begin, std::size_t end) {
    const std::uint64_t hash = drafts_[begin].hash;
    const Slot slot{static_cast<std::uint32_t>(hash), static_cast<std::uint32_t>(made_.entries_.size()),
                    static_cast<std::uint32_t>(end - begin)};
    for (std::size_t i = begin; i < end; ++i) made_.entries_.push_back(drafts_[i].entry);
    const std::size_t mask = made_.slots_.size() - 1;
    std::size_t at = hash >> made_.slot_shift_;
    while (made_.slots_[at].count != 0) at = (at + 1) & mask;
    made_.slots_[at] = slot;
  }

  WordMatcher& made_;
  std::vector<Draft> drafts_;
  std::vector<std::uint32_t> loads_;  // how many words each word of the filter knows
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
