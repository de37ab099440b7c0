#include "post.h"

namespace postgate_cli {
namespace {

constexpr std::size_t kKeptFields = 64;          // between posts; more are given back
constexpr std::size_t kKeptBytes = 1024 * 1024;  // of a field between posts

}  // namespace

void Post::clear() {
  id.clear();
  account.clear();
  source.clear();
  line = 0;
  in_json = false;
  is_post = true;
  problem.reset();
  fixes.clear();
  fields.clear();
  if (fields.capacity() > kKeptFields) fields.shrink_to_fit();
  if (id.capacity() > kKeptBytes) id.shrink_to_fit();
  unread.clear();
  if (unread.capacity() > kKeptBytes) unread.shrink_to_fit();
}

Field& Post::add_field(std::uint32_t role) {
  fields.emplace_back();
  fields.back().role = role;
  return fields.back();
}

std::string Post::where() const { return line == 0 ? source : source + ":" + std::to_string(line); }

const char* role_name(std::uint32_t role) {
  switch (role) {
    case POSTGATE_ROLE_BODY:
      return "body";
    case POSTGATE_ROLE_TITLE:
      return "title";
    case POSTGATE_ROLE_LINK:
      return "link";
    case POSTGATE_ROLE_ALT:
      return "alt";
    case POSTGATE_ROLE_AUTHOR:
      return "author";
    case POSTGATE_ROLE_TAG:
      return "tag";
    default:
      return "unknown";
  }
}

FieldNumber number_of(const Post& post, std::uint32_t field) {
  FieldNumber number;
  for (std::size_t i = 0; i < post.fields.size(); ++i) {
    if (post.fields[i].role != post.fields[field].role) continue;
    if (i < field) ++number.index;
    ++number.count;
  }
  return number;
}

postgate_spans in_source(const Post& post, std::uint32_t field, const postgate_spans& scanned) {
  const std::size_t skip = field < post.fields.size() ? post.fields[field].skip : 0;
  if (skip == 0) return scanned;
  const auto moved = [](const postgate_span& span, std::uint64_t by) {
    return postgate_span{span.begin + by, span.end + by};
  };
  // A byte order mark is one character and one UTF-16 unit.
  return {moved(scanned.bytes, skip), moved(scanned.utf16, 1), moved(scanned.codepoints, 1)};
}

std::string_view cut(const Post& post, std::uint32_t field, const postgate_span& bytes) {
  if (field >= post.fields.size()) return {};
  const std::string_view text = post.fields[field].text;
  if (bytes.begin > bytes.end || bytes.end > text.size()) return {};
  return text.substr(bytes.begin, bytes.end - bytes.begin);
}

}  // namespace postgate_cli
