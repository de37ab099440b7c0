// The entries of wording lists, read from CSV, TSV or plain text and checked.
#pragma once

#include <string>
#include <vector>

namespace postgate_cli {

struct WordingEntry {
  std::string term;
  std::string preferred;            // may be empty
  std::string action;               // flag | hold | block, or empty
  std::vector<std::string> except;  // phrases in which the term is right
  std::string from;                 // YYYY-MM-DD or empty
  std::string place;                // "file:line"
};

// Reads `file`; what is wrong goes to `complaints`.
std::vector<WordingEntry> read_wording(const std::string& file, std::vector<std::string>& complaints);

}  // namespace postgate_cli
