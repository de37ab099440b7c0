// The library for the rest of the command: handles that free themselves, packs built into a
// ruleset with every diagnostic, and a gate that judges posts. The only user of most of the C ABI;
// one thread.
#pragma once

#include <postgate.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handle.h"
#include "owners.h"
#include "pack_access.h"
#include "post.h"

namespace postgate_cli {

using Compiler = std::unique_ptr<postgate_compiler, Destroyer<postgate_compiler, postgate_compiler_destroy>>;
using Ruleset = std::unique_ptr<postgate_ruleset, Destroyer<postgate_ruleset, postgate_ruleset_release>>;
using Engine = std::unique_ptr<postgate_engine, Destroyer<postgate_engine, postgate_engine_destroy>>;
using Scanner = std::unique_ptr<postgate_scanner, Destroyer<postgate_scanner, postgate_scanner_destroy>>;

inline constexpr const char* kDefaultPack = "gov-cn";

inline std::string_view view(const postgate_string& text) {
  return text.data == nullptr ? std::string_view() : std::string_view(text.data, text.size);
}

// "zh (en)", or the one there is.
std::string in_both(std::string_view zh, std::string_view en);

struct Diagnostic {
  bool is_error = true;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string code;
  std::string pack;
  std::string file;
  std::string rule;
  std::string message;
};

// What became of packs: a ruleset, or a status with the reason.
struct Built {
  Ruleset ruleset;
  std::string message;  // empty on success
  std::vector<Diagnostic> diagnostics;
  double milliseconds = 0;
};

// Who is told where a build is.
struct BuildWatch {
  postgate_progress_function call = nullptr;
  void* context = nullptr;
};

// Each pack is a folder, a pack file, or the name of one that is built into the library; no pack at all
// means the default one. Packs are self-tested; the built-in one was when the library was built. What came
// as a pack file is remembered in the state of `access`.
// `flags` are POSTGATE_COMPILE_*.
Built build_packs(const std::vector<std::string>& packs, const PackAccess& access = {},
                  std::uint32_t flags = 0, const BuildWatch& watch = {});

std::vector<Diagnostic> diagnostics_of(const postgate_compiler* compiler);

struct PackFacts {
  std::string name;
  std::string release;
  std::string expires;
  std::string digest;
  std::uint64_t version = 0;
};
std::vector<PackFacts> packs_of(const postgate_ruleset* ruleset);
std::vector<PackFacts> packs_of(const postgate_verdict* verdict);

// The fields of a post for the library; they point into the post.
void fill_fields(const Post& post, std::vector<postgate_field>& fields);
// Why the library refused a post.
Problem problem_of(const Post& post, int32_t status, const postgate_error& error);

class Gate {
 public:
  // Says in `complaint` why it cannot judge, such as an unknown profile.
  static std::optional<Gate> open(const Ruleset& ruleset, std::string profile, bool trace,
                                  std::string& complaint);

  // Rules on trial: they ride along, or judge a share of the posts, drawn by their ids. False, and why in
  // `complaint`, if they cannot.
  bool set_shadow(const Ruleset& ruleset, std::string& complaint);
  bool set_canary(const Ruleset& ruleset, std::uint32_t share_ppm, std::string& complaint);
  // What was counted, POSTGATE_STATS_*; empty if it cannot be told.
  std::string statistics(std::uint32_t format) const;

  // Another gate on the same rules, for another thread.
  std::optional<Gate> beside() const;

  // Whose posts they are; without it nobody's. `owners` outlives the gate and no longer changes.
  void use(const Owners& owners) { owners_ = &owners; }

  // The verdict, borrowed until the next post; nullptr with the post's problem set if there is none.
  const postgate_verdict* judge(Post& post);
  // The first `count` posts in one call. verdicts()[i] is what judge() would have given.
  void judge_all(std::vector<Post>& posts, std::size_t count);
  const std::vector<const postgate_verdict*>& verdicts() const { return verdicts_; }

  // Whether posts that are stopped get their `fixes`.
  void set_suggesting(bool on) { suggesting_ = on; }
  bool suggesting() const { return suggesting_; }

  // Of the last judge(), as it was measured.
  std::uint64_t latency_ns() const { return latency_ns_; }

  const std::vector<PackFacts>& packs() const { return packs_; }
  // By which packs, changed rules and approvals expire; 0: packs do not, the others have.
  void set_now(std::uint64_t now) { now_ = now; }

 private:
  Gate() = default;
  int32_t start(const Ruleset& ruleset, std::uint32_t flags, postgate_error* error);
  int32_t scan(const std::vector<postgate_field>& fields, const postgate_scan_options& wanted,
               const postgate_verdict** verdict, postgate_error* error);
  postgate_scan_options options(const Post& post) const;
  // For a post of `count` fields.
  void suggest(Post& post, const postgate_field* fields, std::size_t count,
               const postgate_scan_options& wanted, const postgate_verdict* verdict);
  bool renew_scanner();

  std::string profile_;
  std::uint64_t now_ = 0;
  bool trace_ = false;
  bool suggesting_ = false;
  const Owners* owners_ = nullptr;
  OwnerChoice choice_;
  std::uint64_t latency_ns_ = 0;
  std::vector<PackFacts> packs_;
  std::shared_ptr<postgate_engine> engine_;
  Scanner scanner_;
  std::vector<postgate_field> fields_;
  bool by_id_ = false;  // a canary draws by the post's id
  std::vector<postgate_post> batch_;
  std::vector<postgate_scan_options> batch_options_;
  std::vector<const postgate_verdict*> verdicts_;
};

}  // namespace postgate_cli
