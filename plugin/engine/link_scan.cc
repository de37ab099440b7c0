#include "engine/link_scan.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

namespace postgate {

Result<const std::vector<PostLink>*> LinkScan::run(const Post& post, const ScanOptions& options,
                                                   const EngineOptions& limits) {
  links_.clear();
  if (Result<void> read = read_fields(post, options, limits); !read.ok()) {
    links_.clear();
    return read.error();
  }
  return &links_;
}

Result<void> LinkScan::read_fields(const Post& post, const ScanOptions& options,
                                   const EngineOptions& limits) {
  const Deadline deadline =
      Deadline::after_ns(options.deadline_ns != 0 ? options.deadline_ns : limits.deadline_ns);
  units_.begin(options.replace_ill_formed);
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < post.count; ++i) {
    const PostField& field = post.fields[i];
    const std::uint64_t least = size_at_least(field.input);
    if (least > limits.max_post_bytes - bytes) return too_large(limits, i);
    bytes += least;
    bool cut = false;  // beyond a limit of its structure a field is read as it is written
    Result<void> added = units_.add(field, static_cast<std::uint32_t>(i), true, deadline, cut);
    if (!added.ok()) return added;
  }
  bytes = 0;
  for (std::size_t i = 0; i < units_.size(); ++i) {
    if (Result<void> read = read_unit(units_[i], deadline); !read.ok()) {
      read.error().field = units_[i].field;
      return read;
    }
    if (text_.raw().size() > limits.max_post_bytes - bytes) return too_large(limits, units_[i].field);
    bytes += text_.raw().size();
  }
  place_links(post, options.replace_ill_formed);
  return {};
}

Error LinkScan::too_large(const EngineOptions& limits, std::size_t field) {
  Error error = make_error(Status::kTooLarge, "the post has more text than the limit of " +
                                                  std::to_string(limits.max_post_bytes) + " bytes");
  error.field = static_cast<std::uint32_t>(field);
  return error;
}

Result<void> LinkScan::read_unit(const ScanUnit& unit, const Deadline& deadline) {
  if (Result<void> folded = text_.assign(unit.input, deadline); !folded.ok()) return folded;
  found_.clear();
  if (Result<void> read = read_links(text_, unit.role == kRoleAlt, found_); !read.ok()) return read;
  for (FoundLink& link : found_) {
    PostLink entry;
    bool hidden = false;
    entry.field = unit.field;
    entry.role = unit.role;
    link.raw = units_.to_field(unit, link.raw, hidden);
    entry.link = std::move(link);
    links_.push_back(std::move(entry));
  }
  return {};
}

// Parts of a document come one after the other; its links in the order of the source.
void LinkScan::place_links(const Post& post, bool replace) {
  std::stable_sort(links_.begin(), links_.end(), [](const PostLink& a, const PostLink& b) {
    return std::tie(a.field, a.link.raw.begin) < std::tie(b.field, b.link.raw.begin);
  });
  // <https://a.example> in Markdown is a text and a target in one.
  const auto same = [](const PostLink& a, const PostLink& b) {
    return a.field == b.field && a.link.raw == b.link.raw && a.link.url == b.link.url;
  };
  links_.erase(std::unique(links_.begin(), links_.end(), same), links_.end());
  for (std::size_t i = 0; i < links_.size();) {
    const std::uint32_t field = links_[i].field;
    FieldInput input = post.fields[field].input;
    input.replace_ill_formed = replace;
    OffsetWalker begins(input);
    for (; i < links_.size() && links_[i].field == field; ++i) {
      // Links seldom overlap, and a walk over one is short.
      links_[i].where.begin = begins.at(links_[i].link.raw.begin);
      OffsetWalker end = begins;
      links_[i].where.end = end.at(links_[i].link.raw.end);
    }
  }
}

}  // namespace postgate
