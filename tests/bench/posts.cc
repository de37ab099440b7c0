#include "bench/posts.h"

#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "bench/random.h"
#include "differential/gz_lines.h"
#include "match/utf8_append.h"

namespace postgate_bench {

namespace {

constexpr const char* kSets[] = {"zh_gov_news_xwlb",   "zh_gov_headlines_xwlb",  "zh_news_msra",
                                 "zh_wiki_cmrc",       "zh_dialogue_c3",         "zh_news_titles_thucnews",
                                 "zh_weibo_posts_ced", "zh_weibo_reposts_ced",   "zh_weibo_ner",
                                 "zh_weibo_senti",     "zh_legit_hard_negatives"};

// The commonest characters of modern Chinese, commonest first.
constexpr std::u32string_view kHan =
    U"的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面"
    U"而方后多定"
    U"行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它"
    U"合还因由"
    U"其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只"
    U"没结解"
    U"问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边"
    U"流路级"
    U"少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造"
    U"百规热"
    U"领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例"
    U"真务具";

constexpr std::string_view kAsides[] = {
    "APP", "2026", "3.5%", "GDP",  " ", "\n", "https://a.cn/x", "@", "#", "\xF0\x9F\x98\x80",
    "“",   "”",    "：",   "12345"};

// A text from a line of JSON Lines, or the line itself.
std::string text_of(const std::string& line) {
  if (line.empty() || line.front() != '{') return line;
  const nlohmann::json row = nlohmann::json::parse(line, nullptr, false);
  if (!row.is_object()) return line;
  const auto text = row.find("text");
  return text != row.end() && text->is_string() ? text->get<std::string>() : std::string();
}

void add_file(const std::string& path, std::size_t most, Posts& posts) {
  const auto lines = postgate_test::read_gz_lines(path);
  if (!lines) return;
  for (const std::string& line : *lines) {
    if (posts.texts.size() >= most) return;
    std::string text = text_of(line);
    if (!text.empty()) posts.texts.push_back(std::move(text));
  }
}

// Characters by Zipf's law, clauses of some ten, posts of some eighty: like news and microblogs in
// length and in how often a character comes, unlike them in meaning.
std::string generated(Random& random) {
  std::string text;
  const std::size_t clauses = 1 + random.below(14);
  for (std::size_t clause = 0; clause < clauses; ++clause) {
    const std::size_t length = 3 + random.below(12);
    for (std::size_t i = 0; i < length; ++i) {
      postgate::append_utf8(text, kHan[random.zipf(kHan.size())]);
      if (random.below(40) == 0) text += kAsides[random.below(std::size(kAsides))];
    }
    text += clause + 1 < clauses ? "，" : "。";
  }
  return text;
}

}  // namespace

Posts get_posts(const Options& options) {
  Posts posts;
  if (!options.posts_file.empty()) {
    posts.source = options.posts_file;
    add_file(options.posts_file, options.most_posts, posts);
  } else {
    const std::string folder = std::string(POSTGATE_SOURCE_DIR) + "/../shared/eval/";
    const std::size_t each = options.most_posts / std::size(kSets);
    for (const char* set : kSets) {
      const std::size_t most =
          std::min(options.most_posts, posts.texts.size() + std::max<std::size_t>(1, each));
      add_file(folder + set + ".jsonl.gz", most, posts);
    }
    posts.source = "official news and microblogs";
    if (posts.texts.empty()) {
      posts.source = "generated text";
      Random random(1);
      const std::size_t count = std::min<std::size_t>(options.most_posts, 20'000);
      while (posts.texts.size() < count) posts.texts.push_back(generated(random));
    }
  }
  for (const std::string& text : posts.texts) posts.bytes += text.size();
  return posts;
}

}  // namespace postgate_bench
