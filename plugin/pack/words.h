// WordTaker: checks words, phrases and regexes on their way into the model. One for each
// load_pack(): it holds the count that PackLimits bounds. One thread.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "pack/loader.h"
#include "pack/model.h"
#include "pack/pack_report.h"

namespace postgate {

struct WordUse {
  std::string_view owner;  // id of the signal or rule
  bool raw = false;        // matched as written: nothing is folded away
};

class WordTaker {
 public:
  WordTaker(const PackLimits& limits, PackReport& report) : limits_(limits), report_(report) {}

  // The words of `from` that can be used, each once. `single`, if given, gets those that are one
  // character long.
  std::vector<Entry> take_words(std::vector<Entry> from, const WordUse& use,
                                std::vector<Entry>* single = nullptr);

  // Whether the regexes are short enough; what they say is checked by the engine.
  std::vector<Entry> take_regexes(std::vector<Entry> from, std::string_view owner);

 private:
  bool has_room(const Entry& word, std::string_view owner);
  // The folded word; empty if the word is refused.
  std::string fold_checked(const Entry& word, const WordUse& use);

  const PackLimits& limits_;
  PackReport& report_;
  std::size_t taken_ = 0;
  bool full_ = false;
};

}  // namespace postgate
