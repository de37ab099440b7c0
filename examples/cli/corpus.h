// Texts that a pack is measured against: files and folders of posts, read one by one. One thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gate.h"
#include "output.h"
#include "post.h"
#include "terminal.h"

namespace postgate_cli {

// Calls `use` for each post of the files (*.jsonl, *.ndjson: a JSON object a line; others: a text a line) and
// of those in the folders, in the order of their names. False if something could not be read, or `use` said
// so of a post.
bool read_corpus(const std::vector<std::string>& places, Notices& notices,
                 const std::function<bool(Post&)>& use);

// A gate for the pack that records every step, or nothing with the reason said.
std::optional<Gate> open_traced(const std::string& pack, const Screen& errors, Notices& notices);

}  // namespace postgate_cli
