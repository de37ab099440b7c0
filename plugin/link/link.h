// One link as found in a text view, and the readers that find its parts. Shared
// by the link finder's files (url*.cc, site.cc). Stateless, allocates nothing.
#pragma once

#include <cstddef>
#include <string_view>

#include "link/host.h"

namespace postgate::link {

struct Link {
  std::size_t begin = 0;
  std::size_t end = 0;      // 0 = no link
  HostName host;            // empty for app schemes
  std::string_view scheme;  // "" for a bare domain
  std::string_view tail;    // port, path, query, fragment as written
  [[nodiscard]] bool found() const { return end != 0; }
};

// End of the port and path that begin at `pos`, the end of a host; `pos` when there
// are none. Punctuation of the sentence and brackets opened outside stay out.
std::size_t read_tail(std::string_view text, std::size_t pos);
// As read_tail for text that may be any URL character (after an app scheme).
std::size_t read_url_characters(std::string_view text, std::size_t pos);

// `end` without the marks of a sentence that stand in front of it.
std::size_t trim_tail(std::string_view text, std::size_t begin, std::size_t end);

// A run with "://" behind it.
void find_scheme_link(std::string_view text, const HostRun& run, Link& link);
// A run of labels without a scheme.
void find_bare_link(std::string_view text, const HostRun& run, Link& link);
// "ab12c[.]com", "ab12c\u70b9com", "abc . com": `run` is followed by something that stands for a dot.
void find_disguised_link(std::string_view text, const HostRun& run, Link& link);
// "h t t p : / / a b c . c o m" and "w w w . a b c . c o m": `begin` is at a lone h or w.
void find_spaced_link(std::string_view text, std::size_t begin, Link& link);
// A Han label read backwards from the dot behind it.
struct HanLabel {
  std::size_t begin = 0;
  bool announced = false;  // "visit", "site:" ... stands in front of it
};
// `begin` equals `dot` when there is no label to believe.
HanLabel han_label_before(std::string_view text, std::size_t dot);
// A name with a Chinese suffix: `dot` is a '.' with a Han character behind it. `trusted`
// when a scheme, www. or an announcement stands in front of the label.
void find_han_link(std::string_view text, std::size_t label_begin, std::size_t dot, bool trusted, Link& link);
// A Han label with an ASCII suffix; `run` is the suffix.
void find_half_han_link(std::string_view text, const HostRun& run, Link& link);

// Sites of the own tables.
bool is_commercial(const Link& link);
bool is_foreign(const Link& link);

}  // namespace postgate::link
