// Promises that hold for any input, tried on generated posts: both passes agree, every range is made of whole
// characters, UTF-8 and UTF-16 inputs agree, offsets lead back to the caller's bytes.
#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <memory>
#include <random>
#include <set>

#include "text/view_unit.h"
#include "text_helpers.h"

namespace postgate::test {
namespace {

constexpr int kPosts = 6000;

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
  }

  std::vector<std::uint32_t> codepoints() {
    std::vector<std::uint32_t> out;
    const std::size_t pieces = below(24);
    for (std::size_t i = 0; i < pieces; ++i) {
      const std::u32string& piece = kPieces[below(kPieces.size())];
      out.insert(out.end(), piece.begin(), piece.end());
      if (below(12) == 0) out.push_back(any());
    }
    return out;
  }

  // Bytes with ill-formed parts between well-formed ones.
  std::string bytes() {
    std::string out;
    for (const std::uint32_t cp : codepoints()) {
      append_utf8(out, cp);
      if (below(6) == 0) out += kBroken[below(kBroken.size())];
    }
    return out;
  }

 private:
  std::uint32_t any() {
    const auto cp = static_cast<std::uint32_t>(below(0x110000 - 0x800));
    return cp < 0xD800 ? cp : cp + 0x800;
  }

  static const std::vector<std::u32string> kPieces;
  static const std::vector<std::string> kBroken;
  std::mt19937 random_;
};

const std::vector<std::u32string> Generator::kPieces = {U"加微信",
                                                        U"免費領",
                                                        U"ABC",
                                                        U"ａｂｃ",
                                                        U"13800138000",
                                                        U"一三八零零",
                                                        U"幺三八",
                                                        U"洞洞",
                                                        U"○",
                                                        U"Ⅷ",
                                                        U"①③",
                                                        U"⑩",
                                                        U"٣٤",
                                                        U"12345一键",
                                                        U"，",
                                                        U"。",
                                                        U"!? ",
                                                        U" ",
                                                        U"-",
                                                        U"·",
                                                        U"\r\n",
                                                        U"\r",
                                                        U"\n",
                                                        U"\t",
                                                        U"\u2028",
                                                        U"\uFDFA",
                                                        U"㎏",
                                                        U"ŉ",
                                                        U"é",
                                                        U"e\u0301\u0301\u0301",
                                                        U"微\u0336",
                                                        U"\u0301",
                                                        U"z\u0300\u0316\u0489\u20DD",
                                                        U"\u200B",
                                                        U"\u200D",
                                                        U"\uFE0F",
                                                        U"\u202E",
                                                        U"\u0000",
                                                        U"\uFEFF",
                                                        U"\U000E0041",
                                                        U"👨‍👩‍👧‍👦",
                                                        U"👍🏽",
                                                        U"🇨🇳",
                                                        U"🇫",
                                                        U"1️⃣",
                                                        U"❤️",
                                                        U"❤️‍🔥",
                                                        U"🏴\U000E0067\U000E007F",
                                                        U"가각",
                                                        U"\u1100\u1161\u11A8",
                                                        U"\u1161",
                                                        U"か\u3099",
                                                        U"ｶﾞ",
                                                        U"微ﾞ",
                                                        U"हिन्दी",
                                                        U"ไทยนี้",
                                                        U"\u0E49",
                                                        U"العَرَبِيَّة",
                                                        U"\u0600",
                                                        U"\u0D4E",
                                                        U"тао",
                                                        U"ВX",
                                                        U"🅥",
                                                        U"🆓",
                                                        U"➕",
                                                        U"🧧",
                                                        U"+",
                                                        U"乐行",
                                                        U"丶",
                                                        U"羣",
                                                        U"𠮷",
                                                        U"𝐖",
                                                        U"\U0010FFFF",
                                                        U"\uE000",
                                                        U"\uFFFD",
                                                        U"々",
                                                        U"ー",
                                                        U"○○○○"};

const std::vector<std::string> Generator::kBroken = {
    "\x80", "\xC0\xAF", "\xE4\xBD", "\xF0\x9F\x98", "\xED\xA0\x80", "\xFF", "\xF4\x90\x80\x80", "\xC3"};

std::string to_utf8(const std::vector<std::uint32_t>& cps) {
  std::string out;
  for (const std::uint32_t cp : cps) append_utf8(out, cp);
  return out;
}

// Byte offsets of grapheme boundaries by ICU.
std::set<std::uint32_t> graphemes(std::string_view utf8_text) {
  UErrorCode status = U_ZERO_ERROR;
  static const std::unique_ptr<icu::BreakIterator> iterator(
      icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8_text.data(), static_cast<std::int32_t>(utf8_text.size())));
  std::vector<std::uint32_t> byte_of(static_cast<std::size_t>(text.length()) + 1);
  std::uint32_t byte = 0;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    byte_of[static_cast<std::size_t>(i)] = byte;
    byte += utf8_length(static_cast<std::uint32_t>(text.char32At(i)));
  }
  byte_of.back() = byte;
  iterator->setText(text);
  std::set<std::uint32_t> bounds;
  for (std::int32_t at = iterator->first(); at != icu::BreakIterator::DONE; at = iterator->next()) {
    bounds.insert(byte_of[static_cast<std::size_t>(at)]);
  }
  return bounds;
}

void expect_sound_map(const FieldText& field) {
  const std::vector<MapEntry>& map = field.map();
  ASSERT_EQ(map.size(), field.text_length() + 1);
  const std::set<std::uint32_t> bounds = graphemes(field.raw());
  std::string squeezed;
  std::uint32_t text_byte = 0;
  std::uint32_t squeezed_index = 0;
  for (std::size_t i = 0; i + 1 < map.size(); ++i) {
    const MapEntry& entry = map[i];
    ASSERT_EQ(entry.text_byte, text_byte);
    ASSERT_EQ(entry.squeezed_index, squeezed_index);
    const std::uint32_t length = utf8_length_of_lead(static_cast<std::uint8_t>(field.text()[text_byte]));
    if (!entry.separator) {
      squeezed += field.text().substr(text_byte, length);
      ASSERT_EQ(field.text_index_of_squeezed(squeezed_index), i);
      ++squeezed_index;
    }
    text_byte += length;
    ASSERT_LT(entry.raw_begin, entry.raw_end);
    ASSERT_TRUE(bounds.count(entry.raw_begin) > 0 && bounds.count(entry.raw_end) > 0)
        << entry.raw_begin << ".." << entry.raw_end << " cuts a character";
    const MapEntry& next = map[i + 1];
    const bool same = next.raw_begin == entry.raw_begin && next.raw_end == entry.raw_end;
    ASSERT_TRUE(same || next.raw_begin >= entry.raw_end) << "overlap at " << i;
  }
  ASSERT_EQ(map.back().text_byte, field.text().size());
  ASSERT_EQ(map.back().raw_begin, field.raw().size());
  ASSERT_EQ(field.squeezed_length(), squeezed_index);
  ASSERT_EQ(field.squeezed(), squeezed);
}

void expect_ranges_to_round_trip(const FieldText& field, Generator& generator) {
  const std::uint32_t length = field.text_length();
  if (length == 0) return;
  for (int i = 0; i < 8; ++i) {
    const auto begin = static_cast<std::uint32_t>(generator.below(length));
    const auto end = begin + 1 + static_cast<std::uint32_t>(generator.below(length - begin));
    const Range bytes{field.map()[begin].text_byte, field.map()[end].text_byte};
    ASSERT_EQ(field.text_range_of_text_bytes(bytes), (Range{begin, end}));
    const Range raw = field.raw_range({begin, end});
    const Range back = field.text_range_of_raw_bytes(raw);
    ASSERT_LE(back.begin, begin);
    ASSERT_GE(back.end, end);
    ASSERT_EQ(field.raw_range(back), raw);
  }
}

// What stands behind the view, cut into units and with repeats collapsed, is the view.
void expect_places_to_make(const FieldText& field, FoldSet extra, std::u16string_view view) {
  const auto places = field.extra_places(extra, {0, static_cast<std::uint32_t>(view.size())});
  std::string made;
  std::uint32_t before = ~0U;
  for (std::size_t at = 0; at < places.size();) {
    std::size_t end = at + 1;
    while (end < places.size() && places[end].tail) ++end;
    const std::uint32_t cp = unit_of(places.subspan(at, end - at), extra).shown;
    if ((extra & kFoldRepeat) == 0 || cp != before) append_utf8(made, cp);
    before = cp;
    at = end;
  }
  ASSERT_EQ(made, from_symbols(view));
}

void expect_extra_ranges_to_cover(FieldText& field) {
  for (const FoldSet extra :
       {FoldSet{kFoldRepeat}, FoldSet{kFoldHomophone}, FoldSet{kFoldShape | kFoldRepeat},
        FoldSet{kFoldHomophone | kFoldFuzzy}, FoldSet{kFoldEmoji}, FoldSet{kFoldOrder},
        FoldSet{kFoldEmoji | kFoldOrder | kFoldHomophone | kFoldRepeat}}) {
    const std::u16string view(field.extra_view(extra));
    const Range all{0, static_cast<std::uint32_t>(view.size())};
    const bool on_text = (extra & (kFoldEmoji | kFoldOrder)) != 0;
    if (!on_text) {
      // The whole view is the whole squeezed view.
      const Range squeezed{0, static_cast<std::uint32_t>(field.squeezed().size())};
      ASSERT_EQ(field.text_range_of_extra(extra, all), field.text_range_of_squeezed_bytes(squeezed));
    }
    expect_places_to_make(field, extra, view);
    std::uint32_t reached = 0;
    for (std::uint32_t at = 0; at < view.size();) {
      const bool pair = view[at] >= 0xD800 && view[at] <= 0xDBFF;
      const std::uint32_t next = at + (pair ? 2 : 1);
      const Range range = field.text_range_of_extra(extra, {at, next});
      // The characters of one picture share its place.
      ASSERT_GE(range.begin + (on_text ? 1 : 0), reached);
      ASSERT_GT(range.end, range.begin);
      ASSERT_LE(range.end, field.text_length());
      reached = range.end;
      at = next;
    }
  }
}

TEST(Property, BothPassesAgreeAndRangesAreWholeCharacters) {
  Generator generator(1);
  FieldText field;
  for (int i = 0; i < kPosts; ++i) {
    const std::string post = to_utf8(generator.codepoints());
    SCOPED_TRACE(post);
    ASSERT_TRUE(field.assign(utf8_input(post), Deadline()).ok());
    ASSERT_EQ(field.raw(), post);
    const std::string text(field.text());
    const std::string squeezed(field.squeezed());
    const std::u16string repeat(field.extra_view(kFoldRepeat));
    ASSERT_TRUE(field.build_map().ok());
    ASSERT_EQ(field.text(), text);
    ASSERT_EQ(field.squeezed(), squeezed);
    ASSERT_EQ(field.extra_view(kFoldRepeat), repeat);
    expect_sound_map(field);
    expect_ranges_to_round_trip(field, generator);
    expect_extra_ranges_to_cover(field);
    if (HasFatalFailure()) return;
  }
}

TEST(Property, Utf16AndUtf8OfOneTextAgree) {
  Generator generator(2);
  FieldText from8;
  FieldText from16;
  for (int i = 0; i < kPosts; ++i) {
    const std::vector<std::uint32_t> cps = generator.codepoints();
    const std::string post = to_utf8(cps);
    SCOPED_TRACE(post);
    std::vector<std::uint16_t> units;
    for (const std::uint32_t cp : cps) append_utf16(units, cp);
    ASSERT_TRUE(from8.assign(utf8_input(post), Deadline()).ok());
    ASSERT_TRUE(from16.assign(utf16_input(units), Deadline()).ok());
    ASSERT_EQ(from8.raw(), from16.raw());
    ASSERT_EQ(from8.text(), from16.text());
    ASSERT_EQ(from8.squeezed(), from16.squeezed());
    ASSERT_EQ(from8.traits(), from16.traits());
    OffsetWalker walker8(utf8_input(post));
    OffsetWalker walker16(utf16_input(units));
    std::uint32_t raw_byte = 0;
    std::uint64_t unit = 0;
    for (std::size_t index = 0; index <= cps.size(); ++index) {
      for (OffsetWalker* walker : {&walker8, &walker16}) {
        const SourceOffset at = walker->at(raw_byte);
        ASSERT_EQ(at.bytes, raw_byte);
        ASSERT_EQ(at.utf16, unit);
        ASSERT_EQ(at.codepoints, index);
      }
      if (index == cps.size()) break;
      raw_byte += utf8_length(cps[index]);
      unit += cps[index] >= 0x10000 ? 2U : 1U;
    }
  }
}

TEST(Property, RepairedPostsLeadBackToTheCallersBytes) {
  Generator generator(3);
  FieldText field;
  FieldText slice;
  for (int i = 0; i < kPosts; ++i) {
    const std::string post = generator.bytes();
    const FieldInput input = utf8_input(post, true);
    ASSERT_TRUE(field.assign(input, Deadline()).ok());
    ASSERT_TRUE(field.build_map().ok());
    expect_sound_map(field);
    if (HasFatalFailure()) return;
    OffsetWalker walker(input);
    for (std::uint32_t entry = 0; entry < field.text_length(); ++entry) {
      const Range raw = field.raw_range({entry, entry + 1});
      if (entry > 0 && field.map()[entry - 1].raw_begin == raw.begin) continue;
      const std::uint64_t begin = walker.at(raw.begin).bytes;
      const std::uint64_t end = walker.at(raw.end).bytes;
      ASSERT_LE(end, post.size());
      const std::string part = post.substr(begin, end - begin);
      ASSERT_TRUE(slice.assign(utf8_input(part, true), Deadline()).ok());
      ASSERT_EQ(slice.raw(), field.raw().substr(raw.begin, raw.end - raw.begin));
    }
  }
}

TEST(Property, LoneSurrogatesCountOneUnitAndOneCharacter) {
  Generator generator(4);
  FieldText field;
  for (int i = 0; i < kPosts; ++i) {
    std::vector<std::uint16_t> units;
    std::size_t count = 0;
    for (const std::uint32_t cp : generator.codepoints()) {
      append_utf16(units, cp);
      ++count;
      if (generator.below(5) != 0) continue;
      units.push_back(0xDC00);
      ++count;
    }
    const FieldInput input = utf16_input(units, true);
    ASSERT_TRUE(field.assign(input, Deadline()).ok());
    const SourceOffset end = OffsetWalker(input).at(static_cast<std::uint32_t>(field.raw().size()));
    ASSERT_EQ(end.utf16, units.size());
    ASSERT_EQ(end.codepoints, count);
    ASSERT_EQ(end.bytes, field.raw().size());
  }
}

TEST(Property, RandomBytesAreRefusedOrFoldedButNeverCrash) {
  std::mt19937 random(5);
  FieldText field;
  for (int i = 0; i < kPosts; ++i) {
    std::string post(random() % 64, '\0');
    for (char& c : post) c = static_cast<char>(random() % 3 == 0 ? random() % 128 : random());
    const bool ok = field.assign(utf8_input(post), Deadline()).ok();
    ASSERT_TRUE(field.assign(utf8_input(post, true), Deadline()).ok());
    ASSERT_EQ(ok, field.raw() == post);
    ASSERT_TRUE(field.build_map().ok());
    expect_sound_map(field);
    if (HasFatalFailure()) return;
  }
}

// Hostile posts of one repeated thing, long enough that anything quadratic would be noticed.
TEST(Property, LongRunsOfOneThingStayLinear) {
  FieldText field;
  for (const char* piece :
       {"a",  "1",    "一", "洞", "八 ", "12345一", "\u0301", "\u200B", "\uFDFA", "👩\u200D",
        "🇨🇳", "\r\n", ".",  "'",  "\"",  ".)",      "。”",    "\u0600", "Ⅷ",      "○"}) {
    std::string post;
    while (post.size() < 1U << 20U) post += piece;
    ASSERT_TRUE(field.assign(utf8_input(post), Deadline()).ok()) << piece;
    ASSERT_TRUE(field.build_map().ok()) << piece;
    ASSERT_EQ(field.map().back().raw_end, post.size());
  }
}

}  // namespace
}  // namespace postgate::test
