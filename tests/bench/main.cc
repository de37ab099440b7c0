// postgate_bench: posts through postgate and through its peers, with the same words, in turns, on one
// thread. Exit status 1 when something cannot be measured.
#include <hwy/targets.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string_view>

#include "bench/clock.h"
#include "bench/contender.h"
#include "bench/latency.h"
#include "bench/links.h"
#include "bench/options.h"
#include "bench/pair_counts.h"
#include "bench/plot.h"
#include "bench/posts.h"
#include "bench/table.h"
#include "bench/threads.h"
#include "bench/words.h"

namespace postgate_bench {
namespace {

void progress(const char* what, std::string_view name) {
  if (isatty(STDERR_FILENO) == 0) return;
  std::fprintf(stderr, "\r\033[K%s %.*s", what, static_cast<int>(name.size()), name.data());
}

void end_progress() {
  if (isatty(STDERR_FILENO) != 0) std::fprintf(stderr, "\r\033[K");
}

bool takes_part(const Options& options, const Entrant& entrant, std::size_t words) {
  if (&entrant == &entrants().front()) return true;
  if (words > entrant.most_words) return false;
  return options.only.empty() || std::string_view(entrant.name).find(options.only) != std::string_view::npos;
}

// One dictionary: everybody is built, then all run in turns. Round 0 warms caches and does not count.
Row measure_words(const Options& options, const Posts& posts, std::size_t count) {
  const Words words = make_words(posts.texts, count);
  if (words.size() < 2) throw std::runtime_error("the posts hold too little Chinese text to make words from");
  Row row;
  row.words = words.size();
  std::vector<std::unique_ptr<Contender>> built;
  for (const Entrant& entrant : entrants()) {
    if (!takes_part(options, entrant, count)) continue;
    progress("building", entrant.name);
    built.push_back(entrant.make(words));
    Line line;
    line.name = entrant.name;
    line.build_ms = built.back()->build_ms;
    line.bytes = built.back()->memory_bytes;
    row.lines.push_back(std::move(line));
  }
  for (std::size_t round = 0; round <= options.rounds; ++round) {
    progress("round", std::to_string(round));
    for (std::size_t i = 0; i < built.size(); ++i) {
      const double begin = thread_ns();
      row.lines[i].hits = built[i]->run(posts.texts);
      if (round > 0) row.lines[i].times.push_back(thread_ns() - begin);
    }
  }
  end_progress();
  return row;
}

void measure(const Options& options) {
  const Posts posts = get_posts(options);
  if (posts.texts.empty()) throw std::runtime_error("no posts in " + posts.source);
  if (options.pair_levels) return print_pair_levels(posts.texts);
  std::vector<Row> rows;
  for (const std::size_t count : options.words) rows.push_back(measure_words(options, posts, count));
  print_table(options, posts, rows);
  std::vector<Latency> latencies;
  if (options.latency) {
    latencies = measure_latency(posts);
    print_latency(latencies);
    print_threads(posts);
  }
  if (!options.plot_file.empty()) draw_plot(options.plot_file, posts, rows, latencies);
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
    // The library asks the same Highway which kernels to use.
    if (options.portable) hwy::SetSupportedTargetsForTest(HWY_SCALAR);
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
