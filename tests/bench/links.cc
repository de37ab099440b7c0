// Lists of 1,000 to 1,000,000 names and rules against the same links: the sets of plugin/link, a
// std::unordered_set of hosts, and RE2::Set. Names and rules come from the lists beside the project where
// they are, and are made up beyond that. One thread, its own time.
#include "bench/links.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <unordered_set>
#include <vector>

#include "bench/clock.h"
#include "bench/random.h"
#include "differential/gz_lines.h"
#include "link/domain_set.h"
#include "link/filter_set.h"

namespace postgate_bench {
namespace {

using postgate::link::DomainSet;
using postgate::link::filter_address;
using postgate::link::FilterRequest;
using postgate::link::FilterSet;
using postgate::link::FilterSkip;

const std::string kEval = std::string(POSTGATE_SOURCE_DIR) + "/../shared/eval/";

std::vector<std::string> lines_of(const std::string& name) {
  auto lines = postgate_test::read_gz_lines(kEval + name);
  return lines ? std::move(*lines) : std::vector<std::string>();
}

// Addresses that other projects test with: half of them of advertisements.
std::vector<std::string> make_links() {
  std::vector<std::string> links;
  for (const std::string& line : lines_of("peers/adblock_requests.jsonl.gz")) {
    links.push_back(nlohmann::json::parse(line)["text"]);
  }
  for (const std::string& line : lines_of("raw/domains/benign-sitelist-urls.txt.gz")) links.push_back(line);
  for (std::size_t i = links.size(); i < 2000; ++i) {
    links.push_back("https://www.site" + std::to_string(i) + ".example.com/news/2026/" +
                    std::to_string(i * 7) + ".html");
  }
  for (std::string& link : links) {
    std::transform(link.begin(), link.end(), link.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  }
  return links;
}

std::string made_up_name(Random& random) {
  std::string name;
  const std::size_t length = 5 + random.below(12);
  for (std::size_t i = 0; i < length; ++i) name += static_cast<char>('a' + random.below(26));
  constexpr std::array<const char*, 5> kSuffixes = {".com", ".net", ".cn", ".top", ".com.cn"};
  return name + kSuffixes[random.below(kSuffixes.size())];
}

std::vector<std::string> make_names(std::size_t count) {
  std::vector<std::string> names;
  for (const char* list :
       {"raw/domains/malwaredomains.txt.gz", "raw/domains/spam404-main-blacklist.txt.gz"}) {
    for (const std::string& line : lines_of(list)) {
      if (names.size() < count && postgate::link::normal_domain(line) == line) names.push_back(line);
    }
  }
  Random random(7);
  while (names.size() < count) names.push_back(made_up_name(random));
  return names;
}

std::vector<std::string> make_rules(std::size_t count) {
  std::vector<std::string> rules;
  for (const char* list : {"raw/filters/easylist.txt.gz", "raw/filters/easylistchina.txt.gz",
                           "raw/filters/adguard-base.txt.gz", "raw/filters/adguard-chinese.txt.gz"}) {
    for (const std::string& line : lines_of(list)) {
      if (rules.size() < count && postgate::link::parse_filter(line).skip == FilterSkip::kNone)
        rules.push_back(line);
    }
  }
  Random random(11);
  while (rules.size() < count) {
    const std::string name = made_up_name(random);
    rules.push_back(random.below(3) == 0 ? "/" + name.substr(0, 6) + "/*" + name.substr(3, 4) + "."
                                         : "||" + name + "^");
  }
  return rules;
}

using Ask = std::function<bool(const std::string&)>;

// Nanoseconds a link, the best of five rounds, and the links found.
double ask_all(const std::vector<std::string>& links, const Ask& ask, std::size_t& found) {
  double best = 0;
  for (std::size_t round = 0; round < 5; ++round) {
    found = 0;
    const double begin = thread_ns();
    for (const std::string& link : links) found += ask(link) ? 1U : 0U;
    const double each = (thread_ns() - begin) / static_cast<double>(links.size());
    if (round == 0 || each < best) best = each;
  }
  return best;
}

void row(const char* what, std::size_t count, double load_ms, double mib, double ns, std::size_t found) {
  std::printf("| %-32s | %9zu | %8.0f | %7.1f | %8.0f | %5zu |\n", what, count, load_ms, mib, ns, found);
}

std::string_view host_of(const std::string& link) { return filter_address(link, link).host(); }

void measure_names(const std::vector<std::string>& links, std::size_t count) {
  const std::vector<std::string> names = make_names(count);
  double begin = thread_ns();
  DomainSet set;
  std::uint32_t line = 0;
  for (const std::string& name : names) set.add(name, ++line);
  set.finish();
  const double load = (thread_ns() - begin) / 1e6;
  std::size_t found = 0;
  double each = ask_all(
      links, [&](const std::string& link) { return set.find(host_of(link)).found(); }, found);
  row("names", set.size(), load, static_cast<double>(set.memory_bytes()) / 1048576, each, found);

  begin = thread_ns();
  const std::unordered_set<std::string> hash(names.begin(), names.end());
  const double hash_load = (thread_ns() - begin) / 1e6;
  const auto in_hash = [&](const std::string& link) {
    for (std::string_view host = host_of(link); !host.empty();) {
      if (hash.count(std::string(host)) != 0) return true;
      const std::size_t dot = host.find('.');
      host = dot == std::string_view::npos ? std::string_view() : host.substr(dot + 1);
    }
    return false;
  };
  each = ask_all(links, in_hash, found);
  double bytes = static_cast<double>(hash.bucket_count()) * 8;
  for (const std::string& name : hash)
    bytes += 48 + (name.capacity() > 15 ? static_cast<double>(name.capacity()) + 17 : 0);
  row("names, std::unordered_set", hash.size(), hash_load, bytes / 1048576, each, found);
}

// What a rule says as a regex; nothing for those with options or regexes of their own.
std::string as_regex(const std::string& rule) {
  const auto parsed = postgate::link::parse_filter(rule);
  if (parsed.skip != FilterSkip::kNone || parsed.rule.regex || parsed.rule.exception) return {};
  std::string regex = parsed.rule.host_anchor ? "^[a-z]+://([^/]*\\.)?" : parsed.rule.begin_anchor ? "^" : "";
  for (const char c : parsed.rule.pattern) {
    if (c == '*') {
      regex += ".*";
    } else if (c == '^') {
      regex += "([^a-z0-9_.%-]|$)";
    } else {
      regex += RE2::QuoteMeta(std::string(1, c));
    }
  }
  return regex + (parsed.rule.end_anchor ? "$" : "");
}

void measure_rules(const std::vector<std::string>& links, std::size_t count, bool with_re2) {
  const std::vector<std::string> rules = make_rules(count);
  double begin = thread_ns();
  FilterSet set;
  std::uint32_t line = 0;
  for (const std::string& rule : rules) set.add(rule, ++line);
  set.finish();
  const double load = (thread_ns() - begin) / 1e6;
  std::size_t found = 0;
  const auto ask = [&](const std::string& link) {
    FilterRequest request;
    request.address = filter_address(link, link);
    return set.find(request).found();
  };
  double each = ask_all(links, ask, found);
  row("filter rules", set.size(), load, static_cast<double>(set.memory_bytes()) / 1048576, each, found);
  if (!with_re2) return;
  begin = thread_ns();
  RE2::Options options;
  options.set_max_mem(std::int64_t{1} << 30U);
  options.set_log_errors(false);
  RE2::Set regexes(options, RE2::UNANCHORED);
  std::size_t taken = 0;
  for (const std::string& rule : rules) {
    const std::string regex = as_regex(rule);
    if (!regex.empty() && regexes.Add(regex, nullptr) >= 0) ++taken;
  }
  if (!regexes.Compile()) {
    std::printf("| %-32s | %9zu | refused: too much memory |\n", "filter rules, RE2::Set", taken);
    return;
  }
  const double re2_load = (thread_ns() - begin) / 1e6;
  // Some links are enough to tell, and the whole would take minutes.
  const std::vector<std::string> some(
      links.begin(), links.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(links.size(), 500)));
  std::vector<int> hits;
  each = ask_all(
      some, [&](const std::string& link) { return regexes.Match(link, &hits); }, found);
  row("filter rules, RE2::Set (500 links)", taken, re2_load, 0, each, found);
}

}  // namespace

void measure_links() {
  const std::vector<std::string> links = make_links();
  std::printf(
      "%zu links\n\n| list                             |   entries |  load ms |     MiB |  ns/link | found "
      "|\n"
      "|---|---|---|---|---|---|\n",
      links.size());
  for (const std::size_t count : {1'000U, 10'000U, 100'000U, 1'000'000U}) measure_names(links, count);
  for (const std::size_t count : {1'000U, 10'000U, 50'000U, 100'000U, 1'000'000U}) {
    measure_rules(links, count, count <= 10'000);
  }
}

}  // namespace postgate_bench
