// The fold loop. Two inlined fast paths (three-byte characters that stay as
// they are, ASCII) keep everything in registers; all else goes through the table.
#include "text/fold_loop.h"

#include <algorithm>
#include <array>

#include "text/ascii_table.h"
#include "text/dropped_traits.h"
#include "text/map_recorder.h"
#include "text/sign_traits.h"

namespace postgate {
namespace {

bool is_han(std::uint32_t cp) {
  return (cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0x3400 && cp <= 0x4DBF) || cp == 0x3007 ||
         (cp >= 0x20000 && cp <= 0x3FFFF);
}

}  // namespace

template <typename Recorder>
void FoldLoop<Recorder>::start(std::string_view raw) {
  // char may alias: the loop works on unsigned bytes.
  begin_ = reinterpret_cast<const std::uint8_t*>(raw.data());
  end_ = begin_ + raw.size();
  at_ = begin_;
  const std::size_t room = raw.size() + raw.size() / 8 + kSpare;
  text_buffer_.reserve(room, 0);
  squeezed_buffer_.reserve(text_buffer_.capacity(), 0);
  text_ = text_buffer_.data();
  squeezed_ = squeezed_buffer_.data();
  digits_.restart();
  digit_count_ = 0;
  last_digit_end_ = 0;
  traits_ = 0;
}

template <typename Recorder>
FoldStatus FoldLoop<Recorder>::run(std::string_view raw, const Deadline& deadline) {
  start(raw);
  FoldStatus status = FoldStatus::kDone;
  while (at_ < end_ && status == FoldStatus::kDone) {
    const auto left = static_cast<std::size_t>(end_ - at_);
    if (!fold_slice(at_ + std::min(left, kSlice))) {
      status = FoldStatus::kIllFormed;
    } else if (text_size() > kMaxViewBytes) {
      status = FoldStatus::kTooLarge;
    } else if (at_ < end_ && deadline.expired()) {
      status = FoldStatus::kDeadline;
    }
  }
  text_buffer_.set_size(text_size());
  squeezed_buffer_.set_size(squeezed_size());
  return status;
}

// Plain ASCII: everything but digits, carriage returns and controls.
template <typename Recorder>
inline bool FoldLoop<Recorder>::fast_ascii(Cursor& cursor, std::uint32_t byte) {
  const std::uint32_t word = kAscii[byte];
  if ((word & kAsciiSlow) != 0) return false;
  const std::uint32_t letter = word >> 8U & 1U;
  record(cursor, byte, 1, is_upper(byte) ? std::uint32_t{kFoldCase} : 0U, letter == 0);
  *cursor.text++ = static_cast<std::uint8_t>(word);
  *cursor.squeezed = static_cast<std::uint8_t>(word);
  cursor.squeezed += letter;
  cursor.traits |= word >> kAsciiTraitShift;
  ++cursor.at;
  return true;
}

// Three bytes that stay as they are, or become one ASCII separator or three other bytes.
template <typename Recorder>
inline bool FoldLoop<Recorder>::fast_three(Cursor& cursor, std::uint32_t lead) {
  // E1..EF but ED take any trail byte second; four bytes are copied at once.
  if (lead - 0xE1U > 14 || lead == 0xED || end_ - cursor.at < 4) return false;
  const std::uint32_t second = cursor.at[1] ^ 0x80U;
  const std::uint32_t third = cursor.at[2] ^ 0x80U;
  if ((second | third) > 63) return false;
  const std::uint32_t block = (lead & 15U) << 6U | second;
  const std::uint32_t cp = block << 6U | third;
  if ((kKeepBits[block] >> third & 1U) != 0) {
    const auto letter = static_cast<std::uint32_t>(kLetterBits[block] >> third & 1U);
    record(cursor, cp, 3, 0, letter == 0);
    std::memcpy(cursor.text, cursor.at, 4);
    std::memcpy(cursor.squeezed, cursor.at, 4);
    cursor.text += 3;
    cursor.squeezed += 3 * letter;
    cursor.at += 3;
    return true;
  }
  return fast_replace(cursor, cp);
}

// A three-byte character that is replaced by one ASCII separator or by another of three bytes.
template <typename Recorder>
inline bool FoldLoop<Recorder>::fast_replace(Cursor& cursor, std::uint32_t cp) {
  const std::uint32_t entry = kFoldTrie.at(cp);
  const std::uint32_t to = entry_payload(entry);
  const bool separator = entry_action(entry) == FoldAction::kReplaceSeparator;
  if ((entry & (kEntryForeign | kEntrySign)) != 0) return false;
  if (separator ? to >= 0x80 : entry_action(entry) != FoldAction::kReplace || to < 0x800 || to > 0xFFFF)
    return false;
  record(cursor, cp, 3, entry_folds(entry), separator);
  if (separator) {
    *cursor.text++ = static_cast<std::uint8_t>(to);
    cursor.traits |= kAscii[to] >> kAsciiTraitShift;
  } else {
    cursor.text = encode_utf8(to, cursor.text);
    std::memcpy(cursor.squeezed, cursor.text - 3, 3);
    cursor.squeezed += 3;
  }
  cursor.at += 3;
  return true;
}

// Folds what begins before `stop`; false at an ill-formed sequence.
template <typename Recorder>
bool FoldLoop<Recorder>::fold_slice(const std::uint8_t* stop) {
  // A local, because stores through byte pointers might alias the members.
  Cursor cursor{at_, text_, squeezed_, traits_};
  bool well_formed = true;
  while (cursor.at < stop) {
    const std::uint32_t lead = *cursor.at;
    if (lead < 0x80 ? fast_ascii(cursor, lead) : fast_three(cursor, lead)) continue;
    save(cursor);
    if (lead < 0x80) {
      fold_ascii(static_cast<std::uint8_t>(lead));
    } else {
      well_formed = fold_other();
    }
    cursor = {at_, text_, squeezed_, traits_};
    if (!well_formed) break;
  }
  save(cursor);
  return well_formed;
}

// Digits, carriage returns and controls.
template <typename Recorder>
void FoldLoop<Recorder>::fold_ascii(std::uint8_t byte) {
  std::size_t length = 1;
  if (is_ascii_digit(byte)) {
    source(byte, 1);
    put_ascii_digit(byte);
  } else if (byte == '\r') {
    if (end_ - at_ >= 2 && at_[1] == '\n') length = 2;
    source('\n', length);
    put('\n', 0, true);
  } else {
    source(byte, 1);
    drop(byte);
  }
  at_ += length;
}

template <typename Recorder>
bool FoldLoop<Recorder>::fold_other() {
  const Decoded decoded = decode_utf8(at_, end_);
  if (!decoded.ok) return false;
  source(decoded.codepoint, decoded.length);
  const std::uint32_t entry = kFoldTrie.at(decoded.codepoint);
  if (entry_action(entry) == FoldAction::kDigit) {
    fold_digit(kFoldDigits[entry_payload(entry)], decoded.codepoint);
  } else {
    fold_entry(decoded.codepoint, entry);
  }
  at_ += decoded.length;
  return true;
}

template <typename Recorder>
void FoldLoop<Recorder>::fold_entry(std::uint32_t cp, std::uint32_t entry) {
  if ((entry & kEntryForeign) != 0) traits_ |= kTraitForeignLetter;
  const std::uint32_t folds = entry_folds(entry);
  switch (entry_action(entry)) {
    case FoldAction::kKeep:
      return put(cp, folds, false);
    case FoldAction::kKeepSeparator:
      return put(cp, folds, true);
    case FoldAction::kReplace:
      return put(entry_payload(entry), folds, false);
    case FoldAction::kReplaceSeparator:
      return put(entry_payload(entry), folds, true);
    case FoldAction::kExpand:
      return fold_expansion(entry);
    case FoldAction::kMark:
      return mark_is_noise() ? drop(cp) : put(entry_payload(entry), folds, false);
    case FoldAction::kDrop:
    case FoldAction::kDigit:
      return drop(cp);
  }
}

template <typename Recorder>
void FoldLoop<Recorder>::fold_expansion(std::uint32_t entry) {
  const std::uint32_t* expansion = kFoldExpansions + entry_payload(entry);
  const std::uint32_t length = *expansion++;
  for (std::uint32_t i = 0; i < length; ++i) {
    put(expansion[i] & ~kExpansionSeparator, entry_folds(entry), (expansion[i] & kExpansionSeparator) != 0);
  }
}

template <typename Recorder>
void FoldLoop<Recorder>::drop(std::uint32_t cp) {
  traits_ |= traits_of_dropped(cp);
  recorder_.drop();
}

// Marks of other scripts on a Han character or an ASCII letter only decorate it.
template <typename Recorder>
bool FoldLoop<Recorder>::mark_is_noise() const {
  if (text_size() == 0) return false;
  const std::uint8_t* last = text_ - 1;
  while ((*last & 0xC0U) == 0x80U) --last;
  const std::uint32_t cp = decode_valid_utf8(last);
  return cp < 0x80 ? (kAscii[cp] & kAsciiLetter) != 0 : is_han(cp);
}

// Writes one code point to the text view and, unless it is a separator, to the squeezed view.
template <typename Recorder>
void FoldLoop<Recorder>::put(std::uint32_t cp, std::uint32_t folds, bool separator) {
  ensure_room();
  const std::uint32_t text_begin = text_size();
  const std::uint32_t squeezed_begin = squeezed_size();
  const std::uint32_t map_begin = recorder_.size();
  const std::uint8_t* const from = text_;
  text_ = encode_utf8(cp, text_);
  if (!separator) {
    std::memcpy(squeezed_, from, 4);
    squeezed_ += text_ - from;
  }
  recorder_.emit(folds, separator);
  if (cp >= 0x80) {
    traits_ |= traits_of_sign(cp);
    return;
  }
  traits_ |= kAscii[cp] >> kAsciiTraitShift;
  if (!is_ascii_digit(cp)) return;
  count_digit();
  if (digits_.extend_ascii(text_begin)) return;
  const auto value = static_cast<std::uint8_t>(cp - '0');
  add_digit(
      {text_begin, text_size(), squeezed_begin, map_begin, recorder_.size(), value, true, false, false});
}

// Needs no more room than its source.
template <typename Recorder>
void FoldLoop<Recorder>::put_ascii_digit(std::uint8_t digit) {
  const std::uint32_t text_begin = text_size();
  const std::uint32_t squeezed_begin = squeezed_size();
  const std::uint32_t map_begin = recorder_.size();
  *text_++ = digit;
  *squeezed_++ = digit;
  recorder_.emit(0, false);
  add_ascii_digit(text_begin, squeezed_begin, map_begin, digit);
}

template <typename Recorder>
void FoldLoop<Recorder>::add_ascii_digit(std::uint32_t text_begin, std::uint32_t squeezed_begin,
                                         std::uint32_t map_begin, std::uint32_t digit) {
  count_digit();
  if (digits_.extend_ascii(text_begin)) return;
  const auto value = static_cast<std::uint8_t>(digit - '0');
  add_digit(
      {text_begin, text_size(), squeezed_begin, map_begin, recorder_.size(), value, true, false, false});
}

// Room for one code point besides the rest of the input. Invariant of the fast paths.
template <typename Recorder>
void FoldLoop<Recorder>::ensure_room() {
  const std::size_t wanted = text_size() + static_cast<std::size_t>(end_ - at_) + kSlack;
  if (wanted <= text_buffer_.capacity()) return;
  const std::size_t text_used = text_size();
  const std::size_t squeezed_used = squeezed_size();
  text_buffer_.reserve(wanted + kSpare, text_used);
  squeezed_buffer_.reserve(text_buffer_.capacity(), squeezed_used);
  text_ = text_buffer_.data() + text_used;
  squeezed_ = squeezed_buffer_.data() + squeezed_used;
}

// Five digits of the squeezed view with no more than two Han characters or six letters between neighbours.
template <typename Recorder>
void FoldLoop<Recorder>::count_digit() {
  constexpr std::uint32_t kMaxGap = 6;
  const std::uint32_t end = squeezed_size();
  digit_count_ = end - last_digit_end_ > kMaxGap + 1 ? 1 : digit_count_ + 1;
  last_digit_end_ = end;
  traits_ |= kTraitDigit;
  if (digit_count_ >= DigitRun::kRunLength) traits_ |= kTraitDigitRun;
}

template <typename Recorder>
void FoldLoop<Recorder>::fold_digit(const FoldDigit& digit, std::uint32_t cp) {
  const std::uint32_t text_begin = text_size();
  const std::uint32_t squeezed_begin = squeezed_size();
  const std::uint32_t map_begin = recorder_.size();
  fold_entry(cp, digit.entry);
  if (!digits_.near(text_begin) && word_follows()) return;
  add_digit({text_begin, text_size(), squeezed_begin, map_begin, recorder_.size(), digit.value, false,
             digit.weak, digit.word});
}

// The usual place of a Han numeral: a Han character right behind it, so that no run can begin here.
template <typename Recorder>
bool FoldLoop<Recorder>::word_follows() const {
  const std::uint8_t* const next = at_ + utf8_length_of_lead(*at_);
  if (end_ - next < 3 || *next - 0xE1U > 11) return false;
  const std::uint32_t third = next[2] ^ 0x80U;
  if (third > 63 || (next[1] ^ 0x80U) > 63) return false;
  const std::uint32_t block = (*next & 15U) << 6U | (next[1] & 63U);
  return (kKeepBits[block] & kLetterBits[block]) >> third & 1U;
}

template <typename Recorder>
void FoldLoop<Recorder>::add_digit(const DigitElement& element) {
  const std::size_t ready = digits_.add(element, text_buffer_.data());
  if (digits_.settled()) traits_ |= kTraitDigitRun;
  if (ready == 0) return;
  bool rewrite = false;
  for (std::size_t i = 0; i < ready; ++i) rewrite |= !digits_.element(i).ascii;
  if (rewrite) return write_digits(ready);
  digits_.settle(ready, element, element.text_end);
}

// Rewrites the first `count` undecided elements as ASCII digits, in both views. At most kMaxTail elements of
// four bytes and their gaps are moved.
template <typename Recorder>
void FoldLoop<Recorder>::write_digits(std::size_t count) {
  std::array<std::uint8_t, DigitRun::kMaxTail*(4 + DigitRun::kMaxGapBytes)> tail;
  const DigitElement first = digits_.element(0);
  DigitElement rest = digits_.element(digits_.count() - 1);
  const std::uint32_t text_end = text_size();
  std::memcpy(tail.data(), text_buffer_.data() + first.text_begin, text_end - first.text_begin);
  const std::uint32_t rest_squeezed = count < digits_.count() ? squeezed_size() - rest.squeezed_begin : 0;

  text_ = text_buffer_.data() + first.text_begin;
  squeezed_ = squeezed_buffer_.data() + first.squeezed_begin;
  std::uint32_t copied = first.text_begin;
  const auto copy_until = [&](std::uint32_t end) {
    std::memcpy(text_, tail.data() + (copied - first.text_begin), end - copied);
    text_ += end - copied;
  };
  for (std::size_t i = 0; i < count; ++i) {
    const DigitElement& element = digits_.element(i);
    copy_until(element.text_begin);
    *text_++ = static_cast<std::uint8_t>('0' + element.value);
    *squeezed_++ = static_cast<std::uint8_t>('0' + element.value);
    copied = element.text_end;
  }
  copy_until(text_end);
  std::memcpy(squeezed_, tail.data() + (rest.text_begin - first.text_begin), rest_squeezed);
  rest.squeezed_begin = squeezed_size();
  squeezed_ += rest_squeezed;

  traits_ |= kTraitDigit;
  recorder_.make_digits(digits_, count);
  rest.text_begin = text_size() - (rest.text_end - rest.text_begin);
  rest.text_end = text_size();
  rest.map_begin = recorder_.size() - (rest.map_end - rest.map_begin);
  rest.map_end = recorder_.size();
  digits_.settle(count, rest, text_size());
  last_digit_end_ = squeezed_size();
}

template class FoldLoop<NullRecorder>;
template class FoldLoop<MapRecorder>;

}  // namespace postgate
