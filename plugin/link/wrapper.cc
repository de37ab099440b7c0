#include "link/wrapper.h"

#include <algorithm>
#include <array>

#include "link/chars.h"
#include "link/host.h"
#include "link/web_host.h"
#include "link/web_url.h"

namespace postgate::link {
namespace {

constexpr int kDeepest = 8;                // wrappers in wrappers
constexpr std::size_t kLongest = 1 << 14;  // of a URL that is looked into

// Parameters whose value may be a target without a scheme.
constexpr std::array<std::string_view, 24> kTargetNames = {
    "dest",     "destination", "goto",      "href",  "jump",     "jumpurl",     "link",         "next",
    "out",      "q",           "r",         "redir", "redirect", "redirect_to", "redirect_uri", "redirecturl",
    "returnto", "target",      "targeturl", "to",    "u",        "uri",         "url",          "urlencode"};

// "http:" and "https:" with any number of slashes; where the name begins, or npos.
std::size_t name_of_url_at(std::string_view text, std::size_t pos) {
  for (const std::string_view scheme : {"https:", "http:"}) {
    if (lowered(text.substr(pos, scheme.size())) != scheme) continue;
    std::size_t begin = pos + scheme.size();
    const std::size_t slashes = begin;
    while (begin < text.size() && (text[begin] == '/' || text[begin] == '\\')) ++begin;
    return begin > slashes ? begin : std::string_view::npos;
  }
  return std::string_view::npos;
}

std::string decode_base64(std::string_view text) {
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    int value = 0;
    if (c >= 'A' && c <= 'Z')
      value = c - 'A';
    else if (c >= 'a' && c <= 'z')
      value = c - 'a' + 26;
    else if (is_digit(c))
      value = c - '0' + 52;
    else if (c == '+' || c == '-')
      value = 62;
    else if (c == '/' || c == '_')
      value = 63;
    else
      break;
    bits = ((bits << 6U) | static_cast<unsigned>(value)) & 0xFFFFFFU;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>((bits >> static_cast<unsigned>(count)) & 0xFFU);
  }
  return out;
}

// The URL that a parameter's value is, as text; empty if it is none.
std::string url_of_value(std::string_view name, std::string_view value) {
  std::string text(value);
  for (int i = 0; i < 3; ++i) {
    const std::size_t colon = text.find("://");
    if (colon != std::string::npos && colon > 0 && colon < 32) return text;
    if (text.substr(0, 5) == "aHR0c") return decode_base64(text);
    std::string decoded = percent_decode(text);
    if (decoded == text) break;
    text = std::move(decoded);
  }
  if (!std::binary_search(kTargetNames.begin(), kTargetNames.end(), std::string_view(lowered(name))))
    return {};
  if (text.substr(0, 2) == "//") return "http:" + text;
  const std::string host = lowered(text.substr(0, text.find_first_of("/?#:")));
  if (host.find('@') != std::string::npos) return {};  // "?@www.gov.cn" opens nothing
  return split_domain(host).tier == SuffixTier::kStrong ? "http://" + text : std::string();
}

// The first URL that stands in a parameter, the path or the fragment of `url`.
std::string inner_url(const WebUrl& url) {
  for (const std::optional<std::string>& list : {url.query, url.fragment}) {
    std::string_view rest = list ? std::string_view(*list) : std::string_view();
    while (!rest.empty()) {
      const std::size_t end = rest.find_first_of("&;");
      const std::string_view pair = rest.substr(0, end);
      const std::size_t sign = pair.find('=');
      const std::string_view name = sign == std::string_view::npos ? "u" : pair.substr(0, sign);
      const std::string_view value = sign == std::string_view::npos ? pair : pair.substr(sign + 1);
      // An unencoded URL keeps its own parameters: "?u=https://a.example/?x=1&y=2".
      if (name_of_url_at(value, 0) != std::string_view::npos) {
        return std::string(rest.substr(static_cast<std::size_t>(value.data() - rest.data())));
      }
      std::string found = url_of_value(name, value);
      if (!found.empty()) return found;
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
  }
  const std::string path = percent_decode(url.path);
  if (const std::size_t coded = path.find("/aHR0c"); coded != std::string::npos) {
    return decode_base64(std::string_view(path).substr(coded + 1));
  }
  for (std::size_t pos = 0; pos + 7 < path.size(); ++pos) {
    if (lower(path[pos]) != 'h' || is_alnum(before(path, pos))) continue;
    const std::size_t name = name_of_url_at(path, pos);
    if (name == std::string_view::npos) continue;
    const std::size_t colon = path.find(':', pos);
    return path.substr(pos, colon - pos) + "://" + path.substr(name);
  }
  return {};
}

}  // namespace

std::string wrapped_host(std::string_view url) {
  std::string host;
  std::string text(url);
  for (int depth = 0; depth < kDeepest && text.size() <= kLongest; ++depth) {
    const std::optional<WebUrl> parsed = parse_web_url(text);
    if (!parsed) break;
    if (depth > 0 && is_web_scheme(parsed->scheme)) host = parsed->host;
    text = inner_url(*parsed);
    if (text.empty()) break;
  }
  return host;
}

}  // namespace postgate::link
