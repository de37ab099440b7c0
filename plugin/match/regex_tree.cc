// What is computed from the tree of a regex. Recursion is as deep as groups may nest.
#include "match/regex_tree.h"

#include <algorithm>
#include <cstdio>

#include "match/utf8_append.h"

namespace postgate {

namespace {

using Kind = RegexNode::Kind;

constexpr std::uint64_t kCostCeiling = 1'000'000'000;
// Wider classes are given to Hyperscan as a superset with this many ranges; RE2 confirms.
constexpr std::size_t kMostRanges = 24;

// What a class costs: an ASCII one is a single step of the automaton, a wider one needs a
// branch per piece of its UTF-8 form.
std::uint64_t set_cost(const CodeSet& set) {
  const CodeSet widened = set.widened(kMostRanges);
  std::uint64_t cost = 0;
  bool ascii = false;
  for (const CodeRange& range : widened.ranges()) {
    ascii = ascii || range.first < 0x80;
    if (range.last < 0x80) continue;
    cost += range.first == range.last ? 1 : 2;
  }
  return cost + (ascii ? 1 : 0);
}

void append_code_point(std::string& out, char32_t c) {
  if (c >= 0x80) return append_utf8(out, c);  // shorter: Hyperscan takes 16,000 bytes and no more
  char buffer[8];
  std::snprintf(buffer, sizeof buffer, "\\x%02x", static_cast<unsigned>(c));
  out += buffer;
}

void append_set(std::string& out, const CodeSet& set) {
  const CodeSet widened = set.widened(kMostRanges);
  const auto& ranges = widened.ranges();
  if (ranges.size() == 1 && ranges[0].first == ranges[0].last) return append_code_point(out, ranges[0].first);
  out += '[';
  for (const CodeRange& range : ranges) {
    append_code_point(out, range.first);
    if (range.first == range.last) continue;
    out += '-';
    append_code_point(out, range.last);
  }
  out += ']';
}

void append(std::string& out, const RegexNode& node) {
  switch (node.kind) {
    case Kind::kEmpty:
      break;
    case Kind::kSet:
      append_set(out, node.set);
      break;
    case Kind::kTextBegin:
      out += "\\A";
      break;
    case Kind::kTextEnd:
      out += "\\z";
      break;
    case Kind::kWordBoundary:
      out += "\\b";
      break;
    case Kind::kNoWordBoundary:
      out += "\\B";
      break;
    case Kind::kSequence:
      for (const RegexNode& child : node.children) append(out, child);
      break;
    case Kind::kChoice:
      out += "(?:";
      for (std::size_t i = 0; i < node.children.size(); ++i) {
        if (i > 0) out += '|';
        append(out, node.children[i]);
      }
      out += ')';
      break;
    case Kind::kRepeat:
      out += "(?:";
      append(out, node.children.front());
      out += "){" + std::to_string(node.least) + ',' + std::to_string(node.most) + '}';
      break;
  }
}

}  // namespace

bool may_match_empty(const RegexNode& node) {
  const auto empty = [](const RegexNode& child) { return may_match_empty(child); };
  switch (node.kind) {
    case Kind::kSet:
      return false;
    case Kind::kSequence:
      return std::all_of(node.children.begin(), node.children.end(), empty);
    case Kind::kChoice:
      return std::any_of(node.children.begin(), node.children.end(), empty);
    case Kind::kRepeat:
      return node.least == 0 || may_match_empty(node.children.front());
    default:
      return true;
  }
}

std::uint64_t nested_repeats(const RegexNode& node) {
  std::uint64_t most = 1;
  for (const RegexNode& child : node.children) most = std::max(most, nested_repeats(child));
  if (node.kind != Kind::kRepeat) return most;
  return std::min(kCostCeiling, most * std::max<std::uint64_t>(1, node.most));
}

std::uint64_t regex_cost(const RegexNode& node) {
  if (node.kind == Kind::kSet) return set_cost(node.set);
  std::uint64_t cost = 0;
  for (const RegexNode& child : node.children) cost = std::min(kCostCeiling, cost + regex_cost(child));
  if (node.kind == Kind::kRepeat) cost = std::min(kCostCeiling, cost * std::max<std::uint64_t>(1, node.most));
  return cost;
}

std::string to_hyperscan(const RegexNode& node) {
  std::string out;
  append(out, node);
  return out;
}

}  // namespace postgate
