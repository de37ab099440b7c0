// Changed copies of a file, as an attacker or a bad disk makes them. The same seed gives the same ones.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <utility>

namespace capi_test {

// How many changed copies a test tries: `usual`, or what POSTGATE_MUTANTS asks for.
inline int mutant_count(int usual) {
  const char* asked = std::getenv("POSTGATE_MUTANTS");
  const int count = asked == nullptr ? 0 : std::atoi(asked);
  return count > 0 ? count : usual;
}

class Mutator {
 public:
  explicit Mutator(std::string original) : original_(std::move(original)) {}

  // Differs from the original in any case.
  std::string next() {
    std::string changed = original_;
    do {
      change(changed);
    } while (changed == original_);
    return changed;
  }

 private:
  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_);
  }

  void change(std::string& text) {
    const std::size_t at = text.empty() ? 0 : below(text.size());
    switch (text.empty() ? 5 : below(7)) {
      case 0:
      case 1:
        text[at] = static_cast<char>(static_cast<unsigned char>(text[at]) ^ (1U << below(8)));
        break;
      case 2:
        text[at] = static_cast<char>(below(256));
        break;
      case 3:
        text.resize(at);
        break;
      case 4:
        std::swap(text[at], text[below(text.size())]);
        break;
      case 5:
        text.insert(at, 1, static_cast<char>(below(256)));
        break;
      default:
        text.erase(at, 1 + below(std::min<std::size_t>(16, text.size() - at)));
        break;
    }
  }

  std::string original_;
  std::mt19937_64 random_{20261125};
};

}  // namespace capi_test
