#include "labelled_posts.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "scan.h"

namespace postgate_cli {
namespace {

// False if it is no labelled post.
bool read_line(const std::string& line, Post& post, std::string& label) {
  const nlohmann::json read = nlohmann::json::parse(line, nullptr, false);
  if (!read.is_object() || !read.contains("text") || !read["text"].is_string() || !read.contains("label"))
    return false;
  label = read["label"].is_string() ? read["label"].get<std::string>() : read["label"].dump();
  post.clear();
  post.is_post = true;
  if (read.contains("title") && read["title"].is_string()) {
    post.add_field(POSTGATE_ROLE_TITLE).text = read["title"].get<std::string>();
  }
  post.add_field(POSTGATE_ROLE_BODY).text = read["text"].get<std::string>();
  return true;
}

}  // namespace

bool is_one_of(const std::string& label, const std::vector<std::string>& labels) {
  return std::find(labels.begin(), labels.end(), label) != labels.end();
}

bool read_labelled_posts(const std::string& path, Notices& notices,
                         const std::function<bool(Post&, const std::string&)>& use) {
  std::ifstream file(path);
  if (!file) {
    notices.say("cannot read " + path);
    return false;
  }
  Post post;
  std::string label;
  std::string line;
  for (std::size_t number = 1; Interrupt::signal() == 0 && std::getline(file, line); ++number) {
    if (!read_line(line, post, label) || !use(post, label)) {
      notices.complain(path + ":" + std::to_string(number) + ": no labelled post that can be scanned");
      continue;
    }
    notices.progress(number, 0);
  }
  notices.finish();
  return true;
}

}  // namespace postgate_cli
