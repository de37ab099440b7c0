// Regex on RE2, and Unicode classes as RE2 sees them.
#include "match/re2_regex.h"

#include <re2/re2.h>

#include <limits>
#include <map>
#include <mutex>
#include <new>
#include <utility>

#include "match/utf8_append.h"

namespace postgate {

namespace {

// Program and state cache of one regex. RE2's default; a search that needs more falls back to a
// slower automaton with the same answer.
constexpr std::int64_t kMostMemory = std::int64_t{8} << 20;

RE2::Options options() {
  RE2::Options chosen(RE2::Quiet);  // UTF-8, leftmost-first, case sensitive, '.' stops at a newline
  chosen.set_max_mem(kMostMemory);
  return chosen;
}

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

std::string code_of(RE2::ErrorCode code) {
  if (code == RE2::ErrorPatternTooLarge) return "regex-size";
  if (code == RE2::ErrorRepeatSize) return "regex-repeat";
  return "regex-syntax";
}

char32_t code_point_at(std::string_view text, std::size_t at) {
  const auto unit = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const char32_t lead = unit(0);
  if (lead < 0x80) return lead;
  if (lead < 0xE0) return ((lead & 0x1FU) << 6U) | (unit(1) & 0x3FU);
  if (lead < 0xF0) return ((lead & 0x0FU) << 12U) | ((unit(1) & 0x3FU) << 6U) | (unit(2) & 0x3FU);
  return ((lead & 0x07U) << 18U) | ((unit(1) & 0x3FU) << 12U) | ((unit(2) & 0x3FU) << 6U) | (unit(3) & 0x3FU);
}

std::size_t last_code_point(std::string_view text, std::size_t end) {
  do --end;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U);
  return end;
}

// RE2 publishes no tables, so the class is read off the text of all code points: each match of a
// run is a range. One pass, some ten milliseconds.
std::optional<CodeSet> probe(const std::string& escape) {
  const RE2 run("((?:" + escape + ")+)", options());
  if (!run.ok()) return std::nullopt;
  std::string all;
  all.reserve(4'400'000);
  for (char32_t c = 0; c <= kLastCodePoint; ++c) {
    if (c < 0xD800 || c > 0xDFFF) append_utf8(all, c);
  }
  std::vector<CodeRange> ranges;
  re2::StringPiece found;
  std::size_t from = 0;
  while (run.Match(all, from, all.size(), RE2::UNANCHORED, &found, 1)) {
    const auto begin = static_cast<std::size_t>(found.data() - all.data());
    const std::size_t end = begin + found.size();
    ranges.push_back({code_point_at(all, begin), code_point_at(all, last_code_point(all, end))});
    from = end;
  }
  return CodeSet(std::move(ranges));
}

}  // namespace

std::optional<RegexProblem> re2_problem(std::string_view pattern) {
  const RE2 regex(piece(pattern), options());
  if (regex.ok()) return std::nullopt;
  return RegexProblem{code_of(regex.error_code()), "RE2: " + regex.error()};
}

std::optional<CodeSet> unicode_class(std::string_view escape) {
  static std::mutex mutex;
  static std::map<std::string, std::optional<CodeSet>, std::less<>> known;
  constexpr std::size_t kMostKnown = 512;  // RE2 has some 200; the rest are misspellings
  const std::lock_guard<std::mutex> lock(mutex);
  if (const auto found = known.find(escape); found != known.end()) return found->second;
  std::optional<CodeSet> members = probe(std::string(escape));
  if (known.size() < kMostKnown) known.emplace(escape, members);
  return members;
}

struct Regex::Impl {
  explicit Impl(std::string_view pattern) : regex(piece(pattern), options()) {}
  RE2 regex;
};

Regex::Regex(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Regex::~Regex() = default;
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;

Result<Regex> Regex::compile(std::string_view pattern) {
  try {
    auto impl = std::make_unique<Impl>(pattern);
    if (!impl->regex.ok()) return make_error(Status::kPackInvalid, "RE2: " + impl->regex.error());
    return Regex(std::move(impl));
  } catch (const std::bad_alloc&) {
    return make_error(Status::kNoMemory, "no memory for a regex");
  }
}

Regex::Outcome Regex::find(std::string_view text, std::size_t from, std::size_t& begin,
                           std::size_t& end) const {
  if (impl_ == nullptr || text.size() > std::numeric_limits<std::int32_t>::max()) return Outcome::kLimit;
  if (from > text.size()) return Outcome::kNoHit;
  try {
    // A null pointer would make the match itself null, and its place unknowable.
    const re2::StringPiece subject = text.data() == nullptr ? re2::StringPiece("", 0) : piece(text);
    re2::StringPiece found;
    if (!impl_->regex.Match(subject, from, subject.size(), RE2::UNANCHORED, &found, 1)) {
      return Outcome::kNoHit;
    }
    begin = static_cast<std::size_t>(found.data() - subject.data());
    end = begin + found.size();
    return Outcome::kHit;
  } catch (const std::bad_alloc&) {
    return Outcome::kLimit;
  }
}

}  // namespace postgate
