// Strict decoding: every class of ill-formed UTF-8 and UTF-16, where it is, and what replaces it.
#ifdef POSTGATE_TEST_ZLIB
#include <zlib.h>
#endif

#include <cctype>
#include <filesystem>
#include <sstream>
#include <tuple>

#include "text_helpers.h"

namespace postgate::test {
namespace {

std::string hex(std::string_view digits) {
  std::string out;
  std::string pair;
  for (const char c : digits) {
    if (std::isxdigit(static_cast<unsigned char>(c)) == 0) continue;
    pair += c;
    if (pair.size() < 2) continue;
    out += static_cast<char>(std::stoi(pair, nullptr, 16));
    pair.clear();
  }
  return out;
}

void expect_valid(const std::string& bytes) {
  FieldText field;
  ASSERT_TRUE(field.assign(utf8_input(bytes), Deadline()).ok());
  EXPECT_EQ(field.raw(), bytes);
  EXPECT_TRUE(bytes.empty() || field.raw().data() == bytes.data()) << "not zero-copy";
}

void expect_ill_formed(const std::string& bytes, std::size_t offset, const std::string& replaced) {
  FieldText field;
  const Result<void> result = field.assign(utf8_input(bytes), Deadline());
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().status, Status::kEncoding);
  EXPECT_EQ(result.error().offset, offset);
  EXPECT_TRUE(field.raw().empty() && field.text().empty() && field.squeezed().empty());
  ASSERT_TRUE(field.assign(utf8_input(bytes, true), Deadline()).ok());
  EXPECT_EQ(field.raw(), replaced);
}

constexpr const char* kR = "EFBFBD";

TEST(Utf8, RefusesEveryIllFormedClassAtItsPlace) {
  const std::string r = kR;
  const std::vector<std::tuple<const char*, std::string, std::size_t, std::string>> cases = {
      {"continuation alone", "80", 0, r},
      {"last continuation", "61 BF", 1, "61" + r},
      {"continuations", "80 BF 80", 0, r + r + r},
      {"overlong solidus, 2 bytes", "C0 AF", 0, r + r},
      {"overlong, 2 bytes, largest", "C1 BF", 0, r + r},
      {"overlong, 3 bytes", "E0 80 AF", 0, r + r + r},
      {"overlong, 3 bytes, largest", "E0 9F BF", 0, r + r + r},
      {"overlong, 4 bytes", "F0 80 80 AF", 0, r + r + r + r},
      {"overlong, 4 bytes, largest", "F0 8F BF BF", 0, r + r + r + r},
      {"first surrogate", "ED A0 80", 0, r + r + r},
      {"last surrogate", "ED BF BF", 0, r + r + r},
      {"surrogate pair", "ED A0 80 ED B0 80", 0, r + r + r + r + r + r},
      {"above U+10FFFF", "F4 90 80 80", 0, r + r + r + r},
      {"lead F5", "F5 80 80 80", 0, r + r + r + r},
      {"five bytes", "F8 88 80 80 80", 0, r + r + r + r + r},
      {"six bytes", "FC 84 80 80 80 80", 0, r + r + r + r + r + r},
      {"FE and FF", "FE FF", 0, r + r},
      {"2 bytes truncated at the end", "61 C3", 1, "61" + r},
      {"3 bytes truncated after two", "E4 BD", 0, r},
      {"3 bytes truncated after one", "E4", 0, r},
      {"4 bytes truncated after three", "F0 9F 98", 0, r},
      {"4 bytes truncated after two", "F0 9F", 0, r},
      {"lead before ASCII", "C3 20 E4 20 F0 20", 0, r + "20" + r + "20" + r + "20"},
      {"truncated before ASCII", "E4 BD 41", 0, r + "41"},
      {"table 3-8", "C0 AF E0 80 BF F0 81 82 41", 0, r + r + r + r + r + r + r + r + "41"},
      {"table 3-11", "E1 80 E2 F0 91 92 F1 BF 41", 0, r + r + r + r + "41"},
      {"after good text", "E4 BD A0 E5 A5 BD 80 21", 6, "E4BDA0E5A5BD" + r + "21"},
  };
  for (const auto& [what, bytes, offset, replaced] : cases) {
    SCOPED_TRACE(what);
    expect_ill_formed(hex(bytes), offset, hex(replaced));
  }
}

TEST(Utf8, TakesEveryWellFormedClass) {
  for (const char* bytes : {"", "31", "7F", "C2 80", "DF BF", "E0 A0 80", "ED 9F BF", "EE 80 80", "EF BF BF",
                            "EF BF BD", "EF B7 90", "F0 90 80 80", "F4 8F BF BF", "00", "61 00 62"}) {
    SCOPED_TRACE(bytes);
    expect_valid(hex(bytes));
  }
}

TEST(Utf8, EveryThreeByteStringIsJudgedAsTheDefinitionSays) {
  // All leads with all seconds; the third byte from each side of its bounds.
  for (unsigned lead = 0; lead < 256; ++lead) {
    for (unsigned second = 0; second < 256; ++second) {
      for (const unsigned third : {0x00U, 0x7FU, 0x80U, 0xBFU, 0xC0U, 0xFFU}) {
        const std::uint8_t bytes[3] = {static_cast<std::uint8_t>(lead), static_cast<std::uint8_t>(second),
                                       static_cast<std::uint8_t>(third)};
        const Decoded got = decode_utf8(bytes, bytes + 3);
        const bool trail2 = second >= 0x80 && second <= 0xBF;
        const bool trail3 = third >= 0x80 && third <= 0xBF;
        const std::uint32_t two = (lead & 0x1FU) << 6U | (second & 0x3FU);
        const std::uint32_t three = (lead & 0xFU) << 12U | (second & 0x3FU) << 6U | (third & 0x3FU);
        const bool three_ok = lead >= 0xE0 && lead < 0xF0 && trail2 && trail3 && three >= 0x800 &&
                              (three < 0xD800 || three > 0xDFFF);
        const bool two_ok = lead >= 0xC0 && lead < 0xE0 && trail2 && two >= 0x80;
        ASSERT_EQ(got.ok, lead < 0x80 || two_ok || three_ok)
            << std::hex << lead << ' ' << second << ' ' << third;
        if (!got.ok) continue;
        ASSERT_EQ(got.codepoint, lead < 0x80 ? lead : two_ok ? two : three);
      }
    }
  }
}

TEST(Utf16, LoneSurrogatesAreErrorsWithTheirUnit) {
  const std::vector<std::pair<std::vector<std::uint16_t>, std::size_t>> cases = {
      {{0xD800}, 0},
      {{0xDC00}, 0},
      {{'a', 0xDBFF}, 1},
      {{'a', 0xDFFF, 'b'}, 1},
      {{0xD800, 0xD800, 0xDC00}, 0},
      {{0xD83D, 0xDE00, 0xDE00}, 2},
      {{0xD83D, 'a'}, 0}};
  for (const auto& [units, offset] : cases) {
    FieldText field;
    const Result<void> result = field.assign(utf16_input(units), Deadline());
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().status, Status::kEncoding);
    EXPECT_EQ(result.error().offset, offset);
    ASSERT_TRUE(field.assign(utf16_input(units, true), Deadline()).ok());
    EXPECT_NE(field.raw().find("\xEF\xBF\xBD"), std::string_view::npos);
  }
}

TEST(Utf16, PairsAndPlainUnitsBecomeUtf8) {
  FieldText field;
  ASSERT_TRUE(field.assign(utf16_input({0x5FAE, 0x4FE1, 0xD83D, 0xDE00, 'A', 0xFFFF}), Deadline()).ok());
  EXPECT_EQ(field.raw(), "微信😀A\uFFFF");
  ASSERT_TRUE(field.assign(utf16_input({}), Deadline()).ok());
  EXPECT_TRUE(field.raw().empty());
}

#ifdef POSTGATE_TEST_ZLIB
std::string read_gzip(const std::string& path) {
  std::string out;
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) return out;
  char buffer[4096];
  for (int size = gzread(file, buffer, sizeof buffer); size > 0; size = gzread(file, buffer, sizeof buffer)) {
    out.append(buffer, static_cast<std::size_t>(size));
  }
  gzclose(file);
  return out;
}

// Lines such as "22.2:invalid hex:c0 af:nothing:EFBFBD EFBFBD" and "1.1.0:valid:abc".
TEST(Utf8, AgreesWithUtf8testsWhereItIsAtHand) {
  const std::string path = std::string(POSTGATE_SOURCE_DIR) + "/../shared/eval/raw/unicode/utf8tests.txt.gz";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no utf8tests.txt";
  std::istringstream lines(read_gzip(path));
  int checked = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> parts;
    std::istringstream fields(line);
    for (std::string part; std::getline(fields, part, ':');) parts.push_back(part);
    ASSERT_GE(parts.size(), 3U) << line;
    parts[1].erase(0, parts[1].find_first_not_of(' '));
    SCOPED_TRACE(line);
    ++checked;
    if (parts[1] == "valid") {
      expect_valid(line.substr(parts[0].size() + parts[1].size() + 2));
    } else if (parts[1] == "valid hex") {
      expect_valid(hex(parts[2]));
    } else {
      ASSERT_EQ(parts.size(), 5U);
      const std::string bytes = hex(parts[2]);
      FieldText field;
      EXPECT_FALSE(field.assign(utf8_input(bytes), Deadline()).ok());
      ASSERT_TRUE(field.assign(utf8_input(bytes, true), Deadline()).ok());
      EXPECT_EQ(field.raw(), hex(parts[4]));
    }
  }
  EXPECT_GT(checked, 80);
}
#endif

}  // namespace
}  // namespace postgate::test
