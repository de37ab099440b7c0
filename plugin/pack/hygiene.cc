#include "pack/hygiene.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "pack/pack_report.h"
#include "text/field_text.h"

namespace postgate {

namespace {

// Longer words are compared at their first so many starts only, so that a hostile list stays cheap.
constexpr std::size_t kMostStarts = 64;
constexpr std::size_t kMostCompared = 1'000'000;  // exceptions with words; what comes after is not told

struct FoldedWord {
  std::string folded;
  const Entry* entry;
};

class SignalHygiene {
 public:
  SignalHygiene(const Pack& pack, const Signal& signal, Diagnostics& diagnostics)
      : pack_(pack), signal_(signal), diagnostics_(diagnostics) {}

  void run() {
    if (signal_.raw) return;  // such words are matched as written
    for (const Entry& word : signal_.words) {
      check_edges(word);
      words_.push_back({fold_word(word.text, 0), &word});
    }
    for (const Entry& phrase : signal_.except) excepts_.push_back(fold_word(phrase.text, 0));
    index_lengths();
    check_shadows();
    check_excepts();
  }

 private:
  void check_edges(const Entry& word) {
    FieldText text;
    FieldInput input;
    input.utf8 = word.text;
    if (!text.assign(input, Deadline()).ok() || !text.build_map().ok()) return;
    const std::vector<MapEntry>& map = text.map();
    if (map.size() < 2) return;  // the sentinel alone
    if (!map.front().separator && !map[map.size() - 2].separator) return;
    warn("word-separator-edge", word,
         "\"" + word.text + "\" begins or ends with a separator, which is never looked at; write it without");
  }

  void index_lengths() {
    for (const FoldedWord& word : words_) {
      lengths_.push_back(word.folded.size());
      known_.emplace(word.folded, word.entry);
    }
    std::sort(lengths_.begin(), lengths_.end());
    lengths_.erase(std::unique(lengths_.begin(), lengths_.end()), lengths_.end());
  }

  // A shorter word of the signal inside `text`, or nullptr.
  const Entry* word_inside(std::string_view text, bool whole_too) const {
    for (std::size_t start = 0; start < std::min(text.size(), kMostStarts); ++start) {
      for (const std::size_t length : lengths_) {
        if (start + length > text.size()) break;
        if (!whole_too && length == text.size()) break;
        const auto found = known_.find(std::string(text.substr(start, length)));
        if (found != known_.end()) return found->second;
      }
    }
    return nullptr;
  }

  // Beside `near` the longer word reaches farther, at a Latin edge the shorter one may not be found, and an
  // exception may cover the shorter one alone; only other words are sure to add nothing.
  void check_shadows() {
    if (signal_.near) return;
    for (const FoldedWord& word : words_) {
      const Entry* inside = word_inside(word.folded, false);
      if (inside == nullptr || is_latin_edge(inside->text) || is_excepted(*inside)) continue;
      warn("word-shadowed", *word.entry,
           "\"" + word.entry->text + "\" holds \"" + inside->text +
               "\", a word of the same signal, so it adds nothing; keep one");
    }
  }

  bool is_excepted(const Entry& word) {
    compared_ += excepts_.size();
    if (compared_ > kMostCompared) return true;
    const std::string folded = fold_word(word.text, 0);
    return std::any_of(excepts_.begin(), excepts_.end(),
                       [&](const std::string& phrase) { return phrase.find(folded) != std::string::npos; });
  }

  static bool is_latin_edge(const std::string& word) {
    const auto ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    return word.empty() || ascii(word.front()) || ascii(word.back());
  }

  // An exception must cover a hit, so one of the words has to stand in it.
  void check_excepts() {
    if (!signal_.regexes.empty() || !signal_.detectors.empty() || signal_.extra_folds != 0) return;
    for (const Entry& phrase : signal_.except) {
      if (word_inside(fold_word(phrase.text, 0), true) != nullptr) continue;
      warn(
          "except-never", phrase,
          "\"" + phrase.text + "\" holds no word of the signal, so it can cancel nothing; mend or remove it");
    }
  }

  void warn(const char* code, const Entry& entry, std::string message) {
    Diagnostic diagnostic = diagnostic_at(pack_, entry.at, signal_.id);
    diagnostic.severity = Severity::kWarning;
    diagnostic.code = code;
    diagnostic.message = std::move(message);
    diagnostics_.add(std::move(diagnostic));
  }

  const Pack& pack_;
  const Signal& signal_;
  Diagnostics& diagnostics_;
  std::vector<FoldedWord> words_;
  std::vector<std::string> excepts_;  // folded
  std::size_t compared_ = 0;
  std::vector<std::size_t> lengths_;
  std::unordered_map<std::string, const Entry*> known_;
};

}  // namespace

void check_hygiene(const Pack& pack, Diagnostics& diagnostics) {
  for (const Signal& signal : pack.signals) SignalHygiene(pack, signal, diagnostics).run();
}

}  // namespace postgate
