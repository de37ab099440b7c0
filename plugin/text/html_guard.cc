// See html_guard.h. A stack of hashed tag names follows the rules by which HTML closes elements
// that have no end tag; where the rules are finer than that, it errs towards deeper.
#include "text/html_guard.h"

#include <algorithm>
#include <array>
#include <vector>

namespace postgate {
namespace {

constexpr std::size_t kLongestTag = 256;  // bytes by which tags are told apart
constexpr std::size_t kMostAlike = 3;     // elements with equal tags that the parser opens again
constexpr std::size_t kSearch = 64;       // open elements that an end tag is compared with

constexpr std::uint32_t hash_of(std::string_view name) {
  std::uint32_t hash = 2166136261U;
  for (const char c : name) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    hash = (hash ^ static_cast<unsigned char>(lower)) * 16777619U;
  }
  return hash;
}

template <std::size_t kCount>
constexpr std::array<std::uint32_t, kCount> hashes(const std::string_view (&names)[kCount]) {
  std::array<std::uint32_t, kCount> made{};
  for (std::size_t i = 0; i < kCount; ++i) made[i] = hash_of(names[i]);
  std::sort(made.begin(), made.end());
  return made;
}

template <typename Array>
bool among(const Array& sorted, std::uint32_t hash) {
  return std::binary_search(sorted.begin(), sorted.end(), hash);
}

constexpr auto kVoid = hashes({"area",   "base",  "basefont", "bgsound", "br",     "col",   "command",
                               "embed",  "frame", "hr",       "image",   "img",    "input", "isindex",
                               "keygen", "link",  "meta",     "param",   "source", "track", "wbr"});
// Closed by a sibling of their kind.
constexpr auto kOptional = hashes({"colgroup", "dd", "dt", "li", "optgroup", "option", "p", "rp", "rt",
                                   "tbody", "td", "tfoot", "th", "thead", "tr"});
// Opened again by the parser when their parent was closed without them.
constexpr auto kFormatting =
    hashes({"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"});
// No sibling closes an element across these.
constexpr auto kBoundary = hashes({"applet", "button", "caption", "dl", "marquee", "math", "object", "ol",
                                   "select", "svg", "table", "template", "ul"});
// Never SVG, wherever they stand.
constexpr auto kBreakout =
    hashes({"b",      "big",    "blockquote", "body",  "br",    "center", "code", "dd",      "div",
            "dl",     "dt",     "em",         "embed", "font",  "h1",     "h2",   "h3",      "h4",
            "h5",     "h6",     "head",       "hr",    "i",     "img",    "li",   "listing", "menu",
            "meta",   "nobr",   "ol",         "p",     "pre",   "ruby",   "s",    "small",   "span",
            "strike", "strong", "sub",        "sup",   "table", "tt",     "u",    "ul",      "var"});
constexpr std::uint32_t kSvg = hash_of("svg");
constexpr std::uint32_t kMath = hash_of("math");
constexpr std::uint32_t kScript = hash_of("script");
constexpr std::uint32_t kStyle = hash_of("style");
constexpr std::uint32_t kForeignObject = hash_of("foreignobject");
constexpr std::uint32_t kDesc = hash_of("desc");
constexpr std::uint32_t kTitle = hash_of("title");
constexpr std::uint32_t kAnnotation = hash_of("annotation-xml");

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool ends_name(char c) {
  return c == '>' || c == '/' || c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

// Elements that close each other have one name here.
std::uint32_t kind_of(std::uint32_t hash) {
  if (hash == hash_of("dt")) return hash_of("dd");
  if (hash == hash_of("th")) return hash_of("td");
  if (hash == hash_of("thead") || hash == hash_of("tfoot")) return hash_of("tbody");
  return hash == hash_of("rp") ? hash_of("rt") : hash;
}

class Measure {
 public:
  Measure(std::string_view source, const HtmlShape& most) : source_(source), most_(most) {}

  HtmlShape run() {
    std::size_t at = 0;
    while (!too_much() && (at = source_.find('<', at)) != std::string_view::npos) at = tag(at + 1);
    return shape_;
  }

 private:
  struct Open {
    std::uint32_t name;
    std::uint32_t written;  // the whole tag
    bool foreign;           // its content is SVG or MathML
  };

  [[nodiscard]] bool too_much() const {
    return shape_.depth > most_.depth || shape_.tags > most_.tags || shape_.misnested > most_.misnested;
  }

  // Behind a '<'; returns where to go on.
  std::size_t tag(std::size_t at) {
    if (at >= source_.size()) return at;
    if (source_.substr(at, 3) == "!--") return comment_end(at + 3);
    const bool closing = source_[at] == '/';
    std::size_t end = at + (closing ? 1 : 0);
    const std::size_t begin = end;
    if (end >= source_.size() || !is_letter(source_[end])) return at;
    while (end < source_.size() && !ends_name(source_[end])) ++end;
    const std::uint32_t name = hash_of(source_.substr(begin, end - begin));
    end = tag_end(end);
    written_ = source_.substr(begin, std::min(end - begin, kLongestTag));
    if (closing) {
      close(name);
      return end;
    }
    ++shape_.tags;
    open(name, end >= 2 && source_[end - 2] == '/');
    if ((name == kScript || name == kStyle) && !saw_foreign_) return raw_text_end(name, end);
    return end;
  }

  [[nodiscard]] std::size_t comment_end(std::size_t at) const {
    const std::size_t end = source_.find("-->", at);
    return end == std::string_view::npos ? at : end + 3;
  }

  // Behind the '>' of a tag, quotes respected.
  [[nodiscard]] std::size_t tag_end(std::size_t at) const {
    char quote = '\0';
    char before = '\0';
    for (; at < source_.size(); ++at) {
      const char c = source_[at];
      if (quote != '\0') {
        if (c == quote) quote = '\0';
      } else if ((c == '"' || c == '\'') && before == '=') {
        quote = c;
      } else if (c == '>') {
        return at + 1;
      }
      if (c != ' ' && c != '\n' && c != '\t' && c != '\r' && c != '\f') before = c;
    }
    return at;
  }

  // Nothing in a script is a tag.
  std::size_t raw_text_end(std::uint32_t name, std::size_t at) {
    while ((at = source_.find("</", at)) != std::string_view::npos) {
      std::size_t end = at + 2;
      while (end < source_.size() && is_letter(source_[end])) ++end;
      if (hash_of(source_.substr(at + 2, end - at - 2)) == name) return at;
      at = end;
    }
    return source_.size();
  }

  void open(std::uint32_t name, bool self_closing) {
    if (name == kSvg || name == kMath) saw_foreign_ = true;
    if (among(kVoid, name)) return;
    if (among(kBreakout, name)) leave_foreign();
    const bool outer = !open_.empty() && open_.back().foreign;
    if (self_closing && (outer || name == kSvg || name == kMath)) return;
    if (among(kOptional, name)) close_sibling(kind_of(name));
    const bool integrates = name == kForeignObject || name == kDesc || name == kTitle || name == kAnnotation;
    const std::uint32_t written = among(kFormatting, name) ? hash_of(written_) : 0;
    open_.push_back({kind_of(name), written, name == kSvg || name == kMath || (outer && !integrates)});
    shape_.depth = std::max(shape_.depth, static_cast<std::uint32_t>(open_.size() + reopened_.size()));
  }

  void leave_foreign() {
    while (!open_.empty() && open_.back().foreign) open_.pop_back();
  }

  void close_sibling(std::uint32_t kind) {
    const std::size_t search = std::min(open_.size(), kSearch);
    for (std::size_t i = 1; i <= search; ++i) {
      const std::uint32_t name = open_[open_.size() - i].name;
      if (name == kind) return pop(i);
      if (among(kBoundary, name)) return;
    }
  }

  void close(std::uint32_t name) {
    const std::uint32_t kind = kind_of(name);
    const bool formatting = among(kFormatting, kind);
    const std::size_t search = std::min(open_.size(), kSearch);
    std::size_t above = 1;
    while (above <= search && open_[open_.size() - above].name != kind) ++above;
    if (formatting && above > 1) {
      ++shape_.misnested;
      forget(kind);
    }
    if (above <= search) return pop(above);
    if (!formatting) ++shape_.tags;  // "</p>" makes an element of its own
  }

  // A formatting element that would have been opened again is closed after all.
  void forget(std::uint32_t name) {
    const auto found = std::find_if(reopened_.rbegin(), reopened_.rend(),
                                    [name](const Open& element) { return element.name == name; });
    if (found != reopened_.rend()) reopened_.erase(std::next(found).base());
  }

  // Closes `count` elements; formatting elements among those that were closed with their parent come back.
  void pop(std::size_t count) {
    for (std::size_t i = 1; i < count; ++i) {
      const Open& element = open_[open_.size() - i];
      if (!among(kFormatting, element.name)) continue;
      const auto alike = std::count_if(reopened_.begin(), reopened_.end(), [&element](const Open& other) {
        return other.written == element.written;
      });
      if (static_cast<std::size_t>(alike) < kMostAlike) reopened_.push_back(element);
    }
    open_.resize(open_.size() - count);
  }

  std::string_view source_;
  HtmlShape most_;
  HtmlShape shape_;
  std::vector<Open> open_;
  std::vector<Open> reopened_;
  std::string_view written_;
  bool saw_foreign_ = false;
};

}  // namespace

HtmlShape measure_html(std::string_view source, const HtmlShape& most) { return Measure(source, most).run(); }

}  // namespace postgate
