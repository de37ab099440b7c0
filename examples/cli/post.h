// One post on its way through the command: its fields as they were read, where it came from,
// and, if it could not be read or scanned, why. Filled by PostReader, reused from post to post.
#pragma once

#include <postgate.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace postgate_cli {

// Why a post has no verdict.
struct Problem {
  std::string status;  // "E_ENCODING", ...; "E_INPUT" for input that is not a post at all
  std::string message;
  std::uint64_t offset = POSTGATE_NO_OFFSET;  // in bytes of `field`, or of the line if there is none
  std::optional<std::uint32_t> field;
  std::int32_t code = POSTGATE_OK;  // what the library answered; OK: it was never asked
};

struct Field {
  std::uint32_t role = POSTGATE_ROLE_BODY;
  std::uint32_t format = POSTGATE_FORMAT_PLAIN;
  std::string text;
  std::size_t skip = 0;  // bytes of a byte order mark, which is not scanned but counts in offsets

  std::string_view scanned() const { return std::string_view(text).substr(skip); }
};

// A change that, with the others of the post, lets it pass.
struct PostFix {
  std::uint32_t finding = 0;
  std::uint32_t field = 0;
  postgate_spans where{};  // as scanned
  std::string replacement;
};

struct Post {
  std::string id;
  std::string account;     // whose it is, if the post says so
  std::string source;      // file, for messages
  std::uint64_t line = 0;  // of the source, from 1; 0 = the file is the post
  bool in_json = false;    // offsets are those of the unescaped fields, not of the source
  bool is_post = true;     // false: `problem` is about an input that holds posts
  std::vector<Field> fields;
  std::optional<Problem> problem;
  std::string unread;          // the JSON line it comes from, as long as nobody has read it
  std::vector<PostFix> fixes;  // where they were asked for

  void clear();
  Field& add_field(std::uint32_t role);
  // "posts.jsonl:12" or "post.txt"
  std::string where() const;
};

// "body", "title", ...
const char* role_name(std::uint32_t role);

// Position of a field among those of the same role, and how many of these there are.
struct FieldNumber {
  std::size_t index = 0;
  std::size_t count = 0;
};
FieldNumber number_of(const Post& post, std::uint32_t field);

// Offsets in the text as it was read, from offsets in the text that was scanned.
postgate_spans in_source(const Post& post, std::uint32_t field, const postgate_spans& scanned);

// The part of a field that a span in the source covers.
std::string_view cut(const Post& post, std::uint32_t field, const postgate_span& bytes);

}  // namespace postgate_cli
