// The kernels that are written for wide registers, against plain loops: for CPUs that the machine is not.
// Built and run under emulation by run.sh. Exit status 1 and a line for the first difference.
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

#include "match/pair_filter.h"
#include "text/decode_batch.h"
#include "text/utf8.h"

namespace {

struct Random {
  std::uint64_t state = 20260101;
  std::uint32_t below(std::uint32_t limit) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::uint32_t>((state >> 33U) % limit);
  }
};

std::uint32_t any_code_point(Random& random) {
  switch (random.below(5)) {
    case 0:
      return random.below(0x80);
    case 1:
      return 0x80 + random.below(0x780);
    case 2:
      return random.below(40) == 0 ? 0x10000 + random.below(0x100000) : 0xE000 + random.below(0x2000);
    default:
      return 0x4E00 + random.below(0x5200);
  }
}

// Runs of Han and of ASCII, as long as the kernels like them, and everything between; in every third text
// one byte is wrong.
std::vector<std::uint8_t> any_text(Random& random) {
  std::vector<std::uint8_t> text;
  const std::uint32_t parts = random.below(12);
  for (std::uint32_t part = 0; part < parts; ++part) {
    const std::uint32_t kind = random.below(3);
    for (std::uint32_t left = random.below(60); left > 0; --left) {
      const std::uint32_t cp = kind == 0   ? 0x4E00 + random.below(0x5200)
                               : kind == 1 ? 0x20 + random.below(0x5F)
                                           : any_code_point(random);
      std::uint8_t bytes[4];
      text.insert(text.end(), bytes, postgate::encode_utf8(cp, bytes));
    }
  }
  if (!text.empty() && random.below(3) == 0) {
    text[random.below(static_cast<std::uint32_t>(text.size()))] =
        static_cast<std::uint8_t>(random.below(256));
  }
  return text;
}

// Where a text ends or is ill-formed, and its codes up to there; 0 stands for what is above the BMP.
struct Codes {
  std::vector<std::uint16_t> codes;
  std::size_t end = 0;
};

// One character the plain way; false at an ill-formed one.
bool take_one(const std::uint8_t* begin, std::size_t size, Codes& to) {
  const postgate::Decoded decoded = postgate::decode_utf8(begin + to.end, begin + size);
  if (!decoded.ok) return false;
  to.codes.push_back(static_cast<std::uint16_t>(decoded.codepoint > 0xFFFF ? 0 : decoded.codepoint));
  to.end += decoded.length;
  return true;
}

Codes by_kernel(const std::uint8_t* begin, std::size_t size) {
  Codes read;
  std::vector<std::uint16_t> room(postgate::kBatchRoom);
  while (read.end < size) {
    const postgate::DecodedBatch batch =
        postgate::decode_batch(begin, begin + read.end, begin + size, room.data());
    for (std::size_t i = 0; i < batch.count; ++i) {
      // A surrogate is how an ill-formed sequence of three bytes may be given.
      if (room[i] >= 0xD800 && room[i] <= 0xDFFF) return read;
      read.codes.push_back(room[i]);
    }
    if (batch.count > 0) {
      read.end = static_cast<std::size_t>(batch.next - begin);
    } else if (!take_one(begin, size, read)) {
      break;
    }
  }
  return read;
}

bool check_decoding(Random& random) {
  const std::vector<std::uint8_t> text = any_text(random);
  // Of just this size, so that the emulator's memory checks have a chance.
  const std::unique_ptr<std::uint8_t[]> exact(new std::uint8_t[text.size()]);
  std::memcpy(exact.get(), text.data(), text.size());
  Codes plain;
  while (plain.end < text.size() && take_one(exact.get(), text.size(), plain)) {
  }
  return by_kernel(exact.get(), text.size()).codes == plain.codes;
}

bool may_hold_word(const std::vector<char16_t>& symbols, std::size_t at, const postgate::PairFilter& filter) {
  const std::uint32_t hash = postgate::pair_hash(symbols[at], symbols[at + 1]);
  const std::uint32_t below = hash << (32U - filter.shift);
  const auto has = [&](std::uint32_t neighbour) {
    const std::uint32_t bits = postgate::filter_bits(below ^ neighbour);
    return (filter.words[hash >> filter.shift] & bits) == bits;
  };
  return has(0) || has(at + 2 < symbols.size() ? symbols[at + 2] * postgate::kHashBehind : 0) ||
         has(at > 0 ? symbols[at - 1] * postgate::kHashBefore : 0);
}

bool check_filter(Random& random) {
  constexpr unsigned kShift = 22;
  std::vector<std::uint32_t> words(std::size_t{1} << (32 - kShift));
  // As sparse as real ones, so that all kinds of hits are seen.
  for (std::uint32_t& word : words) {
    for (int bit = 0; bit < 6; ++bit) word |= 1U << random.below(32);
  }
  const postgate::PairFilter filter = {words.data(), kShift};
  const std::size_t size = 2 + random.below(200);
  // Of just this size, so that the emulator's memory checks have a chance.
  const std::unique_ptr<char16_t[]> exact(new char16_t[size]);
  std::vector<char16_t> symbols(size);
  for (char16_t& symbol : symbols) symbol = static_cast<char16_t>(random.below(0x10000));
  std::memcpy(exact.get(), symbols.data(), size * sizeof(char16_t));
  const std::size_t from = random.below(static_cast<std::uint32_t>(size));
  const std::size_t to = from + random.below(static_cast<std::uint32_t>(size - from));
  std::vector<std::uint32_t> found(to - from + postgate::kFilterSlack);
  found.resize(postgate::filter_pairs({exact.get(), size}, from, to, filter, found.data()));
  std::vector<std::uint32_t> expected;
  for (std::size_t i = from; i < to; ++i) {
    if (may_hold_word(symbols, i, filter)) expected.push_back(static_cast<std::uint32_t>(i));
  }
  return found == expected;
}

}  // namespace

int main() {
  Random random;
  constexpr int kRounds = 3000;
  for (int round = 0; round < kRounds; ++round) {
    if (!check_decoding(random)) {
      std::printf("decoding differs in round %d\n", round);
      return 1;
    }
    if (!check_filter(random)) {
      std::printf("the pair filter differs in round %d\n", round);
      return 1;
    }
  }
  std::printf("%d rounds alike\n", kRounds);
  return 0;
}
