// See filter_rule.h.
#include "link/filter_rule.h"

#include <algorithm>
#include <array>

namespace postgate::link {
namespace {

constexpr std::size_t kLongestPattern = 1024;
constexpr std::size_t kFewestLetters = 2;  // of a pattern without an anchor

std::string lower(std::string_view text) {
  std::string made(text);
  for (char& c : made) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return made;
}

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

struct TypeName {
  std::string_view name;
  std::uint32_t types;
};
constexpr std::array<TypeName, 28> kTypes = {{{"other", kTypeOther},
                                              {"script", kTypeScript},
                                              {"image", kTypeImage},
                                              {"background", kTypeImage},
                                              {"stylesheet", kTypeStylesheet},
                                              {"css", kTypeStylesheet},
                                              {"xmlhttprequest", kTypeXhr},
                                              {"xhr", kTypeXhr},
                                              {"subdocument", kTypeSubdocument},
                                              {"frame", kTypeSubdocument},
                                              {"document", kTypeDocument},
                                              {"doc", kTypeDocument},
                                              {"main_frame", kTypeDocument},
                                              {"font", kTypeFont},
                                              {"media", kTypeMedia},
                                              {"object", kTypeObject},
                                              {"object-subrequest", kTypeObject},
                                              {"ping", kTypePing},
                                              {"beacon", kTypePing},
                                              {"websocket", kTypeWebsocket},
                                              {"webrtc", kTypeWebsocket},
                                              {"popup", kTypePopup},
                                              {"popunder", kTypePopup},
                                              {"all", kEveryType},
                                              {"dtd", kTypeOther},
                                              {"xbl", kTypeOther},
                                              {"webbundle", kTypeOther},
                                              {"speculative", kTypeOther}}};

// Options that change a page instead of stopping a request, or that only a browser can judge.
constexpr std::array<std::string_view, 41> kPageOptions = {
    "csp",      "redirect-rule", "removeparam",   "queryprune",   "replace",      "header",
    "cookie",   "permissions",   "inline-script", "inline-font",  "generichide",  "ghide",
    "elemhide", "ehide",         "specifichide",  "shide",        "genericblock", "content",
    "jsinject", "urlblock",      "extension",     "stealth",      "removeheader", "jsonprune",
    "xmlprune", "hls",           "uritransform",  "urltransform", "urlskip",      "rewrite",
    "sitekey",  "method",        "ipaddress",     "denyallow",    "to",           "app",
    "network",  "client",        "ctag",          "dnstype",      "dnsrewrite"};

bool is_cosmetic(std::string_view line) {
  for (std::size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
    const std::string_view mark = line.substr(at);
    for (const std::string_view each :
         {"##", "#@#", "#?#", "#@?#", "#$#", "#@$#", "#$?#", "#@$?#", "#%#", "#@%#"}) {
      if (mark.substr(0, each.size()) == each) return true;
    }
  }
  return line.find("$$") != std::string_view::npos || line.find("$@$") != std::string_view::npos;
}

// Where the options begin: behind the last '$' that is not part of the pattern.
std::size_t options_at(std::string_view line, bool regex_possible) {
  std::size_t at = line.size();
  while ((at = line.rfind('$', at - 1)) != std::string_view::npos) {
    const std::string_view rest = line.substr(at + 1);
    // A regex may hold and end with a '$'.
    const bool in_regex =
        regex_possible && (rest.empty() || rest.front() == '/' || rest.front() == ')' || rest.front() == '|');
    if (!in_regex && !rest.empty() && rest.front() != '/') return at;
    if (at == 0) break;
  }
  return std::string_view::npos;
}

class Options {
 public:
  explicit Options(FilterRule& rule) : rule_(rule) {}

  FilterSkip skip = FilterSkip::kNone;
  std::string_view option;

  void read(std::string_view options) {
    while (!options.empty() && skip == FilterSkip::kNone) {
      std::size_t end = 0;
      while (end < options.size() && (options[end] != ',' || (end > 0 && options[end - 1] == '\\'))) ++end;
      one(trimmed(options.substr(0, end)));
      options.remove_prefix(std::min(end + 1, options.size()));
    }
    if (positive_ != 0) {
      rule_.types = positive_ & ~negative_;
    } else if (negative_ != 0) {
      rule_.types = kEveryType & ~negative_;
    }
  }

 private:
  void refuse(FilterSkip why, std::string_view name) {
    skip = why;
    option = name;
  }

  void one(std::string_view text) {
    const std::size_t equals = text.find('=');
    std::string_view name = text.substr(0, equals);
    const std::string_view value =
        equals == std::string_view::npos ? std::string_view() : text.substr(equals + 1);
    const bool negated = !name.empty() && name.front() == '~';
    if (negated) name.remove_prefix(1);
    if (name.empty() || name.find_first_not_of('_') == std::string_view::npos) return;  // a placeholder
    if (const auto* const type = type_named(name); type != nullptr) {
      (negated ? negative_ : positive_) |= type->types;
    } else if (name == "third-party" || name == "3p" || name == "strict3p") {
      rule_.party = negated ? Party::kFirst : Party::kThird;
    } else if (name == "first-party" || name == "1p" || name == "strict1p") {
      rule_.party = negated ? Party::kThird : Party::kFirst;
    } else if (name == "domain" || name == "from") {
      domains(value);
    } else if (name == "match-case") {
      rule_.match_case = true;
    } else if (name == "important") {
      rule_.important = true;
    } else if (name == "badfilter") {
      rule_.bad_filter = true;
    } else if (name == "redirect" || name == "empty" || name == "mp4" || name == "cname" ||
               name == "collapse") {
      return;  // what is shown instead does not matter here
    } else if (std::find(kPageOptions.begin(), kPageOptions.end(), name) != kPageOptions.end()) {
      refuse(FilterSkip::kOption, name);
    } else {
      refuse(FilterSkip::kUnknown, name);
    }
  }

  static const TypeName* type_named(std::string_view name) {
    const auto* const found = std::find_if(kTypes.begin(), kTypes.end(),
                                           [name](const TypeName& each) { return each.name == name; });
    return found == kTypes.end() ? nullptr : found;
  }

  void domains(std::string_view list) {
    while (!list.empty()) {
      const std::size_t end = std::min(list.find('|'), list.size());
      std::string_view domain = trimmed(list.substr(0, end));
      list.remove_prefix(std::min(end + 1, list.size()));
      const bool negated = !domain.empty() && domain.front() == '~';
      if (negated) domain.remove_prefix(1);
      if (domain.empty()) continue;
      if (domain.front() == '/') return refuse(FilterSkip::kOption, "domain");  // a regex over page names
      (negated ? rule_.not_domains : rule_.domains).push_back(lower(domain));
    }
  }

  FilterRule& rule_;
  std::uint32_t positive_ = 0;
  std::uint32_t negative_ = 0;
};

void read_pattern(std::string_view text, ParsedFilter& made) {
  FilterRule& rule = made.rule;
  if (text.size() > kLongestPattern) {
    made.skip = FilterSkip::kMalformed;
    return;
  }
  if (text.size() > 2 && text.front() == '/' && text.back() == '/') {
    rule.regex = true;
    rule.pattern = std::string(text.substr(1, text.size() - 2));
    return;
  }
  if (text.substr(0, 2) == "||") {
    rule.host_anchor = true;
    text.remove_prefix(2);
  } else if (text.substr(0, 1) == "|") {
    rule.begin_anchor = true;
    text.remove_prefix(1);
  }
  if (!text.empty() && text.back() == '|') {
    rule.end_anchor = true;
    text.remove_suffix(1);
  }
  const bool name = text.find_first_of("/^*:?=&") == std::string_view::npos;
  rule.label_end = rule.host_anchor && !rule.end_anchor && name && !text.empty() && text.back() != '.';
  // Stars at the ends say nothing, except behind an anchor.
  while (!text.empty() && text.back() == '*' && !rule.end_anchor) text.remove_suffix(1);
  if (!rule.host_anchor && !rule.begin_anchor) {
    while (!text.empty() && text.front() == '*') text.remove_prefix(1);
  }
  rule.pattern = rule.match_case ? std::string(text) : lower(text);
  std::size_t letters = 0;
  for (const char c : rule.pattern) letters += c != '*' && c != '^' ? 1 : 0;
  const bool narrowed = !rule.domains.empty();
  if (letters < kFewestLetters && !narrowed) made.skip = FilterSkip::kTooBroad;
}

}  // namespace

std::string_view filter_skip_name(FilterSkip skip) {
  constexpr std::array<std::string_view, 8> kNames = {
      "", "comment", "element hiding", "page option", "unknown option", "regex", "too broad", "malformed"};
  return kNames[static_cast<std::size_t>(skip)];
}

ParsedFilter parse_filter(std::string_view line) {
  ParsedFilter made;
  line = trimmed(line);
  const bool header = line.size() > 1 && line.front() == '[' && line.back() == ']';
  if (line.empty() || line.front() == '!' || header ||
      (line.front() == '#' && line.substr(0, 2) != "##" && line.find("##") == std::string_view::npos &&
       line.find("#@#") == std::string_view::npos)) {
    made.skip = FilterSkip::kEmpty;
    return made;
  }
  if (line.substr(0, 2) == "@@") {
    made.rule.exception = true;
    line.remove_prefix(2);
  }
  const bool regex_possible = !line.empty() && line.front() == '/';
  if (!regex_possible && is_cosmetic(line)) {
    made.skip = FilterSkip::kCosmetic;
    return made;
  }
  const bool whole_regex = regex_possible && line.size() > 2 && line.back() == '/';
  const std::size_t dollar = whole_regex ? std::string_view::npos : options_at(line, regex_possible);
  if (dollar != std::string_view::npos) {
    Options options(made.rule);
    options.read(line.substr(dollar + 1));
    made.skip = options.skip;
    made.option = options.option;
    if (made.skip != FilterSkip::kNone) {
      if (regex_possible && is_cosmetic(line)) made.skip = FilterSkip::kCosmetic;
      return made;
    }
    line = line.substr(0, dollar);
  } else if (regex_possible && !whole_regex && is_cosmetic(line)) {
    made.skip = FilterSkip::kCosmetic;
    return made;
  }
  read_pattern(line, made);
  return made;
}

}  // namespace postgate::link
