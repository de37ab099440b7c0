// Whether a second thread is worth a second processor.
#pragma once

#include "bench/posts.h"

namespace postgate_bench {

// 20,000 words, one engine, a scanner for each of two threads.
void print_threads(const Posts& posts);

}  // namespace postgate_bench
