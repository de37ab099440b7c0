#include "engine/hostile.h"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <vector>

#include "engine/engine.h"
#include "engine/scanner.h"

namespace postgate {

namespace {

constexpr std::size_t kTextBytes = 16U << 10U;
constexpr std::size_t kQuickBytes = 2U << 10U;
constexpr std::size_t kKib = 1024;
constexpr int kRuns = 3;
constexpr int kQuickRuns = 2;

struct HostileText {
  const char* kind;
  std::string text;
};

// Repeats `piece` until the text is long enough; never cuts a character.
std::string repeated(std::string_view piece) {
  std::string text;
  while (!piece.empty() && text.size() + piece.size() <= kTextBytes) text += piece;
  return text;
}

void append_while_room(std::string& text, std::string_view piece) {
  if (text.size() + piece.size() <= kTextBytes) text += piece;
}

std::string words_of(const Ruleset& ruleset, bool shortest) {
  std::vector<std::string_view> words;
  for (const auto& pack : ruleset.packs()) {
    for (const Signal& signal : pack->signals) {
      for (const Entry& word : signal.words) words.push_back(word.text);
    }
  }
  // The shortest words give the most hits; order of the source otherwise, so that nothing depends on chance.
  if (shortest) {
    std::stable_sort(words.begin(), words.end(),
                     [](std::string_view a, std::string_view b) { return a.size() < b.size(); });
  }
  std::string text;
  for (const std::string_view word : words) append_while_room(text, word);
  return repeated(text);
}

std::string examples_of(const Ruleset& ruleset) {
  std::string text;
  for (const auto& pack : ruleset.packs()) {
    for (const Rule& rule : pack->rules) {
      for (const Entry& example : rule.examples) append_while_room(text, example.text);
    }
  }
  return repeated(text);
}

std::vector<HostileText> texts_for(const Ruleset& ruleset) {
  std::vector<HostileText> texts;
  texts.push_back({"its own words", words_of(ruleset, false)});
  texts.push_back({"its shortest words", words_of(ruleset, true)});
  texts.push_back({"its own examples", examples_of(ruleset)});
  texts.push_back({"one letter", repeated("a")});
  texts.push_back({"one digit", repeated("1")});
  texts.push_back({"one character", repeated("\xE5\x95\x8A")});
  texts.push_back({"separators", repeated(". -_ ")});
  texts.push_back({"invisible characters", repeated("\xE2\x80\x8B")});
  texts.push_back({"links", repeated("http://a.cn/b?c=d&e ")});
  texts.push_back({"things like links", repeated("a.b.")});
  texts.push_back({"numbers", repeated("13800138000 ")});
  texts.push_back({"letters and digits", repeated("a1b2 ")});
  return texts;
}

using Clock = std::chrono::steady_clock;

// The longest part of `text` that ends with a character.
void shorten(std::string& text, std::size_t most) {
  if (text.size() <= most) return;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  text.resize(most);
}

// Scans one text some times; adds what it came to.
Result<void> measure(Scanner& scanner, const HostileText& text, int runs, HostileCost& cost) {
  if (text.text.empty()) return {};
  PostField field;
  field.input.utf8 = text.text;
  ScanOptions options;
  options.accept_partial = true;
  std::uint64_t best = ~std::uint64_t{0};
  std::uint64_t hits = 0;
  for (int run = 0; run < runs; ++run) {
    const Clock::time_point begin = Clock::now();
    const Result<const Verdict*> verdict = scanner.scan({&field, 1}, options);
    const auto spent = std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - begin).count();
    if (!verdict.ok()) return verdict.error();
    best = std::min(best, static_cast<std::uint64_t>(spent));
    hits = verdict.value()->matcher_hits;
  }
  cost.hits_per_kib = std::max(cost.hits_per_kib, hits * kKib / text.text.size());
  const std::uint64_t ns = best * kKib / text.text.size();
  if (ns > cost.ns_per_kib) {
    cost.ns_per_kib = ns;
    cost.worst = text.kind;
  }
  return {};
}

}  // namespace

Result<HostileCost> measure_hostile(const std::shared_ptr<const Ruleset>& ruleset, HostileEffort effort) {
  const bool quick = effort == HostileEffort::kQuick;
  const auto engine = std::make_shared<Engine>(EngineOptions());
  engine->install(ruleset);
  Scanner scanner(engine);
  HostileCost cost;
  for (HostileText& text : texts_for(*ruleset)) {
    if (quick) shorten(text.text, kQuickBytes);
    Result<void> measured = measure(scanner, text, quick ? kQuickRuns : kRuns, cost);
    if (!measured.ok()) return measured.error();
  }
  return cost;
}

}  // namespace postgate
