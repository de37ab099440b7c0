// The peers, each in a file of its own, each as its own documentation says it is used best.
#pragma once

#include <memory>

#include "bench/contender.h"

namespace postgate_bench {

std::unique_ptr<Contender> make_re2_set(const Words& words);
// NFKC case folding, all that it does; without words.
std::unique_ptr<Contender> make_icu_normalizer();
std::unique_ptr<Contender> make_aho_corasick(const Words& words);
std::unique_ptr<Contender> make_yara(const Words& words);
// A whole transaction with one rule: there is no other way in.
std::unique_ptr<Contender> make_modsecurity(const Words& words);

}  // namespace postgate_bench
