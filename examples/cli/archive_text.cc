#include "archive_text.h"

#include <postgate.h>

#include "gate.h"
#include "json_text.h"
#include "quantity.h"
#include "utf8.h"

namespace postgate_cli {
namespace {

std::string shown(const postgate_string& text) { return visible(view(text), 200); }

}  // namespace

void archive_text(std::string_view bytes, std::string& out) {
  postgate_archive_info info = POSTGATE_INIT(postgate_archive_info);
  if (postgate_archive_read(bytes.data(), bytes.size(), &info, nullptr) != POSTGATE_OK) return;
  out += "  " + shown(info.name) + " " + std::to_string(info.version);
  if (info.release.size != 0) out += " (" + shown(info.release) + ")";
  if (info.date.size != 0) out += ", of " + shown(info.date);
  if (info.expires.size != 0) out += ", expires " + shown(info.expires);
  if (info.requires_engine.size != 0) out += ", needs engine " + shown(info.requires_engine);
  out += "\n  source   " + shown(info.digest) + "\n";
  out += "  size     " + size_text(bytes.size()) + ", " + counted(info.file_count, "file") + " of " +
         size_text(info.source_bytes) + "\n";
  out += "  cost     " + counted(info.word_count, "word") + ", " +
         counted(info.regex_count, "regex", "regexes") + " of cost " + std::to_string(info.regex_cost) +
         ", " + std::to_string(info.hostile_hits) + " hits per KiB of hostile text\n";
  out += "  rules    " + counted(info.rule_count, "rule") + ", " + counted(info.signal_count, "signal") +
         "; " + counted(info.test_count, "example and case", "examples and cases") + " passed\n";
  if (info.benign_characters != 0) {
    out += "  innocent " + counted(info.benign_characters, "character") + " tried, " +
           counted(info.benign_stopped, "post") + " of them held or blocked\n";
  }
}

void archive_json(const std::string& file, std::string_view bytes, std::string& out) {
  postgate_archive_info info = POSTGATE_INIT(postgate_archive_info);
  out += '{';
  json_member(out, "file", file);
  if (postgate_archive_read(bytes.data(), bytes.size(), &info, nullptr) != POSTGATE_OK) return;
  json_member(out, "name", view(info.name));
  json_member(out, "version", info.version);
  json_member(out, "release", view(info.release));
  json_member(out, "date", view(info.date));
  json_member(out, "expires", view(info.expires));
  json_member(out, "requires", view(info.requires_engine));
  json_member(out, "digest", view(info.digest));
  json_member(out, "file_bytes", bytes.size());
  json_member(out, "source_bytes", info.source_bytes);
  json_member(out, "files", info.file_count);
  json_member(out, "rules", info.rule_count);
  json_member(out, "signals", info.signal_count);
  json_member(out, "words", info.word_count);
  json_member(out, "regexes", info.regex_count);
  json_member(out, "regex_cost", info.regex_cost);
  json_member(out, "hostile_hits", info.hostile_hits);
  json_member(out, "tests", info.test_count);
  if (info.benign_characters == 0) return;
  json_member(out, "benign_characters", info.benign_characters);
  json_member(out, "benign_stopped", info.benign_stopped);
}

}  // namespace postgate_cli
