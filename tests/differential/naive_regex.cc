#include "differential/naive_regex.h"

namespace postgate_test {

namespace {

using Kind = Expr::Kind;

bool is_word(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

class Matcher {
 public:
  using Then = std::function<bool(std::size_t)>;

  explicit Matcher(const std::u32string& text) : text_(text) {}
  bool exhausted() const { return steps_ > kMostSteps; }

  // True if `expr` matches at `at` and `then` accepts the place behind it.
  bool match(const Expr& expr, std::size_t at, const Then& then) {
    if (++steps_ > kMostSteps) return false;
    switch (expr.kind) {
      case Kind::kOne:
        return at < text_.size() && expr.member(text_[at]) && then(at + 1);
      case Kind::kSequence:
        return sequence(expr, 0, at, then);
      case Kind::kChoice:
        for (const Expr& child : expr.children) {
          if (match(child, at, then)) return true;
        }
        return false;
      case Kind::kRepeat:
        return repeat(expr, 0, at, then);
      case Kind::kBegin:
        return at == 0 && then(at);
      case Kind::kEnd:
        return at == text_.size() && then(at);
      case Kind::kWordEdge:
        return word_edge(at) && then(at);
      case Kind::kNoWordEdge:
        return !word_edge(at) && then(at);
    }
    return false;
  }

 private:
  static constexpr std::size_t kMostSteps = 20'000;

  bool sequence(const Expr& expr, std::size_t index, std::size_t at, const Then& then) {
    if (index == expr.children.size()) return then(at);
    return match(expr.children[index], at,
                 [&, index](std::size_t next) { return sequence(expr, index + 1, next, then); });
  }

  bool repeat(const Expr& expr, int done, std::size_t at, const Then& then) {
    const auto once_more = [&] {
      return done < expr.most && match(expr.children[0], at, [&, done](std::size_t next) {
               return repeat(expr, done + 1, next, then);
             });
    };
    if (done < expr.least) return once_more();
    return expr.lazy ? then(at) || once_more() : once_more() || then(at);
  }

  bool word_edge(std::size_t at) const {
    const bool before = at > 0 && is_word(text_[at - 1]);
    const bool after = at < text_.size() && is_word(text_[at]);
    return before != after;
  }

  const std::u32string& text_;
  std::size_t steps_ = 0;
};

void append(std::string& out, const Expr& expr) {
  switch (expr.kind) {
    case Kind::kOne:
      out += expr.text;
      return;
    case Kind::kBegin:
      out += "^";
      return;
    case Kind::kEnd:
      out += "$";
      return;
    case Kind::kWordEdge:
      out += "\\b";
      return;
    case Kind::kNoWordEdge:
      out += "\\B";
      return;
    case Kind::kSequence:
      for (const Expr& child : expr.children) append(out, child);
      return;
    case Kind::kChoice:
      out += "(?:";
      for (std::size_t i = 0; i < expr.children.size(); ++i) {
        if (i > 0) out += "|";
        append(out, expr.children[i]);
      }
      out += ")";
      return;
    case Kind::kRepeat:
      break;
  }
  const bool bare = expr.children[0].kind == Kind::kOne || expr.children[0].kind == Kind::kChoice;
  if (!bare) out += "(";
  append(out, expr.children[0]);
  if (!bare) out += ")";
  if (expr.least == 0 && expr.most == 1) {
    out += "?";
  } else if (expr.least == expr.most) {
    out += "{" + std::to_string(expr.least) + "}";
  } else {
    out += "{" + std::to_string(expr.least) + "," + std::to_string(expr.most) + "}";
  }
  if (expr.lazy) out += "?";
}

}  // namespace

std::string write_pattern(const Expr& expr) {
  std::string out;
  append(out, expr);
  return out;
}

NaiveOutcome naive_find(const Expr& expr, const std::u32string& text, std::size_t& begin, std::size_t& end) {
  Matcher matcher(text);
  for (begin = 0; begin <= text.size(); ++begin) {
    const bool hit = matcher.match(expr, begin, [&end](std::size_t at) {
      end = at;
      return true;
    });
    if (matcher.exhausted()) return NaiveOutcome::kTooManySteps;
    if (hit) return NaiveOutcome::kHit;
  }
  return NaiveOutcome::kNoHit;
}

}  // namespace postgate_test
