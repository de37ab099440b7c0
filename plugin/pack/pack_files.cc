#include "pack/pack_files.h"

#include <cstddef>

#include "pack/text_place.h"

namespace postgate {

namespace {

constexpr std::size_t kLongestPath = 1024;

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() > end.size() && text.substr(text.size() - end.size()) == end;
}

bool is_hidden_path(std::string_view path) {
  return path.front() == '.' || path.find("/.") != std::string_view::npos;
}

}  // namespace

PackPlace place_of(std::string_view path) {
  if (path.empty() || is_hidden_path(path)) return PackPlace::kIgnored;
  if (path == "pack.toml") return PackPlace::kIdentity;
  const bool toml = ends_with(path, ".toml");
  const std::size_t slash = path.find('/');
  const std::string_view name = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
  const bool nested = name.empty() || name.find('/') != std::string_view::npos;
  const std::string_view folder = path.substr(0, slash);
  if (!nested && toml && folder == "rules") return PackPlace::kRules;
  if (!nested && toml && folder == "cases") return PackPlace::kCases;
  if (!nested && folder == "lists" && ends_with(path, ".txt")) return PackPlace::kLists;
  return toml ? PackPlace::kStrayToml : PackPlace::kIgnored;
}

bool is_fit_path(std::string_view path) {
  return path.size() <= kLongestPath && !first_ill_formed(path) && !hidden_character(path);
}

}  // namespace postgate
