#include "pack/words.h"

#include <string>
#include <unordered_map>
#include <utility>

#include "pack/text_place.h"
#include "text/field_text.h"

namespace postgate {

std::vector<Entry> WordTaker::take_words(std::vector<Entry> from, const WordUse& use,
                                         std::vector<Entry>* single) {
  std::vector<Entry> words;
  std::unordered_map<std::string, std::size_t> seen;  // folded word -> its number in `words`
  for (Entry& word : from) {
    if (full_) break;
    std::string folded = fold_checked(word, use);
    if (folded.empty() || !has_room(word, use.owner)) continue;
    if (single != nullptr && count_code_points(folded) == 1) single->push_back(word);
    const auto [first, fresh] = seen.emplace(std::move(folded), words.size());
    if (fresh) {
      words.push_back(std::move(word));
      continue;
    }
    const Entry& before = words[first->second];
    const std::string place = report_.name_of(before.at);
    if (before.text == word.text) {
      report_.warning("duplicate-word", word.at,
                      in_quotes(word.text) + " is already at " + place + "; remove one", use.owner);
    } else {
      report_.warning("words-fold-equal", word.at,
                      in_quotes(word.text) + " folds to the same word as " + in_quotes(before.text) + " at " +
                          place + "; keep one",
                      use.owner);
    }
  }
  return words;
}

std::vector<Entry> WordTaker::take_regexes(std::vector<Entry> from, std::string_view owner) {
  std::vector<Entry> regexes;
  for (Entry& regex : from) {
    if (full_) break;
    if (regex.text.size() > limits_.regex_bytes) {
      report_.error("limit", regex.at,
                    "a regex may have " + std::to_string(limits_.regex_bytes) + " bytes; this one has " +
                        std::to_string(regex.text.size()) + "; write several",
                    owner);
    } else if (has_room(regex, owner)) {
      regexes.push_back(std::move(regex));
    }
  }
  return regexes;
}

bool WordTaker::has_room(const Entry& word, std::string_view owner) {
  if (taken_ < limits_.words) {
    ++taken_;
    return true;
  }
  full_ = true;
  report_.error(
      "limit", word.at,
      "the pack has more than " + std::to_string(limits_.words) + " words; split it into several packs",
      owner);
  return false;
}

std::string WordTaker::fold_checked(const Entry& word, const WordUse& use) {
  if (word.text.empty()) {
    report_.error("empty-word", word.at, "an empty word would be found everywhere; remove it", use.owner);
    return {};
  }
  if (word.text.size() > limits_.word_bytes) {
    report_.error("limit", word.at,
                  "a word may have " + std::to_string(limits_.word_bytes) + " bytes; this one has " +
                      std::to_string(word.text.size()) + "; shorten it",
                  use.owner);
    return {};
  }
  if (use.raw) return word.text;
  if (const auto hidden = hidden_character(word.text)) {
    report_.warning("hidden-character", word.at,
                    in_quotes(word.text) + " holds the hidden character " + *hidden + "; remove it",
                    use.owner);
  }
  std::string folded = fold_word(word.text, 0);
  if (folded.empty()) {
    report_.error("word-only-separators", word.at,
                  in_quotes(word.text) +
                      " is nothing but separators, which are skipped when words are looked for; use `regex`, "
                      "or folds = [\"raw\"] to match text as written",
                  use.owner);
  }
  return folded;
}

}  // namespace postgate
