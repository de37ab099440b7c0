// Links whose dots are disguised: ab12c[.]com, ab12c(dot)com, "ab12c . com", a full
// stop or the word for "dot" between Latin labels, and names spelt letter by letter.
// Each form asks for more evidence than a plain dot, because each also occurs in prose.
#include <array>

#include "link/chars.h"
#include "link/link.h"
#include "link/site.h"

namespace postgate::link {
namespace {

enum class DotKind : std::uint8_t { kNone, kBracketed, kCharacter, kSpaced, kLame, kSpoken, kComma };

struct Dot {
  DotKind kind = DotKind::kNone;
  std::size_t size = 0;
};

struct Spelling {
  std::string_view text;
  DotKind kind;
};

constexpr std::array<Spelling, 41> kSpellings = {{
    {"<.>", DotKind::kBracketed},
    {"<dot>", DotKind::kBracketed},
    {"<\u70b9>", DotKind::kBracketed},
    {"{\u70b9}", DotKind::kBracketed},
    {"'.'", DotKind::kBracketed},
    {"\".\"", DotKind::kBracketed},
    {"\u201c.\u201d", DotKind::kBracketed},
    {"\u300c.\u300d", DotKind::kBracketed},
    {"_dot_", DotKind::kBracketed},
    {"-dot-", DotKind::kBracketed},
    {"\u3010\u3002\u3011", DotKind::kBracketed},
    {" dot ", DotKind::kSpoken},
    {" \u70b9 ", DotKind::kSpoken},
    {"\u2219", DotKind::kCharacter},
    {"[.]", DotKind::kBracketed},
    {"(.)", DotKind::kBracketed},
    {"{.}", DotKind::kBracketed},
    {"[dot]", DotKind::kBracketed},
    {"(dot)", DotKind::kBracketed},
    {"{dot}", DotKind::kBracketed},
    {"[\u70b9]", DotKind::kBracketed},  // dian, "dot"
    {"(\u70b9)", DotKind::kBracketed},
    {"[\u3002]", DotKind::kBracketed},
    {"(\u3002)", DotKind::kBracketed},
    {"\u3010.\u3011", DotKind::kBracketed},
    {"\u3010\u70b9\u3011", DotKind::kBracketed},
    {"\u3010dot\u3011", DotKind::kBracketed},
    {"\u70b9", DotKind::kCharacter},
    {"\u3002", DotKind::kCharacter},  // ideographic full stop
    {"\u00b7", DotKind::kCharacter},  // middle dots
    {"\u2022", DotKind::kCharacter},
    {"\u2027", DotKind::kCharacter},
    {"\u22c5", DotKind::kCharacter},
    {"\u25cf", DotKind::kCharacter},
    {"\u30fb", DotKind::kCharacter},
    {"\u4e36", DotKind::kCharacter},              // zhu, a bare dot stroke
    {"\u53e5\u53f7", DotKind::kCharacter},        // juhao, "full stop"
    {"\u5c0f\u6570\u70b9", DotKind::kCharacter},  // xiaoshudian, "decimal point"
    {"\\.", DotKind::kCharacter},
    {"\u300e.\u300f", DotKind::kBracketed},
    {"\u300e\u3002\u300f", DotKind::kBracketed},
}};

constexpr std::size_t kMaxParts = 6;

std::size_t blanks(std::string_view text, std::size_t pos) {
  std::size_t count = 0;
  while (count < 3 && at(text, pos + count) == ' ') ++count;
  return count;
}

Dot read_spaced_dot(std::string_view text, std::size_t pos, bool www) {
  const std::size_t left = blanks(text, pos);
  if (at(text, pos + left) != '.') return {};
  const std::size_t right = blanks(text, pos + left + 1);
  if (left > 2 || right > 2 || left + right == 0) return {};
  const bool lame = !www && (left == 0 || right == 0);  // "the end. Net income"
  return {lame ? DotKind::kLame : DotKind::kSpaced, left + 1 + right};
}

Dot read_spelling(std::string_view text, std::size_t pos) {
  const char c = at(text, pos);
  for (const Spelling& spelling : kSpellings) {
    if (spelling.text.front() == c && starts_with_at(text, pos, spelling.text))
      return {spelling.kind, spelling.text.size()};
  }
  return {};
}

// "abc [dot] com": brackets with blanks around them are less convincing.
Dot read_set_off_bracket(std::string_view text, std::size_t pos) {
  const std::size_t left = blanks(text, pos);
  const Dot dot = read_spelling(text, pos + left);
  if (dot.kind != DotKind::kBracketed) return {};
  return {DotKind::kCharacter, left + dot.size + blanks(text, pos + left + dot.size)};
}

Dot read_dot(std::string_view text, std::size_t pos, bool www) {
  const char c = at(text, pos);
  if (c == ' ' || c == '.') {
    const Dot dot = read_spaced_dot(text, pos, www);
    if (dot.kind != DotKind::kNone) return dot;
  }
  if (c == ',' && www) return {DotKind::kComma, 1};
  constexpr std::string_view kListComma = "\u3001";
  if (www && starts_with_at(text, pos, kListComma)) return {DotKind::kComma, kListComma.size()};
  if (c == ' ') {
    const Dot dot = read_set_off_bracket(text, pos);
    if (dot.kind != DotKind::kNone) return dot;
  }
  return read_spelling(text, pos);
}

bool is_spoken_suffix(std::string_view suffix) {
  for (const std::string_view known :
       {"com", "cn", "net", "org", "xyz", "com.cn", "net.cn", "org.cn", "example"}) {
    if (suffix == known) return true;
  }
  return false;
}

// `weakest`: the least convincing disguise among the dots.
bool is_believable(std::string_view host, DotKind weakest, bool www) {
  const DomainParts parts = split_domain(host);
  if (parts.tier == SuffixTier::kNone) return false;
  if (www) return true;
  // A shop or a shortener that everybody knows, such as t.cn, may be short.
  if (weakest <= DotKind::kCharacter && site_category(host)) return true;
  if (parts.tier == SuffixTier::kFile || is_known_non_site(parts) || parts.label.size() < 2) return false;
  const LabelEvidence label = look_at_label(parts.label);
  if (label.digits_only) return weakest == DotKind::kBracketed && parts.label.size() >= 3;
  if (weakest == DotKind::kBracketed) return true;
  if (parts.tier != SuffixTier::kStrong) return false;
  // Prose has these, too; names with digits in them it has not.
  if (weakest == DotKind::kLame) return label.digit_and_letter && is_spoken_suffix(parts.suffix);
  if (weakest == DotKind::kSpoken) {
    constexpr std::size_t kName = 4;  // "the dot com boom"
    return label.digit_and_letter || (parts.label.size() >= kName && is_spoken_suffix(parts.suffix));
  }
  return is_spoken_suffix(parts.suffix) || label.digit_and_letter;
}

bool is_loose(DotKind kind) {
  return kind == DotKind::kSpaced || kind == DotKind::kLame || kind == DotKind::kSpoken;
}

bool goes_on_in_english(std::string_view text, std::size_t end) {
  return at(text, end) == ' ' && is_letter(at(text, end + 1));
}

// "3w" and "<three>w" are said for www; the size of it.
std::size_t spoken_www(std::string_view text, const HostRun& run) {
  constexpr std::string_view kThree = "\u4e09";
  const std::string_view word = text.substr(run.begin, run.end - run.begin);
  if (word == "3w") return 2;
  const bool three =
      word == "w" && run.begin >= kThree.size() && starts_with_at(text, run.begin - kThree.size(), kThree);
  return three ? kThree.size() + 1 : 0;
}

bool is_cut_off(std::string_view text, std::size_t end) { return at(text, end) == '_'; }

}  // namespace

void find_disguised_link(std::string_view text, const HostRun& run, bool trusted, Link& link) {
  if (!run.well_formed) return;
  const std::size_t three_w = trusted ? 0 : spoken_www(text, run);
  const bool www =
      trusted || three_w > 0 ||
      (starts_with_at(text, run.begin, "www") && (run.end - run.begin == 3 || text[run.begin + 3] == '.'));
  const Dot first = read_dot(text, run.end, www);
  if (first.kind == DotKind::kNone) return;
  const bool whole = www || first.kind == DotKind::kBracketed;
  const std::size_t begin = whole ? run.begin : run.last_label;
  if ((is_cut_off(text, run.end) && first.kind != DotKind::kBracketed) ||
      (before(text, begin) == '@' && !trusted) || before(text, begin) == '_')
    return;
  HostName host;
  if (!host.append(three_w > 0 ? "www" : text.substr(begin, run.end - begin))) return;
  DotKind weakest = DotKind::kBracketed;
  std::size_t pos = run.end;
  for (std::size_t i = 0; i < kMaxParts; ++i) {
    const Dot dot = read_dot(text, pos, www);
    if (dot.kind == DotKind::kNone || !is_alnum(at(text, pos + dot.size))) break;
    const HostRun part = read_host_run(text, pos + dot.size);
    if (!part.well_formed || !host.append(".")) break;
    if (!host.append(text.substr(part.begin, part.end - part.begin))) break;
    pos = part.end;
    if (dot.kind != DotKind::kBracketed) weakest = dot.kind;
    if (is_cut_off(text, pos) || !is_believable(host.view(), weakest, www)) continue;
    if (is_loose(dot.kind) && !www && goes_on_in_english(text, pos)) continue;
    link.host = host;
    link.repaired = true;
    link.begin = three_w > 0 ? run.end - three_w : begin;
    link.end = read_tail(text, pos);
    link.tail = text.substr(pos, link.end - pos);
  }
}

}  // namespace postgate::link
