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
#include "pack_access.h"
#include "post.h"

namespace postgate_cli {

class AuditTrail;

using Compiler = std::unique_ptr<postgate_compiler, Destroyer<postgate_compiler, postgate_compiler_destroy>>;
using Ruleset = std::unique_ptr<postgate_ruleset, Destroyer<postgate_ruleset, postgate_ruleset_release>>;
using Engine = std::unique_ptr<postgate_engine, Destroyer<postgate_engine, postgate_engine_destroy>>;
using Scanner = std::unique_ptr<postgate_scanner, Destroyer<postgate_scanner, postgate_scanner_destroy>>;

inline constexpr const char* kDefaultPack = "gov-cn";

inline std::string_view view(const postgate_string& text) {
  return text.data == nullptr ? std::string_view() : std::string_view(text.data, text.size);
}

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

// Each pack is a folder, a pack file, or the name of one that is built into the library; no pack at all
// means the default one. Packs are self-tested; the built-in one was when the library was built. What came
// as a pack file is remembered in the state of `access`.
Built build_packs(const std::vector<std::string>& packs, const PackAccess& access = {});

std::vector<Diagnostic> diagnostics_of(const postgate_compiler* compiler);

struct PackFacts {
  std::string name;
  std::string release;
  std::string expires;
  std::string digest;
  std::uint64_t version = 0;
};
std::vector<PackFacts> packs_of(const postgate_ruleset* ruleset);

class Owners;

class Gate {
 public:
  // Says in `complaint` why it cannot judge, such as an unknown profile.
  static std::optional<Gate> open(Ruleset ruleset, std::string profile, bool trace, std::string& complaint);

  // Whose posts they are; without it nobody's. `owners` outlives the gate.
  void use(Owners& owners) { owners_ = &owners; }

  // The verdict, borrowed until the next post; nullptr with the post's problem set if there is none.
  const postgate_verdict* judge(Post& post);

  // Every verdict from now on gets a line there; a post whose line cannot be written gets no verdict.
  void set_audit(AuditTrail* trail) { audit_ = trail; }

  const std::vector<PackFacts>& packs() const { return packs_; }
  // By which packs expire; 0: they do not.
  void set_now(std::uint64_t now) { now_ = now; }

 private:
  Gate() = default;
  int32_t scan(const std::vector<postgate_field>& fields, postgate_scan_options options,
               const postgate_verdict** verdict, postgate_error* error);

  std::string profile_;
  std::uint64_t now_ = 0;
  bool trace_ = false;
  AuditTrail* audit_ = nullptr;
  Owners* owners_ = nullptr;
  std::vector<PackFacts> packs_;
  Engine engine_;
  Scanner scanner_;
  std::vector<postgate_field> fields_;
};

}  // namespace postgate_cli
