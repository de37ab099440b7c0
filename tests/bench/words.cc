#include "bench/words.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <unordered_set>
#include <utility>

#include "bench/random.h"
#include "match/utf8_append.h"
#include "text/field_text.h"

namespace postgate_bench {

namespace {

constexpr std::size_t kLongest = 4;
using Gram = std::uint64_t;  // up to four characters of 16 bits, the last lowest

bool is_han(std::uint64_t c) { return c >= 0x4E00 && c <= 0x9FFF; }

struct Corpus {
  std::vector<Gram> grams[kLongest + 1];  // by length; sorted, distinct
  std::vector<std::uint16_t> characters;  // as often as they come
  std::vector<std::uint32_t> pairs;       // likewise
};

// Runs of Han characters. Separators are passed over, as the words of a pack are found through them;
// ASCII letters and digits end a run.
template <typename Take>
void each_run(const std::string& text, Take take) {
  std::vector<std::uint16_t> run;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto unit = [&](std::size_t at) {
      return static_cast<std::uint64_t>(static_cast<unsigned char>(text[at]));
    };
    if ((unit(i) & 0xF0U) == 0xE0U && i + 2 < text.size()) {
      const std::uint64_t c =
          ((unit(i) & 0xFU) << 12U) | ((unit(i + 1) & 0x3FU) << 6U) | (unit(i + 2) & 0x3FU);
      i += 2;
      if (is_han(c)) run.push_back(static_cast<std::uint16_t>(c));
    } else if (std::isalnum(static_cast<unsigned char>(text[i])) != 0) {
      take(run);
      run.clear();
    }
  }
  take(run);
}

Corpus read_corpus(const std::vector<std::string>& posts) {
  Corpus corpus;
  for (const std::string& post : posts) {
    each_run(post, [&corpus](const std::vector<std::uint16_t>& run) {
      corpus.characters.insert(corpus.characters.end(), run.begin(), run.end());
      for (std::size_t begin = 0; begin < run.size(); ++begin) {
        Gram gram = 0;
        for (std::size_t n = 1; n <= kLongest && begin + n <= run.size(); ++n) {
          gram = (gram << 16U) | run[begin + n - 1];
          if (n == 2) corpus.pairs.push_back(static_cast<std::uint32_t>(gram));
          corpus.grams[n].push_back(gram);
        }
      }
    });
  }
  for (std::vector<Gram>& grams : corpus.grams) {
    std::sort(grams.begin(), grams.end());
    grams.erase(std::unique(grams.begin(), grams.end()), grams.end());
  }
  return corpus;
}

// Pairs that share a character, chained: frequent beginnings, words that never come.
Gram chained(const Corpus& corpus, std::size_t length, Random& random) {
  const std::vector<Gram>& pairs = corpus.grams[2];
  Gram gram = length == 2 ? corpus.characters[random.below(corpus.characters.size())]
                          : corpus.pairs[random.below(corpus.pairs.size())];
  for (std::size_t have = length == 2 ? 1 : 2; have < length; ++have) {
    const Gram last = gram & 0xFFFFU;
    Gram next = corpus.characters[random.below(corpus.characters.size())];
    const auto first = std::lower_bound(pairs.begin(), pairs.end(), last << 16U);
    const auto behind = std::lower_bound(first, pairs.end(), (last + 1) << 16U);
    if (length > 2 && first != behind) {
      next = first[static_cast<std::ptrdiff_t>(random.below(static_cast<std::size_t>(behind - first)))] &
             0xFFFFU;
    }
    gram = (gram << 16U) | next;
  }
  return gram;
}

std::string spelled(Gram gram, std::size_t length) {
  std::string text;
  for (std::size_t i = length; i-- > 0;) {
    postgate::append_utf8(text, static_cast<char32_t>((gram >> (16U * i)) & 0xFFFFU));
  }
  return text;
}

}  // namespace

std::vector<std::string> make_words(const std::vector<std::string>& posts, std::size_t count) {
  const Corpus corpus = read_corpus(posts);
  std::vector<std::string> words;
  if (corpus.grams[kLongest].empty()) return words;
  Random random(20260101);
  std::unordered_set<Gram> taken;
  for (std::size_t attempt = 0; words.size() < count && attempt < 200 * count; ++attempt) {
    const std::size_t length = 2 + random.below(kLongest - 1);
    const std::vector<Gram>& known = corpus.grams[length];
    const bool occurs = words.size() % 200 == 0;
    const Gram gram = occurs ? known[random.below(known.size())] : chained(corpus, length, random);
    if (!occurs && std::binary_search(known.begin(), known.end(), gram)) continue;
    if (!taken.insert(gram).second) continue;
    std::string word = spelled(gram, length);
    // Another spelling would be another word to postgate than to Hyperscan.
    if (postgate::fold_word(word, 0) == word) words.push_back(std::move(word));
  }
  return words;
}

}  // namespace postgate_bench
