// TableReader: one table of a pack file, read key by key with the type each key must have; every
// departure is reported at its place and reading goes on. One thread, lives for one table.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pack/model.h"
#include "pack/pack_report.h"
#include "pack/toml_document.h"

namespace postgate {

enum class Need : std::uint8_t { kOptional, kRequired };

class TableReader {
 public:
  // Messages name the table by `what`, such as "a rule". `table` outlives the reader.
  TableReader(const TomlNode& table, std::string_view what, PackReport& report);
  // A table inside that of `owner`.
  TableReader(const TomlNode& table, std::string_view what, PackReport& report, std::string_view owner)
      : table_(table), what_(what), report_(report), owner_(owner) {}

  // The id as written, for messages; empty if there is none.
  [[nodiscard]] std::string_view owner() const { return owner_; }
  [[nodiscard]] SourceRef at() const { return table_.at; }
  [[nodiscard]] bool has(std::string_view key) const { return table_.find(key) != nullptr; }
  // The place of a key, or of the table without it.
  [[nodiscard]] SourceRef place_of(std::string_view key) const;

  // Reports every key that is not among these.
  void allow_only(std::initializer_list<std::string_view> keys);

  // Each returns nothing (or an empty list) if the key is absent or wrong.
  const TomlNode* node(std::string_view key, Need need = Need::kOptional);
  std::optional<Entry> string(std::string_view key, Need need = Need::kOptional);
  std::vector<Entry> strings(std::string_view key);
  std::vector<Entry> string_or_strings(std::string_view key);
  std::optional<std::int64_t> integer(std::string_view key, std::int64_t least, std::int64_t most,
                                      Need need = Need::kOptional);
  std::optional<double> number(std::string_view key, double above, double most);
  std::optional<bool> boolean(std::string_view key);
  LocalText local_text(std::string_view key);
  const TomlNode* table(std::string_view key, Need need = Need::kOptional);
  std::vector<const TomlNode*> tables(std::string_view key);
  // The number of the word among `names`.
  std::optional<std::size_t> choice(std::string_view key, std::initializer_list<std::string_view> names,
                                    Need need = Need::kOptional, const char* code = "bad-value");

  void error(const char* code, SourceRef at, std::string message) {
    report_.error(code, at, std::move(message), owner_);
  }
  void warning(const char* code, SourceRef at, std::string message) {
    report_.warning(code, at, std::move(message), owner_);
  }
  [[nodiscard]] PackReport& report() { return report_; }

 private:
  void wrong_type(const TomlNode& found, std::string_view key, std::string_view wanted);
  std::vector<Entry> strings_of(const TomlNode& array, std::string_view key);

  const TomlNode& table_;
  std::string_view what_;
  PackReport& report_;
  std::string_view owner_;
};

// "a, b or c", each in quotation marks.
std::string listed(const std::vector<std::string_view>& names);

}  // namespace postgate
