// A dictionary that looks like the posts: most words are made of their commonest character pairs but
// do not occur in them, about half a per cent do.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace postgate_bench {

// Fewer than `count` only if the posts hold too few characters to make them from.
std::vector<std::string> make_words(const std::vector<std::string>& posts, std::size_t count);

}  // namespace postgate_bench
