// Where clauses and sentences begin. One pass over the text view; looks back
// and ahead only as far as an abbreviation or a run of marks, and marks are
// consumed as runs, so the whole is linear. Any thread.
#include "text/boundary.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "text/utf8.h"

namespace postgate {
namespace {

constexpr std::uint32_t kMaxShortLine = 2;     // characters: a line of vertical text
constexpr std::uint32_t kMaxAbbreviation = 8;  // characters, dots included

constexpr std::array<std::string_view, 52> kAbbreviations = {
    "mr",  "mrs", "ms",  "dr",  "prof", "sr",  "jr",   "st",  "vs",   "etc",    "eg",   "ie",  "cf",
    "al",  "no",  "nos", "fig", "vol",  "pp",  "ch",   "inc", "ltd",  "co",     "corp", "llc", "dept",
    "gov", "gen", "sen", "rep", "hon",  "rev", "capt", "col", "sgt",  "approx", "est",  "tel", "ext",
    "jan", "feb", "mar", "apr", "jun",  "jul", "aug",  "sep", "sept", "oct",    "nov",  "dec", "ave"};

bool is_digit(std::uint32_t cp) { return cp >= '0' && cp <= '9'; }
bool is_latin(std::uint32_t cp) { return cp >= 'a' && cp <= 'z'; }
bool is_space(std::uint32_t cp) { return cp == ' ' || cp == '\n'; }

bool is_sentence_mark(std::uint32_t cp) {
  return cp == '!' || cp == '?' || cp == 0x3002 || cp == 0x2026 || cp == 0x22EF || cp == 0x203D ||
         cp == 0x061F || cp == 0x0964;
}

bool is_clause_mark(std::uint32_t cp) { return cp == ',' || cp == ';'; }

// Closing quotes and brackets; straight quotes are judged by their place.
bool is_closer(std::uint32_t cp) {
  switch (cp) {
    case ')':
    case ']':
    case '}':
    case '>':
    case 0x00BB:
    case 0x2019:
    case 0x201D:
    case 0x203A:
    case 0x3009:
    case 0x300B:
    case 0x300D:
    case 0x300F:
    case 0x3011:
    case 0x3015:
    case 0x3017:
    case 0x3019:
    case 0x301B:
    case 0x301E:
      return true;
    default:
      return false;
  }
}

class BoundaryFinder {
 public:
  BoundaryFinder(const FieldText& field, Boundaries& out)
      : bytes_(field.text()), map_(field.map()), length_(field.text_length()), out_(out) {}

  void run() {
    std::uint32_t at = 0;
    while (at < length_) at = step(at);
  }

 private:
  [[nodiscard]] std::uint32_t cp(std::uint32_t index) const {
    if (index >= length_) return 0;
    // char may alias: the view is well-formed UTF-8.
    return decode_valid_utf8(reinterpret_cast<const std::uint8_t*>(bytes_.data()) + map_[index].text_byte);
  }

  // Looks at the code point `at` and returns the next one to look at.
  std::uint32_t step(std::uint32_t at) {
    if (is_han(at)) {
      ++line_letters_;
      return at + 1;
    }
    const std::uint32_t now = cp(at);
    if (now == '\n') return line_break(at);
    if (is_sentence_mark(now)) return end_sentence(after_marks(at));
    if (now == '.') return full_stop(at);
    if (is_clause_mark(now)) return clause_mark(at);
    note(now, at);
    return at + 1;
  }

  // A letter of the large block of Han, where there is no mark: most of a Chinese text.
  [[nodiscard]] bool is_han(std::uint32_t at) const {
    const auto lead = static_cast<std::uint8_t>(bytes_[map_[at].text_byte]);
    return lead >= 0xE4 && lead <= 0xE9 && !map_[at].separator;
  }

  void note(std::uint32_t now, std::uint32_t at) {
    if (now == '"') open_quote_ = !open_quote_;
    if (!map_[at].separator) ++line_letters_;
  }

  // After a run of sentence marks, full stops and closers.
  std::uint32_t after_marks(std::uint32_t at) {
    while (at < length_) {
      const std::uint32_t now = cp(at);
      const bool closing_quote = (now == '"' && open_quote_) || (now == '\'' && !is_latin(cp(at + 1)));
      if (!is_sentence_mark(now) && now != '.' && !is_closer(now) && !closing_quote) break;
      note(now, at);
      ++at;
    }
    return at;
  }

  // Spaces and line breaks after a mark still belong to what ended.
  std::uint32_t end_sentence(std::uint32_t at) {
    at = skip_space(at);
    mark_clause(at);
    if (at < length_ && at > out_.sentences.back()) out_.sentences.push_back(at);
    return at;
  }

  std::uint32_t skip_space(std::uint32_t at) {
    for (; at < length_ && is_space(cp(at)); ++at) {
      if (cp(at) == '\n') start_line();
    }
    return at;
  }

  void start_line() {
    line_letters_ = 0;
    open_quote_ = false;
  }

  void mark_clause(std::uint32_t at) {
    if (at < length_ && at > out_.clauses.back()) out_.clauses.push_back(at);
  }

  // A line break ends a sentence, except between two very short lines: that is vertical text.
  std::uint32_t line_break(std::uint32_t at) {
    const std::uint32_t before = line_letters_;
    at = skip_space(at);
    line_letters_ = 0;
    if (is_short(before) && is_short(letters_of_line(at))) return at;
    return end_sentence(at);
  }

  static bool is_short(std::uint32_t letters) { return letters > 0 && letters <= kMaxShortLine; }

  // Letters and digits of the line at `at`, counted no further than needed.
  [[nodiscard]] std::uint32_t letters_of_line(std::uint32_t at) const {
    std::uint32_t letters = 0;
    for (std::uint32_t seen = 0; at < length_ && seen < 4 * kMaxShortLine && cp(at) != '\n'; ++at, ++seen) {
      if (!map_[at].separator && ++letters > kMaxShortLine) break;
    }
    return letters;
  }

  std::uint32_t clause_mark(std::uint32_t at) {
    std::uint32_t next = at + 1;
    if (at > 0 && is_digit(cp(at - 1)) && is_digit(cp(next))) return next;
    while (is_closer(cp(next))) ++next;
    mark_clause(next);
    return next;
  }

  std::uint32_t full_stop(std::uint32_t at) {
    if (cp(at + 1) == '.') return end_sentence(after_marks(at));
    std::uint32_t next = at + 1;
    while (is_closer(cp(next)) || cp(next) == '"' || cp(next) == '\'') ++next;
    const bool at_end = next >= length_ || is_space(cp(next));
    if (!at_end || is_sentence_mark(cp(next)) || !ends_word(at)) return at + 1;
    return end_sentence(after_marks(at));
  }

  // Is the full stop at `at` the end of an English sentence, not of an abbreviation or a list number?
  [[nodiscard]] bool ends_word(std::uint32_t at) const {
    if (at == 0) return false;
    const std::uint32_t before = cp(at - 1);
    if (is_closer(before) || before == '"' || before == '\'') return true;
    if (is_digit(before)) return !is_list_number(at);
    return is_latin(before) && !is_abbreviation(at);
  }

  // "1. ": nothing but digits since the sentence began.
  [[nodiscard]] bool is_list_number(std::uint32_t at) const {
    std::uint32_t begin = at;
    while (begin > out_.sentences.back() && is_digit(cp(begin - 1)) && at - begin < 4) --begin;
    return begin == out_.sentences.back();
  }

  // The word before the full stop: a single letter (U.S., J. Smith) or a known short form.
  [[nodiscard]] bool is_abbreviation(std::uint32_t at) const {
    std::array<char, kMaxAbbreviation> word{};
    std::uint32_t begin = at;
    std::uint32_t size = 0;
    while (begin > 0 && (is_latin(cp(begin - 1)) || cp(begin - 1) == '.')) {
      --begin;
      if (at - begin > kMaxAbbreviation) return false;
      if (cp(begin) != '.') word[kMaxAbbreviation - ++size] = static_cast<char>(cp(begin));
    }
    const bool dotted = at - begin > size;
    if (size == 1 || (dotted && size <= 3)) return true;
    const std::string_view name(word.data() + kMaxAbbreviation - size, size);
    return std::find(kAbbreviations.begin(), kAbbreviations.end(), name) != kAbbreviations.end();
  }

  std::string_view bytes_;
  const std::vector<MapEntry>& map_;
  std::uint32_t length_;
  Boundaries& out_;
  std::uint32_t line_letters_ = 0;
  bool open_quote_ = false;
};

// The range of ascending `starts` that holds `index`.
Range range_at(const std::vector<std::uint32_t>& starts, std::uint32_t index, std::uint32_t length) {
  const auto next = std::upper_bound(starts.begin(), starts.end(), index);
  const std::uint32_t begin = next == starts.begin() ? 0 : *(next - 1);
  const std::uint32_t end = next == starts.end() ? length : *next;
  return {begin, std::max(begin, end)};
}

}  // namespace

void find_boundaries(const FieldText& field, Boundaries& out) {
  out.clauses.assign(1, 0);
  out.sentences.assign(1, 0);
  BoundaryFinder(field, out).run();
}

Range Boundaries::clause_at(std::uint32_t index, std::uint32_t length) const {
  return range_at(clauses, index, length);
}

Range Boundaries::sentence_at(std::uint32_t index, std::uint32_t length) const {
  return range_at(sentences, index, length);
}

}  // namespace postgate
