// See web_url.h. The states of the standard's parser are the functions of UrlReader, in the
// order in which a URL passes through them.
#include "link/web_url.h"

#include <algorithm>

#include "link/chars.h"
#include "link/web_host.h"

namespace postgate::link {
namespace {

// What is percent-encoded where, beside controls and everything outside ASCII.
constexpr std::string_view kFragmentSet = " \"<>`";
constexpr std::string_view kQuerySet = " \"#<>";
constexpr std::string_view kWebQuerySet = " \"#<>'";
constexpr std::string_view kPathSet = " \"#<>?^`{}";
constexpr std::string_view kUserSet = " \"#<>?`{}/:;=@[\\]^|";

void encode(std::string_view text, std::string_view set, std::string& out) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x1F && byte < 0x7F && set.find(c) == std::string_view::npos) {
      out += c;
      continue;
    }
    out += '%';
    out += kHex[byte >> 4U];
    out += kHex[byte & 0xFU];
  }
}

int default_port(std::string_view scheme) {
  if (scheme == "http" || scheme == "ws") return 80;
  if (scheme == "https" || scheme == "wss") return 443;
  return scheme == "ftp" ? 21 : -1;
}

// "." and ".." with any of their dots percent-encoded: the number of dots, or 0.
int dots_of(std::string_view segment) {
  int dots = 0;
  while (!segment.empty()) {
    if (segment.front() == '.') {
      segment.remove_prefix(1);
    } else if (segment.size() >= 3 && segment[0] == '%' && segment[1] == '2' && lower(segment[2]) == 'e') {
      segment.remove_prefix(3);
    } else {
      return 0;
    }
    if (++dots > 2) return 0;
  }
  return dots;
}

std::string without_controls(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c != '\t' && c != '\n' && c != '\r') out += c;
  }
  return out;
}

class UrlReader {
 public:
  explicit UrlReader(std::string_view text) : rest_(text) {}

  std::optional<WebUrl> read() {
    if (!read_scheme() || url_.scheme == "file") return std::nullopt;
    web_ = is_web_scheme(url_.scheme);
    if (const std::size_t hash = rest_.find('#'); hash != std::string_view::npos) {
      url_.fragment.emplace();
      encode(rest_.substr(hash + 1), kFragmentSet, *url_.fragment);
      rest_ = rest_.substr(0, hash);
    }
    if (const std::size_t mark = rest_.find('?'); mark != std::string_view::npos) {
      url_.query.emplace();
      encode(rest_.substr(mark + 1), web_ ? kWebQuerySet : kQuerySet, *url_.query);
      rest_ = rest_.substr(0, mark);
    }
    if (!read_front()) return std::nullopt;
    return std::move(url_);
  }

 private:
  [[nodiscard]] bool is_slash(char c) const { return c == '/' || (web_ && c == '\\'); }

  bool read_scheme() {
    const std::size_t colon = rest_.find(':');
    if (colon == std::string_view::npos || colon == 0 || !is_letter(rest_.front())) return false;
    for (const char c : rest_.substr(0, colon)) {
      if (!is_alnum(c) && c != '+' && c != '-' && c != '.') return false;
      url_.scheme += lower(c);
    }
    rest_.remove_prefix(colon + 1);
    return true;
  }

  // Authority and path; query and fragment are gone.
  bool read_front() {
    if (web_) {
      while (!rest_.empty() && is_slash(rest_.front())) rest_.remove_prefix(1);
    } else if (rest_.substr(0, 2) == "//") {
      rest_.remove_prefix(2);
    } else if (rest_.substr(0, 1) == "/") {
      read_path();
      return true;
    } else {
      url_.opaque_path = true;
      encode(rest_, "", url_.path);
      const bool goes_on = url_.query || url_.fragment;
      if (goes_on && !url_.path.empty() && url_.path.back() == ' ')
        url_.path.replace(url_.path.size() - 1, 1, "%20");
      return true;
    }
    const auto slash = std::find_if(rest_.begin(), rest_.end(), [&](char c) { return is_slash(c); });
    const auto size = static_cast<std::size_t>(slash - rest_.begin());
    if (!read_authority(rest_.substr(0, size))) return false;
    rest_.remove_prefix(size);
    read_path();
    return true;
  }

  bool read_authority(std::string_view text) {
    const std::size_t sign = text.rfind('@');
    if (sign != std::string_view::npos) {
      const std::string_view user = text.substr(0, sign);
      const std::size_t colon = user.find(':');
      encode(user.substr(0, colon), kUserSet, url_.username);
      if (colon != std::string_view::npos) encode(user.substr(colon + 1), kUserSet, url_.password);
      text.remove_prefix(sign + 1);
      if (text.empty()) return false;
    }
    const std::size_t bracket = text.rfind(']');
    const std::size_t colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
    const std::string_view host = text.substr(0, colon);
    if (colon != std::string_view::npos && (host.empty() || !read_port(text.substr(colon + 1)))) return false;
    if (host.empty() && web_) return false;
    std::optional<std::string> parsed = web_ ? parse_web_host(host) : parse_opaque_host(host);
    if (!parsed) return false;
    url_.host = std::move(*parsed);
    url_.has_host = true;
    return true;
  }

  bool read_port(std::string_view digits) {
    int port = 0;
    for (const char c : digits) {
      if (!is_digit(c)) return false;
      port = port * 10 + (c - '0');
      if (port > 65535) return false;
    }
    if (!digits.empty() && port != default_port(url_.scheme)) url_.port = port;
    return true;
  }

  void read_path() {
    if (rest_.empty() && !web_) return;
    if (!rest_.empty() && is_slash(rest_.front())) rest_.remove_prefix(1);
    while (true) {
      const auto slash = std::find_if(rest_.begin(), rest_.end(), [&](char c) { return is_slash(c); });
      const auto size = static_cast<std::size_t>(slash - rest_.begin());
      add_segment(rest_.substr(0, size), size == rest_.size());
      if (size == rest_.size()) return;
      rest_.remove_prefix(size + 1);
    }
  }

  void add_segment(std::string_view segment, bool last) {
    const int dots = dots_of(segment);
    if (dots == 2 && !url_.path.empty()) url_.path.resize(url_.path.rfind('/'));
    if (dots != 0) {
      if (last) url_.path += '/';
      return;
    }
    url_.path += '/';
    encode(segment, kPathSet, url_.path);
  }

  std::string_view rest_;
  WebUrl url_;
  bool web_ = false;
};

}  // namespace

std::string WebUrl::to_string() const {
  std::string out = scheme + ":";
  if (has_host) {
    out += "//";
    if (!username.empty() || !password.empty()) {
      out += username;
      if (!password.empty()) out += ":" + password;
      out += '@';
    }
    out += host;
    if (port >= 0) out += ":" + std::to_string(port);
  } else if (!opaque_path && path.substr(0, 2) == "//") {
    out += "/.";
  }
  out += path;
  if (query) out += "?" + *query;
  if (fragment) out += "#" + *fragment;
  return out;
}

std::optional<WebUrl> parse_web_url(std::string_view text) {
  const std::string clean = without_controls(text);
  return UrlReader(clean).read();
}

bool is_web_scheme(std::string_view scheme) {
  return scheme == "http" || scheme == "https" || scheme == "ws" || scheme == "wss" || scheme == "ftp";
}

}  // namespace postgate::link
