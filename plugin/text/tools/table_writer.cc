// See table_writer.h.
#include "text/tools/table_writer.h"

#include <cinttypes>
#include <cstddef>
#include <map>

#include "text/fold_entry.h"
#include "text/tools/data_files.h"

namespace postgate::tools {

TableWriter::TableWriter(const std::string& path)
    : path_(path), file_(std::fopen((path + ".tmp").c_str(), "w")) {
  if (file_ == nullptr) fail("cannot write " + path);
}

TableWriter::~TableWriter() {
  if (file_ != nullptr) std::fclose(file_);
}

void TableWriter::line(const std::string& text) { std::fprintf(file_, "%s\n", text.c_str()); }

void TableWriter::array(const std::string& head, const std::vector<std::uint64_t>& values,
                        const char* suffix) {
  std::fprintf(file_, "%s = {", head.c_str());
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::fprintf(file_, "%s%" PRIu64 "%s,", i % 16 == 0 ? "\n" : "", values[i], suffix);
  }
  std::fprintf(file_, "\n};\n");
}

void TableWriter::trie(const std::string& name, const std::string& type,
                       const std::vector<std::uint32_t>& values) {
  constexpr std::size_t kBlock = kTrieMask + 1;
  std::map<std::vector<std::uint64_t>, std::uint64_t> known;
  std::vector<std::uint64_t> stage1;
  std::vector<std::uint64_t> stage2;
  for (std::size_t start = 0; start < values.size(); start += kBlock) {
    const auto first = values.begin() + static_cast<std::ptrdiff_t>(start);
    std::vector<std::uint64_t> block(first, first + kBlock);
    const auto [at, fresh] = known.emplace(block, known.size());
    if (fresh) stage2.insert(stage2.end(), block.begin(), block.end());
    stage1.push_back(at->second);
  }
  if (known.size() > 0xFFFF) fail("too many blocks in " + name);
  array("static const std::uint16_t " + name + "Stage1[]", stage1, "");
  array("static const " + type + " " + name + "Stage2[]", stage2, type == "std::uint32_t" ? "U" : "");
  line("const Trie<" + type + "> " + name + " = {" + name + "Stage1, " + name + "Stage2};");
}

void TableWriter::finish() {
  const bool written = std::fflush(file_) == 0 && std::ferror(file_) == 0;
  std::fclose(file_);
  file_ = nullptr;
  if (!written || std::rename((path_ + ".tmp").c_str(), path_.c_str()) != 0) fail("cannot write " + path_);
}

}  // namespace postgate::tools
