// postgate itself: folding alone, and the whole way through the C interface with one rule of all words.
#pragma once

#include <memory>

#include "bench/contender.h"

namespace postgate_bench {

std::unique_ptr<Contender> make_fold();
// Throws std::runtime_error with the first mistake if the pack does not compile.
std::unique_ptr<Contender> make_whole_scan(const Words& words);
// The same with the default pack beside the words.
std::unique_ptr<Contender> make_whole_scan_with_pack(const Words& words);

// Another scanner of the engine of `first`, which make_whole_scan() made and which must outlive it.
std::unique_ptr<Contender> make_scanner_beside(Contender& first);

}  // namespace postgate_bench
