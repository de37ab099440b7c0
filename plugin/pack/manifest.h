// The manifest of a built pack: a few lines of text in one canonical form, so that the same pack is
// always the same bytes. Read by archive.cc before anything else of a pack. Stateless.
//
//   postgate-pack 1
//   name gov-cn
//   version 7
//   release 2026.11.0          only where pack.toml has it; so are expires and requires
//   date 2026-11-24            only where the builder was given one
//   expires 2027-11-30
//   requires 0.1
//   digest sha256:...          of the source, as in every verdict
//   rules 84
//   signals 120
//   words 2310
//   regexes 31
//   regex-cost 5120            work for the regex compiler, see match/regex.h; no clock is involved
//   hostile-hits 1290          matcher hits per KiB of the worst hostile text
//   tests 512                  examples, counterexamples and cases; all were as they should be
//   benign-characters 1200345  only where the builder measured innocent text; so is the next
//   false-hits 3               posts of it that are held or blocked
//   file 1234 <sha256> rules/a.toml      one for each file, in path order
//   payload zlib <compressed size> <size> <sha256 of the compressed bytes>
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace postgate {

// What a pack costs, in measures that depend on its source and the engine release alone.
struct PackCost {
  std::uint64_t rules = 0;
  std::uint64_t signals = 0;
  std::uint64_t words = 0;
  std::uint64_t regexes = 0;
  std::uint64_t regex_cost = 0;
  std::uint64_t hostile_hits = 0;
  std::uint64_t tests = 0;
};

// What the pack made of innocent text when it was built. The text is not in the pack: its builder vouches.
struct BenignText {
  std::uint64_t characters = 0;  // 0: not measured
  std::uint64_t stopped = 0;     // posts held or blocked
};
// Rounded up; 0 if it was not measured.
std::uint64_t false_hits_per_million(const BenignText& text);

struct ManifestFile {
  std::uint64_t size = 0;
  std::string sha256;  // 64 hex digits
  std::string path;
};

struct Manifest {
  std::string name;
  std::uint64_t version = 0;
  std::string release;
  std::string date;
  std::string expires;
  std::string requires_engine;
  std::string digest;
  PackCost cost;
  BenignText benign;
  std::vector<ManifestFile> files;
  std::uint64_t compressed_size = 0;
  std::uint64_t raw_size = 0;
  std::string compressed_sha256;
};

inline constexpr std::size_t kMostManifestBytes = 2U << 20U;

std::string write_manifest(const Manifest& manifest);
// Refuses every other form of the same content. kPackArchive, or kPackUnsupported for a later format.
Result<Manifest> parse_manifest(std::string_view text);

}  // namespace postgate
