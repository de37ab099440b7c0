// LinkList: a list of domains or of filter rules that a pack names in `detect`, ready to be asked about
// the links of a field. Built once, immutable afterwards, any thread may ask.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "link/domain_set.h"
#include "link/filter_set.h"
#include "text/field_text.h"

namespace postgate::link {

enum class ListKind : std::uint8_t { kDomains, kFilters };

// The kind and the path in "domain:lists/x.txt" and "filter:lists/x.txt"; nothing for another name.
struct ListName {
  ListKind kind = ListKind::kDomains;
  std::string_view path;
};
std::optional<ListName> list_name(std::string_view detector);

// What became of the lines of a list.
struct ListReport {
  std::size_t taken = 0;
  std::map<std::string, std::size_t> skipped;  // by reason
  std::vector<std::uint32_t> bad_lines;        // of a domain list, the first of them
};

class LinkList {
 public:
  LinkList(ListKind kind, std::string path) : kind_(kind), path_(std::move(path)) {}

  // All lines; call once.
  ListReport read(std::string_view bytes);

  struct Hit {
    std::uint32_t line = 0;  // 0: not listed
    std::string_view entry;  // lives as long as the list
  };
  // `url` in lower case and with a scheme.
  [[nodiscard]] Hit find(std::string_view url) const;

  [[nodiscard]] ListKind kind() const { return kind_; }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::size_t memory_bytes() const;

 private:
  ListKind kind_;
  std::string path_;
  DomainSet domains_;
  FilterSet filters_;
};

// Why a line of a list is of no use for the links of posts; static. Empty: it is of use. "comment" for
// what is no entry at all, "malformed" for what should be one and is not.
std::string_view list_line_reason(ListKind kind, std::string_view line);

// A link of a field that a list knows.
struct ListedLink {
  std::uint32_t list = 0;  // index into the lists asked
  Range text;              // bytes of the text view
  LinkList::Hit hit;
};

// Asks every list about every link of `field`. Allocates nothing in a field without links.
void find_listed(const FieldText& field, const std::vector<const LinkList*>& lists,
                 std::vector<ListedLink>& out);

}  // namespace postgate::link
