#include "golden/post_file.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace postgate_test {
namespace {

void append_code_point(std::string& out, std::uint32_t c) {
  const auto push = [&](std::uint32_t byte) {
    out.push_back(static_cast<char>(static_cast<unsigned char>(byte)));
  };
  if (c < 0x80U) {
    push(c);
  } else if (c < 0x800U) {
    push(0xC0U | (c >> 6U));
    push(0x80U | (c & 0x3FU));
  } else if (c < 0x10000U) {
    push(0xE0U | (c >> 12U));
    push(0x80U | ((c >> 6U) & 0x3FU));
    push(0x80U | (c & 0x3FU));
  } else {
    push(0xF0U | (c >> 18U));
    push(0x80U | ((c >> 12U) & 0x3FU));
    push(0x80U | ((c >> 6U) & 0x3FU));
    push(0x80U | (c & 0x3FU));
  }
}

std::string unescape(const std::string& line) {
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '\\') {
      out.push_back(line[i]);
      continue;
    }
    if (++i == line.size()) throw std::runtime_error("a lone backslash");
    switch (line[i]) {
      case 'n':
        out.push_back('\n');
        break;
      case 'r':
        out.push_back('\r');
        break;
      case 't':
        out.push_back('\t');
        break;
      case '\\':
        out.push_back('\\');
        break;
      case 'x':
        out.push_back(static_cast<char>(std::stoul(line.substr(i + 1, 2), nullptr, 16)));
        i += 2;
        break;
      case 'u': {
        const std::size_t end = line.find('}', i);
        if (end == std::string::npos) throw std::runtime_error("unfinished \\u{...}");
        append_code_point(
            out, static_cast<std::uint32_t>(std::stoul(line.substr(i + 2, end - i - 2), nullptr, 16)));
        i = end;
        break;
      }
      default:
        throw std::runtime_error("unknown escape");
    }
  }
  return out;
}

void read_post_line(std::istringstream words, GoldenPost& post) {
  words >> post.name;
  for (std::string word; words >> word;) {
    if (word == "replace") {
      post.settings.flags |= POSTGATE_SCAN_REPLACE_ILL_FORMED;
    } else if (word == "partial") {
      post.settings.flags |= POSTGATE_SCAN_ACCEPT_PARTIAL;
    } else if (word.rfind("profile=", 0) == 0) {
      post.settings.profile = word.substr(8);
    } else {
      throw std::runtime_error("unknown word " + word);
    }
  }
}

Field read_field_line(std::istringstream words) {
  static const std::vector<std::string> kRoles = {"body", "title", "link", "alt", "author", "tag"};
  Field field;
  std::string role;
  words >> role;
  std::size_t number = 0;
  while (number < kRoles.size() && kRoles[number] != role) ++number;
  if (number == kRoles.size()) throw std::runtime_error("unknown role " + role);
  field.role = static_cast<std::uint32_t>(number);
  for (std::string word; words >> word;) {
    if (word != "utf16") throw std::runtime_error("unknown word " + word);
    field.utf16 = true;
  }
  return field;
}

}  // namespace

std::vector<GoldenPost> read_posts(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::vector<GoldenPost> posts;
  std::size_t line_feeds = 0;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    try {
      if (line.rfind("%%", 0) == 0) continue;
      if (line.rfind("=== ", 0) == 0) {
        read_post_line(std::istringstream(line.substr(4)), posts.emplace_back());
      } else if (line.rfind("--- ", 0) == 0) {
        if (posts.empty()) throw std::runtime_error("a field before the first post");
        posts.back().fields.push_back(read_field_line(std::istringstream(line.substr(4))));
        line_feeds = 0;
      } else if (!posts.empty() && !posts.back().fields.empty()) {
        // Line feeds wait for more text: the empty lines before the next post belong to no field.
        if (!line.empty()) posts.back().fields.back().text += std::string(line_feeds, '\n') + unescape(line);
        line_feeds = line.empty() ? line_feeds + 1 : 1;
      } else if (!line.empty()) {
        throw std::runtime_error("text outside a field");
      }
    } catch (const std::exception& e) {
      throw std::runtime_error(path + ":" + std::to_string(number) + ": " + e.what());
    }
  }
  return posts;
}

}  // namespace postgate_test
