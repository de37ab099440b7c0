// An absolute URL taken apart as the URL Standard does, so that what is judged is what a
// browser would open. Relative references and file: URLs are not read: a post has no base to
// resolve them against, and they lead no reader anywhere. Stateless, any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace postgate::link {

struct WebUrl {
  std::string scheme;  // lower case, without ':'
  std::string username;
  std::string password;
  std::string host;  // as parse_web_host gives it
  bool has_host = false;
  int port = -1;     // -1: none, or the scheme's own
  std::string path;  // begins with '/', unless opaque
  bool opaque_path = false;
  std::optional<std::string> query;     // without '?'
  std::optional<std::string> fragment;  // without '#'

  [[nodiscard]] std::string to_string() const;
};

// Nothing if a browser would refuse it.
std::optional<WebUrl> parse_web_url(std::string_view text);

// http, https, ws, wss, ftp.
bool is_web_scheme(std::string_view scheme);

}  // namespace postgate::link
