#include "account_costs.h"

#include <malloc.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "clock.h"
#include "median.h"
#include "must.h"

namespace {

using postgate_bench::median;
using postgate_bench::must;
using postgate_bench::thread_ns;

double heap_bytes() {
  const struct mallinfo2 info = mallinfo2();
  return static_cast<double>(info.uordblks + info.hblkhd);
}

// Assets as an office has them.
std::string account_text(int number) {
  const std::string n = std::to_string(number);
  return "[[account]]\nid = \"office-" + n + "\"\ntitle = { zh = \"示例单位" + n +
         "\" }\ndomains = [\"office" + n + ".example.com\", \"service" + n + ".example.com\", \"news" + n +
         ".example.org\"]\nhotlines = [\"010-" + std::to_string(60'000'000 + number) +
         "\", \"12345\"]\ncontacts = [\"office_" + n + "\", \"service_" + n + "\"]\nnames = [\"示例单位发布" +
         n + "\"]\nphrases = [\"办事请认准示例单位" + n +
         "\"]\nrules = [{ rule = \"commercial-ad.shop-talk\", action = \"flag\", reason = \"周末集市\" }]\n";
}

enum class Use { kNone, kPick, kScan };

struct Variant {
  std::string name;
  Use use = Use::kScan;  // kPick: what a host pays to have an account at hand
  postgate_accounts* list = nullptr;
  std::vector<postgate_account*> accounts;  // one post after the other
  double bytes = 0;
  std::vector<double> clean;  // of each round
  std::vector<double> found;
};

// Of the differences, each within a round: a busy machine disturbs both sides alike.
double median_added(const std::vector<double>& with, const std::vector<double>& without) {
  std::vector<double> added;
  for (std::size_t i = 0; i < with.size(); ++i) added.push_back(with[i] - without[i]);
  return median(std::move(added));
}

void add_file(Variant& variant, const std::string& toml) {
  postgate_error error = POSTGATE_INIT(postgate_error);
  if (postgate_accounts_add_file(variant.list, "a.toml", toml.data(), toml.size(), &error) == POSTGATE_OK)
    return;
  std::fprintf(stderr, "%s\n", error.message);
  std::exit(2);
}

Variant make(const std::string& name, int count, int terms) {
  Variant variant;
  variant.name = name;
  const double before = heap_bytes();
  must(postgate_accounts_create(&variant.list, nullptr));
  for (int from = 0; from < count; from += 5'000) {
    std::string toml;
    for (int i = from; i < std::min(from + 5'000, count); ++i) {
      toml += account_text(i);
      if (terms > 0) toml += "wording = \"shared\"\n";
    }
    if (terms > 0) toml += "[[wording]]\nid = \"shared\"\nterms = [\n";
    for (int i = 0; i < terms; ++i) {
      toml += "{ word = \"旧称谓第" + std::to_string(i * 37) + "号\", prefer = \"新称谓\" },\n";
    }
    if (terms > 0) toml += "]\n";
    add_file(variant, toml);
  }
  malloc_trim(0);
  variant.bytes = heap_bytes() - before;
  for (int i = 0; i < count; ++i) {
    postgate_account* account = nullptr;
    must(postgate_accounts_at(variant.list, static_cast<std::size_t>(i), &account, nullptr));
    variant.accounts.push_back(account);
  }
  return variant;
}

// Nanoseconds a post.
double run(const Variant& variant, postgate_scanner* scanner, const std::vector<std::string>& posts) {
  std::size_t next = 0;
  const double start = thread_ns();
  for (const std::string& post : posts) {
    postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
    if (variant.use != Use::kNone) {
      next = (next + 7'919) % variant.accounts.size();
      postgate_account* const volatile* picked = &variant.accounts[next];
      if (variant.use == Use::kScan) options.account = *picked;
      if (variant.use == Use::kPick) static_cast<void>(*picked);
    }
    const postgate_verdict* verdict = nullptr;
    must(postgate_scan_utf8(scanner, post.data(), post.size(), &options, &verdict, nullptr));
  }
  return (thread_ns() - start) / static_cast<double>(posts.size());
}

}  // namespace

void measure_accounts(postgate_ruleset* ruleset, const std::vector<std::string>& clean,
                      const std::vector<std::string>& found, long rounds) {
  postgate_engine* engine = nullptr;
  postgate_scanner* scanner = nullptr;
  must(postgate_engine_create(nullptr, &engine, nullptr));
  must(postgate_engine_install(engine, ruleset, nullptr, nullptr));
  must(postgate_scanner_create(engine, &scanner, nullptr));
  std::vector<Variant> variants(1);
  variants[0].name = "without an account";
  variants[0].use = Use::kNone;
  variants.push_back(make("1 account", 1, 0));
  variants.push_back(make("1,000 accounts", 1'000, 0));
  variants.push_back(make("100,000 accounts", 100'000, 0));
  variants.push_back({"  only picked", Use::kPick, nullptr, variants.back().accounts, 0, {}, {}});
  variants.push_back(make("1 with 3,000 terms", 1, 3'000));
  for (Variant& variant : variants) run(variant, scanner, clean);
  for (long round = 0; round < rounds; ++round) {
    for (Variant& variant : variants) variant.clean.push_back(run(variant, scanner, clean));
    for (Variant& variant : variants) variant.found.push_back(run(variant, scanner, found));
  }
  std::puts("ns a post                clean               with a finding            memory");
  const Variant& plain = variants[0];
  for (const Variant& variant : variants) {
    std::printf("%-20s %8.0f %+8.0f  %10.0f %+8.0f  %10.1f MiB\n", variant.name.c_str(),
                median(variant.clean), median_added(variant.clean, plain.clean), median(variant.found),
                median_added(variant.found, plain.found), variant.bytes / (1 << 20));
  }
  for (const Variant& variant : variants) {
    if (variant.use == Use::kPick) continue;  // another's
    for (postgate_account* account : variant.accounts) postgate_account_release(account);
    postgate_accounts_destroy(variant.list);
  }
  postgate_scanner_destroy(scanner);
  postgate_engine_destroy(engine);
}
