// `explain` for people: the fields, the two views of each, every step of the scan (signals seen,
// cancelled, refused; rules that fired or were guarded), and the verdict.
#include <algorithm>
#include <tuple>

#include "explain_parts.h"
#include "report.h"
#include "utf8.h"
#include "verdict_text.h"

namespace postgate_cli {
namespace {

constexpr std::size_t kShownCells = 1500;  // of a view

bool is_about_rule(const postgate_trace& step) {
  return step.kind == POSTGATE_TRACE_WEAK || step.kind == POSTGATE_TRACE_RULE ||
         step.kind == POSTGATE_TRACE_GUARDED;
}

// Signals in the order of the post, then rules.
std::vector<postgate_trace> sorted_steps(const postgate_verdict* verdict) {
  std::vector<postgate_trace> steps;
  postgate_trace step = POSTGATE_INIT(postgate_trace);
  while (postgate_verdict_trace_at(verdict, steps.size(), &step) == POSTGATE_OK) steps.push_back(step);
  const auto key = [](const postgate_trace& of) {
    return std::make_tuple(is_about_rule(of), of.field, of.where.bytes.begin);
  };
  std::stable_sort(steps.begin(), steps.end(),
                   [&](const postgate_trace& a, const postgate_trace& b) { return key(a) < key(b); });
  return steps;
}

class ExplainText : public Reporter {
 public:
  ExplainText(const Style& style, const std::vector<PackFacts>& packs) : text_(style) {
    for (const PackFacts& pack : packs) {
      if (!packs_.empty()) packs_ += ", ";
      packs_ += pack.name + " " + std::to_string(pack.version) + " (" + pack.release + ")";
    }
  }

  void verdict(const Post& post, const postgate_verdict* verdict, std::string& out) override {
    if (!first_) out += '\n';
    first_ = false;
    heading(kFields, visible(post.id, 200), out);
    for (std::uint32_t i = 0; i < post.fields.size(); ++i) field(post, i, out);
    heading(kSteps, packs_, out);
    const std::vector<postgate_trace> steps = sorted_steps(verdict);
    for (const postgate_trace& trace : steps) step(post, trace, out);
    if (steps.empty()) out += "   " + std::string(text_.say(kNoStep)) + "\n";
    heading(kVerdict, "", out);
    text_.verdict(post, verdict, out);
  }

  void failure(const Post& post, std::string& out) override {
    first_ = false;
    text_.failure(post, out);
  }

  void summary(const Counts& /*counts*/, std::string& /*out*/) override {}

 private:
  void heading(const Phrase& words, std::string_view more, std::string& out) const {
    out += text_.paint(kBoldCyan, "\u2500\u2500 " + std::string(text_.say(words)));  // two dashes
    if (!more.empty()) out += "  " + text_.paint(kDim, more);
    out += '\n';
  }

  void field(const Post& post, std::uint32_t index, std::string& out) const {
    const std::string_view text = post.fields[index].scanned();
    const Lengths lengths = lengths_of(text);
    out += "   " + text_.paint(kBold, text_.field_name(post, index)) + "  " +
           text_.paint(kDim, std::to_string(text.size()) + " bytes, " + std::to_string(lengths.utf16) +
                                 " UTF-16, " + std::to_string(lengths.codepoints) + " code points") +
           "\n     " + visible(text, kShownCells) + "\n";
    view_line(kTextView, text, kViewText, out);
    view_line(kSqueezedView, text, kViewSqueezed, out);
  }

  void view_line(std::uint32_t which, std::string_view text, const Phrase& label, std::string& out) const {
    const std::string made = folded(text, which);
    text_.labelled(label, made == text ? std::string(text_.say(kSame)) : visible(made, kShownCells), out);
  }

  void step(const Post& post, const postgate_trace& trace, std::string& out) const {
    const Step step = step_of(trace.kind);
    const postgate_spans where = in_source(post, trace.field, trace.where);
    const bool good = trace.kind == POSTGATE_TRACE_SIGNAL || trace.kind == POSTGATE_TRACE_RULE;
    out += "   " + text_.paint(good ? kBoldGreen : kYellow, step.symbol) + ' ';
    out += text_.paint(kBold, visible(view(trace.id), 200));
    out += "  " + text_.paint(kDim, text_.place(post, trace.field, where));
    const std::string_view seen = cut(post, trace.field, where.bytes);
    if (!seen.empty()) out += "  " + visible(seen, 60);
    // From the author's characters to the word of the pack.
    if (trace.folds != 0 && trace.word.size != 0) out += " \u2192 " + visible(view(trace.word), 60);
    out += "  " + text_.paint(good ? kGreen : kYellow, filled(text_.say(*step.words), view(trace.by)));
    if (trace.folds != 0) out += text_.paint(kDim, "  [" + text_.folds(trace.folds) + "]");
    out += '\n';
  }

  VerdictText text_;
  std::string packs_;
  bool first_ = true;
};

}  // namespace

std::unique_ptr<Reporter> explain_text_reporter(const Style& style, const std::vector<PackFacts>& packs) {
  return std::make_unique<ExplainText>(style, packs);
}

}  // namespace postgate_cli
