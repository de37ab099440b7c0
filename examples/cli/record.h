// The file of `scan --record`, one JSON object a line: a head that says by what posts were judged, the
// account files and approvals as they were, each post with the verdict it got, and an end. Each line ends
// with a sum over itself and the sum before it, which shows damage, not forgery. It holds the texts of posts,
// so only its owner may read it. One thread writes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gate.h"
#include "owners.h"
#include "post.h"

namespace postgate_cli {

// By what the posts were judged.
struct RecordHead {
  std::string engine;              // version
  std::vector<std::string> given;  // packs as they were named; empty: the default one
  std::vector<PackFacts> packs;    // ... and as they were
  std::string profile;             // empty: the account's or "standard"
  std::uint64_t now = 0;           // by which things expire
  bool fixes = false;              // verdicts hold suggestions
};

// A post and its verdict, as a line without its sum. Its place in a line is behind kVerdictKey.
inline constexpr std::string_view kVerdictKey = ",\"verdict\":";
std::string record_line(const Post& post, std::string_view verdict_json);

std::string record_head_line(const RecordHead& head);
std::string record_owner_line(const OwnerSource& source);
std::string record_end_line(std::uint64_t posts);

// The sum of a line, given that of the line before; 0 before the first.
std::uint64_t record_sum(std::uint64_t before, std::string_view line);
// How a line ends: ,"sum":"<16 hex digits>"}
std::string record_tail(std::uint64_t sum);

class RecordWriter {
 public:
  // nullptr, and the reason in `complaint`. What was in the file is gone.
  static std::unique_ptr<RecordWriter> open(const std::string& path, std::string& complaint);
  ~RecordWriter();
  RecordWriter(const RecordWriter&) = delete;  // owns a descriptor
  RecordWriter& operator=(const RecordWriter&) = delete;

  void add(std::string_view line);
  void add_post(std::string_view line);
  // The end, and everything on its way to the disk; says why something could not be written, or nothing.
  std::string finish();

 private:
  RecordWriter(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
  void flush();

  std::string path_;
  int descriptor_;
  int error_ = 0;
  std::uint64_t sum_ = 0;
  std::uint64_t posts_ = 0;
  std::string buffer_;
};

}  // namespace postgate_cli
