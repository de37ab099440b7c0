// The link finder: one pass from left to right over runs of host characters. Every
// run is read once and look-around is bounded, so hostile text costs linear time.
#include "link/chars.h"
#include "link/link.h"
#include "link/wide_marks.h"

namespace postgate::link {
namespace {

bool is_spaced_start(std::string_view text, const HostRun& run) {
  return run.end - run.begin == 1 && at(text, run.end) == ' ' && !is_alnum(before(text, run.begin));
}

void find_link_of_run(std::string_view text, const HostRun& run, Link& link) {
  if (starts_with_at(text, run.end, "://")) {
    find_scheme_link(text, run, link);
    return;
  }
  find_magnet_link(text, run, link);
  if (link.found()) return;
  if (is_spaced_start(text, run)) find_spaced_link(text, run.begin, link);
  if (at(text, run.end) == ' ' || at(text, run.end) == ':') find_torn_link(text, run, link);
  if (!link.found() && at(text, run.end) == ' ') find_torn_suffix(text, run, link);
  if (!link.found() && at(text, run.end) == ' ') find_blank_www(text, run, link);
  if (link.found()) return;
  find_bare_link(text, run, link);
  if (!link.found()) find_token(text, run, link);
  if (link.found()) return;
  if (before(text, run.begin) == '.' && is_han(decode_before(text, run.begin - 1).value)) {
    find_half_han_link(text, run, link);
    if (link.found()) return;
  }
  const bool www = starts_with_at(text, run.begin, "www.");
  if (at(text, run.end) == '.' && is_han(decode_at(text, run.end + 1).value)) {
    find_han_link(text, www ? run.begin : run.last_label, run.end, www, link);
    if (link.found()) return;
  }
  if (decode_at(text, run.end + (at(text, run.end) == '.' ? 1 : 0)).value >= 0x2000)
    find_joined_link(text, run, link);
  if (!link.found() && run.has_letter) find_disguised_link(text, run, false, link);
  if (link.found() || run.labels < 2) return;
  if (!is_ascii(before(text, run.begin)) || !is_ascii(at(text, run.end)))
    find_foreign_link(text, run.last_label - 1, link);
}

void find_link_of_dot(std::string_view text, std::size_t dot, Link& link) {
  if (!is_han(decode_at(text, dot + 1).value) || !is_han(decode_before(text, dot).value)) {
    if (!is_ascii(before(text, dot)) || !is_ascii(at(text, dot + 1))) find_foreign_link(text, dot, link);
    return;
  }
  const HanLabel label = han_label_before(text, dot);
  if (label.begin < dot) find_han_link(text, label.begin, dot, label.announced, link);
}

// A tail that runs on over Chinese punctuation ends in front of it.
void cut_at_wide_mark(std::string_view text, WideMarks& marks, Link& link) {
  const std::size_t begin = link.end - link.tail.size();
  const std::size_t cut = marks.first_wide(begin, link.end);
  if (cut == link.end) return;
  link.end = cut == begin ? cut : trim_tail(text, begin, cut);
  link.tail = text.substr(begin, link.end - begin);
}

}  // namespace

void walk_links(std::string_view text, std::string_view raw, LinkSink& sink) {
  WideMarks marks(text, raw);
  std::size_t floor = 0;  // end of the link before
  std::size_t pos = 0;
  while (pos < text.size()) {
    const char c = text[pos];
    if (!is_ascii(c)) {
      pos = skip_non_ascii(text, pos);
      continue;
    }
    Link link;
    std::size_t next = pos + 1;
    if (is_alnum(c)) {
      const HostRun run = read_host_run(text, pos);
      next = run.end;
      find_link_of_run(text, run, link);
    } else if (c == '.') {
      find_link_of_dot(text, pos, link);
    } else if (c == ':') {
      find_mini_program(text, pos, link);
    }
    if (link.found() && link.begin >= floor) {
      cut_at_wide_mark(text, marks, link);
      note_spelt_address(text, link);
      if (link.begin < floor) link.begin = floor;
      sink.take(link);
      floor = link.end;
      next = link.end > next ? link.end : next;
    }
    pos = next;
  }
}

}  // namespace postgate::link
