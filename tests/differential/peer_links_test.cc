// The link finder against a peer's conformance cases about URLs, read from POSTGATE_EVAL_DIR or the shared
// folder beside the project; skipped where there is none. Where the finder means to differ, the reason is
// in kDifferences; every entry must still be needed.
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "differential/gz_lines.h"
#include "link/found_link.h"
#include "text/field_text.h"

namespace postgate_test {
namespace {

using Json = nlohmann::json;
using Texts = std::vector<std::string>;

struct Difference {
  std::string_view beginning;  // of the description, or of the text
  std::string_view reason;
};

constexpr Difference kDifferences[] = {
    {"Invalid url: invalid char in path", "the link in front of the quotation mark is one"},
    {"DO NOT extract URLs containing leading dashes", "browsers open it, whatever registries sell"},
    {"Invalid url: domain has leading hyphen", "what is left of it is still a link"},
    {"DO NOT extract URLs containing trailing dashes", "browsers open it, whatever registries sell"},
    {"DO NOT extract URLs containing trailing underscores", "what is left of it is still a link"},
    {"DO NOT extract URLs containing leading underscores", "browsers open it"},
    {"DO NOT extract URLs containing underscores in the tld", "a scheme makes a link of every name"},
    {"DO NOT Extract URL with domain preceeded by underscore", "browsers open it"},
    {"DO NOT extract invalid URL", "a scheme makes a link of every name"},
    {"DO NOT Extract a hyphenated TLD", "a scheme makes a link of every name"},
    {"DO NOT extract URLs with > 40 characters", "the service's own length rule"},
    {"DO NOT Autolink url preceded by @", "a sign in front hides no link"},
    {"DO NOT extract URL if preceded by $", "a sign in front hides no link"},
    {"DO NOT extract URLs in hashtag or @mention", "a sign in front hides no link"},
    {"Extract valid URL: http://foobar.com/#", "a '#' at the end leads nowhere else"},
    {"Extract short URLs without protocol on ccTLD domains",
     "\"it.so\" is prose more often than a link; with a path it is one"},
    {"Extract URL before newline", "\"it.so\" is prose more often than a link; with a path it is one"},
    {"Valid url without protocol: domain + ccTLD",
     "one letter and a suffix are initials more often; with a path it is a link"},
    {"Extract some (tv|co) short URLs",
     "one letter and a suffix are initials more often; with a path it is a link"},
    {"Autolink URL should NOT link URLs with domains beginning in a",
     "a blank behind the scheme is a disguise"},
    {"Extract URLs beginning with a", "a blank behind the scheme is a disguise, so it belongs to the link"},
};

std::string peers_file() {
  const char* folder = std::getenv("POSTGATE_EVAL_DIR");
  const std::string eval = folder != nullptr ? folder : std::string(POSTGATE_SOURCE_DIR) + "/../shared/eval";
  return eval + "/peers/twitter_text_conformance.jsonl.gz";
}

Texts links_in(const std::string& text) {
  postgate::FieldText field;
  postgate::FieldInput input;
  input.utf8 = text;
  std::vector<postgate::FoundLink> links;
  EXPECT_TRUE(field.assign(input, postgate::Deadline()).ok());
  EXPECT_TRUE(postgate::read_links(field, false, links).ok());
  Texts found;
  for (const postgate::FoundLink& link : links) {
    if (link.kind == postgate::LinkKind::kWeb) {
      found.emplace_back(field.raw().substr(link.raw.begin, link.raw.end - link.raw.begin));
    }
  }
  return found;
}

// The targets of an autolinked text, which leaves names without a scheme alone.
Texts targets_of(const std::string& html) {
  Texts targets;
  for (std::size_t at = html.find("<a href=\""); at != std::string::npos; at = html.find("<a href=\"", at)) {
    at += 9;
    std::string target = html.substr(at, html.find('"', at) - at);
    for (std::size_t amp = target.find("&amp;"); amp != std::string::npos; amp = target.find("&amp;")) {
      target.replace(amp, 5, "&");
    }
    targets.push_back(std::move(target));
  }
  return targets;
}

Texts with_scheme(Texts links) {
  Texts kept;
  for (std::string& link : links) {
    if (link.find("://") != std::string::npos) kept.push_back(std::move(link));
  }
  return kept;
}

Texts expected_of(const std::string& label, const Json& row) {
  const Json& expected = row["expected"];
  if (label.rfind("autolink", 0) == 0) return targets_of(expected.get<std::string>());
  if (label.rfind("validate", 0) == 0) {
    return expected.get<bool>() ? Texts{row["text"].get<std::string>()} : Texts{};
  }
  Texts urls;
  for (const Json& each : expected) {
    urls.push_back(each.is_string() ? each.get<std::string>() : each["url"].get<std::string>());
  }
  return urls;
}

std::string joined(const Texts& texts) {
  std::string out;
  for (const std::string& text : texts) out += "[" + text + "]";
  return out;
}

TEST(PeerLinks, AreFoundAsTheyAre) {
  const auto lines = read_gz_lines(peers_file());
  if (!lines) GTEST_SKIP() << "no " << peers_file();
  int same = 0;
  std::set<std::string_view> used;
  for (const std::string& line : *lines) {
    const Json row = Json::parse(line);
    const std::string label = row["label"];
    if (label.find("urls") == std::string::npos) continue;
    const std::string text = row["text"];
    const std::string description = row["description"];
    const Texts expected = expected_of(label, row);
    Texts found = links_in(text);
    if (label.rfind("autolink", 0) == 0) found = with_scheme(std::move(found));
    if (found == expected) {
      ++same;
      continue;
    }
    bool meant = false;
    for (const Difference& difference : kDifferences) {
      if (description.rfind(difference.beginning, 0) != 0 && text.rfind(difference.beginning, 0) != 0)
        continue;
      meant = true;
      used.insert(difference.beginning);
    }
    EXPECT_TRUE(meant) << label << " | " << description << "\n  text     " << text << "\n  expected "
                       << joined(expected) << "\n  found    " << joined(found);
  }
  std::printf("%d cases as the peer has them, %zu meant to differ\n", same, used.size());
  for (const Difference& difference : kDifferences) {
    EXPECT_TRUE(used.count(difference.beginning) == 1) << "not needed any more: " << difference.beginning;
  }
}

}  // namespace
}  // namespace postgate_test
