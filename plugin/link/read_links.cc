// See found_link.h. The finder works on the folded view; the address bar does not fold, so the host
// is put together again from the author's own characters and resolved as a browser would.
#include <algorithm>
#include <utility>

#include "link/app_phrases.h"
#include "link/chars.h"
#include "link/field_links.h"
#include "link/finders.h"
#include "link/found_link.h"
#include "link/idna.h"
#include "link/link_text.h"
#include "link/suffix.h"
#include "link/web_host.h"
#include "link/web_url.h"
#include "link/wrapper.h"

namespace postgate {
namespace link {
namespace {

// The name that the host is drawn like.
void find_twin(FoundLink& found) {
  if (found.host.find("xn--") == std::string::npos) return;
  std::string twin;
  const std::string name = domain_to_unicode(found.host);
  for (std::string_view rest = name; !rest.empty();) {
    const std::size_t dot = rest.find('.');
    twin += fold_word(rest.substr(0, dot), 0);
    if (dot == std::string_view::npos) break;
    twin += '.';
    rest.remove_prefix(dot + 1);
  }
  if (!std::all_of(twin.begin(), twin.end(), is_ascii) || twin == found.host) return;
  found.looks_like = twin;
  found.folds = static_cast<FoldSet>(found.folds | kFoldStyle);
}

void read_web(const LinkText& text, const Link& link, FoundLink& found) {
  const std::size_t tail = link.end - link.tail.size();
  std::string url(web_scheme(link.scheme));
  url += "://";
  if (!link.user.empty())
    url += text.written(text.offset_of(link.user), text.offset_of(link.user) + link.user.size());
  const std::string seen(link.host.view());
  const std::string path = text.written(tail, link.end);
  for (const std::string& host : {text.typed_host(seen, link.begin, tail), seen}) {
    const std::optional<WebUrl> parsed = parse_web_url(url + host + path);
    if (!parsed) continue;
    found.url = parsed->to_string();
    found.host = parsed->host;
    break;
  }
  if (found.host.empty()) {  // a browser refuses it; a reader may still know what to do
    found.url = url + seen + path;
    found.host = seen;
  }
  found.registrable = registrable_domain(found.host);
  find_twin(found);
}

void name_email(const std::string& local, const std::string& seen, FoundLink& found) {
  found.kind = LinkKind::kEmail;
  const std::optional<std::string> host = parse_web_host(seen);
  found.host = host ? *host : seen;
  found.registrable = registrable_domain(found.host);
  found.url = "mailto:" + local + "@" + found.host;
  find_twin(found);
}

// Apps and tokens: nothing is resolved.
void read_other(const LinkText& text, const Link& link, FoundLink& found) {
  found.kind = link.kind;
  found.url = text.written(link.begin, link.end);
  const std::size_t scheme = std::min(link.scheme.size(), found.url.size());
  std::transform(found.url.begin(), found.url.begin() + static_cast<std::ptrdiff_t>(scheme),
                 found.url.begin(), lower);
}

constexpr std::uint32_t kLongestJoint = 200;  // bytes between a link and the text that stands for it

Result<void> fold_claim(std::string_view claim, FieldText& text) {
  FieldInput input;
  input.utf8 = claim;
  input.replace_ill_formed = true;
  return text.assign(input, Deadline());
}

class Reader : public FieldLinkSink {
 public:
  Reader(FieldText& field, std::vector<FoundLink>& out) : field_(field), out_(out) {}

  void take(const FieldText& view, const Link& link, Range bytes) override {
    if (!result_.ok() || !map()) return;
    const LinkText text(view);
    FoundLink found = place(bytes);
    unsigned folds = unsigned{found.folds} | text.folds_in(link.begin, link.end);
    if (is_disguised(link)) folds |= unsigned{kFoldLink};
    found.folds = static_cast<FoldSet>(folds);
    if (link.kind == LinkKind::kWeb) {
      read_web(text, link, found);
    } else if (link.kind == LinkKind::kEmail) {
      const std::size_t name = text.offset_of(link.user);
      name_email(text.written(name, name + link.user.size()),
                 text.typed_host(std::string(link.host.view()), name + link.user.size(), link.end), found);
    } else {
      read_other(text, link, found);
    }
    found.target = wrapped_host(found.url);
    out_.push_back(std::move(found));
  }

  Result<void> run(bool is_alt) {
    const std::size_t first = out_.size();
    if (Result<void> walked = walk_field_links(field_, *this); !walked.ok()) return walked;
    if (!result_.ok()) return result_;
    Hits emails;
    if ((field_.traits() & kTraitAt) != 0) find_emails(field_.text(), emails);
    for (const DetectorHit& email : emails) add(email.bytes, first, [&] { return read_email(email.bytes); });
    std::vector<AppPhrase> phrases;
    find_app_phrases(field_.text(), is_alt, phrases);
    for (const AppPhrase& phrase : phrases) add(phrase.bytes, first, [&] { return read_phrase(phrase); });
    std::stable_sort(out_.begin() + static_cast<std::ptrdiff_t>(first), out_.end(),
                     [](const FoundLink& a, const FoundLink& b) { return a.raw.begin < b.raw.begin; });
    for (std::size_t i = first; i < out_.size() && result_.ok(); ++i) note_text(out_[i]);
    for (std::size_t i = first + 1; i < out_.size(); ++i) note_claim(out_[i - 1], out_[i]);
    return result_;
  }

 private:
  // "[www.gov.cn](https://shop.example)" and <a href="https://shop.example">www.gov.cn</a>.
  void note_claim(FoundLink& left, FoundLink& right) const {
    if (left.kind != LinkKind::kWeb || right.kind != LinkKind::kWeb || left.registrable == right.registrable)
      return;
    if (right.raw.begin < left.raw.end || right.raw.begin - left.raw.end > kLongestJoint) return;
    const std::string_view joint = field_.raw().substr(left.raw.end, right.raw.begin - left.raw.end);
    if (joint == "](" || joint == "](<" || joint == "**](") right.claims_other = true;
    const bool tag =
        joint.find('>') != std::string_view::npos && joint.find('<', 1) == std::string_view::npos;
    const std::string_view front = field_.raw().substr(0, left.raw.begin);
    constexpr std::size_t kHref = 6;  // href="
    if (tag && front.size() >= kHref && front.substr(front.size() - kHref, kHref - 1) == "href=")
      left.claims_other = true;
  }

  // "[words](https://shop.example)" where nobody took the Markdown apart.
  void note_text(FoundLink& link) {
    constexpr std::size_t kLongestText = 200;
    std::string_view front = field_.raw().substr(0, link.raw.begin);
    if (front.ends_with('<')) front.remove_suffix(1);
    if (!front.ends_with("](")) return;
    front.remove_suffix(2);
    if (front.size() > kLongestText) front.remove_prefix(front.size() - kLongestText);
    const std::size_t open = front.rfind('[');
    if (open == std::string_view::npos) return;
    front.remove_prefix(open + 1);
    if (front.find('\n') != std::string_view::npos) return;
    FieldText text;
    result_ = fold_claim(front, text);
    if (result_.ok()) link.text = text.text();
  }

  bool map() {
    result_ = field_.build_map();
    return result_.ok();
  }

  // A link of its own, unless a URL lies over it.
  template <typename Read>
  void add(Range bytes, std::size_t first, Read read) {
    if (!result_.ok() || !map()) return;
    const Range raw = place(bytes).raw;
    const bool inside = std::any_of(
        out_.begin() + static_cast<std::ptrdiff_t>(first), out_.end(),
        [&](const FoundLink& link) { return raw.begin < link.raw.end && raw.end > link.raw.begin; });
    if (!inside) out_.push_back(read());
  }

  [[nodiscard]] FoundLink place(Range bytes) const {
    FoundLink found;
    const LinkText text(field_);
    found.raw = field_.raw_range(text.entries_of(bytes.begin, bytes.end));
    found.folds = text.folds_in(bytes.begin, bytes.end);
    return found;
  }

  [[nodiscard]] FoundLink read_email(Range bytes) const {
    FoundLink found = place(bytes);
    const LinkText text(field_);
    const std::size_t sign = field_.text().find('@', bytes.begin);
    const std::string seen(field_.text().substr(sign + 1, bytes.end - sign - 1));
    name_email(text.written(bytes.begin, sign), text.typed_host(seen, sign + 1, bytes.end), found);
    return found;
  }

  [[nodiscard]] FoundLink read_phrase(const AppPhrase& phrase) const {
    FoundLink found = place(phrase.bytes);
    found.kind = phrase.kind;
    const LinkText text(field_);
    if (!phrase.name.empty()) {
      const std::size_t name = text.offset_of(phrase.name);
      found.url = "market://search?q=" + text.written(name, name + phrase.name.size());
    }
    return found;
  }

  FieldText& field_;
  std::vector<FoundLink>& out_;
  Result<void> result_;
};

}  // namespace
}  // namespace link

Result<void> read_links(FieldText& field, bool is_alt, std::vector<FoundLink>& out) {
  return link::Reader(field, out).run(is_alt);
}

Result<void> note_claims(std::string_view claim, std::vector<FoundLink>& links) {
  if (claim.empty() || links.empty()) return {};
  FieldText text;
  if (Result<void> folded = link::fold_claim(claim, text); !folded.ok()) return folded;
  std::vector<FoundLink> named;
  if (Result<void> read = read_links(text, false, named); !read.ok()) return read;
  for (FoundLink& link : links) {
    link.text = text.text();
    for (const FoundLink& name : named) {
      if (name.kind == LinkKind::kWeb && name.registrable != link.registrable) link.claims_other = true;
    }
  }
  return {};
}

}  // namespace postgate
