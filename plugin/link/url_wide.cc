// Hosts that are not all ASCII, and pictographs put into a name. The letters of every script may
// stand in a host, and in Chinese text nothing stands behind it, so a name ends where a
// public suffix does.
#include <algorithm>
#include <array>

#include "link/chars.h"
#include "link/idna.h"
#include "link/link.h"
#include "link/suffix.h"

namespace postgate::link {
namespace {

constexpr std::size_t kMaxLabel = 63;  // bytes of a label in running text
constexpr std::size_t kMaxEmoji = 4;   // pictographs in a row

bool may_be_emoji(char32_t c) { return c >= 0x2000 && !is_han(c); }

// Skips a row of pictographs; their number.
std::size_t skip_emoji(std::string_view text, std::size_t& pos) {
  std::size_t count = 0;
  for (Decoded c = decode_at(text, pos); count < kMaxEmoji && may_be_emoji(c.value) && is_emoji(c.value);
       c = decode_at(text, pos)) {
    pos += c.size;
    ++count;
  }
  return count;
}

// Arrows, pointing hands and the chain: what follows is a link of its own.
bool is_pointer(char32_t c) {
  return (c >= 0x2190 && c <= 0x21FF) || (c >= 0x261A && c <= 0x261F) || c == 0x25B6 ||
         (c >= 0x27A1 && c <= 0x27BF) || (c >= 0x2B05 && c <= 0x2B0D) || (c >= 0x1F446 && c <= 0x1F449) ||
         c == 0x1F517;
}

// Words that are set in front of a link.
bool announces(std::string_view word) {
  constexpr std::array<std::string_view, 21> kWords = {
      "add",  "app", "click", "go",   "here", "hot", "info", "link",  "new", "now",    "open",
      "sale", "see", "site",  "top1", "url",  "via", "vip",  "visit", "web", "website"};
  return std::binary_search(kWords.begin(), kWords.end(), word);
}

// The longest front of `label` that is a public suffix; 0 if there is none. Ends at a character.
std::size_t suffix_front(std::string_view label) {
  for (std::size_t size = label.size(); size > 1; --size) {
    if (size < label.size() && (static_cast<unsigned char>(label[size]) & 0xC0U) == 0x80U) continue;
    if (size < label.size() && is_ascii(label[size]) && is_ascii(label[size - 1])) continue;
    if (is_public_suffix(label.substr(0, size)) || label.substr(0, size) == "example") return size;
  }
  return 0;
}

// Letters of a script that sets words apart, so that a label ends where its letters do. Folding has
// made look-alikes of some of them, so its suffix may not be known as one.
bool is_spaced_script(std::string_view label) {
  bool letter = false;
  for (std::size_t pos = 0; pos < label.size();) {
    const Decoded c = decode_at(label, pos);
    if (c.value >= 0x2E80) return false;
    letter = letter || c.value >= 0x80;
    pos += c.size;
  }
  return letter;
}

struct WideLabel {
  std::size_t end = 0;
  bool emoji = false;
};

// A label of nothing but pictographs is a name.
void keep_emoji(std::string_view text, std::size_t pos, WideLabel& label, HostName& host) {
  if (at(text, label.end) == '.' && host.append(text.substr(pos, label.end - pos))) label.emoji = false;
}

// Letters and digits of any script, '-' and '_'; pictographs between them are dropped.
WideLabel read_label(std::string_view text, std::size_t pos, HostName& host) {
  WideLabel label{pos, false};
  const std::size_t begin = host.view().size();
  for (Decoded c = decode_at(text, pos); c.size != 0; c = decode_at(text, label.end)) {
    const bool ascii = c.value < 0x80;
    const char plain = ascii ? static_cast<char>(c.value) : '\0';
    if (ascii ? !is_alnum(plain) && plain != '-' && plain != '_' : !is_letter_or_digit(c.value)) {
      std::size_t end = label.end;
      if (ascii || skip_emoji(text, end) == 0) break;
      const Decoded next = decode_at(text, end);
      if (next.value != '.' && !is_letter_or_digit(next.value)) break;
      label.emoji = true;
      label.end = end;
      continue;
    }
    if (host.view().size() - begin + c.size > kMaxLabel || !host.append(text.substr(label.end, c.size)))
      break;
    label.end += c.size;
  }
  if (host.view().size() == begin && label.emoji) keep_emoji(text, pos, label, host);
  return label;
}

}  // namespace

bool read_wide_host(std::string_view text, std::size_t pos, Link& link) {
  HostName host;
  HostName best;
  std::size_t end = 0;
  bool emoji = false;  // stood between other characters
  for (int labels = 0; labels < 8; ++labels) {
    const std::size_t begin = host.view().size();
    const WideLabel label = read_label(text, pos, host);
    const std::string_view name = host.view().substr(begin);
    if (name.empty()) break;
    emoji = emoji || label.emoji;
    const bool more = at(text, label.end) == '.' && is_letter_or_digit(decode_at(text, label.end + 1).value);
    const bool spaced = is_spaced_script(name);
    const std::size_t suffix = labels == 0 ? 0 : spaced && !more ? name.size() : suffix_front(name);
    if (suffix != 0 && !label.emoji) {
      best.clear();
      if (!best.append(host.view().substr(0, begin + suffix))) break;
      end = label.end - (name.size() - suffix);
    } else if (suffix == name.size()) {
      best = host;
      end = label.end;
    }
    // Behind a scheme an unknown suffix is one, too, where nothing else can go on.
    if (end == 0 && labels > 0 && !more && !label.emoji) {
      best = host;
      end = label.end;
    }
    if (!more || !host.append(".")) break;
    pos = label.end + 1;
  }
  if (end == 0) return false;
  link.host = best;
  link.end = read_tail(text, end);
  link.tail = text.substr(end, link.end - end);
  link.repaired = link.repaired || emoji;
  return true;
}

void find_joined_link(std::string_view text, const HostRun& run, Link& link) {
  HostName host;
  if (!run.well_formed || !host.append(text.substr(run.begin, run.end - run.begin))) return;
  std::size_t pos = run.end;
  if (at(text, pos) == '.' && host.append(".")) ++pos;
  std::size_t last = run.begin;  // where the part behind the last pictograph begins
  std::size_t end = 0;
  for (int i = 0; i < 6; ++i) {
    if (skip_emoji(text, pos) == 0) break;
    if (at(text, pos) == '.' && host.append(".")) skip_emoji(text, ++pos);
    if (!is_alnum(at(text, pos))) break;
    last = pos;
    const HostRun part = read_host_run(text, pos);
    if (!part.well_formed || !host.append(text.substr(part.begin, part.end - part.begin))) break;
    end = pos = part.end;
    if (at(text, pos) == '.' && host.append(".")) ++pos;
  }
  const DomainParts parts = split_domain(host.view());
  if (end == 0 || parts.tier != SuffixTier::kStrong || parts.label.size() < 2) return;
  // "hot<emoji>abc.com" is a word and a link; "ab<emoji>1.com" is one name.
  const std::string_view front = text.substr(run.begin, run.end - run.begin);
  const bool alone = split_domain(text.substr(last, end - last)).tier != SuffixTier::kNone;
  if (alone && (announces(front) || is_pointer(decode_at(text, run.end).value))) return;
  if (alone && split_domain(front).tier != SuffixTier::kNone) return;
  link.host = host;
  link.repaired = true;
  link.begin = run.begin;
  link.end = read_tail(text, end);
  link.tail = text.substr(end, link.end - end);
}

}  // namespace postgate::link
