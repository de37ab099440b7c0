// Links without a scheme: www.abc.com, abc.com/x, 192.168.10.2:8080. What a bare
// name must show grows with how often its suffix ends an ordinary word.
#include <array>

#include "link/chars.h"
#include "link/link.h"

namespace postgate::link {
namespace {

struct Surroundings {
  bool www = false;
  bool tail = false;  // a port, or a path with something in it
  bool han = false;   // Chinese on one side, or nothing at all on both
  bool near = false;  // the same, one blank away
};

bool is_cjk(char32_t c) { return c >= 0x2E80; }

Surroundings look_around(std::string_view text, std::size_t begin, std::size_t end) {
  Surroundings seen;
  seen.www = starts_with_at(text, begin, "www.");
  const std::size_t tail = read_tail(text, end);
  seen.tail = tail > end + 1;
  const Decoded left = decode_before(text, begin);
  const Decoded right = decode_at(text, end);
  seen.han = is_cjk(left.value) || is_cjk(right.value) || (left.size == 0 && right.size == 0);
  const std::size_t gap_left = begin > 0 && text[begin - 1] == ' ' ? 1 : 0;
  const std::size_t gap_right = at(text, end) == ' ' ? 1 : 0;
  seen.near = seen.han || is_cjk(decode_before(text, begin - gap_left).value) ||
              is_cjk(decode_at(text, end + gap_right).value);
  return seen;
}

// Part of an address, a file path or an identifier, so no link.
bool is_inside_something(std::string_view text, std::size_t begin, std::size_t end) {
  const char right = at(text, end);
  if (right == '@' || right == '_') return true;
  const char left = before(text, begin);
  if (left == '_' || left == '\\' || left == '%') return true;
  const char farther = begin >= 2 ? text[begin - 2] : '\0';
  if (left == '@') return is_alnum(farther) || farther == '.' || farther == '_' || farther == '-';
  return left == '/' && is_alnum(farther);
}

// Where a damaged scheme in front of the name begins: "http:/", "https//", "http:\\", "http:".
std::size_t damaged_scheme(std::string_view text, std::size_t begin) {
  std::size_t pos = begin;
  constexpr std::string_view kMarks = ":/\\ ;";
  bool mark = false;
  for (int i = 0; i < 5 && pos > 0 && kMarks.find(text[pos - 1]) != std::string_view::npos; ++i) {
    mark = mark || text[pos - 1] != ' ';
    --pos;
  }
  if (!mark) return begin;
  for (const std::string_view scheme : {"https", "hxxps", "http", "hxxp"}) {
    if (pos < scheme.size() || text.substr(pos - scheme.size(), scheme.size()) != scheme) continue;
    if (!is_alnum(before(text, pos - scheme.size()))) return pos - scheme.size();
  }
  return begin;
}

bool is_plausible_number(const DomainParts& parts, bool evidence) {
  if (evidence) return true;
  if (parts.label.size() == 4 && (parts.label.substr(0, 2) == "19" || parts.label.substr(0, 2) == "20")) {
    return false;  // a year that ends a sentence
  }
  const bool common = parts.suffix == "com" || parts.suffix == "cn" || parts.suffix == "com.cn";
  return parts.label.size() >= (common ? 2U : 3U);
}

// A word as suffix: "abc.live" among Chinese is a link, "document.body.style" is not.
bool is_believable_word(const DomainParts& parts, const Surroundings& seen, std::size_t labels) {
  if (look_at_label(parts.label).digit_and_letter) return seen.near;
  return seen.han && labels == 2 && parts.label.size() >= 3;
}

bool is_believable(const DomainParts& parts, const Surroundings& seen, std::size_t labels) {
  const bool evidence = seen.www || seen.tail;
  if (parts.tier == SuffixTier::kNone) return false;
  if (seen.www) return true;
  if (is_known_non_site(parts) || (parts.label.size() < 2 && !evidence)) return false;
  const LabelEvidence label = look_at_label(parts.label);
  if (label.digits_only) return parts.tier == SuffixTier::kStrong && is_plausible_number(parts, evidence);
  if (parts.tier == SuffixTier::kStrong) return true;
  if (parts.tier == SuffixTier::kFile) return evidence;
  return evidence || is_believable_word(parts, seen, labels);
}

void accept(std::string_view text, std::size_t begin, std::size_t end, Link& link) {
  if (!link.host.append(text.substr(begin, end - begin))) return;
  link.begin = damaged_scheme(text, begin);
  link.repaired = link.begin != begin;
  link.end = read_tail(text, end);
  link.tail = text.substr(end, link.end - end);
}

// "com.abc.app": names of packages are domains turned round.
bool is_package_name(std::string_view name, std::size_t labels) {
  const std::string_view first = name.substr(0, name.find('.'));
  return labels >= 3 && (first == "com" || first == "org" || first == "net" || first == "cn");
}

// "www.abc.com.Then": the name ends where a suffix does.
std::size_t trim_www(std::string_view text, const HostRun& run) {
  std::size_t end = run.end;
  for (int i = 0; i < 3; ++i) {
    const std::size_t dot = text.substr(run.begin, end - run.begin).rfind('.');
    if (dot == std::string_view::npos || dot <= 3) return run.begin;
    end = run.begin + dot;
    if (split_domain(text.substr(run.begin, end - run.begin)).tier != SuffixTier::kNone) return end;
  }
  return run.begin;
}

}  // namespace

void find_bare_link(std::string_view text, const HostRun& run, Link& link) {
  if (run.labels < 2 || !run.well_formed) return;
  const bool damaged = damaged_scheme(text, run.begin) != run.begin;
  if (!damaged && is_inside_something(text, run.begin, run.end)) return;
  const std::string_view name = text.substr(run.begin, run.end - run.begin);
  Surroundings seen = look_around(text, run.begin, run.end);
  if (!run.has_letter) {
    const bool evidence = seen.tail && !is_digit(at(text, run.end + 1)) ? true : at(text, run.end) == ':';
    if (seen.tail && evidence && is_plausible_ipv4(name)) accept(text, run.begin, run.end, link);
    return;
  }
  seen.www = seen.www || damaged;
  if (!seen.www && !seen.tail && is_package_name(name, run.labels)) return;
  const DomainParts parts = split_domain(name);
  if (is_believable(parts, seen, run.labels)) return accept(text, run.begin, run.end, link);
  if (!seen.www || parts.tier != SuffixTier::kNone || !starts_with_at(text, run.begin, "www.")) return;
  const std::size_t end = trim_www(text, run);
  if (end > run.begin) accept(text, run.begin, end, link);
}

}  // namespace postgate::link
