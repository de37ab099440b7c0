#include "engine/view_builder.h"

#include <algorithm>
#include <deque>
#include <string>
#include <utility>

namespace postgate {

namespace {

// Says which pattern it is, in the author's words.
Error at_pattern(Error error, const CompiledView& view) {
  if (error.offset < view.patterns.size())
    error.message += " in pattern \"" + view.patterns[error.offset].text + "\"";
  error.offset = Error::kNoOffset;
  return error;
}

}  // namespace

void ViewBuilder::add_literal(const std::string& bytes, PatternUse use) {
  if (!bytes.empty()) add(bytes, -1, use);
}

void ViewBuilder::add_word(const std::string& word, PatternUse use) { add_literal(fold_word(word, 0), use); }

void ViewBuilder::add_variant(const std::string& shown, const std::string& plain, PatternUse use) {
  use.plain = static_cast<std::int32_t>(plain_.size());
  plain_.push_back(plain);
  add_literal(shown, use);
}

bool ViewBuilder::add_regex(const std::string& text, std::int32_t number, PatternUse use) {
  return add(text, number, use);
}

bool ViewBuilder::add(const std::string& text, std::int32_t regex, PatternUse use) {
  auto& slots = regex < 0 ? literal_slots_ : regex_slots_;
  const auto [place, fresh] = slots.try_emplace(text, slots_.size());
  if (fresh) slots_.push_back({text, regex, {}});
  slots_[place->second].uses.push_back(use);
  return fresh;
}

std::vector<ViewBuilder::RegexUse> ViewBuilder::regexes() const {
  std::vector<RegexUse> found;
  for (const Slot& slot : slots_) {
    if (slot.regex < 0) continue;
    RegexUse regex{slot.text, {}};
    for (const PatternUse& use : slot.uses) regex.signals.push_back(use.signal);
    found.push_back(std::move(regex));
  }
  return found;
}

Result<CompiledView> ViewBuilder::build(std::uint64_t& memory_bytes, CacheUse& cache) {
  CompiledView view;
  view.kind = kind_;
  view.extra = extra_;
  view.plain = std::move(plain_);
  std::vector<std::vector<PatternSpec>> specs(1);  // by database
  std::size_t regexes = 0;
  std::deque<std::u16string> symbols;  // stay where they are
  std::vector<WordSpec> words;
  for (const Slot& slot : slots_) {
    Pattern pattern;
    pattern.text = slot.text;
    pattern.regex = slot.regex;
    pattern.first_use = static_cast<std::uint32_t>(view.uses.size());
    pattern.use_count = static_cast<std::uint32_t>(slot.uses.size());
    const auto id = static_cast<std::uint32_t>(view.patterns.size());
    if (slot.regex < 0 && (kind_ == ViewKind::kSqueezed || kind_ == ViewKind::kExtra)) {
      symbols.push_back(to_symbols(slot.text));
      words.push_back({symbols.back(), id});
      pattern.length = static_cast<std::uint32_t>(symbols.back().size());
    } else {
      const std::size_t group = slot.regex < 0 || groups_.empty() ? 0 : groups_[regexes++];
      specs.resize(std::max(specs.size(), group + 1));
      specs[group].push_back({slot.text, id, slot.regex < 0});
      pattern.length = static_cast<std::uint32_t>(slot.text.size());
    }
    view.uses.insert(view.uses.end(), slot.uses.begin(), slot.uses.end());
    view.patterns.push_back(std::move(pattern));
  }
  for (const auto& [text, id] : marks_) words.push_back({text, id});
  Result<WordMatcher> matcher = WordMatcher::build(words, cache.cpu);
  if (!matcher.ok()) return at_pattern(std::move(matcher.error()), view);
  view.words = std::move(matcher).value();
  memory_bytes += view.words.memory_bytes();
  for (const std::vector<PatternSpec>& group : specs) {
    Result<PatternDb> db = PatternDb::build(group, cache);
    if (!db.ok()) return at_pattern(std::move(db.error()), view);
    memory_bytes += db.value().memory_bytes();
    view.databases.push_back(std::move(db).value());
  }
  return view;
}

}  // namespace postgate
