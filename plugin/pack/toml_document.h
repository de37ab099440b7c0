// A TOML file as a plain tree with the place of every key and value. The only user of toml++
// is toml_document.cc; the readers of this folder see this tree. Stateless.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pack/model.h"

namespace postgate {

enum class TomlKind : std::uint8_t { kString, kInteger, kFloat, kBoolean, kDate, kTime, kArray, kTable };

struct TomlMember;

struct TomlNode {
  TomlKind kind = TomlKind::kTable;
  bool boolean = false;
  SourceRef at;
  std::int64_t integer = 0;
  double real = 0;
  std::string text;                 // a string's value; a date as YYYY-MM-DD
  std::vector<TomlNode> items;      // of an array
  std::vector<TomlMember> members;  // of a table, in the order of the file

  // The member of that name, or nullptr.
  [[nodiscard]] const TomlMember* find(std::string_view key) const;
};

struct TomlMember {
  std::string key;
  SourceRef at;
  TomlNode value;
};

struct TomlProblem {
  const char* code;
  SourceRef at;
  std::string message;
};

// Parses file number `file` into `root`. A file is read up to its first mistake of syntax.
std::optional<TomlProblem> parse_toml(std::string_view bytes, std::uint32_t file, TomlNode& root);

// "a string", "an array", ... for messages.
std::string_view kind_name(TomlKind kind);

}  // namespace postgate
