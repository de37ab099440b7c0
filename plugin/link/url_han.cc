// Names with Chinese labels or Chinese suffixes. Chinese has no spaces and "1.xxx"
// begins every list, so a name inside running text needs an announcement, a path,
// or a suffix that is no everyday noun.
#include <array>

#include "link/chars.h"
#include "link/link.h"
#include "link/suffix.h"

namespace postgate::link {
namespace {

constexpr std::size_t kMaxLabel = 12;  // Han characters of a label in running text
constexpr std::size_t kMaxSuffix = 5;

// Words that announce an address; what follows is the label.
constexpr std::array<std::string_view, 12> kAnnouncements = {
    "\u7f51\u5740",  // wangzhi, web address
    "\u7f51\u7ad9",  // wangzhan, website
    "\u767b\u5f55",  // denglu, log in
    "\u767b\u9646",  // denglu, misspelt
    "\u8bbf\u95ee",  // fangwen, visit
    "\u57df\u540d",  // yuming, domain name
    "\u5b98\u7f51",  // guanwang, official site
    "\u6253\u5f00",  // dakai, open
    "\u70b9\u51fb",  // dianji, click
    "\u8fdb\u5165",  // jinru, enter
    "\u641c\u7d22",  // sousuo, search
    "\u8f93\u5165",  // shuru, type in
};

// Chinese suffixes that seldom follow a full stop in prose.
constexpr std::array<std::string_view, 8> kOddSuffixes = {
    "\u7f51\u5740",        // wangzhi
    "\u4e2d\u6587\u7f51",  // zhongwenwang
    "\u5546\u57ce",        // shangcheng
    "\u7f51\u5e97",        // wangdian
    "\u653f\u52a1",        // zhengwu
    "\u516c\u76ca",        // gongyi
    "\u5728\u7ebf",        // zaixian
    "\u516c\u53f8",        // gongsi
};

template <std::size_t kSize>
bool is_one_of(const std::array<std::string_view, kSize>& words, std::string_view word) {
  for (const std::string_view known : words) {
    if (known == word) return true;
  }
  return false;
}

bool is_label_character(const Decoded& c) {
  return is_han(c.value) || (c.value < 0x80 && (is_alnum(static_cast<char>(c.value)) || c.value == '-'));
}

// The longest public suffix made of Han characters at `pos`.
std::string_view han_suffix_at(std::string_view text, std::size_t pos) {
  std::array<std::size_t, kMaxSuffix> ends{};
  std::size_t count = 0;
  std::size_t end = pos;
  while (count < kMaxSuffix) {
    const Decoded c = decode_at(text, end);
    if (!is_han(c.value)) break;
    end += c.size;
    ends[count++] = end;
  }
  while (count > 0) {
    const std::string_view name = text.substr(pos, ends[--count] - pos);
    if (is_public_suffix(name)) return name;
  }
  return {};
}

bool is_latin_label(std::string_view label) {
  bool letter = false;
  for (const char c : label) {
    if (!is_ascii(c)) return false;
    letter = letter || is_letter(c);
  }
  return letter && label.size() >= 3;
}

}  // namespace

HanLabel han_label_before(std::string_view text, std::size_t dot) {
  std::size_t begin = dot;
  std::size_t count = 0;
  while (count <= kMaxLabel) {
    const Decoded c = decode_before(text, begin);
    if (c.size == 0 || !is_label_character(c)) break;
    begin -= c.size;
    ++count;
  }
  const std::string_view run = text.substr(begin, dot - begin);
  std::size_t after = 0;
  for (const std::string_view word : kAnnouncements) {
    const std::size_t found = run.rfind(word);
    if (found != std::string_view::npos && found + word.size() > after) after = found + word.size();
    // The announcement may be set off: "wangzhi: label"
    const std::size_t gap = before(text, begin) == ':' || before(text, begin) == ' ' ? 1 : 0;
    const std::size_t outside = begin - gap;
    if (gap == 1 && outside >= word.size() && text.substr(outside - word.size(), word.size()) == word) {
      return {begin, count <= kMaxLabel};
    }
  }
  if (after > 0) return {begin + after, begin + after < dot};
  return count > kMaxLabel || count < 2 ? HanLabel{dot, false} : HanLabel{begin, false};
}

void find_han_link(std::string_view text, std::size_t label_begin, std::size_t dot, bool trusted,
                   Link& link) {
  const std::string_view label = text.substr(label_begin, dot - label_begin);
  const bool latin = is_latin_label(label);
  if (!trusted && !latin && is_ascii(label.front())) return;  // "1.xxx", "A.xxx"
  const std::string_view suffix = han_suffix_at(text, dot + 1);
  if (suffix.empty() || (latin && !trusted && is_known_non_site({SuffixTier::kStrong, label, suffix})))
    return;
  const std::size_t end = dot + 1 + suffix.size();
  const bool path = at(text, end) == '/';
  if (!trusted && !path && is_label_character(decode_at(text, end))) return;
  if (!trusted && !path && !latin && !is_one_of(kOddSuffixes, suffix)) return;
  link.host.clear();
  if (!link.host.append(label) || !link.host.append(".") || !link.host.append(suffix)) return;
  link.begin = label_begin;
  link.end = read_tail(text, end);
  link.tail = text.substr(end, link.end - end);
}

void find_half_han_link(std::string_view text, const HostRun& run, Link& link) {
  const std::size_t dot = run.begin - 1;
  const HanLabel label = han_label_before(text, dot);
  if (label.begin >= dot || !run.well_formed || at(text, run.end) == '@') return;
  if (!label.announced && before(text, label.begin) == '.') return;  // ".com and .cn"
  HostName host;
  if (!host.append(text.substr(label.begin, run.end - label.begin))) return;
  const DomainParts parts = split_domain(host.view());
  if (parts.tier != SuffixTier::kStrong || parts.label.size() < 6) return;
  constexpr std::size_t kLongest = 18;  // bytes: six characters of a name inside a sentence
  const bool han_behind = is_han(decode_at(text, run.end).value);
  if (!label.announced && (han_behind || parts.label.size() > kLongest)) return;
  link.host = host;
  link.begin = label.begin;
  link.end = read_tail(text, run.end);
  link.tail = text.substr(run.end, link.end - run.end);
}

}  // namespace postgate::link
