// Turns the inputs of `scan` and `explain` into posts, one after the other. What cannot be read comes as
// a post with a problem, so that the rest is still scanned. One thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "byte_source.h"
#include "output.h"
#include "post.h"

namespace postgate_cli {

enum class InputKind { kByName, kText, kLines, kJsonLines, kHtml, kMarkdown };

class PostReader {
 public:
  // `text`, if given, is a post of its own before those of `files`.
  // `before_waiting` is called when there is nothing to read yet; false stops.
  PostReader(std::vector<std::string> files, std::optional<std::string> text, InputKind kind,
             std::function<bool()> before_waiting, Notices& notices);

  // False at the end, or when a signal or a closed output stopped it. JSON is still to be read.
  bool next(Post& post);
  // Reads the JSON of a post, if it has any. Any thread.
  static void finish(Post& post);
  double share() const;  // of the input that was read, 0 if nobody knows

 private:
  bool open_next(Post& post);
  bool next_line(Post& post);
  bool read_whole(Post& post);
  void leave_file();
  InputKind kind() const;
  std::uint32_t format() const;
  void name_after_place(Post& post) const;
  const std::string& file() const { return files_[position_]; }

  std::vector<std::string> files_;
  std::optional<std::string> text_;
  InputKind kind_;
  Notices& notices_;
  ByteSource source_;
  std::size_t position_ = 0;  // of the file that is open or comes next
  std::uint64_t line_ = 0;
  std::uint64_t total_bytes_ = 0;
  std::uint64_t done_bytes_ = 0;
  bool stopped_ = false;
};

}  // namespace postgate_cli
