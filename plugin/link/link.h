// One link as found in a text view, and the readers that find its parts. Shared
// by the link finder's files (url*.cc, site.cc). Stateless, allocates nothing.
#pragma once

#include <cstddef>
#include <string_view>

#include "link/host.h"
#include "link/link_kind.h"

namespace postgate::link {

struct Link {
  std::size_t begin = 0;
  std::size_t end = 0;      // 0 = no link
  HostName host;            // as the reader sees it; empty for app schemes
  std::string_view scheme;  // "" for a bare domain
  std::string_view user;    // "user:password@"
  std::string_view tail;    // port, path, query, fragment as written; ends where the link ends
  LinkKind kind = LinkKind::kWeb;
  bool repaired = false;  // dots, scheme or spaces were disguised
  [[nodiscard]] bool found() const { return end != 0; }
};

// Repaired, or with a name in front of '@' that is there to be taken for the host.
inline bool is_disguised(const Link& link) {
  return link.repaired || link.user.find('.') != std::string_view::npos;
}

// Who takes the links of a walk, in ascending order and without overlap.
class LinkSink {
 public:
  virtual ~LinkSink() = default;
  virtual void take(const Link& link) = 0;
};

// Every link of a text view; `raw` is the view it was folded from and tells full-width marks apart.
void walk_links(std::string_view text, std::string_view raw, LinkSink& sink);

// End of the port and path that begin at `pos`, the end of a host; `pos` when there
// are none. Punctuation of the sentence and brackets opened outside stay out.
std::size_t read_tail(std::string_view text, std::size_t pos);
// As read_tail for text that may be any URL character (after an app scheme).
std::size_t read_url_characters(std::string_view text, std::size_t pos);

// `end` without the marks of a sentence that stand in front of it.
std::size_t trim_tail(std::string_view text, std::size_t begin, std::size_t end);

// A run of letters and digits between two currency signs, as shopping apps hand out.
void find_token(std::string_view text, const HostRun& run, Link& link);
// "#mini program://name/code": `colon` is at the ':' behind the Chinese words.
void find_mini_program(std::string_view text, std::size_t colon, Link& link);
// A run with "://" behind it.
void find_scheme_link(std::string_view text, const HostRun& run, Link& link);
// The scheme that a browser would be given for `scheme` as it was written.
std::string_view web_scheme(std::string_view scheme);
// "magnet:?xt=...", which has no slashes.
void find_magnet_link(std::string_view text, const HostRun& run, Link& link);
// A run of labels without a scheme.
void find_bare_link(std::string_view text, const HostRun& run, Link& link);
// "ab12c[.]com", "ab12c\u70b9com", "abc . com": `run` is followed by something that stands for a dot.
// `trusted`: a scheme stands in front, so it is a host whatever it looks like.
void find_disguised_link(std::string_view text, const HostRun& run, bool trusted, Link& link);
// "h t t p : / / a b c . c o m", "w w w . a b c . c o m", "a b 1 2 . c o m": `begin` is at a lone character.
void find_spaced_link(std::string_view text, std::size_t begin, Link& link);
// "abc.c o m": `run` ends with the first letter of a suffix.
void find_torn_suffix(std::string_view text, const HostRun& run, Link& link);
// "www abc com"
void find_blank_www(std::string_view text, const HostRun& run, Link& link);
// Makes an e-mail address of a link that "name[at]" or "name at" stands in front of; `user` is the name then.
void note_spelt_address(std::string_view text, Link& link);
// "https : // abc.com": `run` is a scheme with blanks behind it.
void find_torn_link(std::string_view text, const HostRun& run, Link& link);
// "ab<emoji>12c.com": `run` is followed by a pictograph.
void find_joined_link(std::string_view text, const HostRun& run, Link& link);
// A bare name in a script that sets words apart (Cyrillic, Greek, Arabic ...): `dot` is in it.
void find_foreign_link(std::string_view text, std::size_t dot, Link& link);
// A host behind a scheme that is not all ASCII, or has pictographs in it: host, end and repaired are set.
bool read_wide_host(std::string_view text, std::size_t pos, Link& link);
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

}  // namespace postgate::link
