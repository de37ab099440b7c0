// WordLists: the lists/*.txt of a pack, each parsed once however many signals use it. One entry a
// line; a comment begins with '#' at the start of a line or behind a space. One thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pack/loader.h"
#include "pack/model.h"
#include "pack/pack_report.h"

namespace postgate {

class WordLists {
 public:
  WordLists(const PackLimits& limits, PackReport& report) : limits_(limits), report_(report) {}

  // `bytes` must outlive the object.
  void add(std::string_view path, std::string_view bytes, std::uint32_t file);

  // The entries of the lists that `files` names; a name that is wrong is reported.
  std::vector<Entry> entries_of(const std::vector<Entry>& files, std::string_view owner);

  // The list `name.text` as it is, for a detector; nullptr, and reported, if there is none.
  const std::string_view* bytes_of(const Entry& name, std::string_view owner, std::uint32_t& file);

  void report_unused();

 private:
  struct List {
    std::string_view bytes;
    std::uint32_t file = 0;
    bool used = false;
    bool parsed = false;
    std::vector<Entry> entries;
  };

  List* find(const Entry& name, std::string_view owner);
  void parse(List& list);
  void parse_line(List& list, std::string_view line, std::uint32_t number);

  const PackLimits& limits_;
  PackReport& report_;
  std::map<std::string, List, std::less<>> lists_;
  std::size_t handed_out_ = 0;
};

}  // namespace postgate
