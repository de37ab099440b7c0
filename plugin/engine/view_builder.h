// ViewBuilder: collects the patterns of one view, each distinct literal or regex once,
// and compiles them into its database. Used by engine/compile.cc only; one thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.h"
#include "engine/compiled.h"

namespace postgate {

class ViewBuilder {
 public:
  ViewBuilder(ViewKind kind, FoldSet extra) : kind_(kind), extra_(extra) {}

  [[nodiscard]] bool empty() const { return slots_.empty(); }

  // Exact bytes of the view.
  void add_literal(const std::string& bytes, PatternUse use);
  // A word as its author wrote it; folded as this view is.
  void add_word(const std::string& word, PatternUse use);
  // One way to write a word: as this view shows it and without the extra folds. Views of kExtra only.
  void add_variant(const std::string& shown, const std::string& plain, PatternUse use);
  // `number` is the one the regex gets if it is new to this view; true if it is.
  bool add_regex(const std::string& text, std::int32_t number, PatternUse use);

  // Whether the database holds words too, so that it must run on every field.
  [[nodiscard]] bool has_plain_words() const {
    return kind_ != ViewKind::kSqueezed && !literal_slots_.empty();
  }
  struct RegexUse {
    std::string_view text;
    std::vector<std::uint32_t> signals;
  };
  [[nodiscard]] std::vector<RegexUse> regexes() const;
  // The database of each regex, in the order of regexes(); 0, where the words are, unless said.
  void set_groups(std::vector<std::uint32_t> groups) { groups_ = std::move(groups); }
  // Symbols whose hit is only marked; see kMarkId. Of the squeezed view.
  void add_mark(std::u16string symbols, std::uint32_t id) { marks_.emplace_back(std::move(symbols), id); }

  // Call once. Adds the size of the database to `memory_bytes`.
  Result<CompiledView> build(std::uint64_t& memory_bytes, CacheUse& cache);

 private:
  struct Slot {
    std::string text;
    std::int32_t regex = -1;
    std::vector<PatternUse> uses;
  };
  bool add(const std::string& text, std::int32_t regex, PatternUse use);

  ViewKind kind_;
  FoldSet extra_;
  std::vector<Slot> slots_;
  std::vector<std::string> plain_;
  std::vector<std::pair<std::u16string, std::uint32_t>> marks_;
  std::vector<std::uint32_t> groups_;
  std::unordered_map<std::string, std::size_t> literal_slots_;
  std::unordered_map<std::string, std::size_t> regex_slots_;
};

}  // namespace postgate
