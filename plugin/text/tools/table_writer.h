// Writes tables as C++ source: two-stage tries with shared blocks, and plain
// arrays. Used by the table generator only.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace postgate::tools {

class TableWriter {
 public:
  explicit TableWriter(const std::string& path);
  ~TableWriter();
  TableWriter(const TableWriter&) = delete;
  TableWriter& operator=(const TableWriter&) = delete;

  void line(const std::string& text);
  // `values` holds one value for each of the 0x110000 code points.
  void trie(const std::string& name, const std::string& type, const std::vector<std::uint32_t>& values);
  void array(const std::string& head, const std::vector<std::uint64_t>& values, const char* suffix);
  // Renames the finished file into place.
  void finish();

 private:
  std::string path_;
  std::FILE* file_;
};

}  // namespace postgate::tools
