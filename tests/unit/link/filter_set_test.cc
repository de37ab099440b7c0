// Filter rules: how lines are read, what they match, exceptions and priorities.
#include "link/filter_set.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace postgate::link {
namespace {

FilterHit find(const std::vector<std::string>& lines, const std::string& url) {
  FilterSet set;
  for (std::size_t i = 0; i < lines.size(); ++i) set.add(lines[i], static_cast<std::uint32_t>(i + 1));
  set.finish();
  FilterRequest request;
  request.address = filter_address(url, url);
  const FilterHit hit = set.find(request);
  return {hit.line, {}, hit.important};  // the text dies with the set
}

bool matches(const std::string& line, const std::string& url) { return find({line}, url).found(); }

TEST(Filters, Anchors) {
  EXPECT_TRUE(matches("||ads.example^", "https://ads.example/x"));
  EXPECT_TRUE(matches("||ads.example^", "https://www.ads.example"));
  EXPECT_TRUE(matches("||ads.example^", "http://user@ads.example:8080/"));
  EXPECT_FALSE(matches("||ads.example^", "https://badads.example/"));
  EXPECT_FALSE(matches("||ads.example^", "https://ads.example.com/"));
  EXPECT_FALSE(matches("||ads.example^", "https://x.com/ads.example/"));
  EXPECT_TRUE(matches("|https://ads.", "https://ads.example/"));
  EXPECT_FALSE(matches("|https://ads.", "http://x.example/https://ads."));
  EXPECT_TRUE(matches("/ad.js|", "http://x.example/ad.js"));
  EXPECT_FALSE(matches("/ad.js|", "http://x.example/ad.js?1"));
  EXPECT_TRUE(matches("||foo", "https://foo.example/"));
  EXPECT_FALSE(matches("||foo", "https://foo-bar.example/")) << "up to the end of a label";
  EXPECT_TRUE(matches("||foo*", "https://foo-bar.example/"));
}

TEST(Filters, WildcardsAndSeparators) {
  EXPECT_TRUE(matches("/ban*ner", "http://x.example/banxner/"));
  EXPECT_TRUE(matches("||x.example^*/ad/", "http://x.example/a/b/ad/1"));
  EXPECT_FALSE(matches("||x.example^*/ad/", "http://x.example/a/b/adx/1"));
  EXPECT_TRUE(matches("ad^", "http://x.example/ad"));
  EXPECT_TRUE(matches("^ad^", "http://x.example/?ad=1"));
  EXPECT_FALSE(matches("^ad^", "http://x.example/ad-1"));
  EXPECT_TRUE(matches("*a*b*c^|", "http://a.b/c"));
}

TEST(Filters, OptionsThatCanBeJudged) {
  EXPECT_TRUE(matches("||ads.example^$third-party", "http://ads.example/"));
  EXPECT_FALSE(matches("||ads.example^$~third-party", "http://ads.example/"));
  EXPECT_FALSE(matches("||ads.example^$domain=x.example", "http://ads.example/")) << "on no page";
  EXPECT_TRUE(matches("||ads.example^$domain=~x.example", "http://ads.example/"));
  EXPECT_TRUE(matches("/Ad/$match-case", "http://x.example/Ad/"));
  EXPECT_FALSE(matches("/Ad/$match-case", "http://x.example/ad/"));
  EXPECT_TRUE(matches("||ads.example^$popup", "http://ads.example/"));
}

TEST(Filters, ExceptionsAreHonoured) {
  EXPECT_FALSE(find({"||ads.example^", "@@||ads.example/ok^"}, "http://ads.example/ok/").found());
  EXPECT_TRUE(find({"||ads.example^", "@@||ads.example/ok^"}, "http://ads.example/no/").found());
  EXPECT_TRUE(find({"||ads.example^$important", "@@||ads.example^"}, "http://ads.example/").found());
  EXPECT_TRUE(find({"||ads.example^", "@@||ads.example^$image"}, "http://ads.example/").found())
      << "an exception for pictures does not open the site";
  EXPECT_FALSE(find({"||ads.example^", "||ads.example^$badfilter"}, "http://ads.example/").found());
  EXPECT_FALSE(
      find({"/banner/ad.$image", "/banner/ad.$image,badfilter"}, "http://x.example/banner/ad.1").found());
}

TEST(Filters, TheFirstLineAnswers) {
  EXPECT_EQ(find({"! comment", "/banner/*", "||ads.example^"}, "http://ads.example/banner/1").line, 2U);
  EXPECT_EQ(find({"||ads.example^", "||ads.example^$important"}, "http://ads.example/").line, 2U);
}

TEST(Filters, Regexes) {
  EXPECT_TRUE(matches("/^https?:\\/\\/ad[0-9]{2}\\.example\\//", "https://ad12.example/"));
  EXPECT_FALSE(matches("/^https?:\\/\\/ad[0-9]{2}\\.example\\//", "https://ad1.example/"));
  EXPECT_TRUE(find({"/aaaa|bbbb/", "/cccc|dddd/"}, "http://x.example/dddd").found()) << "alternatives";
  EXPECT_TRUE(matches("/(x)?banner[0-9]+/", "http://x.example/banner1"));
  FilterSet set;
  EXPECT_EQ(set.add("/(?=x)y/", 1).skip, FilterSkip::kRegex) << "needs backtracking";
}

TEST(Filters, LinesThatAreNoRules) {
  const std::vector<std::pair<std::string, FilterSkip>> lines = {
      {"", FilterSkip::kEmpty},
      {"! Title", FilterSkip::kEmpty},
      {"[Adblock Plus 2.0]", FilterSkip::kEmpty},
      {"# note", FilterSkip::kEmpty},
      {"example.com##.ad", FilterSkip::kCosmetic},
      {"##.ad", FilterSkip::kCosmetic},
      {"example.com#@#.ad", FilterSkip::kCosmetic},
      {"example.com#%#//scriptlet('x')", FilterSkip::kCosmetic},
      {"||x.example^$csp=script-src", FilterSkip::kOption},
      {"||x.example^$removeparam=a", FilterSkip::kOption},
      {"||x.example^$no-such-option", FilterSkip::kUnknown},
      {"*", FilterSkip::kTooBroad},
      {std::string(2000, 'x'), FilterSkip::kMalformed},
  };
  for (const auto& [line, skip] : lines) EXPECT_EQ(parse_filter(line).skip, skip) << line;
}

// Patterns that a backtracking matcher would take ages for.
TEST(Filters, HostilePatternsAreLinear) {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "a*";
  const std::string url = "http://x.example/" + std::string(4000, 'a');
  EXPECT_TRUE(matches(pattern + "a", url));
  EXPECT_FALSE(matches(pattern + "b", url));
}

}  // namespace
}  // namespace postgate::link
