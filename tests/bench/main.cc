// postgate_bench: posts through Hyperscan as it is, through folding alone and through the whole of
// postgate, with the same words, in turns, on one thread. Exit status 1 when something cannot be measured.
#include <time.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <memory>
#include <stdexcept>

#include "bench/links.h"
#include "bench/options.h"
#include "bench/pair_counts.h"
#include "bench/posts.h"
#include "bench/raw_hyperscan.h"
#include "bench/table.h"
#include "bench/whole_scan.h"
#include "bench/words.h"

namespace postgate_bench {
namespace {

void progress(const char* what, std::size_t number, std::size_t of) {
  if (isatty(STDERR_FILENO) != 0) std::fprintf(stderr, "\r\033[K%s %zu of %zu", what, number, of);
}

void end_progress() {
  if (isatty(STDERR_FILENO) != 0) std::fprintf(stderr, "\r\033[K");
}

// Time of this thread alone: what other programs take from the machine is not the contender's fault.
double now_ns() {
  timespec time{};
  if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) != 0) throw std::runtime_error("no clock");
  return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

double timed(Contender& contender, const Posts& posts, std::size_t& hits) {
  const double begin = now_ns();
  hits = contender.run(posts.texts);
  return now_ns() - begin;
}

struct Built {
  std::unique_ptr<Contender> hyperscan;
  std::unique_ptr<Contender> postgate;
};

Built build(const Posts& posts, std::size_t count, Row& row) {
  const std::vector<std::string> words = make_words(posts.texts, count);
  if (words.size() < 2) throw std::runtime_error("the posts hold too little Chinese text to make words from");
  Built built{make_raw_hyperscan(words), make_whole_scan(words)};
  row.words = words.size();
  row.hyperscan_build_ms = built.hyperscan->build_ms;
  row.postgate_build_ms = built.postgate->build_ms;
  row.hyperscan_bytes = built.hyperscan->memory_bytes;
  row.postgate_bytes = built.postgate->memory_bytes;
  return built;
}

void measure(const Options& options) {
  const Posts posts = get_posts(options);
  if (posts.texts.empty()) throw std::runtime_error("no posts in " + posts.source);
  if (options.pair_levels) return print_pair_levels(posts.texts);
  const std::unique_ptr<Contender> fold = make_fold();
  std::vector<Built> built;
  std::vector<Row> rows(options.words.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    progress("building dictionary", i + 1, rows.size());
    built.push_back(build(posts, options.words[i], rows[i]));
  }
  Times fold_times;
  std::size_t unused = 0;
  // Round 0 warms caches and buffers and does not count.
  for (std::size_t round = 0; round <= options.rounds; ++round) {
    progress("round", round, options.rounds);
    const double folded = timed(*fold, posts, unused);
    if (round > 0) fold_times.push_back(folded);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const double hyperscan = timed(*built[i].hyperscan, posts, rows[i].hyperscan_hits);
      const double postgate = timed(*built[i].postgate, posts, rows[i].postgate_hits);
      if (round == 0) continue;
      rows[i].hyperscan.push_back(hyperscan);
      rows[i].postgate.push_back(postgate);
    }
  }
  end_progress();
  print_table(options, posts, fold_times, rows);
}

}  // namespace
}  // namespace postgate_bench

int main(int argc, char** argv) {
  postgate_bench::Options options;
  if (!postgate_bench::read_options(argc, argv, options)) return 2;
  if (options.help) {
    postgate_bench::print_help();
    return 0;
  }
  try {
    if (options.links) {
      postgate_bench::measure_links();
    } else {
      postgate_bench::measure(options);
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "postgate_bench: %s\n", error.what());
    return 1;
  }
  return 0;
}
