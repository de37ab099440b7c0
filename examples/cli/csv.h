// Rows of a CSV or TSV text: quoted cells, doubled quotes, line breaks inside quotes. The separator is the
// tab where the first line has one, else the comma. No state.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace postgate_cli {

struct CsvRow {
  std::size_t line = 1;            // where it begins
  std::vector<std::string> cells;  // blanks at both ends removed, unless quoted
};

// Empty lines and lines that begin with '#' are left out. `complaint` says where a quote is not closed.
std::vector<CsvRow> read_csv(std::string_view text, std::string& complaint);

}  // namespace postgate_cli
