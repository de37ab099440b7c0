#include "bench/latency.h"

#include <algorithm>
#include <cstdio>

#include "bench/clock.h"
#include "bench/whole_scan.h"
#include "bench/words.h"

namespace postgate_bench {

namespace {

constexpr std::size_t kWords = 20'000;

// The posts one after the other, from post number `from` on, about `bytes` of them. A letter between them
// keeps words from being found over their borders.
std::string joined(const std::vector<std::string>& posts, std::size_t from, std::size_t bytes) {
  std::string text;
  for (std::size_t i = from; text.size() < bytes; ++i) text += posts[i % posts.size()] + "\nx\n";
  std::size_t end = bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  return text;
}

std::string repeated(const std::string& piece, std::size_t bytes) {
  std::string text;
  while (text.size() + piece.size() <= bytes) text += piece;
  return text;
}

double at(const std::vector<double>& sorted, double share) {
  const auto index = static_cast<std::size_t>(share * static_cast<double>(sorted.size()));
  return sorted[std::min(index, sorted.size() - 1)];
}

Latency measure(Contender& scan, const char* kind, const std::vector<std::string>& texts) {
  std::vector<double> times;
  constexpr std::size_t kEnoughBytes = 60'000'000;
  // Reading the clock of a thread takes as long as scanning a short post: those are timed several together.
  constexpr std::size_t kTimedBytes = 10'000;
  Latency latency;
  latency.kind = kind;
  latency.bytes = texts.front().size();
  const std::size_t least = std::clamp<std::size_t>(kEnoughBytes / latency.bytes, 5, 20'000);
  const std::size_t together = std::max<std::size_t>(1, kTimedBytes / latency.bytes);
  for (std::size_t i = 0; i < least + texts.size(); ++i) {
    const std::vector<std::string> posts(together, texts[i % texts.size()]);
    const double begin = thread_ns();
    scan.run(posts);
    const double time = (thread_ns() - begin) / static_cast<double>(together);
    if (i >= texts.size()) times.push_back(time);  // the first time warms up
  }
  std::sort(times.begin(), times.end());
  latency.p50 = at(times, 0.5);
  latency.p99 = at(times, 0.99);
  latency.p999 = at(times, 0.999);
  return latency;
}

std::vector<std::string> without_hits(Contender& scan, const std::vector<std::string>& posts) {
  std::vector<std::string> clean;
  for (const std::string& post : posts) {
    if (scan.run({post}) == 0) clean.push_back(post);
  }
  return clean;
}

}  // namespace

std::vector<Latency> measure_latency(const Posts& posts) {
  const Words words = make_words(posts.texts, kWords);
  const std::unique_ptr<Contender> scan = make_whole_scan(words);
  const std::vector<std::string> clean_posts = without_hits(*scan, posts.texts);
  if (clean_posts.empty()) return {};
  std::vector<Latency> latencies;
  for (const std::size_t bytes : {200U, 2'000U, 20'000U, 200'000U, 2'000'000U, 10'000'000U}) {
    std::vector<std::string> clean;
    for (std::size_t i = 0; i < (bytes <= 20'000 ? 200U : 3U); ++i)
      clean.push_back(joined(clean_posts, 97 * i, bytes));
    latencies.push_back(measure(*scan, "clean", clean));
  }
  for (const std::size_t bytes : {2'000U, 200'000U}) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < 20; ++i) texts.push_back(joined(posts.texts, 97 * i, bytes));
    latencies.push_back(measure(*scan, "as they are", texts));
  }
  constexpr std::size_t kLength = 2'000;
  std::vector<std::string> dirty;
  for (std::size_t i = 0; i < 200; ++i) {
    dirty.push_back(joined(clean_posts, 97 * i, kLength / 2) + words[200 * i % words.size()] +
                    joined(clean_posts, 89 * i, kLength / 2));
  }
  latencies.push_back(measure(*scan, "with a word", dirty));
  // Beginnings of words, so that every pair of symbols is that of a word, and whole words.
  std::string candidates;
  std::string hits;
  for (std::size_t i = 0; hits.size() < kLength || candidates.size() < kLength; ++i) {
    const std::string& word = words[i * 7 % words.size()];
    if (hits.size() < kLength) hits += word;
    if (word.size() > 6 && candidates.size() < kLength) candidates += word.substr(0, 6);
  }
  latencies.push_back(measure(*scan, "all candidates", {candidates}));
  latencies.push_back(measure(*scan, "all words", {hits}));
  latencies.push_back(measure(*scan, "all ignorable", {repeated("\xE2\x80\x8B", kLength)}));
  latencies.push_back(measure(*scan, "one pair", {repeated(words[1].substr(0, 6), kLength)}));
  latencies.push_back(measure(*scan, "all numerals", {repeated("\xE4\xB8\x80\xE4\xBA\x8C", kLength)}));
  return latencies;
}

void print_latency(const std::vector<Latency>& latencies) {
  std::printf("\nLatency of a whole scan, %zu words      p50       p99     p99.9   p50 a byte\n", kWords);
  for (const Latency& each : latencies) {
    std::printf("%-16s %10zu bytes %9.0f %9.0f %9.0f ns %8.2f ns\n", each.kind.c_str(), each.bytes, each.p50,
                each.p99, each.p999, each.p50 / static_cast<double>(each.bytes));
  }
}

}  // namespace postgate_bench
