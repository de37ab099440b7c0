#include "policy/account_reader.h"

#include <algorithm>
#include <utility>

#include "pack/pack_report.h"
#include "pack/text_place.h"
#include "pack/toml_document.h"
#include "policy/account_builder.h"

namespace postgate {

namespace {

constexpr std::size_t kMostSpare = 16'384;

class FileReader {
 public:
  FileReader(const AccountLimits& limits, PackReport& report) : limits_(limits), report_(report) {}

  void read(const TomlNode& root) {
    if (root.find("id") != nullptr) return read_account(root);
    TableReader top(root, "an account file", report_, {});
    top.allow_only({"account", "wording"});
    read_shared(top);
    const TomlMember* member = root.find("account");
    if (member == nullptr) {
      if (shared_.empty()) report_.error("missing-key", root.at, "the file has no account; give it an `id`");
    } else if (member->value.kind == TomlKind::kTable) {
      read_account(member->value);
    } else {
      for (const TomlNode* table : top.tables("account")) read_account(*table);
    }
  }

  // Accounts with the places of their ids.
  std::vector<std::pair<AccountParts, SourceRef>> made;

 private:
  void read_shared(TableReader& top) {
    for (const TomlNode* node : top.tables("wording")) {
      TableReader table(*node, "a wording", report_);
      table.allow_only({"id", "title", "terms"});
      table.local_text("title");
      const std::optional<Entry> id = table.string("id", Need::kRequired);
      std::shared_ptr<const Wording> terms = read_terms(table, limits_);
      if (!table.has("terms")) table.error("missing-key", table.at(), "a wording needs the key `terms`");
      if (!id || terms == nullptr) continue;
      if (!shared_.emplace(id->text, std::move(terms)).second)
        table.error("duplicate-id", id->at, in_quotes(id->text) + " is the id of two wordings; rename one");
    }
  }

  void read_account(const TomlNode& node) {
    if (made.size() >= limits_.accounts) {
      report_.error("limit", node.at, "the file has too many accounts");
      return;
    }
    TableReader table(node, "an account", report_);
    AccountBuilder builder(table, limits_);
    const std::string id = builder.read_id();
    AccountParts account = builder.read(id, shared_);
    if (!id.empty()) made.emplace_back(std::move(account), table.place_of("id"));
  }

  const AccountLimits& limits_;
  PackReport& report_;
  Wordings shared_;
};

}  // namespace

bool AccountBook::add_file(std::string_view bytes, const std::string& name, const AccountLimits& limits,
                           Diagnostics& diagnostics) {
  Pack naming;  // names the file in reports
  naming.files.push_back(name);
  PackReport report(naming, diagnostics);
  const std::size_t before = diagnostics.errors();
  if (bytes.size() > limits.file_bytes) {
    report.error("limit", {},
                 "the file has " + std::to_string(bytes.size()) + " bytes, more than " +
                     std::to_string(limits.file_bytes) + "; split it");
    return false;
  }
  TomlNode root;
  if (auto problem = parse_toml(without_bom(bytes), 0, root)) {
    report.error(problem->code, problem->at, std::move(problem->message));
    return false;
  }
  FileReader reader(limits, report);
  reader.read(root);
  std::unordered_map<std::string_view, SourceRef> fresh;
  for (const auto& [account, at] : reader.made) {
    if (by_id_.count(account.id) != 0 || !fresh.emplace(account.id, at).second) {
      report.error("duplicate-id", at, in_quotes(account.id) + " is the id of two accounts; rename one",
                   account.id);
    }
  }
  if (diagnostics.errors() != before) return false;
  for (std::size_t i = 0; i < reader.made.size(); ++i) {
    add(std::move(reader.made[i].first), reader.made.size() - i);
  }
  return true;
}

// Together with the others of its file, or of the files before if they are small.
void AccountBook::add(AccountParts account, std::size_t left) {
  if (room_ == nullptr || room_->full()) {
    room_.reset(AccountRoom::create(std::max(left, std::min(accounts_.size(), kMostSpare))));
  }
  accounts_.push_back(room_->make(std::move(account)));
  by_id_.emplace(accounts_.back()->id(), accounts_.size() - 1);
}

const Account* AccountBook::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : accounts_[found->second].get();
}

}  // namespace postgate
