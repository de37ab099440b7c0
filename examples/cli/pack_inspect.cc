#include "pack_inspect.h"

#include <postgate.h>
#include <sys/stat.h>
#include <unistd.h>

#include <map>

#include "archive_text.h"
#include "gate.h"
#include "json_text.h"
#include "output.h"
#include "pack_check.h"
#include "quantity.h"
#include "scan.h"
#include "utf8.h"
#include "whole_file.h"

namespace postgate_cli {
namespace {

// One category with its clause and how many rules ask for what.
struct CategoryFacts {
  std::string document;
  std::string clause;
  bool verified = false;
  std::size_t rules = 0;
  std::map<std::int32_t, std::size_t> by_action;
};

// Who signed, as far as that can be said.
struct Signer {
  std::string key;  // empty: nobody, or nobody looked
  std::string comment;
  std::string note;
};

struct Inspected {
  std::string archive;  // bytes; empty for a folder
  Signer signer;
  Built built;
  std::map<std::string, CategoryFacts> categories;
};

postgate_string text_of(const std::string& text) { return {text.data(), text.size()}; }

std::map<std::string, CategoryFacts> categories_of(const postgate_ruleset* ruleset) {
  std::map<std::string, CategoryFacts> all;
  postgate_rule_info rule = POSTGATE_INIT(postgate_rule_info);
  for (std::size_t i = 0; postgate_ruleset_rule_at(ruleset, i, &rule) == POSTGATE_OK; ++i) {
    CategoryFacts& facts = all[std::string(view(rule.category))];
    facts.document = view(rule.clause_document);
    facts.clause = view(rule.clause_text);
    facts.verified = rule.verified != 0;
    ++facts.rules;
    ++facts.by_action[rule.action];
  }
  return all;
}

Signer signer_of(const PackInspectSettings& settings, const std::string& archive, std::string& complaint) {
  Signer signer;
  std::string text;
  if (!read_whole(settings.pack + ".minisig", kLargestKey, text).empty()) {
    signer.note = "not signed";
    return signer;
  }
  if (!settings.access.signed_only()) {
    signer.note = "signed, not verified: give the public key with --trust";
    return signer;
  }
  const Trust trust = open_trust(settings.access, complaint);
  if (trust == nullptr) return signer;
  postgate_signature signature = POSTGATE_INIT(postgate_signature);
  postgate_error error = POSTGATE_INIT(postgate_error);
  const int32_t status =
      postgate_trust_verify(trust.get(), archive.data(), archive.size(), text_of(text), &signature, &error);
  if (status != POSTGATE_OK) complaint = settings.pack + ": " + status_or(status, error);
  signer.key = signature.key_id;
  signer.comment = signature.trusted_comment;
  return signer;
}

void category_text(const std::string& id, const CategoryFacts& facts, const Screen& screen,
                   std::string& out) {
  out += "  " + screen.paint(kBold, id) + "\n    " + counted(facts.rules, "rule") + ":";
  for (const auto& [action, count] : facts.by_action) {
    out += std::string(" ") + postgate_action_name(action) + " " + std::to_string(count);
  }
  out += "\n    " + visible(facts.document, 200) + ": " + visible(facts.clause, 400) +
         (facts.verified ? "" : " (wording not yet verified)") + "\n";
}

void show_text(const PackInspectSettings& settings, const Inspected& all, const Screen& screen,
               std::string& out) {
  out += screen.paint(kBold, visible(settings.pack, 500)) + "\n";
  if (!all.archive.empty()) {
    archive_text(all.archive, out);
    out += "  signed   " +
           (all.signer.key.empty() ? all.signer.note
                                   : "by key " + all.signer.key + ", " + visible(all.signer.comment, 400)) +
           "\n";
  } else {
    for (const PackFacts& pack : packs_of(all.built.ruleset.get())) {
      out += "  " + visible(pack.name, 100) + " " + std::to_string(pack.version) + " (" +
             visible(pack.release, 100) + ")" +
             (pack.expires.empty() ? "" : ", expires " + visible(pack.expires, 40)) + "\n  source   " +
             visible(pack.digest, 100) + "\n  signed   a folder is not\n";
    }
  }
  postgate_ruleset_info info = POSTGATE_INIT(postgate_ruleset_info);
  postgate_ruleset_get_info(all.built.ruleset.get(), &info);
  out += "  compiled " + size_text(info.memory_bytes) + " in " +
         std::to_string(static_cast<long>(all.built.milliseconds)) + " ms here; " +
         counted(info.rule_count, "rule") + ", " + counted(info.signal_count, "signal") + ", " +
         counted(info.word_count, "word") + ", " + counted(info.regex_count, "regex", "regexes") + "\n\n";
  for (const auto& [id, facts] : all.categories) category_text(id, facts, screen, out);
}

void categories_json(const Inspected& all, std::string& out) {
  json_key(out, "categories");
  out += '[';
  for (const auto& [id, facts] : all.categories) {
    if (out.back() != '[') out += ',';
    out += '{';
    json_member(out, "id", id);
    json_member(out, "rules", facts.rules);
    json_key(out, "actions");
    out += '{';
    for (const auto& [action, count] : facts.by_action) {
      json_member(out, postgate_action_name(action), count);
    }
    out += '}';
    json_key(out, "clause");
    out += '{';
    json_member(out, "document", facts.document);
    json_member(out, "text", facts.clause);
    json_key(out, "verified");
    out += facts.verified ? "true}}" : "false}}";
  }
  out += ']';
}

void show_json(const PackInspectSettings& settings, const Inspected& all, std::string& out) {
  postgate_ruleset_info info = POSTGATE_INIT(postgate_ruleset_info);
  postgate_ruleset_get_info(all.built.ruleset.get(), &info);
  if (!all.archive.empty()) {
    archive_json(settings.pack, all.archive, out);
  } else {
    out += '{';
    json_member(out, "file", settings.pack);
    pack_facts_json(all.built, out);
  }
  json_member(out, "signed_by", all.signer.key);
  if (!all.signer.comment.empty()) json_member(out, "trusted_comment", all.signer.comment);
  json_member(out, "memory_bytes", info.memory_bytes);
  json_member(out, "compile_ms", all.built.milliseconds);
  categories_json(all, out);
  out += "}\n";
}

}  // namespace

int pack_inspect(const PackInspectSettings& settings) {
  const Screen screen = look_at(STDOUT_FILENO, settings.colour);
  Notices notices(look_at(STDERR_FILENO, settings.colour));
  Inspected all;
  std::string complaint;
  struct stat facts {};
  if (stat(settings.pack.c_str(), &facts) == 0 && S_ISREG(facts.st_mode)) {
    complaint = read_whole(settings.pack, kLargestPack, all.archive);
    if (complaint.empty()) all.signer = signer_of(settings, all.archive, complaint);
  }
  PackAccess looking;  // a look at an old or foreign pack is no installation
  if (complaint.empty()) all.built = build_packs({settings.pack}, looking);
  if (complaint.empty()) complaint = all.built.message;
  if (!complaint.empty()) {
    std::string list;
    list_diagnostics(all.built.diagnostics, settings.pack, screen, list);
    notices.block(list);
    notices.say(complaint);
    return kExitUsage;
  }
  all.categories = categories_of(all.built.ruleset.get());
  Output output(screen);
  if (settings.as_json) {
    show_json(settings, all, output.buffer());
  } else {
    show_text(settings, all, screen, output.buffer());
  }
  return output.flush() ? kExitClean : kExitUnscanned;
}

}  // namespace postgate_cli
