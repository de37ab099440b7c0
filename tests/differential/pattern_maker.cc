#include "differential/pattern_maker.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>
#include <utility>

#include "match/utf8_append.h"

namespace postgate_test {

namespace {

using Kind = Expr::Kind;

// Few characters, so that patterns and texts meet; of every UTF-8 length, with neighbours that share
// leading bytes, word characters, spaces, a line break and syntax characters.
constexpr std::u32string_view kAlphabet = U"aabb1_ \n\v-.+[$é中中文信徽微，。々\U0001F600\U00020000";

char32_t letter(Dice& dice) { return kAlphabet[dice.below(static_cast<std::uint32_t>(kAlphabet.size()))]; }

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_word(char32_t c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_space(char32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }
// Of the alphabet above; the sweep over all code points is another test.
bool is_han(char32_t c) {
  return std::u32string_view(U"中文信徽微々\U00020000").find(c) != std::u32string_view::npos;
}

std::string hex(char32_t c) {
  std::array<char, 16> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "\\x{%x}", static_cast<unsigned>(c));
  return buffer.data();
}

std::string written(char32_t c, Dice& dice) {
  if (dice.one_in(6)) return hex(c);
  if (c == '\n') return dice.one_in(2) ? "\\n" : "\n";
  if (c == '\v') return "\\v";
  if (c == '-' || c == '.' || c == '+' || c == '[' || c == '$')
    return std::string("\\") + static_cast<char>(c);
  return to_utf8(std::u32string(1, c));
}

Expr one(std::string text, std::function<bool(char32_t)> member) {
  Expr expr;
  expr.kind = Kind::kOne;
  expr.text = std::move(text);
  expr.member = std::move(member);
  return expr;
}

Expr literal(Dice& dice) {
  const char32_t c = letter(dice);
  return one(written(c, dice), [c](char32_t other) { return other == c; });
}

struct Named {
  const char* text;
  bool (*member)(char32_t);
};
constexpr std::array<Named, 10> kNamed = {
    {{"\\d", is_digit},
     {"\\w", is_word},
     {"\\s", is_space},
     {"\\p{Han}", is_han},
     {"\\pN", is_digit},
     {"\\D", [](char32_t c) { return !is_digit(c); }},
     {"\\W", [](char32_t c) { return !is_word(c); }},
     {"\\S", [](char32_t c) { return !is_space(c); }},
     {"\\P{Han}", [](char32_t c) { return !is_han(c); }},
     {"\\x{4e00}-\\x{9fff}", [](char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }}}};

// Members written with a dash are ranges and only stand in brackets.
Expr bracket(Dice& dice) {
  const bool negated = dice.one_in(3);
  std::vector<std::function<bool(char32_t)>> members;
  std::string text = negated ? "[^" : "[";
  const std::uint32_t count = 1 + dice.below(4);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (dice.one_in(3)) {
      const Named& named = kNamed[dice.below(static_cast<std::uint32_t>(kNamed.size()))];
      text += named.text;
      members.emplace_back(named.member);
      continue;
    }
    const char32_t first = letter(dice);
    const char32_t last = dice.one_in(3) ? letter(dice) : first;
    const auto [low, high] = std::minmax(first, last);
    text += written(low, dice);
    if (low != high) text += "-" + written(high, dice);
    members.emplace_back([low = low, high = high](char32_t c) { return low <= c && c <= high; });
  }
  return one(text + "]", [negated, members](char32_t c) {
    bool in = false;
    for (const auto& member : members) in = in || member(c);
    return in != negated;
  });
}

Expr single(Dice& dice) {
  switch (dice.below(8)) {
    case 0:
      return one(".", [](char32_t c) { return c != '\n'; });
    case 1: {
      const Named& named = kNamed[dice.below(9)];
      return one(named.text, named.member);
    }
    case 2:
      return bracket(dice);
    default:
      return literal(dice);
  }
}

Expr make(Dice& dice, int depth);

Expr repeat(Dice& dice, int depth) {
  Expr expr;
  expr.kind = Kind::kRepeat;
  expr.children.push_back(depth > 0 && dice.one_in(2) ? make(dice, depth - 1) : single(dice));
  expr.least = static_cast<int>(dice.below(3));
  expr.most = expr.least + static_cast<int>(dice.below(4));
  if (dice.one_in(3)) expr.least = 0, expr.most = 1;
  if (expr.most == 0) expr.most = 1 + static_cast<int>(dice.below(5));
  expr.lazy = dice.one_in(4);
  return expr;
}

Expr edge(Dice& dice) {
  Expr expr;
  static constexpr std::array<Kind, 4> kEdges = {Kind::kBegin, Kind::kEnd, Kind::kWordEdge,
                                                 Kind::kNoWordEdge};
  expr.kind = kEdges[dice.below(4)];
  return expr;
}

Expr make(Dice& dice, int depth) {
  Expr expr;
  expr.kind = dice.one_in(4) ? Kind::kChoice : Kind::kSequence;
  const std::uint32_t count = 1 + dice.below(expr.kind == Kind::kChoice ? 3 : 4);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (dice.one_in(14)) {
      expr.children.push_back(edge(dice));
    } else if (dice.one_in(4)) {
      expr.children.push_back(repeat(dice, depth));
    } else if (depth > 0 && dice.one_in(4)) {
      expr.children.push_back(make(dice, depth - 1));
    } else {
      expr.children.push_back(single(dice));
    }
  }
  // A choice inside a sequence prints its own brackets; a sequence inside a choice needs none.
  return expr;
}

void spell(const Expr& expr, Dice& dice, std::u32string& out) {
  switch (expr.kind) {
    case Kind::kOne:
      for (int attempt = 0; attempt < 40; ++attempt) {
        const char32_t c = letter(dice);
        if (!expr.member(c)) continue;
        out += c;
        return;
      }
      return;
    case Kind::kSequence:
      for (const Expr& child : expr.children) spell(child, dice, out);
      return;
    case Kind::kChoice:
      spell(expr.children[dice.below(static_cast<std::uint32_t>(expr.children.size()))], dice, out);
      return;
    case Kind::kRepeat: {
      const auto span = static_cast<std::uint32_t>(expr.most - expr.least + 1);
      const int count = expr.least + static_cast<int>(dice.below(span));
      for (int i = 0; i < count; ++i) spell(expr.children[0], dice, out);
      return;
    }
    default:
      return;
  }
}

}  // namespace

std::uint64_t Dice::next() {
  state_ += 0x9E3779B97F4A7C15U;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}

std::string to_utf8(const std::u32string& text) {
  std::string out;
  for (const char32_t c : text) postgate::append_utf8(out, c);
  return out;
}

Expr make_pattern(Dice& dice) { return make(dice, 2); }

std::u32string make_noise(Dice& dice, std::uint32_t most) {
  std::u32string text;
  const std::uint32_t length = dice.below(most + 1);
  for (std::uint32_t i = 0; i < length; ++i) text += letter(dice);
  return text;
}

std::u32string make_text(const Expr& expr, Dice& dice) {
  std::u32string text = dice.one_in(3) ? std::u32string() : make_noise(dice, 8);
  const std::size_t begin = text.size();
  spell(expr, dice, text);
  if (text.size() > begin && dice.one_in(3)) {
    const std::size_t at = begin + dice.below(static_cast<std::uint32_t>(text.size() - begin));
    text[at] = letter(dice);
  }
  if (!dice.one_in(3)) text += make_noise(dice, 8);
  return text;
}

}  // namespace postgate_test
