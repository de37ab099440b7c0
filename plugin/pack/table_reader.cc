#include "pack/table_reader.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "pack/text_place.h"

namespace postgate {

TableReader::TableReader(const TomlNode& table, std::string_view what, PackReport& report)
    : table_(table), what_(what), report_(report) {
  const TomlMember* id = table.find("id");
  if (id != nullptr && id->value.kind == TomlKind::kString) owner_ = id->value.text;
}

SourceRef TableReader::place_of(std::string_view key) const {
  const TomlMember* member = table_.find(key);
  return member == nullptr ? table_.at : member->at;
}

void TableReader::allow_only(std::initializer_list<std::string_view> keys) {
  for (const TomlMember& member : table_.members) {
    if (std::find(keys.begin(), keys.end(), member.key) != keys.end()) continue;
    error(
        "unknown-key", member.at,
        std::string(what_) + " has no key " + in_quotes(member.key) + report_.did_you_mean(member.key, keys));
  }
}

const TomlNode* TableReader::node(std::string_view key, Need need) {
  const TomlMember* member = table_.find(key);
  if (member != nullptr) return &member->value;
  if (need == Need::kRequired) {
    error("missing-key", table_.at, std::string(what_) + " needs the key `" + std::string(key) + "`; add it");
  }
  return nullptr;
}

std::optional<Entry> TableReader::string(std::string_view key, Need need) {
  const TomlNode* found = node(key, need);
  if (found == nullptr) return std::nullopt;
  if (found->kind == TomlKind::kString) return Entry{found->text, found->at};
  wrong_type(*found, key, "a string in quotation marks");
  return std::nullopt;
}

std::vector<Entry> TableReader::strings(std::string_view key) {
  const TomlNode* found = node(key);
  if (found == nullptr) return {};
  if (found->kind == TomlKind::kArray) return strings_of(*found, key);
  wrong_type(*found, key, "an array of strings, such as [\"...\"]");
  return {};
}

std::vector<Entry> TableReader::string_or_strings(std::string_view key) {
  const TomlNode* found = node(key);
  if (found == nullptr) return {};
  if (found->kind == TomlKind::kString) return {{found->text, found->at}};
  if (found->kind == TomlKind::kArray) return strings_of(*found, key);
  wrong_type(*found, key, "a string or an array of strings");
  return {};
}

std::vector<Entry> TableReader::strings_of(const TomlNode& array, std::string_view key) {
  std::vector<Entry> entries;
  entries.reserve(array.items.size());
  for (const TomlNode& item : array.items) {
    if (item.kind == TomlKind::kString) {
      entries.push_back({item.text, item.at});
    } else {
      wrong_type(item, key, "an array of strings only");
    }
  }
  return entries;
}

std::optional<std::int64_t> TableReader::integer(std::string_view key, std::int64_t least, std::int64_t most,
                                                 Need need) {
  const TomlNode* found = node(key, need);
  if (found == nullptr) return std::nullopt;
  if (found->kind != TomlKind::kInteger) {
    wrong_type(*found, key, "a whole number");
    return std::nullopt;
  }
  if (found->integer >= least && found->integer <= most) return found->integer;
  const bool open = most == INT64_MAX;
  error("bad-value", found->at,
        "`" + std::string(key) + "` must be " + std::to_string(least) +
            (open ? " or more" : " to " + std::to_string(most)) + ", not " + std::to_string(found->integer));
  return std::nullopt;
}

std::optional<double> TableReader::number(std::string_view key, double above, double most) {
  const TomlNode* found = node(key);
  if (found == nullptr) return std::nullopt;
  double value = found->real;
  if (found->kind == TomlKind::kInteger) {
    value = static_cast<double>(found->integer);
  } else if (found->kind != TomlKind::kFloat) {
    wrong_type(*found, key, "a number");
    return std::nullopt;
  }
  if (std::isfinite(value) && value > above && value <= most) return value;
  const auto shown = [](double bound) { return std::to_string(static_cast<std::int64_t>(bound)); };
  error("bad-value", found->at,
        "`" + std::string(key) + "` must be a number above " + shown(above) + ", at most " + shown(most));
  return std::nullopt;
}

std::optional<bool> TableReader::boolean(std::string_view key) {
  const TomlNode* found = node(key);
  if (found == nullptr) return std::nullopt;
  if (found->kind == TomlKind::kBoolean) return found->boolean;
  wrong_type(*found, key, "true or false, without quotation marks");
  return std::nullopt;
}

LocalText TableReader::local_text(std::string_view key) {
  LocalText text;
  const TomlNode* found = node(key);
  if (found == nullptr) return text;
  if (found->kind == TomlKind::kString) {
    text.zh = found->text;
    return text;
  }
  if (found->kind != TomlKind::kTable) {
    wrong_type(*found, key, "a string or { zh = \"...\", en = \"...\" }");
    return text;
  }
  for (const TomlMember& member : found->members) {
    if (member.key != "zh" && member.key != "en") {
      error("unknown-key", member.at,
            "`" + std::string(key) + "` has the keys zh and en, not " + in_quotes(member.key));
    } else if (member.value.kind != TomlKind::kString) {
      wrong_type(member.value, std::string(key) + "." + member.key, "a string in quotation marks");
    } else {
      (member.key == "zh" ? text.zh : text.en) = member.value.text;
    }
  }
  return text;
}

const TomlNode* TableReader::table(std::string_view key, Need need) {
  const TomlNode* found = node(key, need);
  if (found == nullptr || found->kind == TomlKind::kTable) return found;
  wrong_type(*found, key, "a table, { ... }");
  return nullptr;
}

std::vector<const TomlNode*> TableReader::tables(std::string_view key) {
  std::vector<const TomlNode*> list;
  const TomlNode* found = node(key);
  if (found == nullptr) return list;
  if (found->kind != TomlKind::kArray) {
    wrong_type(*found, key, "an array of tables, [{ ... }]");
    return list;
  }
  for (const TomlNode& item : found->items) {
    if (item.kind == TomlKind::kTable) {
      list.push_back(&item);
    } else {
      wrong_type(item, key, "an array of tables only, [{ ... }]");
    }
  }
  return list;
}

std::optional<std::size_t> TableReader::choice(std::string_view key,
                                               std::initializer_list<std::string_view> names, Need need,
                                               const char* code) {
  const std::optional<Entry> word = string(key, need);
  if (!word) return std::nullopt;
  const auto found = std::find(names.begin(), names.end(), word->text);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  error(code, word->at,
        "`" + std::string(key) + "` is " + listed(names) + ", not " + in_quotes(word->text) +
            report_.did_you_mean(word->text, names));
  return std::nullopt;
}

void TableReader::wrong_type(const TomlNode& found, std::string_view key, std::string_view wanted) {
  error("wrong-type", found.at,
        "`" + std::string(key) + "` must be " + std::string(wanted) + "; this is " +
            std::string(kind_name(found.kind)));
}

std::string listed(const std::vector<std::string_view>& names) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) list += i + 1 == names.size() ? " or " : ", ";
    list += in_quotes(names[i]);
  }
  return list;
}

}  // namespace postgate
