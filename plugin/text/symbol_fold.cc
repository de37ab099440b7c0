#include "text/symbol_fold.h"

#include <algorithm>

#include "text/digit_run.h"
#include "text/fold_loop.h"
#include "text/map_recorder.h"
#include "text/utf8.h"

namespace postgate {

namespace {

// Symbols of room behind what is written: one character, and a store that comes to nothing.
constexpr std::size_t kSymbolSlack = 4;

// A letter that no neighbour changes: the fold loop may begin here as at the beginning of a text.
bool is_plain_letter(std::uint32_t entry) { return (entry & kSymbolKeep) != 0 && (entry & kSymbolCare) == 0; }

std::size_t symbols_of(const WideSymbol& symbol) {
  if ((symbol.entry & kSymbolKeep) == 0) return 0;
  return symbol.codepoint >= 0x10000 ? 2 : 1;
}

}  // namespace

FoldStatus SymbolFold::run(std::string_view raw, const Deadline& deadline) {
  // char may alias: the kernels work on unsigned bytes.
  begin_ = reinterpret_cast<const std::uint8_t*>(raw.data());
  at_ = begin_;
  end_ = begin_ + raw.size();
  stretch_end_ = begin_;
  symbols_.reserve(raw.size() + kSymbolSlack, 0);
  out_ = symbols_.data();
  while (at_ < end_) {
    const auto left = static_cast<std::size_t>(end_ - at_);
    if (!fold_slice(at_ + std::min(kSlice, left))) return FoldStatus::kIllFormed;
    if (at_ < end_ && deadline.expired()) return FoldStatus::kDeadline;
  }
  symbols_.set_size(written());
  return FoldStatus::kDone;
}

bool SymbolFold::fold_slice(const std::uint8_t* stop) {
  while (at_ < stop) {
    const DecodedBatch batch = decode_batch(begin_, at_, end_, codes_.data(), cpu_);
    const bool good = batch.count > 0 ? place(batch) : step();
    if (!good) return false;
  }
  return true;
}

// Folds a batch, or, where it holds something slow, the first part of it.
bool SymbolFold::place(const DecodedBatch& batch) {
  char16_t* const first = out_;
  char16_t* out = first;
  std::uint32_t seen = 0;
  std::size_t numerals = 0;
  for (std::size_t i = 0; i < batch.count; ++i) {
    const std::uint32_t entry = table_[codes_[i]];
    *out = static_cast<char16_t>(entry);
    seen |= entry;
    if ((entry & kSymbolNumeral) != 0) [[unlikely]] {
      numerals_[numerals++] = static_cast<std::uint32_t>(out - symbols_.data());
    }
    out += entry >> kSymbolKeepShift;
  }
  out_ = out;
  if ((seen & kSymbolSlow) != 0) [[unlikely]] {
    out_ = first;
    return step_through(batch, true);
  }
  if ((numerals > 0 || pending_ != kNone) && !numerals_alone(numerals)) {
    out_ = first;
    return step_through(batch, false);
  }
  seen_ |= seen;
  at_ = batch.next;
  return true;
}

// Takes the characters of a batch by themselves; with `to_slow` no more than those up to a slow one.
bool SymbolFold::step_through(const DecodedBatch& batch, bool to_slow) {
  const std::uint16_t* code = codes_.data();
  while (at_ < batch.next) {
    const std::uint8_t* const before = at_;
    const bool slow = (table_[*code++] & kSymbolSlow) != 0;
    if (!step()) return false;
    constexpr std::ptrdiff_t kLongest = 4;
    // After a stretch the codes are not those at the cursor.
    if (to_slow && (slow || at_ - before > kLongest)) return true;
  }
  return true;
}

// False if a numeral stands in a run long enough to be a number: then the fold loop must decide.
bool SymbolFold::numerals_alone(std::size_t found) {
  if (pending_ != kNone) {
    if (run_around(pending_) >= DigitRun::kRunLength) return false;
  }
  for (std::size_t i = 0; i < found; ++i) {
    if (run_around(numerals_[i]) >= DigitRun::kRunLength) return false;
  }
  if (found > 0) pending_ = numerals_[found - 1];
  const bool open = pending_ != kNone && written() - pending_ <= DigitRun::kRunLength;
  if (!open) pending_ = kNone;
  return true;
}

// Numbers side by side with, and counting, the one at `index`; no more than are needed.
std::size_t SymbolFold::run_around(std::size_t index) const {
  const char16_t* const symbols = symbols_.data();
  const std::size_t end = written();
  std::size_t first = index;
  while (first > 0 && index - first < DigitRun::kRunLength && is_number(symbols[first - 1])) --first;
  std::size_t last = index + 1;
  while (last < end && last - first < DigitRun::kRunLength && is_number(symbols[last])) ++last;
  return last - first;
}

// One character, or the stretch that it needs; false if it is ill-formed.
bool SymbolFold::step() {
  const Decoded decoded = decode_utf8(at_, end_);
  if (!decoded.ok) return false;
  const WideSymbol symbol = wide_symbol(decoded.codepoint);
  if ((symbol.entry & kSymbolSlow) != 0) return fold_stretch();
  const std::size_t count = symbols_of(symbol);
  if (count > 0) encode_utf16(symbol.codepoint, out_);
  if ((symbol.entry & kSymbolKeep) != 0 && (symbol.entry & kSymbolCare) != 0) {
    return step_number(symbol, decoded.length);
  }
  seen_ |= symbol.entry;
  out_ += count;
  at_ += decoded.length;
  return true;
}

// A digit or numeral, already written but not yet counted.
bool SymbolFold::step_number(const WideSymbol& symbol, std::size_t length) {
  const std::size_t index = written();
  std::size_t first = index;
  bool numeral = (symbol.entry & kSymbolNumeral) != 0;
  while (first > 0 && index - first < DigitRun::kRunLength && is_number(symbols_.data()[first - 1])) {
    --first;
    numeral = numeral || (table_[symbols_.data()[first]] & kSymbolNumeral) != 0;
  }
  if (index + 1 - first >= DigitRun::kRunLength) {
    // Further back there may be one too.
    for (std::size_t i = first; i > 0 && !numeral && is_number(symbols_.data()[i - 1]); --i) {
      numeral = (table_[symbols_.data()[i - 1]] & kSymbolNumeral) != 0;
    }
    if (numeral) return fold_stretch();
  }
  if ((symbol.entry & kSymbolNumeral) != 0) pending_ = index;
  seen_ |= symbol.entry;
  ++out_;
  at_ += length;
  return true;
}

// Folds the characters around the cursor as the fold loop does: from the last plain letter before it to
// the next one after it.
bool SymbolFold::fold_stretch() {
  constexpr std::ptrdiff_t kClose = 64;
  const bool close = stretch_end_ > begin_ && at_ - stretch_end_ < kClose;
  least_stretch_ = close ? std::clamp<std::size_t>(2 * least_stretch_, kClose, kSlice) : 0;
  const std::uint8_t* end = at_;
  if (!find_stretch_end(end)) return false;
  go_back_to_letter();
  NullRecorder recorder;
  FoldLoop<NullRecorder> loop(text_, squeezed_, recorder);
  const std::string_view stretch(reinterpret_cast<const char*>(at_), static_cast<std::size_t>(end - at_));
  if (loop.run(stretch, Deadline()) != FoldStatus::kDone) return false;
  traits_ |= loop.traits();
  append_squeezed(end);
  at_ = end;
  stretch_end_ = end;
  pending_ = kNone;  // what follows is a plain letter or nothing
  return true;
}

// What stands between the letter and the cursor was folded without its context; it is taken back. The
// stretch before this one ended at a letter, so that this never goes back past it.
void SymbolFold::go_back_to_letter() {
  while (at_ > begin_) {
    do --at_;
    while ((*at_ & 0xC0U) == 0x80U);
    const WideSymbol symbol = wide_symbol(decode_valid_utf8(at_));
    out_ -= symbols_of(symbol);
    if (is_plain_letter(symbol.entry)) return;
  }
}

// The first plain letter behind `at`; false if the text is ill-formed before. Where stretches crowd
// together they are made longer, so that no text pays for more than a few of them.
bool SymbolFold::find_stretch_end(const std::uint8_t*& at) const {
  const std::uint8_t* const begin = at;
  while (at < end_) {
    const Decoded decoded = decode_utf8(at, end_);
    if (!decoded.ok) return false;
    const bool long_enough = static_cast<std::size_t>(at - begin) >= least_stretch_;
    if (at > begin && long_enough && is_plain_letter(wide_symbol(decoded.codepoint).entry)) return true;
    at += decoded.length;
  }
  return true;
}

void SymbolFold::append_squeezed(const std::uint8_t* resume) {
  const std::size_t used = written();
  const auto left = static_cast<std::size_t>(end_ - resume);
  symbols_.reserve(used + squeezed_.size() + left + kSymbolSlack, used);
  out_ = symbols_.data() + used;
  const std::uint8_t* at = squeezed_.data();
  const std::uint8_t* const end = at + squeezed_.size();
  for (; at < end; at += utf8_length_of_lead(*at)) {
    const std::uint32_t cp = decode_valid_utf8(at);
    out_ = encode_utf16(cp, out_);
    if (cp >= '0' && cp <= '9') seen_ |= kSymbolDigit;
  }
}

namespace {

// Five digits, each no more than seven bytes after the other.
bool has_digit_run(std::u16string_view symbols) {
  constexpr std::uint32_t kReach = 7;
  std::uint32_t bytes = 0;  // since the beginning, as UTF-8
  std::uint32_t last = 0;
  std::uint32_t count = 0;
  for (const char16_t symbol : symbols) {
    const bool half = symbol >= 0xD800 && symbol <= 0xDFFF;
    bytes += symbol < 0x80 ? 1 : symbol < 0x800 || half ? 2 : 3;
    if (symbol < '0' || symbol > '9') continue;
    count = bytes - last > kReach ? 1 : count + 1;
    last = bytes;
    if (count >= DigitRun::kRunLength) return true;
  }
  return false;
}

// Calls `row(begin, end)` for every row of `is(at)` that is so long, and for some that are shorter: one place
// of each row that matters is just before a multiple of its length.
template <typename Is, typename Row>
void each_row(std::size_t size, std::size_t shortest, Is is, Row row) {
  for (std::size_t at = shortest - 1; at < size; at += shortest) {
    if (!is(at)) continue;
    std::size_t begin = at;
    std::size_t end = at + 1;
    while (begin > 0 && is(begin - 1)) --begin;
    while (end < size && is(end)) ++end;
    row(begin, end);
    at += (end - 1 - at) / shortest * shortest;
  }
}

}  // namespace

TextTraits digit_traits(std::u16string_view symbols) {
  constexpr std::size_t kShortest = 3;
  const auto is_digit = [&](std::size_t at) { return symbols[at] >= u'0' && symbols[at] <= u'9'; };
  const auto is_letter = [&](std::size_t at) { return symbols[at] >= u'a' && symbols[at] <= u'z'; };
  TextTraits traits = has_digit_run(symbols) ? kTraitDigitRun : TextTraits{0};
  each_row(symbols.size(), kShortest, is_digit, [&](std::size_t begin, std::size_t end) {
    const std::size_t length = end - begin;
    if (length >= 4) traits |= kTraitDigits4;
    if (length >= 7) traits |= kTraitDigits7;
    const bool beside = (begin > 0 && is_letter(begin - 1)) || (end < symbols.size() && is_letter(end));
    if (length >= kShortest && beside) traits |= kTraitCode;
  });
  return traits;
}

TextTraits numeral_traits(std::u16string_view symbols) {
  constexpr std::size_t kShortest = 4;
  const SymbolTable& table = symbol_table();
  const auto is_numeral = [&](std::size_t at) {
    return (table[symbols[at]] & (kSymbolDigit | kSymbolNumeral)) != 0;
  };
  TextTraits traits = 0;
  each_row(symbols.size(), kShortest, is_numeral, [&](std::size_t begin, std::size_t end) {
    if (end - begin >= kShortest) traits |= kTraitNumerals4;
    if (end - begin >= 7) traits |= kTraitNumerals7;
  });
  return traits;
}

}  // namespace postgate
