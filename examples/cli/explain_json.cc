// `explain` as JSON Lines: the fields with their views, every step, and the verdict as `scan` prints it.
#include "explain_parts.h"
#include "json_text.h"
#include "report.h"

namespace postgate_cli {
namespace {

class ExplainJson : public Reporter {
 public:
  explicit ExplainJson(const std::vector<PackFacts>& packs) : tail_(json_tail(packs)) {}

  void verdict(const Post& post, const postgate_verdict* verdict, std::string& out) override {
    out += '{';
    json_key(out, "id");
    json_string(out, post.id);
    json_key(out, "fields");
    out += '[';
    for (std::uint32_t i = 0; i < post.fields.size(); ++i) field(post, i, out);
    out += ']';
    json_key(out, "steps");
    out += '[';
    postgate_trace step = POSTGATE_INIT(postgate_trace);
    for (std::size_t i = 0; postgate_verdict_trace_at(verdict, i, &step) == POSTGATE_OK; ++i) {
      if (i > 0) out += ',';
      step_json(post, step, out);
    }
    out += ']';
    json_key(out, "verdict");
    append_verdict_json(post, verdict, tail_, out);
    out += "}\n";
  }

  void failure(const Post& post, std::string& out) override {
    if (!post.is_post) return;
    append_failure_json(post, tail_, out);
    out += '\n';
  }

  void summary(const Counts& /*counts*/, std::string& /*out*/) override {}

 private:
  static void field(const Post& post, std::uint32_t index, std::string& out) {
    const std::string_view text = post.fields[index].scanned();
    const Lengths lengths = lengths_of(text);
    if (out.back() != '[') out += ',';
    out += '{';
    append_field_json(post, index, out);
    json_member(out, "bytes", text.size());
    json_member(out, "utf16", lengths.utf16);
    json_member(out, "codepoints", lengths.codepoints);
    json_key(out, "text");
    json_string(out, text);
    json_key(out, "text_view");
    json_string(out, folded(text, kTextView));
    json_key(out, "squeezed_view");
    json_string(out, folded(text, kSqueezedView));
    out += '}';
  }

  static void step_json(const Post& post, const postgate_trace& step, std::string& out) {
    const postgate_spans where = in_source(post, step.field, step.where);
    out += '{';
    json_key(out, "kind");
    json_string(out, step_of(step.kind).name);
    json_key(out, "id");
    json_string(out, view(step.id));
    if (step.by.size != 0) {
      json_key(out, "by");
      json_string(out, view(step.by));
    }
    append_field_json(post, step.field, out);
    json_key(out, "span");
    append_spans_json(where, out);
    json_key(out, "text");
    json_string(out, cut(post, step.field, where.bytes));
    json_key(out, "folds");
    append_folds_json(step.folds, out);
    if (step.word.size != 0) json_member(out, "word", view(step.word));
    out += '}';
  }

  std::string tail_;
};

}  // namespace

std::unique_ptr<Reporter> explain_json_reporter(const std::vector<PackFacts>& packs) {
  return std::make_unique<ExplainJson>(packs);
}

}  // namespace postgate_cli
