// Findings as JSON: the larger part of a verdict line, and small parts that other lines have as well.
#include "json_text.h"
#include "report.h"

namespace postgate_cli {
namespace {

// A finding may cover a whole post of megabytes, and there may be many of them.
constexpr std::size_t kLongestText = 64 * 1024;

std::string_view shortened(std::string_view text) {
  if (text.size() <= kLongestText) return text;
  std::size_t end = kLongestText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

void both_languages(std::string& out, std::string_view name, const postgate_string& zh,
                    const postgate_string& en) {
  json_key(out, name);
  out += '{';
  if (zh.size != 0) json_member(out, "zh", view(zh));
  if (en.size != 0) json_member(out, "en", view(en));
  out += '}';
}

void signals(const Post& post, const postgate_verdict* verdict, std::size_t index,
             const postgate_finding& finding, std::string& out) {
  json_key(out, "signals");
  out += '[';
  postgate_signal signal = POSTGATE_INIT(postgate_signal);
  for (std::size_t i = 0; i < finding.signal_count; ++i) {
    if (postgate_verdict_signal_at(verdict, index, i, &signal) != POSTGATE_OK) break;
    if (i > 0) out += ',';
    out += '{';
    json_member(out, "id", view(signal.id));
    json_key(out, "bytes");
    json_span(out, in_source(post, signal.field, signal.where).bytes);
    if (signal.field != finding.field) append_field_json(post, signal.field, out);
    if (signal.folds != 0) {
      json_key(out, "folds");
      append_folds_json(signal.folds, out);
    }
    if (signal.line != 0) {
      json_member(out, "list", view(signal.list));
      json_member(out, "line", signal.line);
      json_member(out, "entry", view(signal.entry));
    }
    out += '}';
  }
  out += ']';
}

// "fix":{"field":..,"span":{..},"text":"what goes","replacement":"what comes"}
void fix_json(const Post& post, const PostFix& fix, std::string& out) {
  const postgate_spans where = in_source(post, fix.field, fix.where);
  json_key(out, "fix");
  out += '{';
  append_field_json(post, fix.field, out);
  json_key(out, "span");
  append_spans_json(where, out);
  json_member(out, "text", cut(post, fix.field, where.bytes));
  json_member(out, "replacement", fix.replacement);
  out += '}';
}

}  // namespace

void append_finding_json(const Post& post, const postgate_verdict* verdict, std::size_t index,
                         const postgate_finding& finding, std::string& out) {
  const postgate_spans where = in_source(post, finding.field, finding.where);
  const std::string_view text = cut(post, finding.field, where.bytes);
  const std::string_view shown = shortened(text);
  out += '{';
  json_member(out, "rule", view(finding.rule));
  json_member(out, "category", view(finding.category));
  json_member(out, "action", postgate_action_name(finding.action));
  json_member(out, "grade", finding.grade);
  append_field_json(post, finding.field, out);
  json_key(out, "span");
  append_spans_json(where, out);
  json_member(out, "text", shown);
  if (shown.size() < text.size()) {
    json_key(out, "text_cut");
    out += "true";
  }
  json_key(out, "folds");
  append_folds_json(finding.folds, out);
  signals(post, verdict, index, finding, out);
  both_languages(out, "title", finding.title_zh, finding.title_en);
  json_key(out, "clause");
  out += '{';
  json_member(out, "document", view(finding.clause_document));
  json_member(out, "text", view(finding.clause_text));
  json_key(out, "verified");
  out += finding.verified != 0 ? "true}" : "false}";
  both_languages(out, "hint", finding.hint_zh, finding.hint_en);
  if (finding.field < post.fields.size() && finding.role != post.fields[finding.field].role) {
    json_member(out, "role", role_name(finding.role));
  }
  if ((finding.flags & POSTGATE_FINDING_HIDDEN) != 0) {
    json_key(out, "hidden");
    out += "true";
  }
  for (const PostFix& fix : post.fixes) {
    if (fix.finding == index) fix_json(post, fix, out);
  }
  out += '}';
}

void append_field_json(const Post& post, std::uint32_t field, std::string& out) {
  if (field >= post.fields.size()) return;
  json_member(out, "field", role_name(post.fields[field].role));
  if (post.fields.size() < 2) return;
  const FieldNumber number = number_of(post, field);
  if (number.count < 2) return;
  json_member(out, "field_index", number.index);
}

void append_folds_json(std::uint32_t folds, std::string& out) {
  out += '[';
  for (const std::string_view name : fold_names(folds)) {
    if (out.back() != '[') out += ',';
    json_string(out, name);
  }
  out += ']';
}

void append_spans_json(const postgate_spans& spans, std::string& out) {
  out += '{';
  json_key(out, "bytes");
  json_span(out, spans.bytes);
  json_key(out, "utf16");
  json_span(out, spans.utf16);
  json_key(out, "codepoints");
  json_span(out, spans.codepoints);
  out += '}';
}

}  // namespace postgate_cli
