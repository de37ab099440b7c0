#include "policy/account_builder.h"

#include <algorithm>
#include <utility>

#include "link/host.h"
#include "link/suffix.h"
#include "pack/ids.h"
#include "pack/text_place.h"
#include "policy/account_text.h"
#include "policy/rule_name.h"

namespace postgate {

namespace {

constexpr std::size_t kFewestCharacters = 2;  // of a name, phrase or term, as the matcher sees it
constexpr std::size_t kFewestDigits = 3;      // of a hotline
constexpr std::size_t kMostDigits = 20;
constexpr std::size_t kLongestId = 200;
constexpr std::size_t kLongestGroup = 128;

bool is_one_of(char c, std::string_view marks) {
  return c != '\0' && marks.find(c) != std::string_view::npos;
}

bool is_contact_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || is_one_of(c, "_-.@+%");
}

bool is_account_id(std::string_view id) {
  return !id.empty() && id.size() <= kLongestId && !hidden_character(id) &&
         std::none_of(id.begin(), id.end(), [](char c) { return c == ' '; });
}

// Why a host cannot be an own domain; empty if it can.
std::string_view wrong_with_domain(std::string_view domain) {
  if (domain.find_first_of("/:@?#*\\ ") != std::string_view::npos)
    return "write the bare domain, without scheme, port, path or wildcard; what is below it is covered";
  if (domain.find('.') == std::string_view::npos || domain.front() == '.' || domain.back() == '.' ||
      domain.find("..") != std::string_view::npos || domain.size() > link::HostName::kMaxBytes)
    return "it is no domain name";
  if (link::is_ipv4(domain)) return "an address is no domain name";
  if (link::is_public_suffix(domain)) return "everybody's sites are below it; name the site itself";
  if (link::split_domain(domain).tier == link::SuffixTier::kNone) return "it does not end in a public suffix";
  return {};
}

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}

// Of folded text, which is valid UTF-8.
std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// A contact as the text view shows it, without the sign that some write in front of an ID.
std::string contact_key(std::string_view written) {
  const std::string folded = exact_form_of(written);
  return !folded.empty() && folded.front() == '@' ? folded.substr(1) : folded;
}

}  // namespace

TextRef TextBlock::keep(std::string_view text) {
  if (text.empty()) return {};
  const TextRef next{static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(text.size())};
  const auto [known, fresh] = known_.emplace(text, next);
  if (fresh) text_ += text;
  return known->second;
}

std::shared_ptr<const Wording> read_terms(TableReader& table, const AccountLimits& limits) {
  if (!table.has("terms")) return nullptr;
  const std::vector<const TomlNode*> nodes = table.tables("terms");
  if (nodes.size() > limits.terms) {
    table.error("limit", table.place_of("terms"),
                std::to_string(nodes.size()) + " terms are more than " + std::to_string(limits.terms));
    return nullptr;
  }
  TextBlock text;
  std::u16string symbols;
  std::vector<Wording::Term> terms;
  std::vector<std::u16string> words;
  std::unordered_set<std::string> seen;
  for (const TomlNode* node : nodes) {
    TableReader term(*node, "a term", table.report(), table.owner());
    term.allow_only({"word", "action", "prefer"});
    const std::optional<Entry> word = term.string("word", Need::kRequired);
    const std::optional<Entry> prefer = term.string("prefer");
    const auto action = term.choice("action", {"flag", "hold", "block"});
    if (!word) continue;
    const std::string squeezed = fold_word(word->text, 0);
    if (characters(squeezed) < kFewestCharacters || word->text.size() > limits.text_bytes) {
      term.error("bad-value", word->at,
                 in_quotes(word->text) + " cannot be looked for: write 2 or more letters or characters");
    } else if (!seen.insert(squeezed).second) {
      term.error("duplicate-word", word->at, in_quotes(word->text) + " is here twice; remove one");
    }
    Wording::Term made;
    words.push_back(to_symbols(squeezed));
    made.length = static_cast<std::uint32_t>(words.back().size());
    made.shown = text.keep(word->text);
    if (prefer) {
      made.prefer = text.keep(prefer->text);
      const std::u16string preferred = to_symbols(fold_word(prefer->text, 0));
      made.prefer_symbols = {static_cast<std::uint32_t>(symbols.size()),
                             static_cast<std::uint32_t>(preferred.size())};
      symbols += preferred;
    }
    if (action) made.action = static_cast<Action>(*action + static_cast<std::size_t>(Action::kFlag));
    terms.push_back(made);
  }
  return std::make_shared<const Wording>(text.take(), std::move(symbols), std::move(terms), words);
}

std::string AccountBuilder::read_id() {
  const std::optional<Entry> id = table_.string("id", Need::kRequired);
  if (!id) return {};
  if (is_account_id(id->text)) return id->text;
  table_.error("bad-id", id->at,
               in_quotes(id->text) + " is no account id; use 1 to 200 visible characters without blanks");
  return {};
}

AccountParts AccountBuilder::read(const std::string& id, const Wordings& shared) {
  table_.allow_only({"id", "title", "profile", "group", "domains", "hotlines", "contacts", "mini_programs",
                     "names", "phrases", "rules", "terms", "wording"});
  const LocalText title = table_.local_text("title");
  parts_.id = id;
  parts_.title_zh = text_.keep(title.zh);
  parts_.title_en = text_.keep(title.en);
  if (const auto profile = table_.string("profile")) {
    if (is_id(profile->text)) {
      parts_.profile = profile->text;
    } else {
      refuse("bad-id", *profile, "it is no name of a profile");
    }
  }
  if (const auto group = table_.string("group")) {
    if (group->text.size() > kLongestGroup || hidden_character(group->text)) {
      refuse("bad-value", *group, "a group is up to 128 bytes of visible characters");
    } else {
      parts_.group = group->text;
    }
  }
  read_list("domains", Excuse::kOwnDomain);
  read_list("hotlines", Excuse::kHotline);
  read_list("contacts", Excuse::kContact);
  read_list("mini_programs", Excuse::kMiniProgram);
  read_list("names", Excuse::kName);
  read_list("phrases", Excuse::kPhrase);
  read_rules();
  read_wordings(shared);
  parts_.text = text_.take();
  return std::move(parts_);
}

void AccountBuilder::refuse(const char* code, const Entry& entry, std::string_view why) {
  table_.error(code, entry.at, in_quotes(entry.text) + ": " + std::string(why));
}

void AccountBuilder::read_list(std::string_view key, Excuse kind) {
  const std::vector<Entry> entries = table_.strings(key);
  if (entries.size() > limits_.entries) {
    table_.error("limit", table_.place_of(key),
                 "`" + std::string(key) + "` has " + std::to_string(entries.size()) + " entries, more than " +
                     std::to_string(limits_.entries));
    return;
  }
  for (const Entry& entry : entries) {
    if (entry.text.size() > limits_.text_bytes) {
      table_.error("limit", entry.at,
                   "the entry is longer than " + std::to_string(limits_.text_bytes) + " bytes");
    } else {
      add(entry, kind);
    }
  }
}

void AccountBuilder::add(const Entry& entry, Excuse kind) {
  AccountItem item;
  item.kind = kind;
  if (kind == Excuse::kOwnDomain) {
    const std::string domain = lower_ascii(entry.text);
    const std::string_view wrong = domain.empty() ? "it is empty" : wrong_with_domain(domain);
    if (!wrong.empty()) return refuse("bad-domain", entry, wrong);
    add_item(entry, item, domain);
  } else if (kind == Excuse::kHotline) {
    const std::string digits = phone_digits(exact_form_of(entry.text));
    if (digits.size() < kFewestDigits || digits.size() > kMostDigits)
      return refuse("bad-hotline", entry, "a hotline is 3 to 20 digits with blanks, dashes and brackets");
    add_item(entry, item, digits);
  } else if (kind == Excuse::kContact) {
    const std::string id = contact_key(entry.text);
    if (id.size() < kFewestDigits || !std::all_of(id.begin(), id.end(), is_contact_character) ||
        is_one_of(id.back(), "-.@+"))
      return refuse("bad-contact", entry, "an ID or mail address is Latin letters, digits and _ - . @ +");
    add_item(entry, item, id);
  } else {
    const std::string squeezed = fold_word(entry.text, 0);
    if (characters(squeezed) < kFewestCharacters)
      return refuse("bad-value", entry, "write 2 or more letters or characters");
    if (kind == Excuse::kPhrase) item.exact = text_.keep(exact_form_of(entry.text));
    add_item(entry, item, squeezed);
  }
}

bool AccountBuilder::add_item(const Entry& entry, AccountItem item, std::string_view key) {
  std::string place = std::to_string(static_cast<int>(item.kind)) + ":" + std::string(key);
  if (item.kind == Excuse::kPhrase) place += '\n' + exact_form_of(entry.text);
  if (!seen_.insert(std::move(place)).second) {
    table_.warning("duplicate-word", entry.at, in_quotes(entry.text) + " is here twice");
    return false;
  }
  item.key = text_.keep(key);
  if (item.shown.size == 0) item.shown = text_.keep(entry.text);
  if (item.kind <= Excuse::kPhrase) item.last_day = kNeverExpires;
  parts_.items.push_back(item);
  return true;
}

void AccountBuilder::read_rules() {
  const std::vector<const TomlNode*> changes = table_.tables("rules");
  if (changes.size() > limits_.entries) {
    table_.error("limit", table_.place_of("rules"), "too many changed rules");
    return;
  }
  for (const TomlNode* change : changes) read_change(*change);
}

void AccountBuilder::read_change(const TomlNode& node) {
  TableReader table(node, "a changed rule", table_.report(), table_.owner());
  table.allow_only({"rule", "action", "reason", "expires"});
  const std::optional<Entry> rule = table.string("rule", Need::kRequired);
  const std::optional<Entry> reason = table.string("reason", Need::kRequired);
  const auto action = table.choice("action", {"off", "flag", "hold"}, Need::kRequired);
  AccountItem item;
  item.last_day = kNeverExpires;
  if (const TomlNode* expires = table.node("expires")) {
    const bool dated = expires->kind == TomlKind::kDate || expires->kind == TomlKind::kString;
    if (!dated || !is_date(expires->text)) {
      table.error("bad-date", expires->at, "`expires` is a day that exists, such as 2027-01-31");
    } else {
      item.last_day = day_number(expires->text);
    }
  }
  if (!rule || !reason || !action) return;
  if (reason->text.empty() || reason->text.size() > limits_.text_bytes) {
    table.error("bad-value", reason->at,
                "say in `reason` why, in at most " + std::to_string(limits_.text_bytes) + " bytes");
  }
  if (!is_rule_name(rule->text)) {
    table.error(
        "bad-id", rule->at,
        in_quotes(rule->text) + " is no rule; write its id, pack/id, or family.* for all of a family");
    return;
  }
  item.kind = *action == 0 ? Excuse::kDisabled : Excuse::kLowered;
  item.action = static_cast<Action>(*action + static_cast<std::size_t>(Action::kAllow));
  item.shown = text_.keep(reason->text);
  if (!seen_.insert("r:" + rule->text).second) {
    table.error("duplicate-id", rule->at, in_quotes(rule->text) + " is changed twice; remove one");
    return;
  }
  item.key = text_.keep(rule->text);
  parts_.items.push_back(item);
}

void AccountBuilder::read_wordings(const Wordings& shared) {
  if (auto own = read_terms(table_, limits_)) parts_.wordings.push_back(std::move(own));
  for (const Entry& name : table_.string_or_strings("wording")) {
    const auto found = shared.find(name.text);
    if (found == shared.end()) {
      refuse("unknown-wording", name, "no [[wording]] of this file has this id");
    } else if (std::find(parts_.wordings.begin(), parts_.wordings.end(), found->second) ==
               parts_.wordings.end()) {
      parts_.wordings.push_back(found->second);
    }
  }
}

}  // namespace postgate
