#include "corpus.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "pack_check.h"
#include "post_reader.h"
#include "scan.h"

namespace postgate_cli {
namespace {

namespace fs = std::filesystem;

bool is_json(const std::string& path) {
  const std::string end = fs::path(path).extension().string();
  return end == ".jsonl" || end == ".ndjson";
}

// Files of the places, folders replaced by the texts in them.
std::vector<std::string> files_of(const std::vector<std::string>& places, Notices& notices, bool& whole) {
  std::vector<std::string> files;
  for (const std::string& place : places) {
    std::error_code error;
    if (!fs::is_directory(place, error)) {
      files.push_back(place);
      continue;
    }
    std::vector<std::string> inside;
    for (auto at = fs::recursive_directory_iterator(place, error);
         !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
      const std::string end = at->path().extension().string();
      if (at->is_regular_file(error) && (end == ".txt" || is_json(at->path().string()))) {
        inside.push_back(at->path().string());
      }
    }
    if (error) {
      notices.complain(place + ": " + error.message());
      whole = false;
    }
    std::sort(inside.begin(), inside.end());
    files.insert(files.end(), inside.begin(), inside.end());
  }
  return files;
}

}  // namespace

bool read_corpus(const std::vector<std::string>& places, Notices& notices,
                 const std::function<bool(Post&)>& use) {
  bool whole = true;
  std::uint64_t posts = 0;
  for (const std::string& file : files_of(places, notices, whole)) {
    const InputKind kind = is_json(file) ? InputKind::kJsonLines : InputKind::kLines;
    PostReader reader(
        {file}, std::nullopt, kind, [] { return true; }, notices);
    Post post;
    while (Interrupt::signal() == 0 && reader.next(post)) {
      PostReader::finish(post);
      if (post.problem || !use(post)) {
        whole = false;
        if (post.problem) notices.complain(post.where() + ": " + post.problem->message);
      }
      notices.progress(++posts, 0);
    }
  }
  notices.finish();
  return whole;
}

std::optional<Gate> open_traced(const std::string& pack, const Screen& errors, Notices& notices) {
  Built built = build_packs({pack});
  std::string complaint = built.message;
  if (built.ruleset != nullptr) {
    std::optional<Gate> gate = Gate::open(std::move(built.ruleset), std::string(), true, complaint);
    if (gate) return gate;
  }
  std::string list;
  list_diagnostics(built.diagnostics, pack, errors, list);
  notices.block(list);
  notices.say("the pack cannot be used: " + complaint);
  return std::nullopt;
}

}  // namespace postgate_cli
