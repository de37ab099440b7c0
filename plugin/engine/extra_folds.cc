#include "engine/extra_folds.h"

#include <bit>
#include <string>

#include "text/field_text.h"
#include "text/utf8.h"

namespace postgate {

namespace {

// Takes one run of equal characters off the front of `text`; its length in characters.
std::size_t take_run(std::string_view& text, std::string_view& character) {
  character = text.substr(0, utf8_length_of_lead(static_cast<std::uint8_t>(text.front())));
  std::size_t run = 0;
  while (text.substr(0, character.size()) == character) {
    text.remove_prefix(character.size());
    ++run;
  }
  return run;
}

// `slice` is `word` with some characters repeated more often, none less often.
bool stretches(std::string_view slice, std::string_view word) {
  while (!slice.empty() && !word.empty()) {
    std::string_view a;
    std::string_view b;
    const std::size_t run_in_slice = take_run(slice, a);
    const std::size_t run_in_word = take_run(word, b);
    if (a != b || run_in_slice < run_in_word) return false;
  }
  return slice.empty() && word.empty();
}

bool equal_under(std::string_view slice, std::string_view word, FoldSet folds) {
  const auto others = static_cast<FoldSet>(folds & ~unsigned{kFoldRepeat});
  const std::string a = fold_word(slice, others);
  const std::string b = fold_word(word, others);
  return (folds & kFoldRepeat) != 0 ? stretches(a, b) : a == b;
}

}  // namespace

std::optional<FoldSet> needed_extra_folds(std::string_view slice, std::string_view word, FoldSet extras) {
  std::optional<FoldSet> best;
  for (unsigned set = extras;; set = (set - 1U) & extras) {
    const bool smaller = !best || std::popcount(set) < std::popcount(unsigned{*best});
    if (smaller && equal_under(slice, word, static_cast<FoldSet>(set))) best = static_cast<FoldSet>(set);
    if (set == 0) return best;
  }
}

}  // namespace postgate
