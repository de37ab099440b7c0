// `links`: reads posts and prints every link of each, offending or not.
#pragma once

#include <string>
#include <vector>

#include "messages.h"
#include "post_reader.h"
#include "terminal.h"

namespace postgate_cli {

struct LinksSettings {
  InputKind input = InputKind::kByName;
  bool as_json = false;
  std::vector<std::string> files;
  ColourChoice colour = ColourChoice::kAuto;
  Language language = Language::kChinese;
};

// Exit status: 0, 3 if some input could not be read.
int list_links(const LinksSettings& settings);

}  // namespace postgate_cli
