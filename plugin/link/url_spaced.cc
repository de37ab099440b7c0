// Links torn apart by blanks: spelt letter by letter ("h t t p : / / a b c . c o m", "a b 1 2 . c o m"),
// or with blanks in the scheme only ("https : // abc.com").
#include <algorithm>

#include "link/chars.h"
#include "link/link.h"

namespace postgate::link {
namespace {

constexpr std::size_t kFewestLetters = 3;  // of the label of a name that nothing announces

std::size_t blanks(std::string_view text, std::size_t pos) {
  std::size_t count = 0;
  while (count < 3 && at(text, pos + count) == ' ') ++count;
  return count;
}

// The letters of "h t t p s : / /" from `pos`; the end of the last mark, or `pos`.
std::size_t read_spaced_scheme(std::string_view text, std::size_t pos) {
  std::size_t end = pos;
  std::size_t letters = 0;
  constexpr std::string_view kName = "https";
  while (letters < kName.size() && at(text, end) == kName[letters] && at(text, end + 1) == ' ') {
    ++letters;
    end += 1 + blanks(text, end + 1);
  }
  // The last letter may touch the colon.
  if (letters < kName.size() && at(text, end) == kName[letters] && at(text, end + 1) == ':') {
    ++letters;
    ++end;
  }
  if (letters < 4 || at(text, end) != ':') return pos;
  ++end;
  int slashes = 0;
  while (at(text, end) == '/' || at(text, end) == ' ') {
    slashes += text[end] == '/' ? 1 : 0;
    if (++end - pos > 40) return pos;
  }
  return slashes >= 1 ? end : pos;
}

struct SpacedName {
  HostName host;
  std::size_t end = 0;  // 0: there is none
};

// The bytes of what stands for a dot between the letters of a name that is spelt out.
std::size_t dot_size(std::string_view text, std::size_t pos) {
  for (const std::string_view dot : {".", "\u3002", "\u00b7", "\u70b9"}) {
    if (starts_with_at(text, pos, dot)) return dot.size();
  }
  return 0;
}

// Single characters with blanks between them, up to where they make a name; behind a dot a whole
// label may stand.
SpacedName read_spaced_name(std::string_view text, std::size_t pos) {
  SpacedName best;
  HostName host;
  bool dotted = false;
  while (true) {
    const char c = at(text, pos);
    const std::size_t dot = dot_size(text, pos);
    if (!is_alnum(c) && dot == 0 && c != '-') break;
    std::size_t end = pos + std::max<std::size_t>(dot, 1);
    if (is_alnum(c) && is_alnum(at(text, end))) {
      if (before(host.view(), host.view().size()) != '.') break;
      while (is_alnum(at(text, end))) ++end;
    }
    if (!host.append(dot > 0 ? "." : text.substr(pos, end - pos))) break;
    if (dot > 0) {
      dotted = true;
    } else if (dotted && split_domain(host.view()).tier == SuffixTier::kStrong) {
      best.host = host;
      best.end = end;
    }
    pos = end + blanks(text, end);
  }
  return best;
}

// Nothing announces it, so it must not be what prose has, such as initials.
bool is_plain_name(std::string_view host) {
  const DomainParts parts = split_domain(host);
  return parts.label.size() >= kFewestLetters && parts.suffix.size() >= 2 &&
         !look_at_label(parts.label).digits_only;
}

// Lone characters and dots with blanks between them: the row has been looked at from its start.
bool is_inside_row(std::string_view text, std::size_t begin) {
  if (begin < 2 || text[begin - 1] != ' ') return false;
  const char left = text[begin - 2];
  const char farther = before(text, begin - 2);
  return (is_alnum(left) || left == '.' || left == '-') && !is_alnum(farther) && farther != '.' &&
         farther != '-';
}

void accept(std::string_view text, std::size_t begin, const SpacedName& name, Link& link) {
  link.host = name.host;
  link.repaired = true;
  link.begin = begin;
  link.end = read_tail(text, name.end);
  link.tail = text.substr(name.end, link.end - name.end);
}

}  // namespace

void find_spaced_link(std::string_view text, std::size_t begin, Link& link) {
  if (is_inside_row(text, begin)) return;
  std::size_t pos = text[begin] == 'h' ? read_spaced_scheme(text, begin) : begin;
  const bool scheme = pos != begin;
  const bool www = starts_with_at(text, begin, "w w w ") || starts_with_at(text, begin, "w w w.");
  SpacedName name = read_spaced_name(text, pos);
  if (name.end == 0 && scheme && is_alnum(at(text, pos))) {  // only the scheme was spaced out
    const HostRun run = read_host_run(text, pos);
    if (!run.well_formed || !name.host.append(text.substr(pos, run.end - pos))) return;
    if (split_domain(name.host.view()).tier == SuffixTier::kNone) {
      find_disguised_link(text, run, true, link);
      if (link.found()) link.begin = begin;
      return;
    }
    name.end = run.end;
  }
  if (name.end == 0 || (!scheme && !www && !is_plain_name(name.host.view()))) return;
  accept(text, begin, name, link);
}

void find_torn_suffix(std::string_view text, const HostRun& run, Link& link) {
  if (run.labels < 2 || !run.well_formed || run.end - run.last_label != 1) return;
  HostName host;
  if (!host.append(text.substr(run.begin, run.end - run.begin))) return;
  std::size_t end = run.end;
  for (int i = 0; i < 2; ++i) {
    const std::size_t pos = end + blanks(text, end);
    if (pos == end || !is_letter(at(text, pos)) || is_alnum(at(text, pos + 1))) break;
    if (!host.append(text.substr(pos, 1))) return;
    end = pos + 1;
  }
  const DomainParts parts = split_domain(host.view());
  const bool known =
      parts.suffix == "com" || parts.suffix == "cn" || parts.suffix == "net" || parts.suffix == "org";
  if (end == run.end || !known || !is_plain_name(host.view())) return;
  accept(text, run.begin, {host, end}, link);
}

void find_blank_www(std::string_view text, const HostRun& run, Link& link) {
  HostName host;
  if (text.substr(run.begin, run.end - run.begin) != "www" || at(text, run.end) != ' ') return;
  if (!is_alnum(at(text, run.end + 1))) return;
  const HostRun label = read_host_run(text, run.end + 1);
  if (at(text, label.end) != ' ' || !is_letter(at(text, label.end + 1))) return;
  const HostRun suffix = read_host_run(text, label.end + 1);
  if (!label.well_formed || label.labels != 1 || !suffix.well_formed || is_letter(at(text, suffix.end + 1)))
    return;
  for (const HostRun& part : {run, label, suffix}) {
    if (!host.view().empty() && !host.append(".")) return;
    if (!host.append(text.substr(part.begin, part.end - part.begin))) return;
  }
  if (split_domain(host.view()).tier == SuffixTier::kStrong)
    accept(text, run.begin, {host, suffix.end}, link);
}

void find_torn_link(std::string_view text, const HostRun& run, Link& link) {
  const std::string_view word = text.substr(run.last_label, run.end - run.last_label);
  std::size_t size = 0;
  for (const std::string_view scheme : {"https", "hxxps", "http", "hxxp"}) {
    if (size == 0 && word.ends_with(scheme)) size = scheme.size();
  }
  if (size == 0) return;
  std::size_t pos = run.end + blanks(text, run.end);
  if (at(text, pos) != ':') return;
  ++pos;
  int slashes = 0;
  for (std::size_t i = 0; i < 6 && (at(text, pos) == ' ' || at(text, pos) == '/' || at(text, pos) == '\\');
       ++i) {
    slashes += text[pos++] == ' ' ? 0 : 1;
  }
  if (slashes == 0 || !is_alnum(at(text, pos))) return;
  const HostRun host = read_host_run(text, pos);
  const std::string_view name = text.substr(host.begin, host.end - host.begin);
  if (host.well_formed && split_domain(name).tier != SuffixTier::kNone && link.host.append(name)) {
    link.end = read_tail(text, host.end);
    link.tail = text.substr(host.end, link.end - host.end);
  } else {
    find_disguised_link(text, host, true, link);
  }
  if (!link.found()) return;
  link.begin = run.end - size;
  link.scheme = text.substr(run.end - size, size);
  link.repaired = true;
}

}  // namespace postgate::link
