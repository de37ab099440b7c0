// Reads a post from one line of JSON Lines: {"id","title","text","links","alt","format","account"};
// other keys are ignored. No state.
#pragma once

#include <string_view>

#include "post.h"

namespace postgate_cli {

// Fills id, account and fields of `post`, or its problem; the id is set even then if it could be read.
void read_post(std::string_view line, Post& post);

}  // namespace postgate_cli
