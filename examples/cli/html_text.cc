#include "html_text.h"

#include <postgate.h>

#include <algorithm>

#include "utf8.h"

namespace postgate_cli {
namespace {

constexpr std::size_t kShownWhole = 32 * 1024;
constexpr std::size_t kAround = 240;  // bytes of context on either side of a mark in a longer text

void append_character(std::string& out, std::string_view text, std::size_t at, const Character& character) {
  switch (character.code) {
    case U'&':
      out += "&amp;";
      return;
    case U'<':
      out += "&lt;";
      return;
    case U'>':
      out += "&gt;";
      return;
    case U'"':
      out += "&quot;";
      return;
    case U'\'':
      out += "&#39;";
      return;
    default:
      break;
  }
  if (character.code == U'\n' || character.code == U'\t') {
    out += text[at];
    return;
  }
  // What a terminal must not see, a page must not either.
  std::string harmless;
  append_visible(harmless, character);
  const bool odd = !harmless.empty() && harmless != text.substr(at, character.bytes);
  if (odd) out += "<span class=\"odd\">";
  for (const char c : harmless) {
    if (c == '<' || c == '>') {
      out += c == '<' ? "&lt;" : "&gt;";
    } else {
      out += c;
    }
  }
  if (odd) out += "</span>";
}

void append_range(std::string& out, std::string_view text, std::size_t begin, std::size_t end) {
  for (std::size_t at = begin; at < end;) {
    const Character character = character_at(text, at);
    append_character(out, text, at, character);
    at += character.bytes;
  }
}

struct Window {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::size_t at_character(std::string_view text, std::size_t at) {
  while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
  return std::min(at, text.size());
}

// The parts of the text to show, in order, not overlapping.
std::vector<Window> windows(std::string_view text, const std::vector<HtmlMark>& marks) {
  if (text.size() <= kShownWhole) return {{0, text.size()}};
  std::vector<Window> all;
  for (const HtmlMark& mark : marks) {
    all.push_back({mark.begin > kAround ? mark.begin - kAround : 0,
                   std::min(text.size(), std::min(mark.end, mark.begin + kShownWhole) + kAround)});
  }
  if (all.empty()) all.push_back({0, 2 * kAround});
  std::sort(all.begin(), all.end(), [](const Window& a, const Window& b) { return a.begin < b.begin; });
  std::vector<Window> merged;
  for (const Window& window : all) {
    if (merged.empty() || window.begin > merged.back().end) {
      merged.push_back(window);
    } else {
      merged.back().end = std::max(merged.back().end, window.end);
    }
  }
  for (Window& window : merged) window = {at_character(text, window.begin), at_character(text, window.end)};
  return merged;
}

// The marks that cover the stretch that begins at `at`: the most serious action and all their numbers.
void open_mark(std::string& out, const std::vector<HtmlMark>& marks, std::size_t at) {
  int32_t action = POSTGATE_ACTION_NONE;
  std::string numbers;
  for (const HtmlMark& mark : marks) {
    if (mark.begin > at || at >= mark.end) continue;
    action = std::max(action, mark.action);
    numbers += (numbers.empty() ? "" : ", ") + std::to_string(mark.finding + 1);
  }
  out += "<mark class=\"" + std::string(postgate_action_name(action)) + "\" title=\"" + numbers + "\">";
}

bool is_marked(const std::vector<HtmlMark>& marks, std::size_t at) {
  return std::any_of(marks.begin(), marks.end(),
                     [at](const HtmlMark& mark) { return mark.begin <= at && at < mark.end; });
}

}  // namespace

void append_html(std::string& out, std::string_view text) { append_range(out, text, 0, text.size()); }

void append_marked_html(std::string& out, std::string_view text, const std::vector<HtmlMark>& marks) {
  std::vector<std::size_t> cuts;
  for (const HtmlMark& mark : marks) {
    cuts.push_back(std::min(mark.begin, text.size()));
    cuts.push_back(std::min(mark.end, text.size()));
  }
  std::sort(cuts.begin(), cuts.end());
  for (const Window& window : windows(text, marks)) {
    if (window.begin > 0) out += "\u2026";
    std::size_t at = window.begin;
    while (at < window.end) {
      const auto next = std::upper_bound(cuts.begin(), cuts.end(), at);
      const std::size_t end = next == cuts.end() ? window.end : std::min(*next, window.end);
      const bool marked = is_marked(marks, at);
      if (marked) open_mark(out, marks, at);
      append_range(out, text, at, end);
      if (marked) out += "</mark>";
      at = end;
    }
    if (window.end < text.size()) out += "\u2026";
  }
}

}  // namespace postgate_cli
