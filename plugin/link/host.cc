// See host.h. The tables are our own knowledge of how prose and files are written.
#include "link/host.h"

#include <algorithm>
#include <cstring>

#include "link/chars.h"
#include "link/suffix.h"

namespace postgate::link {
namespace {

constexpr std::size_t kMaxLabels = 10;

template <std::size_t kSize>
constexpr bool contains(const std::array<std::string_view, kSize>& sorted, std::string_view word) {
  return std::binary_search(sorted.begin(), sorted.end(), word);
}

// Suffixes that people advertise with and that end no word and no file.
constexpr std::array<std::string_view, 67> kStrong = {
    "ac",   "ar", "asia", "au",   "biz",  "br",     "ca",  "cc",      "ch",  "club",   "cn",  "co",
    "com",  "cz", "de",   "dk",   "edu",  "es",     "eu",  "example", "fi",  "fr",     "gov", "gr",
    "hk",   "hu", "icu",  "info", "ink",  "int",    "io",  "jp",      "kr",  "kz",     "ltd", "mil",
    "mobi", "mx", "net",  "nl",   "nz",   "online", "org", "ph",      "pt",  "pub",    "ren", "ro",
    "ru",   "se", "sg",   "shop", "site", "tech",   "th",  "tk",      "top", "travel", "tv",  "tw",
    "ua",   "uk", "vip",  "vn",   "wang", "xin",    "xyz"};
static_assert(std::is_sorted(kStrong.begin(), kStrong.end()));

// Suffixes that are file extensions, or surnames after a given name (Tony.Ma).
constexpr std::array<std::string_view, 30> kFile = {
    "ai", "am", "app", "bi", "gu",         "id", "in", "la", "li", "lu", "ma", "md", "ml", "mo", "mov",
    "mu", "ni", "pl",  "pm", "properties", "ps", "py", "rs", "sh", "so", "st", "su", "tf", "ye", "zip"};
static_assert(std::is_sorted(kFile.begin(), kFile.end()));

constexpr std::array<std::string_view, 20> kNonSiteLabels = {"ad", "ado", "am",   "asp", "co",  "dr", "eg",
                                                             "ie", "inc", "jr",   "mr",  "mrs", "ms", "no",
                                                             "ph", "pm",  "prof", "st",  "vol", "vs"};
static_assert(std::is_sorted(kNonSiteLabels.begin(), kNonSiteLabels.end()));

constexpr std::array<std::string_view, 6> kDotNet = {"ado", "asp", "ml", "paint", "vb", "xamarin"};
static_assert(std::is_sorted(kDotNet.begin(), kDotNet.end()));

SuffixTier tier_of(std::string_view suffix) {
  const std::size_t dot = suffix.rfind('.');
  if (dot != std::string_view::npos) return SuffixTier::kStrong;  // com.cn: two labels are no accident
  if (!is_ascii(suffix.front()) || suffix.substr(0, 4) == "xn--") return SuffixTier::kStrong;
  if (contains(kStrong, suffix)) return SuffixTier::kStrong;
  return contains(kFile, suffix) ? SuffixTier::kFile : SuffixTier::kWord;
}

bool plausible_top_level(std::string_view name) {
  if (name.size() < 2) return false;
  if (!is_ascii(name.front()) || name.substr(0, 4) == "xn--") return true;
  return std::all_of(name.begin(), name.end(), is_letter);
}

// The value of a decimal octet, or -1.
int octet(std::string_view label) {
  if (label.empty() || label.size() > 3 || (label.size() > 1 && label.front() == '0')) return -1;
  int value = 0;
  for (const char c : label) {
    if (!is_digit(c)) return -1;
    value = value * 10 + (c - '0');
  }
  return value <= 255 ? value : -1;
}

// Reserved for documentation and tests; nobody registers names there, but texts are full of them.
constexpr std::array<std::string_view, 3> kReserved = {"example", "invalid", "test"};

bool is_suffix(std::string_view name) { return is_public_suffix(name) || contains(kReserved, name); }

}  // namespace

bool HostName::append(std::string_view part) {
  if (part.size() > kMaxBytes - size_) return false;
  std::transform(part.begin(), part.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(size_), lower);
  size_ += part.size();
  return true;
}

HostRun read_host_run(std::string_view text, std::size_t begin) {
  HostRun run;
  run.begin = begin;
  run.well_formed = true;
  std::size_t pos = begin;
  while (true) {
    const std::size_t label = pos;
    while (is_alnum(at(text, pos)) || at(text, pos) == '-') {
      run.has_letter = run.has_letter || is_letter(text[pos]);
      ++pos;
    }
    const bool more = at(text, pos) == '.' && is_alnum(at(text, pos + 1));
    std::size_t end = pos;
    while (!more && end > label + 1 && text[end - 1] == '-') --end;  // "abc.com-": a dash of the sentence
    run.well_formed = run.well_formed && end - label <= 63 && text[end - 1] != '-';
    run.last_label = label;
    run.end = end;
    ++run.labels;
    if (!more) break;
    ++pos;
  }
  run.well_formed = run.well_formed && run.labels <= kMaxLabels && run.end - run.begin <= HostName::kMaxBytes;
  return run;
}

DomainParts split_domain(std::string_view name) {
  const std::size_t top = name.rfind('.');
  if (top == std::string_view::npos || !plausible_top_level(name.substr(top + 1))) return {};
  if (!is_suffix(name.substr(top + 1))) return {};
  // The longest suffix wins: co.uk before uk.
  std::size_t label = 0;
  for (std::size_t i = 0; i < kMaxLabels; ++i) {
    const std::size_t dot = name.find('.', label);
    if (dot == std::string_view::npos) return {};
    const std::string_view suffix = name.substr(dot + 1);
    if (i == 0 && is_suffix(name)) return {};
    if (is_suffix(suffix)) return {tier_of(suffix), name.substr(label, dot - label), suffix};
    label = dot + 1;
  }
  return {};
}

LabelEvidence look_at_label(std::string_view label) {
  const bool digit = std::any_of(label.begin(), label.end(), is_digit);
  const bool other = !std::all_of(label.begin(), label.end(), is_digit);
  return {digit && other, digit && !other};
}

bool is_known_non_site(const DomainParts& parts) {
  if (parts.suffix == "net" && contains(kDotNet, parts.label)) return true;
  return contains(kNonSiteLabels, parts.label);
}

bool is_ipv4(std::string_view name) {
  for (int i = 0; i < 4; ++i) {
    const std::size_t dot = name.find('.');
    if ((dot == std::string_view::npos) != (i == 3)) return false;
    if (octet(name.substr(0, dot)) < 0) return false;
    if (i < 3) name.remove_prefix(dot + 1);
  }
  return true;
}

bool is_plausible_ipv4(std::string_view name) {
  // 1.2.3.4 is a version or a heading; an address has two digits somewhere and starts above 0.
  return is_ipv4(name) && name.size() >= 8 && name.front() != '0';
}

}  // namespace postgate::link
