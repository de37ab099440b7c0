// Links with a scheme: http and its defanged spellings, ftp, and app schemes such
// as weixin:// or itms-services://, which are links whatever follows.
#include <algorithm>
#include <array>

#include "link/chars.h"
#include "link/link.h"
#include "link/web_host.h"

namespace postgate::link {
namespace {

constexpr std::array<std::string_view, 6> kWebSchemes = {"https", "hxxps", "http", "hxxp", "ftps", "ftp"};
// Too short to be told at the end of a word, and slips and stubs of http that a reader mends.
constexpr std::array<std::string_view, 9> kWholeWebSchemes = {"ws",   "wss",   "ttp",    "ttps", "htp",
                                                              "htps", "htttp", "htttps", "hxtp"};
constexpr std::size_t kMaxScheme = 32;
constexpr std::size_t kMaxUserInfo = 128;

// Schemes of programs and files, which lead no reader anywhere.
bool opens_nothing(std::string_view scheme) {
  constexpr std::array<std::string_view, 12> kNames = {"amqp",  "content", "file",  "git",
                                                       "jdbc",  "mongodb", "mysql", "postgresql",
                                                       "redis", "res",     "ssh",   "svn"};
  return std::find(kNames.begin(), kNames.end(), scheme) != kNames.end();
}

// The scheme at the end of a run: a web scheme even when glued to the word before it,
// else the run itself ("openapp.jdmobile"), or its last label when it is a sentence.
std::string_view scheme_of(std::string_view text, const HostRun& run) {
  const std::string_view all = text.substr(run.begin, run.end - run.begin);
  for (const std::string_view web : kWebSchemes) {
    if (all.ends_with(web)) return all.substr(all.size() - web.size());
  }
  const bool whole = run.labels <= 3 && all.size() <= kMaxScheme && is_letter(all.front());
  const std::string_view part = whole ? all : all.substr(run.last_label - run.begin);
  const auto* const first = std::find_if(part.begin(), part.end(), is_letter);
  const std::string_view name = part.substr(static_cast<std::size_t>(first - part.begin()));
  const bool usable = name.size() >= 2 && name.size() <= kMaxScheme && !opens_nothing(name);
  return usable ? name : std::string_view{};
}

template <std::size_t kSize>
bool is_one_of(const std::array<std::string_view, kSize>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_web(std::string_view scheme) {
  return is_one_of(kWebSchemes, scheme) || is_one_of(kWholeWebSchemes, scheme);
}

// Skips "user:password@".
std::size_t skip_user_info(std::string_view text, std::size_t pos) {
  constexpr std::string_view kMarks = "-._~%!$&'*+;=:";
  for (std::size_t i = pos; i < text.size() && i - pos < kMaxUserInfo; ++i) {
    if (text[i] == '@') return i > pos ? i + 1 : pos;
    if (!is_ascii(text[i])) {
      const Decoded c = decode_at(text, i);
      if (!is_han(c.value)) return pos;
      i += c.size - 1;
      continue;
    }
    if (!is_alnum(text[i]) && kMarks.find(text[i]) == std::string_view::npos) return pos;
  }
  return pos;
}

// "http:// www.abc.com": blanks count only in front of a name that is one.
std::size_t skip_blanks(std::string_view text, std::size_t pos) {
  std::size_t end = pos;
  while (end - pos < 2 && (at(text, end) == ' ' || at(text, end) == '/')) ++end;
  if (end == pos || !is_alnum(at(text, end))) return pos;
  const HostRun run = read_host_run(text, end);
  if (!run.well_formed) return pos;
  const DomainParts parts = split_domain(text.substr(run.begin, run.end - run.begin));
  return parts.tier == SuffixTier::kStrong ? end : pos;
}

void read_ipv6_host(std::string_view text, std::size_t pos, Link& link) {
  constexpr std::size_t kLongest = 45;
  std::size_t end = pos + 1;
  const auto inside = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || c == ':' || c == '.'; };
  while (end - pos <= kLongest && inside(at(text, end))) ++end;
  if (end - pos < 4 || at(text, end) != ']' || !link.host.append(text.substr(pos, end + 1 - pos))) return;
  link.end = read_tail(text, end + 1);
  link.tail = text.substr(end + 1, link.end - end - 1);
}

void read_ascii_host(std::string_view text, std::size_t pos, Link& link) {
  HostRun run = read_host_run(text, pos);
  for (int i = 0; i < 4 && at(text, run.end) == '_' && is_alnum(at(text, run.end + 1)); ++i) {
    run = read_host_run(text, run.end + 1);
  }
  const std::string_view name = text.substr(pos, run.end - pos);
  if (split_domain(name).tier == SuffixTier::kNone && !is_ip_address(name)) {
    // Not yet a whole name: letters of another script, or disguised dots may follow.
    const Decoded next = decode_at(text, run.end + (at(text, run.end) == '.' ? 1 : 0));
    if (next.value >= 0x80 && read_wide_host(text, pos, link)) return;
    find_disguised_link(text, run, true, link);
    if (link.found()) return;
  }
  // "abc.com./x" is the same name as "abc.com/x".
  const bool rooted =
      at(text, run.end) == '.' && (at(text, run.end + 1) == '/' || at(text, run.end + 1) == ':');
  const std::size_t end = run.end + (rooted ? 1 : 0);
  // A name that is too long is still a link; it just belongs to no table.
  if (!link.host.append(text.substr(pos, run.end - pos))) link.host.clear();
  link.end = read_tail(text, end);
  link.tail = text.substr(end, link.end - end);
}

}  // namespace

std::string_view web_scheme(std::string_view scheme) {
  if (scheme.empty()) return "http";
  if (scheme[0] != 'h' && scheme[0] != 't') return scheme;
  return scheme.back() == 's' ? "https" : "http";
}

void find_magnet_link(std::string_view text, const HostRun& run, Link& link) {
  constexpr std::string_view kName = "magnet";
  if (text.substr(run.begin, run.end - run.begin) != kName || !starts_with_at(text, run.end, ":?xt=")) return;
  link.kind = LinkKind::kApp;
  link.begin = run.begin;
  link.scheme = text.substr(run.begin, kName.size());
  link.end = read_url_characters(text, run.end + 1);
  link.tail = text.substr(run.end + 1, link.end - run.end - 1);
}

void find_scheme_link(std::string_view text, const HostRun& run, Link& link) {
  const std::string_view scheme = scheme_of(text, run);
  if (scheme.empty()) return;
  std::size_t pos = run.end + 3;
  if (is_web(scheme)) {
    const std::size_t user = skip_blanks(text, pos);
    pos = skip_user_info(text, user);
    link.user = text.substr(user, pos - user);
    link.repaired = web_scheme(scheme) != scheme || user != run.end + 3;
    if (is_alnum(at(text, pos))) {
      read_ascii_host(text, pos, link);
    } else if (at(text, pos) == '[') {
      read_ipv6_host(text, pos, link);
    } else {
      read_wide_host(text, pos, link);
    }
  } else if (is_alnum(at(text, pos)) || at(text, pos) == '?' || at(text, pos) == '|') {
    link.kind = LinkKind::kApp;
    link.end = read_url_characters(text, pos);
    link.tail = text.substr(pos, link.end - pos);
  }
  if (!link.found()) return;
  link.begin = run.end - scheme.size();
  link.scheme = scheme;
}

}  // namespace postgate::link
