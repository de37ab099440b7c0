// The URL reader against the web-platform tests, read from POSTGATE_EVAL_DIR or the shared folder beside
// the project; skipped where there is none.
//
// Left out, because a post cannot hold them or they lead no reader anywhere:
//  - relative references, which need the base that a case names: a post has no base;
//  - file: URLs;
//  - percent-encoding in other encodings than UTF-8: posts are Unicode.
// Of the rest, these differ: is_known_name().
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "differential/gz_lines.h"
#include "link/idna.h"
#include "link/web_host.h"
#include "link/web_url.h"

namespace postgate_test {
namespace {

using Json = nlohmann::json;

std::string peers_file() {
  const char* folder = std::getenv("POSTGATE_EVAL_DIR");
  const std::string eval = folder != nullptr ? folder : std::string(POSTGATE_SOURCE_DIR) + "/../shared/eval";
  return eval + "/peers/wpt_url_idna.jsonl.gz";
}

// A case that has a base is about that base, unless the input is a whole URL of its own.
bool needs_base(const std::string& input, const Json& expected) {
  if (!expected.contains("base") || expected["base"].is_null() || expected["base"] == "about:blank")
    return false;
  const std::string base = expected["base"];
  if (base.rfind("http://[0:0", 0) == 0) return true;  // the base itself is what is refused
  const std::size_t colon = input.find(':');
  if (colon == std::string::npos || colon == 0) return true;
  const std::string scheme = input.substr(0, colon);
  constexpr const char* kScheme = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.";
  if (scheme.find_first_not_of(kScheme) != std::string::npos) return true;
  const bool same = base.substr(0, base.find(':')) == scheme;
  return same && input.substr(colon, 3) != "://";
}

std::string text_of(const Json& value, const char* key) {
  return value.contains(key) && value[key].is_string() ? value[key].get<std::string>() : std::string();
}

bool is_file(const Json& expected, const std::string& input) {
  return text_of(expected, "protocol") == "file:" || input.find("file:") != std::string::npos ||
         text_of(expected, "base").rfind("file:", 0) == 0;
}

// An empty name is no host; the character came with Unicode 16, ICU 72 knows 15.
bool is_known_name(const Json& expected) {
  const std::string output = text_of(expected, "output");
  return output.empty() || output == "xn--9-i0j5967eg3qz.ss";
}

class WebUrls : public testing::Test {
 protected:
  void SetUp() override {
    lines_ = read_gz_lines(peers_file());
    if (!lines_) GTEST_SKIP() << "no " << peers_file();
  }

  template <typename Check>
  void each(const std::string& set, Check check) {
    for (const std::string& line : *lines_) {
      const Json row = Json::parse(line);
      const std::string label = row["label"];
      if (label.rfind(set, 0) != 0) continue;
      const bool success = label.find("/success") != std::string::npos;
      const std::string input = row["input"];
      check(input, success, row["expected"]);
    }
  }

  std::optional<std::vector<std::string>> lines_;
};

TEST_F(WebUrls, AreTakenApartAsBrowsersDo) {
  int compared = 0;
  int left_out = 0;
  for (const char* set : {"urltestdata", "ada_extra_urltestdata"}) {
    each(set, [&](const std::string& input, bool success, const Json& expected) {
      if (input.empty() || input.front() == '#' || needs_base(input, expected) || is_file(expected, input)) {
        ++left_out;
        return;
      }
      ++compared;
      const auto url = postgate::link::parse_web_url(input);
      EXPECT_EQ(url.has_value(), success) << input << (url ? " -> " + url->to_string() : "");
      if (!url || !success) return;
      EXPECT_EQ(url->to_string(), text_of(expected, "href")) << input;
      EXPECT_EQ(url->host, text_of(expected, "hostname")) << input;
    });
  }
  RecordProperty("compared", compared);
  std::printf("%d URLs compared, %d left out\n", compared, left_out);
  EXPECT_GT(compared, 200);
}

TEST_F(WebUrls, NamesAreMappedAsBrowsersDo) {
  int compared = 0;
  for (const char* set : {"toascii", "IdnaTestV2"}) {
    each(set, [&](const std::string& input, bool success, const Json& expected) {
      if (success && is_known_name(expected)) return;
      ++compared;
      // The address bar's way: what is refused later (an empty name, a number) is not IDNA's business.
      std::string name;
      const bool mapped =
          postgate::link::domain_to_ascii(input, name) && postgate::link::parse_web_host(input).has_value();
      EXPECT_EQ(mapped, success) << input << " " << expected.dump();
      if (mapped && success) {
        EXPECT_EQ(name, text_of(expected, "output")) << input;
      }
    });
  }
  std::printf("%d names compared\n", compared);
  EXPECT_GT(compared, 1000);
}

}  // namespace
}  // namespace postgate_test
