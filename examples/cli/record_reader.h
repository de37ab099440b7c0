// Reads the lines of a record: checks each against its sum, and takes head, owner files and posts out
// of them. Says what is wrong with a line instead of guessing. One thread, but read_recorded_post().
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "owners.h"
#include "post.h"
#include "record.h"

namespace postgate_cli {

class RecordChain {
 public:
  // `line` without its sum in `body`, or why it cannot be believed.
  std::string take(std::string_view line, std::string_view& body);

 private:
  std::uint64_t said_ = 0;  // by the line before
  std::uint64_t made_ = 0;  // of the line before
};

enum class RecordPart { kOther, kHead, kOwner, kPost, kEnd };
RecordPart part_of(std::string_view body);

// Each answers why the line cannot be used, or nothing.
std::string read_record_head(std::string_view body, RecordHead& head);
std::string read_record_owner(std::string_view body, OwnerSource& source);
std::string read_record_end(std::string_view body, std::uint64_t& posts);
// `verdict` is a part of `body`. Any thread.
std::string read_recorded_post(std::string_view body, Post& post, std::string_view& verdict);

}  // namespace postgate_cli
