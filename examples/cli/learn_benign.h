// `pack learn-benign`: scans innocent text and writes down which of its words only the weak folds of a pack
// take for words of the pack, so that the pack can except them. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "terminal.h"

namespace postgate_cli {

struct LearnBenignSettings {
  std::string pack;                 // folder
  std::vector<std::string> corpus;  // files and folders: *.txt a post a line, *.jsonl a JSON object a line
  std::string list = "lists/benign-variants.txt";  // below the pack
  std::uint64_t least = 1;                         // sightings below which a variant is left out
  ColourChoice colour = ColourChoice::kAuto;
};

int learn_benign(const LearnBenignSettings& settings);

}  // namespace postgate_cli
