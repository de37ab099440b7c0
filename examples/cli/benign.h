// What a pack makes of innocent text: every rule that finds something there, how often, and the sentence.
// Used by `pack check` and `pack build`. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gate.h"
#include "output.h"

namespace postgate_cli {

struct BenignSentence {
  std::string place;       // the post
  std::string text;        // the sentence
  std::string found;       // the part of it that was found
  std::string file;        // where the post is
  std::uint64_t line = 0;  // 0: the file is the post
};

struct BenignRule {
  std::string rule;                       // "pack/rule"
  int32_t action = POSTGATE_ACTION_NONE;  // the most it asked for
  std::uint64_t hits = 0;
  std::vector<BenignSentence> sentences;  // the first ones
};

struct BenignResult {
  bool whole = false;  // everything could be read and judged
  std::uint64_t posts = 0;
  std::uint64_t characters = 0;
  std::uint64_t stopped = 0;      // posts held or blocked
  std::vector<BenignRule> rules;  // those that stop most first
};

// Files and folders as read_corpus() takes them. Without a gate for the ruleset `complaint` says why.
BenignResult measure_benign(const Ruleset& ruleset, const std::vector<std::string>& places, Notices& notices,
                            std::string& complaint);

// `count` in a million characters; 0 if there are none.
double per_million(std::uint64_t count, std::uint64_t characters);

// More than `most` posts stopped per million characters.
bool too_many(const BenignResult& result, double most);

}  // namespace postgate_cli
