// See sign_tables.h.
#include "text/tools/sign_tables.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/tools/data_files.h"
#include "text/utf8.h"

namespace postgate::tools {
namespace {

struct Row {
  std::uint32_t codepoint;
  std::size_t begin;
  std::size_t length;
};

// Appends the characters of a word, which must be in the BMP.
std::size_t append_text(const std::string& word, std::vector<std::uint64_t>& texts) {
  const std::size_t before = texts.size();
  for (std::size_t at = 0; at < word.size();) {
    const std::size_t length = utf8_length_of_lead(static_cast<std::uint8_t>(word[at]));
    const std::uint32_t cp = parse_char(word.substr(at, length));
    if (cp > 0xFFFF) fail("not in the BMP: " + word);
    texts.push_back(cp);
    at += length;
  }
  return texts.size() - before;
}

std::vector<Row> read(const std::string& path, bool several, std::vector<std::uint64_t>& texts) {
  std::vector<Row> rows;
  for (const auto& words : read_rows(path)) {
    if (words.size() < 2 || (!several && words.size() > 2))
      fail(path + ": wrong number of words: " + words[0]);
    for (std::size_t i = 1; i < words.size(); ++i) {
      const std::size_t begin = texts.size();
      rows.push_back({parse_char(words[0]), begin, append_text(words[i], texts)});
    }
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return a.codepoint < b.codepoint; });
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (!several && rows[i].codepoint == rows[i - 1].codepoint) fail(path + ": a sign is listed twice");
  }
  return rows;
}

void write(TableWriter& out, const std::string& name, const std::vector<Row>& rows) {
  out.line("const SignText " + name + "[] = {");
  for (const Row& row : rows) {
    out.line("{" + std::to_string(row.codepoint) + "U," + std::to_string(row.begin) + "," +
             std::to_string(row.length) + "},");
  }
  out.line("};");
}

}  // namespace

void write_signs(TableWriter& out, const std::string& data_folder) {
  std::vector<std::uint64_t> texts;
  const std::vector<Row> emoji = read(data_folder + "/emoji.txt", false, texts);
  const std::vector<Row> split = read(data_folder + "/split_han.txt", true, texts);
  if (texts.size() > 0xFFFF) fail("too much text for signs");
  write(out, "kEmojiWords", emoji);
  out.line("const std::uint16_t kEmojiWordCount = " + std::to_string(emoji.size()) + ";");
  write(out, "kSplitHan", split);
  out.line("const std::uint16_t kSplitHanCount = " + std::to_string(split.size()) + ";");
  out.array("const std::uint16_t kSignTexts[]", texts, "");
}

}  // namespace postgate::tools
