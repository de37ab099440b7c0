// See data_files.h.
#include "text/tools/data_files.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "text/utf8.h"

namespace postgate::tools {

void fail(const std::string& message) {
  std::fprintf(stderr, "make_fold_tables: %s\n", message.c_str());
  std::exit(1);
}

std::uint32_t parse_char(const std::string& token) {
  if (token.rfind("U+", 0) == 0) return static_cast<std::uint32_t>(std::stoul(token.substr(2), nullptr, 16));
  // char may alias.
  const auto* const begin = reinterpret_cast<const std::uint8_t*>(token.data());
  const Decoded decoded = decode_utf8(begin, begin + token.size());
  if (!decoded.ok || decoded.length != token.size()) fail("not one character: " + token);
  return decoded.codepoint;
}

std::vector<std::vector<std::string>> read_rows(const std::string& path) {
  std::ifstream file(path);
  if (!file) fail("cannot read " + path);
  std::vector<std::vector<std::string>> rows;
  std::string line;
  while (std::getline(file, line)) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::vector<std::string> row;
    for (std::string word; words >> word;) row.push_back(word);
    if (!row.empty()) rows.push_back(std::move(row));
  }
  return rows;
}

std::map<std::uint32_t, std::uint32_t> read_pairs(const std::string& path) {
  std::map<std::uint32_t, std::uint32_t> pairs;
  for (const auto& row : read_rows(path)) {
    if (row.size() != 2) fail(path + ": two characters a line, please: " + row[0]);
    if (!pairs.emplace(parse_char(row[0]), parse_char(row[1])).second)
      fail(path + ": listed twice: " + row[0]);
  }
  return pairs;
}

}  // namespace postgate::tools
