// `pack check --format sarif`: the mistakes of packs for editors and CI, SARIF 2.1.0. A pack is a run; the
// kinds of mistakes are its rules, and innocent posts that are stopped are mistakes, too.
#include <map>

#include "json_text.h"
#include "pack_check.h"
#include "sarif.h"

namespace postgate_cli {

namespace {

class Run {
 public:
  explicit Run(const Checked& checked) : checked_(checked) {}

  void write(std::string& out) {
    out += R"({"columnKind":"unicodeCodePoints","results":[)";
    for (const Diagnostic& diagnostic : checked_.built.diagnostics) mistake(diagnostic, out);
    if (checked_.built.diagnostics.empty() && !checked_.built.message.empty()) {
      Diagnostic whole;
      whole.code = "not-usable";
      whole.message = checked_.built.message;
      mistake(whole, out);
    }
    if (checked_.benign) innocent(*checked_.benign, out);
    out += "],\n\"tool\":{\"driver\":{";
    json_member(out, "name", "postgate pack check");
    json_member(out, "semanticVersion", postgate_version_string());
    json_key(out, "rules");
    out += '[' + rules_ + "]}}}";
  }

 private:
  void begin(std::string_view code, const char* level, std::string_view message, std::string& out) {
    if (!first_) out += ",\n";
    first_ = false;
    const auto [known, fresh] = numbers_.try_emplace(std::string(code), numbers_.size());
    if (fresh) {
      if (!rules_.empty()) rules_ += ',';
      rules_ += '{';
      json_member(rules_, "id", code);
      rules_ += '}';
    }
    out += '{';
    json_member(out, "ruleId", code);
    json_member(out, "ruleIndex", known->second);
    json_member(out, "level", level);
    sarif_text(out, "message", message);
  }

  void mistake(const Diagnostic& diagnostic, std::string& out) {
    std::string message = diagnostic.message;
    if (!diagnostic.rule.empty()) message = diagnostic.rule + ": " + message;
    const char* level = diagnostic.is_error ? "error" : is_note(diagnostic) ? "note" : "warning";
    begin(diagnostic.code, level, message, out);
    std::string file = checked_.folder;
    while (file.size() > 1 && file.back() == '/') file.pop_back();
    if (!diagnostic.file.empty()) file += '/' + diagnostic.file;
    location(file, diagnostic.line, diagnostic.column, out);
    out += '}';
  }

  // Lines and columns from 1; 0 is not known.
  static void location(const std::string& file, std::uint64_t line, std::uint64_t column, std::string& out) {
    json_key(out, "locations");
    out += "[{\"physicalLocation\":{\"artifactLocation\":{";
    json_member(out, "uri", uri_of(file));
    out += '}';
    if (line != 0) {
      out += ",\"region\":{";
      json_member(out, "startLine", line);
      if (column != 0) json_member(out, "startColumn", column);
      out += '}';
    }
    out += "}}]";
  }

  void innocent(const BenignResult& result, std::string& out) {
    for (const BenignRule& rule : result.rules) {
      const bool stops = rule.action >= POSTGATE_ACTION_HOLD;
      for (const BenignSentence& sentence : rule.sentences) {
        begin("benign-hit", stops ? "warning" : "note",
              rule.rule + " finds in innocent text: " + sentence.text, out);
        location(sentence.file, sentence.line, 0, out);
        json_key(out, "properties");
        out += '{';
        json_member(out, "post", sentence.place);
        json_member(out, "found", sentence.found);
        out += "}}";
      }
    }
  }

  const Checked& checked_;
  std::map<std::string, std::size_t> numbers_;
  std::string rules_;
  bool first_ = true;
};

}  // namespace

void check_sarif(const Checked& checked, std::string& out) { Run(checked).write(out); }

}  // namespace postgate_cli
