// `pack tune`: fits the scores of a pack's scored rules to labelled posts and shows what each threshold would
// stop. One thread.
#pragma once

#include <string>
#include <vector>

#include "terminal.h"

namespace postgate_cli {

struct TuneSettings {
  std::string pack;                            // folder
  std::string corpus;                          // JSON Lines: "text", "label", maybe "title"
  std::vector<std::string> wanted = {"spam"};  // labels of posts that must be stopped
  double threshold = 3;                        // the profile's hold_score
  double cost = 1;                             // liblinear's C: how much the posts count against small scores
  std::string out;                             // where the scores are written; empty: nowhere
  ColourChoice colour = ColourChoice::kAuto;
};

int tune(const TuneSettings& settings);

}  // namespace postgate_cli
