// See filter_grams.h.
#include "link/filter_grams.h"
#include "link/chars.h"

namespace postgate::link {
namespace {

// A '|' outside every group and class.
bool has_alternatives(std::string_view regex) {
  int depth = 0;
  bool in_class = false;
  for (std::size_t i = 0; i < regex.size(); ++i) {
    const char c = regex[i];
    if (c == '\\') {
      ++i;
    } else if (in_class) {
      in_class = c != ']';
    } else if (c == '[') {
      in_class = true;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')') {
      --depth;
    } else if (c == '|' && depth <= 0) {
      return true;
    }
  }
  return false;
}

}  // namespace

void regex_literals(std::string_view regex, std::vector<std::string>& out) {
  std::string run;
  const auto flush = [&] {
    if (run.size() >= kGram) out.push_back(run);
    run.clear();
  };
  if (has_alternatives(regex)) return;
  regex = regex.substr(0, regex.find('('));  // a group may be absent
  for (std::size_t i = 0; i < regex.size(); ++i) {
    char c = regex[i];
    const bool escaped = c == '\\' && i + 1 < regex.size();
    if (escaped) c = regex[++i];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    const bool plain =
        escaped ? !letter : letter || c == '/' || c == '-' || c == '_' || c == '=' || c == '&' || c == ':';
    if (c == '[' && !escaped) {
      flush();
      const std::size_t end = regex.find(']', i + 2);
      i = end == std::string_view::npos ? regex.size() : end;
      continue;
    }
    if (c == '{' && !escaped) {
      const std::size_t end = regex.find('}', i);
      i = end == std::string_view::npos ? regex.size() : end;
      flush();
      continue;
    }
    if (!plain) {
      flush();
      continue;
    }
    const char next = i + 1 < regex.size() ? regex[i + 1] : '\0';
    if (next == '?' || next == '*' || next == '{') {
      flush();
      continue;
    }
    run += lower(c);
  }
  flush();
}

}  // namespace postgate::link
