// What the parts for production cost: statistics, a shadow, a canary, a batch, accounts. One thread, its own
// CPU time, variants in turn, medians; so that a busy machine disturbs all of them alike.
//   postgate_bench_production [rounds]
#include <postgate.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "account_costs.h"
#include "clock.h"
#include "median.h"
#include "must.h"

namespace {

using postgate_bench::median;
using postgate_bench::must;
using postgate_bench::thread_ns;

postgate_ruleset* build() {
  postgate_compiler* compiler = nullptr;
  postgate_ruleset* ruleset = nullptr;
  must(postgate_compiler_create(nullptr, &compiler, nullptr));
  must(postgate_compiler_add_builtin(compiler, "gov-cn", nullptr));
  must(postgate_compiler_build(compiler, &ruleset, nullptr));
  postgate_compiler_destroy(compiler);
  return ruleset;
}

constexpr std::size_t kContactEvery = 50;

// Official prose of 60 to 600 bytes; one post in fifty offers a contact.
std::vector<std::string> make_posts() {
  const std::string sentences[] = {
      "市图书馆周末举办亲子阅读活动，欢迎家长和孩子一同参加。",
      "为保障市民出行安全，有关路段将于今晚实施临时交通管制。", "请广大居民做好防汛准备，密切关注天气预报。",
      "区政务服务中心延长办理时间，方便群众就近办事。", "本周我市空气质量总体良好，适宜户外活动。"};
  std::vector<std::string> posts;
  unsigned random = 12345;
  for (std::size_t i = 0; i < 4000; ++i) {
    std::string post;
    random = random * 1664525 + 1013904223;
    for (unsigned n = 0; n <= (random >> 20U) % 7; ++n) post += sentences[(random >> (n + 3)) % 5];
    if (i % kContactEvery == 0) post += "想领福利的朋友，加微信：qinghe8866。";
    posts.push_back(post);
  }
  return posts;
}

struct Variant {
  const char* name = "";
  std::uint32_t flags = 0;
  bool shadow = false;
  std::uint32_t canary_ppm = 0;
  bool batch = false;
  postgate_engine* engine = nullptr;
  postgate_scanner* scanner = nullptr;
  std::vector<double> rounds;
};

void run_batches(const Variant& variant, const std::vector<std::string>& posts) {
  constexpr std::size_t kBatch = 256;
  std::vector<postgate_field> fields(kBatch, POSTGATE_INIT(postgate_field));
  std::vector<postgate_post> batch(kBatch, POSTGATE_INIT(postgate_post));
  for (std::size_t from = 0; from < posts.size(); from += kBatch) {
    const std::size_t count = std::min(kBatch, posts.size() - from);
    for (std::size_t i = 0; i < count; ++i) {
      fields[i].text = posts[from + i].data();
      fields[i].length = posts[from + i].size();
      batch[i].fields = &fields[i];
      batch[i].count = 1;
      batch[i].field_size = sizeof(postgate_field);
    }
    must(postgate_scan_batch(variant.scanner, batch.data(), count, sizeof(postgate_post), nullptr, nullptr));
  }
}

void run(Variant& variant, const std::vector<std::string>& posts) {
  const double start = thread_ns();
  if (variant.batch) {
    run_batches(variant, posts);
  } else {
    std::size_t number = 0;
    for (const std::string& post : posts) {
      const std::string key = std::to_string(number++);
      postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
      if (variant.canary_ppm != 0) options.canary_key = {key.data(), key.size()};
      const postgate_verdict* verdict = nullptr;
      must(postgate_scan_utf8(variant.scanner, post.data(), post.size(), &options, &verdict, nullptr));
    }
  }
  variant.rounds.push_back((thread_ns() - start) / static_cast<double>(posts.size()));
}

}  // namespace

int main(int argc, char** argv) {
  const long rounds = argc > 1 ? std::strtol(argv[1], nullptr, 10) : 21;
  const std::vector<std::string> posts = make_posts();
  postgate_ruleset* live = build();
  postgate_ruleset* other = build();
  std::vector<Variant> variants(6);
  variants[0].name = "plain";
  variants[1].name = "statistics";
  variants[1].flags = POSTGATE_ENGINE_STATISTICS;
  variants[2].name = "shadow";
  variants[2].shadow = true;
  variants[3].name = "shadow, statistics";
  variants[3].flags = POSTGATE_ENGINE_STATISTICS;
  variants[3].shadow = true;
  variants[4].name = "canary at 10 %";
  variants[4].canary_ppm = 100'000;
  variants[5].name = "batches of 256";
  variants[5].batch = true;
  for (Variant& variant : variants) {
    postgate_engine_options options = POSTGATE_INIT(postgate_engine_options);
    options.flags = variant.flags;
    must(postgate_engine_create(&options, &variant.engine, nullptr));
    must(postgate_engine_install(variant.engine, live, nullptr, nullptr));
    if (variant.shadow) must(postgate_engine_set_shadow(variant.engine, other, nullptr, nullptr, nullptr));
    if (variant.canary_ppm != 0) {
      postgate_canary_options canary = POSTGATE_INIT(postgate_canary_options);
      canary.share_ppm = variant.canary_ppm;
      must(postgate_engine_set_canary(variant.engine, other, &canary, nullptr, nullptr));
    }
    must(postgate_scanner_create(variant.engine, &variant.scanner, nullptr));
    run(variant, posts);
    variant.rounds.clear();
  }
  for (long round = 0; round < rounds; ++round) {
    for (Variant& variant : variants) run(variant, posts);
  }
  const double plain = median(variants[0].rounds);
  for (Variant& variant : variants) {
    const double mine = median(variant.rounds);
    std::printf("%-20s %8.0f ns a post  %6.3f of plain", variant.name, mine, mine / plain);
    if (variant.shadow) std::printf("  %6.3f of two scans", mine / (2 * plain));
    std::puts("");
  }
  std::vector<std::string> clean;
  std::vector<std::string> found;
  for (std::size_t i = 0; i < posts.size(); ++i) (i % kContactEvery == 0 ? found : clean).push_back(posts[i]);
  const std::vector<std::string> once = found;  // too few to be timed
  for (int more = 0; more < 9; ++more) found.insert(found.end(), once.begin(), once.end());
  measure_accounts(live, clean, found, rounds);
  return 0;
}
