#include "pack/word_list.h"

#include <algorithm>

#include "pack/text_place.h"

namespace postgate {

namespace {

bool is_space(char c) { return c == ' ' || c == '\t'; }

// Where the comment of the line begins, or its end.
std::size_t comment_at(std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '#' && (i == 0 || is_space(line[i - 1]))) return i;
  }
  return line.size();
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

}  // namespace

void WordLists::add(std::string_view path, std::string_view bytes, std::uint32_t file) {
  List list;
  list.bytes = without_bom(bytes);
  list.file = file;
  lists_.emplace(path, std::move(list));
}

WordLists::List* WordLists::find(const Entry& name, std::string_view owner) {
  const auto found = lists_.find(name.text);
  if (found != lists_.end()) {
    found->second.used = true;
    return &found->second;
  }
  std::vector<std::string_view> known;
  for (const auto& [path, list] : lists_) {
    if (report_.full()) break;
    known.push_back(path);
  }
  report_.error("file-missing", name.at,
                "the pack has no file " + in_quotes(name.text) + "; lists are files such as lists/words.txt" +
                    report_.did_you_mean(name.text, known),
                owner);
  return nullptr;
}

const std::string_view* WordLists::bytes_of(const Entry& name, std::string_view owner, std::uint32_t& file) {
  const List* const list = find(name, owner);
  if (list == nullptr) return nullptr;
  file = list->file;
  return &list->bytes;
}

std::vector<Entry> WordLists::entries_of(const std::vector<Entry>& files, std::string_view owner) {
  std::vector<Entry> entries;
  for (const Entry& name : files) {
    List* const list = find(name, owner);
    if (list == nullptr) continue;
    if (!list->parsed) parse(*list);
    // One entry above the limit is enough for the taker of the words to report it.
    const std::size_t room = limits_.words + 1 - std::min(handed_out_, limits_.words + 1);
    const std::size_t count = std::min(room, list->entries.size());
    entries.insert(entries.end(), list->entries.begin(),
                   list->entries.begin() + static_cast<std::ptrdiff_t>(count));
    handed_out_ += count;
  }
  return entries;
}

void WordLists::report_unused() {
  for (const auto& [path, list] : lists_) {
    if (list.used) continue;
    report_.warning("file-unused", {list.file, 0, 0},
                    "no signal or rule uses this list; name it in `words_file` or remove it");
  }
}

void WordLists::parse(List& list) {
  list.parsed = true;
  std::string_view rest = list.bytes;
  for (std::uint32_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    parse_line(list, line, number);
    if (list.entries.size() > limits_.words) return;
  }
}

void WordLists::parse_line(List& list, std::string_view line, std::uint32_t number) {
  if (const auto place = first_ill_formed(line)) {
    report_.error("not-utf8", {list.file, number, place->column},
                  "the line is not UTF-8 here; save the file as UTF-8");
    return;
  }
  std::string_view entry = line.substr(0, comment_at(line));
  const auto first = std::find_if_not(entry.begin(), entry.end(), is_space);
  const auto indent = static_cast<std::size_t>(first - entry.begin());
  entry.remove_prefix(indent);
  while (!entry.empty() && is_space(entry.back())) entry.remove_suffix(1);
  if (entry.empty()) return;
  const SourceRef at{list.file, number, static_cast<std::uint32_t>(indent + 1)};
  const auto control = std::find_if(entry.begin(), entry.end(), is_control);
  if (control == entry.end()) {
    list.entries.push_back({std::string(entry), at});
    return;
  }
  const auto before = entry.substr(0, static_cast<std::size_t>(control - entry.begin()));
  report_.error("list-line",
                {list.file, number, at.column + static_cast<std::uint32_t>(count_code_points(before))},
                "a control character such as a tab is inside the entry; write one entry a line");
}

}  // namespace postgate
