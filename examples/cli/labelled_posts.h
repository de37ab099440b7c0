// Labelled posts, a JSON object with "text", "label" and maybe "title" a line. No state.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "output.h"
#include "post.h"

namespace postgate_cli {

bool is_one_of(const std::string& label, const std::vector<std::string>& labels);

// Calls `use(post, label)` for each; says so of lines that are no labelled post, or that `use` refuses. False
// if the file cannot be read.
bool read_labelled_posts(const std::string& path, Notices& notices,
                         const std::function<bool(Post&, const std::string&)>& use);

}  // namespace postgate_cli
