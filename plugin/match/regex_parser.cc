// The parser of the common subset: syntax of RE2, without what only one engine has or what the two
// take differently. It goes on after a problem it understands; where it does not, RE2 explains.
#include <algorithm>
#include <optional>
#include <utility>

#include "match/regex_reader.h"

namespace postgate {

namespace {

class Parser : private RegexReader {
 public:
  explicit Parser(std::string_view pattern) : RegexReader(pattern) {}

  ParsedRegex run() {
    if (text_.size() > kMaxRegexBytes) {
      stop("regex-size", "the pattern has " + std::to_string(text_.size()) + " bytes, at most " +
                             std::to_string(kMaxRegexBytes) + " are allowed; split it into several");
      parsed_.malformed = false;
      return std::move(parsed_);
    }
    parsed_.root = choice(0);
    if (!stopped_ && at_ < text_.size()) malformed();  // a ')' too many
    return std::move(parsed_);
  }

 private:
  RegexNode choice(int depth);
  RegexNode sequence(int depth);
  RegexNode item(int depth);
  RegexNode group(int depth);
  RegexNode refused_group(std::size_t begin);
  RegexNode outer_escape();
  RegexNode repeated(RegexNode node);
  bool repeat_operator(RegexNode& repeat);
  bool counts(RegexNode& repeat);
  std::optional<std::uint32_t> number();
};

RegexNode set_node(CodeSet set) {
  RegexNode node;
  node.kind = RegexNode::Kind::kSet;
  node.set = std::move(set);
  return node;
}

RegexNode node_of(RegexNode::Kind kind) {
  RegexNode node;
  node.kind = kind;
  return node;
}

RegexNode Parser::choice(int depth) {
  RegexNode node = node_of(RegexNode::Kind::kChoice);
  node.children.push_back(sequence(depth));
  while (more() && take("|")) node.children.push_back(sequence(depth));
  if (node.children.size() > 1) return node;
  RegexNode only = std::move(node.children.front());
  return only;
}

RegexNode Parser::sequence(int depth) {
  RegexNode node = node_of(RegexNode::Kind::kSequence);
  while (more() && peek() != '|' && peek() != ')') node.children.push_back(repeated(item(depth)));
  return node;
}

RegexNode Parser::item(int depth) {
  switch (peek()) {
    case '(':
      return group(depth);
    case '[':
      return set_node(bracket());
    case '\\':
      return outer_escape();
    case '.':
      ++at_;
      return set_node(CodeSet::of('\n').complement());
    case '^':
      ++at_;
      return node_of(RegexNode::Kind::kTextBegin);
    case '$':
      ++at_;
      return node_of(RegexNode::Kind::kTextEnd);
    case '*':
    case '+':
    case '?':
      malformed();
      return {};
    default:
      return set_node(CodeSet::of(code_point()));
  }
}

RegexNode Parser::group(int depth) {
  const std::size_t begin = at_;
  if (depth >= kMaxRegexDepth) {
    stop("regex-size", "groups are nested deeper than " + std::to_string(kMaxRegexDepth) + place(at_));
    return {};
  }
  ++at_;
  if (take("?P<")) {
    const std::size_t close = text_.find('>', at_);
    if (close == std::string_view::npos) {
      malformed();
      return {};
    }
    at_ = close + 1;
  } else if (peek() == '?' && !take("?:")) {
    return refused_group(begin);
  }
  RegexNode node = choice(depth + 1);
  if (!stopped_ && !take(")")) malformed();
  return node;
}

RegexNode Parser::refused_group(std::size_t begin) {
  const std::string_view rest = text_.substr(at_);
  const auto starts = [rest](std::string_view with) { return rest.substr(0, with.size()) == with; };
  if (starts("?=") || starts("?!") || starts("?<=") || starts("?<!")) {
    stop("regex-engine", "look-around" + place(begin) +
                             " is not supported by either engine; use another signal with `near`, `except` "
                             "or `none` instead");
  } else if (starts("?>")) {
    stop("regex-engine",
         "an atomic group" + place(begin) + " is not supported by either engine; use (?:...)");
  } else if (starts("?(") || starts("?R") || starts("?&") || starts("?P=") || starts("?P>")) {
    stop("regex-engine",
         "recursion, conditions and references" + place(begin) + " are not supported by either engine");
  } else if (rest.size() > 1 && std::string_view("imsUx-").find(rest[1]) != std::string_view::npos) {
    stop("regex-engine", "inline flags" + place(begin) +
                             " are not supported: the text is in lower case already (in view \"raw\" write "
                             "[Aa]), (?:^|\\n) begins a line, and [\\s\\S] is any character");
  } else {
    malformed();
  }
  return {};
}

RegexNode Parser::outer_escape() {
  const std::size_t begin = at_;
  using Kind = RegexNode::Kind;
  static constexpr std::pair<char, Kind> kAsserts[] = {{'A', Kind::kTextBegin},
                                                       {'z', Kind::kTextEnd},
                                                       {'b', Kind::kWordBoundary},
                                                       {'B', Kind::kNoWordBoundary}};
  for (const auto& [letter, kind] : kAsserts) {
    if (peek(1) != letter) continue;
    at_ += 2;
    return node_of(kind);
  }
  if (std::optional<CodeSet> set = class_escape()) return set_node(*std::move(set));
  if (stopped_) return {};
  const char32_t one = character_escape();
  CodeSet set = CodeSet::of(one);
  if (!stopped_ && set.empty()) stop("regex-syntax", "no text holds the surrogate" + place(begin));
  return set_node(std::move(set));
}

RegexNode Parser::repeated(RegexNode node) {
  const std::size_t begin = at_;
  RegexNode repeat = node_of(RegexNode::Kind::kRepeat);
  if (!more() || !repeat_operator(repeat)) return node;
  const std::string op = "`" + std::string(text_.substr(begin, at_ - begin)) + "`" + place(begin);
  take("?");  // lazy: another span in RE2, the same yes or no
  RegexNode second;
  if (repeat_operator(second)) {
    stop("regex-syntax", "a repeat of a repeat, or a possessive one, is not supported: " + op +
                             "; put the inner one in (?:...)");
  }
  if (repeat.most == RegexNode::kUnbounded) {
    refuse("regex-repeat",
           op + " has no upper bound; write a count such as {" + std::to_string(repeat.least) + ",20}");
  } else if (std::max(repeat.least, repeat.most) > static_cast<std::uint32_t>(kMaxRegexRepeat)) {
    refuse("regex-repeat", op + " repeats more than " + std::to_string(kMaxRegexRepeat) + " times");
  } else if (repeat.most < repeat.least) {
    refuse("regex-repeat", op + " has its bounds the wrong way round");
  }
  repeat.children.push_back(std::move(node));
  return repeat;
}

bool Parser::repeat_operator(RegexNode& repeat) {
  if (take("?")) {
    repeat.most = 1;
    return true;
  }
  if (counts(repeat)) return true;
  const bool plus = take("+");
  if (!plus && !take("*")) return false;
  repeat.least = plus ? 1 : 0;
  repeat.most = RegexNode::kUnbounded;
  return true;
}

// {n}, {n,} or {n,m}; any other brace is an ordinary character, as in RE2.
bool Parser::counts(RegexNode& repeat) {
  const std::size_t begin = at_;
  if (!take("{")) return false;
  if (const auto least = number()) {
    repeat.least = *least;
    repeat.most = *least;
    if (take(",")) repeat.most = number().value_or(RegexNode::kUnbounded);
    if (take("}")) return true;
  }
  at_ = begin;
  return false;
}

std::optional<std::uint32_t> Parser::number() {
  constexpr std::uint32_t kCeiling = 1'000'000;
  if (peek() < '0' || peek() > '9') return std::nullopt;
  std::uint32_t value = 0;
  for (; peek() >= '0' && peek() <= '9'; ++at_) {
    value = std::min(kCeiling, value * 10 + static_cast<std::uint32_t>(peek() - '0'));
  }
  return value;
}

}  // namespace

ParsedRegex parse_regex(std::string_view pattern) { return Parser(pattern).run(); }

}  // namespace postgate
