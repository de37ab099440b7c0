// How the command takes in packs: which pack files are trusted, where it remembers what was installed,
// and what a pack may cost. Part of the options of every command that uses packs. One thread.
#pragma once

#include <postgate.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "handle.h"

namespace postgate_cli {

using Trust = std::unique_ptr<postgate_trust, Destroyer<postgate_trust, postgate_trust_destroy>>;

struct PackAccess {
  std::vector<std::string> keys;     // [PACK=]FILE or [PACK=]KEY; none: pack files need no signature
  std::vector<std::string> revoked;  // key ids, keys or files of keys
  std::string state;                 // file that remembers what was installed; empty: nothing is
  std::string cache;                 // folder of compiled databases; see own_cache.h
  std::uint64_t now = 0;             // seconds since 1970; 0: not known
  postgate_compiler_options budget = POSTGATE_INIT(postgate_compiler_options);  // its max_* members
  std::uint32_t cpu = 0;                                                        // POSTGATE_CPU_*

  bool signed_only() const { return !keys.empty(); }
};

// "words=N" and the like into the budget; answers what is wrong with it, or nothing.
std::string read_budget(const std::string& text, postgate_compiler_options& budget);

// The budget and the cache.
postgate_compiler_options compiler_options(const PackAccess& access);

// Empty with `complaint` set if a key cannot be read.
Trust open_trust(const PackAccess& access, std::string& complaint);

// Adds a folder, a pack file (with FILE.minisig beside it where there is one) or a built-in pack; answers
// why it could not, or nothing.
std::string add_pack(postgate_compiler* compiler, const std::string& pack, const PackAccess& access,
                     const postgate_trust* trust);

// "E_NOMEM" and the like where the library has no words of its own.
std::string status_or(int32_t status, const postgate_error& error);

std::uint64_t clock_now();

}  // namespace postgate_cli
