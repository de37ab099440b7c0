#include "wording_list.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "byte_source.h"
#include "csv.h"
#include "utf8.h"

namespace postgate_cli {
namespace {

enum class Column { kTerm, kPreferred, kAction, kExcept, kFrom, kOther };

struct Heading {
  std::string_view name;
  Column column;
};

// What a header line may call a column. Chinese: term, wrong word, wrong form; preferred, standard,
// correct form, replace by; action, level, disposal; except, exception; from, effective date.
constexpr std::array<Heading, 22> kHeadings = {{{"term", Column::kTerm},
                                                {"word", Column::kTerm},
                                                {"wrong", Column::kTerm},
                                                {"\u8BCD\u6761", Column::kTerm},
                                                {"\u8BCD\u8BED", Column::kTerm},
                                                {"\u9519\u8BEF\u8868\u8FF0", Column::kTerm},
                                                {"\u4E0D\u89C4\u8303\u8868\u8FF0", Column::kTerm},
                                                {"preferred", Column::kPreferred},
                                                {"replacement", Column::kPreferred},
                                                {"\u89C4\u8303\u8868\u8FF0", Column::kPreferred},
                                                {"\u6B63\u786E\u8868\u8FF0", Column::kPreferred},
                                                {"\u6539\u4E3A", Column::kPreferred},
                                                {"action", Column::kAction},
                                                {"level", Column::kAction},
                                                {"\u5904\u7406", Column::kAction},
                                                {"\u7EA7\u522B", Column::kAction},
                                                {"except", Column::kExcept},
                                                {"\u4F8B\u5916", Column::kExcept},
                                                {"from", Column::kFrom},
                                                {"since", Column::kFrom},
                                                {"\u8D77\u7528\u65E5\u671F", Column::kFrom},
                                                {"\u751F\u6548\u65E5\u671F", Column::kFrom}}};

struct ActionName {
  std::string_view written;
  std::string_view action;
};
constexpr std::array<ActionName, 7> kActions = {{{"flag", "flag"},
                                                 {"hold", "hold"},
                                                 {"block", "block"},
                                                 {"\u8BB0\u5F55", "flag"},
                                                 {"\u63D0\u793A", "flag"},
                                                 {"\u5F85\u5BA1", "hold"},
                                                 {"\u963B\u6B62", "block"}}};

constexpr std::size_t kLongestTerm = 300;  // bytes; a hundred Chinese characters

std::string lower_ascii(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

Column column_named(const std::string& cell) {
  const std::string name = lower_ascii(cell);
  const auto* const found = std::find_if(kHeadings.begin(), kHeadings.end(),
                                         [&](const Heading& heading) { return heading.name == name; });
  return found == kHeadings.end() ? Column::kOther : found->column;
}

std::vector<Column> columns_of(const CsvRow& first, bool& is_header) {
  std::vector<Column> columns;
  for (const std::string& cell : first.cells) columns.push_back(column_named(cell));
  is_header = std::find(columns.begin(), columns.end(), Column::kTerm) != columns.end();
  if (is_header) return columns;
  return {Column::kTerm, Column::kPreferred, Column::kAction, Column::kExcept, Column::kFrom};
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    if (!c.valid || (c.code < 0x20 && c.code != '\n' && c.code != '\r' && c.code != '\t')) return false;
    at += c.bytes;
  }
  return true;
}

std::size_t characters_of(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) at += character_at(text, at).bytes;
  return count;
}

std::vector<std::string> phrases_of(const std::string& cell) {
  std::vector<std::string> phrases;
  for (std::size_t begin = 0; begin <= cell.size();) {
    const std::size_t end = std::min(cell.find('|', begin), cell.size());
    if (end > begin) phrases.push_back(cell.substr(begin, end - begin));
    begin = end + 1;
  }
  return phrases;
}

bool is_date(const std::string& text) {
  constexpr std::string_view kShape = "0000-00-00";
  if (text.size() != kShape.size()) return false;
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == '0' ? !digit : text[i] != kShape[i]) return false;
  }
  return true;
}

// What is wrong with the entry, or nothing.
std::string complaint_about(WordingEntry& entry) {
  if (characters_of(entry.term) < 2) return "a term needs two characters or more";
  if (entry.term.size() > kLongestTerm) return "the term is longer than a hundred characters";
  if (entry.term == entry.preferred) return "the preferred form is the term itself";
  if (!entry.from.empty() && !is_date(entry.from)) return "`from` is a day such as 2026-01-01";
  if (entry.action.empty()) return {};
  const std::string action = lower_ascii(entry.action);
  const auto* const known = std::find_if(kActions.begin(), kActions.end(),
                                         [&](const ActionName& name) { return name.written == action; });
  if (known == kActions.end()) return "the action is flag, hold or block";
  entry.action = known->action;
  return {};
}

WordingEntry entry_of(const CsvRow& row, const std::vector<Column>& columns) {
  WordingEntry entry;
  for (std::size_t i = 0; i < row.cells.size() && i < columns.size(); ++i) {
    if (columns[i] == Column::kTerm) entry.term = row.cells[i];
    if (columns[i] == Column::kPreferred) entry.preferred = row.cells[i];
    if (columns[i] == Column::kAction) entry.action = row.cells[i];
    if (columns[i] == Column::kExcept) entry.except = phrases_of(row.cells[i]);
    if (columns[i] == Column::kFrom) entry.from = row.cells[i];
  }
  return entry;
}

}  // namespace

std::vector<WordingEntry> read_wording(const std::string& file, std::vector<std::string>& complaints) {
  ByteSource source([] { return true; });
  std::string bytes;
  std::string complaint = source.open(file);
  if (complaint.empty() && source.all(bytes) != Read::kOk) complaint = "cannot be read or is too long";
  if (complaint.empty() && !is_utf8(bytes)) complaint = "is not UTF-8 text; save it as UTF-8";
  std::vector<CsvRow> rows;
  if (complaint.empty()) rows = read_csv(bytes, complaint);
  if (!complaint.empty()) {
    complaints.push_back(file + ": " + complaint);
    return {};
  }
  std::vector<WordingEntry> entries;
  if (rows.empty()) return entries;
  bool header = false;
  const std::vector<Column> columns = columns_of(rows.front(), header);
  for (std::size_t i = header ? 1 : 0; i < rows.size(); ++i) {
    WordingEntry entry = entry_of(rows[i], columns);
    entry.place = file + ":" + std::to_string(rows[i].line);
    const std::string wrong = complaint_about(entry);
    if (!wrong.empty()) {
      complaints.push_back(entry.place + ": " + wrong);
    } else {
      entries.push_back(std::move(entry));
    }
  }
  return entries;
}

}  // namespace postgate_cli
