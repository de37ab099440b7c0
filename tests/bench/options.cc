#include "bench/options.h"

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace postgate_bench {

namespace {

bool read_number(std::string_view text, std::size_t least, std::size_t most, std::size_t& out) {
  if (text.empty() || text.size() > 9 || text.find_first_not_of("0123456789") != std::string_view::npos) {
    return false;
  }
  out = std::strtoul(std::string(text).c_str(), nullptr, 10);
  return out >= least && out <= most;
}

bool read_words(std::string_view list, std::vector<std::size_t>& out) {
  out.clear();
  while (true) {
    const std::size_t comma = list.find(',');
    std::size_t count = 0;
    if (!read_number(list.substr(0, comma), 1, 1'000'000, count)) return false;
    out.push_back(count);
    if (comma == std::string_view::npos) return true;
    list.remove_prefix(comma + 1);
  }
}

bool wrong(const char* what, std::string_view value) {
  std::fprintf(stderr, "postgate_bench: %s '%.*s'; try --help\n", what, static_cast<int>(value.size()),
               value.data());
  return false;
}

}  // namespace

bool read_options(int argc, char** argv, Options& options) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view name = argv[i];
    if (name == "--help" || name == "-h") {
      options.help = true;
      return true;
    }
    if (name == "--quick") {
      options.words = {2'000, 20'000};
      options.rounds = 3;
      options.most_posts = 5'000;
      options.latency = false;
      continue;
    }
    if (name == "--portable") {
      options.portable = true;
      continue;
    }
    if (name == "--no-latency") {
      options.latency = false;
      continue;
    }
    if (name == "links") {
      options.links = true;
      continue;
    }
    if (name == "--pair-levels") {
      options.pair_levels = true;
      continue;
    }
    if (name != "--words" && name != "--rounds" && name != "--posts" && name != "--only" &&
        name != "--plot") {
      return wrong("unknown option", name);
    }
    if (++i == argc) return wrong("no value for", name);
    const std::string_view value = argv[i];
    if (name == "--posts") {
      options.posts_file = value;
    } else if (name == "--only") {
      options.only = value;
    } else if (name == "--plot") {
      options.plot_file = value;
    } else if (name == "--rounds" && !read_number(value, 1, 1'000, options.rounds)) {
      return wrong("--rounds is from 1 to 1000, not", value);
    } else if (name == "--words" && !read_words(value, options.words)) {
      return wrong("--words is a list such as 2000,20000, not", value);
    }
  }
  return true;
}

void print_help() {
  std::puts(
      "postgate_bench: postgate and its peers on the same posts and words, in turns, on one thread\n"
      "\n"
      "  --words LIST    sizes of the dictionary (default 2000,20000,100000,1000000)\n"
      "  --rounds N      rounds, each of every contender once; the median counts (default 7)\n"
      "  --posts FILE    one post a line, or JSON Lines with a \"text\"; may be gzipped.\n"
      "                  Default: the texts beside the project, or generated ones\n"
      "  --only NAME     only contenders whose name holds NAME, beside hyperscan\n"
      "  --plot FILE     also draw cost against words and against length, as SVG\n"
      "  links           lists of links instead: names and filter rules, 1,000 to 1,000,000\n"
      "  --portable      postgate without SIMD, as on a CPU that has none; not so the others\n"
      "  --no-latency    no latencies by length and kind, no second thread\n"
      "  --quick         2,000 and 20,000 words, 3 rounds, 5,000 posts, no latencies\n"
      "  --pair-levels   print how often pairs of symbols come in the posts, and nothing else\n"
      "\n"
      "contenders\n"
      "  hyperscan       hs_compile_lit_multi on the text as written: what the ratios are against\n"
      "  postgate        a whole scan through the C interface: fold, match, confirm, verdict\n"
      "  + gov-cn pack   the same with the default pack beside the words\n"
      "  fold alone      decoding and folding (FieldText::assign)\n"
      "  ICU normalizer  NFKC case folding alone\n"
      "  others          no folding; those whose packages are missing take no part\n"
      "\n"
      "example: postgate_bench --words 5000 --rounds 15 --posts posts.jsonl.gz");
}

}  // namespace postgate_bench
