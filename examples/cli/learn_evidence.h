// `pack learn-evidence`: words with weights that tell one kind of post from all others, learned from labelled
// posts, for `evidence` in a signal. One thread.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "terminal.h"

namespace postgate_cli {

struct LearnEvidenceSettings {
  std::vector<std::string> corpus;      // JSON Lines: "text", "label"
  std::vector<std::string> background;  // the same; their words are not taken, only weighed
  std::vector<std::string> wanted;      // labels of the kind
  std::vector<std::string> ignored;     // labels of posts that are left out
  std::size_t least_posts = 3;          // of the corpus that a word must be in
  std::size_t most_words = 6000;        // those with the heaviest weights are kept
  std::size_t longest = 3;              // characters of a word
  double cost = 0.3;                    // liblinear's C: how closely to follow the posts
  std::string list;                     // file that is written
  ColourChoice colour = ColourChoice::kAuto;
};

int learn_evidence(const LearnEvidenceSettings& settings);

}  // namespace postgate_cli
