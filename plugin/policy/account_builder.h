// AccountBuilder: checks the entries of one account table and collects them for an Account. Used by
// account_reader.cc; one thread, lives for one table.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "pack/table_reader.h"
#include "policy/account.h"
#include "policy/account_reader.h"

namespace postgate {

// Text with each different string kept once.
class TextBlock {
 public:
  TextRef keep(std::string_view text);
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
  std::unordered_map<std::string, TextRef> known_;
};

using Wordings = std::unordered_map<std::string, std::shared_ptr<const Wording>>;

// The terms of `table`'s key "terms"; nullptr if it has none.
std::shared_ptr<const Wording> read_terms(TableReader& table, const AccountLimits& limits);

class AccountBuilder {
 public:
  AccountBuilder(TableReader& table, const AccountLimits& limits) : table_(table), limits_(limits) {}

  // The id, or nothing if it is missing or malformed.
  std::string read_id();
  AccountParts read(const std::string& id, const Wordings& shared);

 private:
  void read_list(std::string_view key, Excuse kind);
  void add(const Entry& entry, Excuse kind);
  void read_rules();
  void read_change(const TomlNode& node);
  void read_wordings(const Wordings& shared);
  bool add_item(const Entry& entry, AccountItem item, std::string_view key);
  void refuse(const char* code, const Entry& entry, std::string_view why);

  TableReader& table_;
  const AccountLimits& limits_;
  AccountParts parts_;
  TextBlock text_;
  std::unordered_set<std::string> seen_;  // kind and key
};

}  // namespace postgate
