#include "bench/contender.h"
#include "bench/peers.h"
#include "bench/raw_hyperscan.h"
#include "bench/whole_scan.h"

namespace postgate_bench {

const std::vector<Entrant>& entrants() {
  constexpr std::size_t kAny = 1'000'000;
  static const std::vector<Entrant> all = {
      {"hyperscan", kAny, make_raw_hyperscan},
      {"postgate", kAny, make_whole_scan},
      {"+ gov-cn pack", kAny, make_whole_scan_with_pack},
      {"fold alone", kAny, [](const Words&) { return make_fold(); }},
      {"RE2::Set", 20'000, make_re2_set},
      {"ICU normalizer", kAny, [](const Words&) { return make_icu_normalizer(); }},
#ifdef POSTGATE_BENCH_AHO_CORASICK
      {"aho-corasick", 100'000, make_aho_corasick},
#endif
#ifdef POSTGATE_BENCH_YARA
      {"YARA", 20'000, make_yara},
#endif
#ifdef POSTGATE_BENCH_MODSECURITY
      {"ModSecurity @pm", 100'000, make_modsecurity},
#endif
  };
  return all;
}

}  // namespace postgate_bench
