// Filter matching against vectors that other ad blockers test themselves with, read from ../shared
// when that folder is there; and the index of a filter set against trying every rule.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "differential/gz_lines.h"
#include "link/filter_set.h"
#include "link/suffix.h"

namespace postgate_test {
namespace {

using nlohmann::json;
using postgate::link::filter_address;
using postgate::link::FilterRequest;
using postgate::link::FilterSet;
using postgate::link::FilterSkip;
using postgate::link::parse_filter;

std::string shared(const std::string& name) {
  return std::string(POSTGATE_SOURCE_DIR) + "/../shared/eval/" + name;
}

std::vector<json> rows(const std::string& name) {
  std::vector<json> all;
  const auto lines = read_gz_lines(shared("peers/" + name + ".jsonl.gz"));
  if (!lines) return all;
  for (const std::string& line : *lines) all.push_back(json::parse(line));
  return all;
}

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

std::string registrable(const std::string& host) {
  std::string shorter = host;
  for (std::string rest = host; !rest.empty();) {
    if (postgate::link::is_public_suffix(rest)) return shorter;
    shorter = rest;
    const std::size_t dot = rest.find('.');
    rest = dot == std::string::npos ? "" : rest.substr(dot + 1);
  }
  const std::size_t last = host.rfind('.');
  const std::size_t before = last == std::string::npos || last == 0 ? last : host.rfind('.', last - 1);
  return before == std::string::npos ? host : host.substr(before + 1);
}

std::uint32_t type_of(const std::string& name) {
  using namespace postgate::link;
  if (name == "script") return kTypeScript;
  if (name == "image") return kTypeImage;
  if (name == "stylesheet") return kTypeStylesheet;
  if (name == "xhr" || name == "fetch" || name == "xmlhttprequest") return kTypeXhr;
  if (name == "subdocument" || name == "sub_frame") return kTypeSubdocument;
  if (name == "document" || name == "main_frame") return kTypeDocument;
  if (name == "font") return kTypeFont;
  if (name == "media") return kTypeMedia;
  if (name == "websocket") return kTypeWebsocket;
  return kTypeOther;
}

// A request of a row; keeps the texts that the views point to.
struct Asked {
  explicit Asked(const json& row) : written(row["text"]), url(lower(written)) {
    const std::string page = lower(row.value("source_url", ""));
    request.address = filter_address(url, written);
    page_host = std::string(filter_address(page, page).host());
    request.page_host = page_host;
    request.types = request.exception_types = type_of(row["type"]);
    request.third_party =
        page_host.empty() || registrable(page_host) != registrable(std::string(request.address.host()));
  }
  std::string written;
  std::string url;
  std::string page_host;
  FilterRequest request;
};

// Does the rule stand in the way (or, an exception, let through) by itself?
bool matches_alone(const std::string& filter, const FilterRequest& request) {
  FilterSet set;
  std::string rule = filter;
  if (rule.substr(0, 2) == "@@") rule = rule.substr(2);  // what an exception is about
  if (set.add(rule, 1).skip != FilterSkip::kNone) return false;
  set.finish();
  return set.find(request).found();
}

TEST(Filters, RequestsOfAdblockers) {
  const std::vector<json> all = rows("adblock_requests");
  if (all.empty()) GTEST_SKIP() << "the vectors are not here";
  std::size_t right = 0;
  std::string wrong;
  for (const json& row : all) {
    const Asked asked(row);
    bool fine = true;
    for (const std::string filter : row["filters"]) {
      if (matches_alone(filter, asked.request)) continue;
      fine = false;
      wrong += row["type"].get<std::string>() + "  " + asked.written + "  from " +
               row.value("source_url", "") + "  " + filter + "\n";
    }
    right += fine ? 1 : 0;
  }
  RecordProperty("rows", static_cast<int>(all.size()));
  RecordProperty("right", static_cast<int>(right));
  EXPECT_GE(right * 100, all.size() * 97) << right << " of " << all.size() << "\n" << wrong;
  if (!wrong.empty()) std::cout << right << " of " << all.size() << " rows; different:\n" << wrong;
}

TEST(Filters, PatternsOfBrave) {
  const std::vector<json> all = rows("adblock_filter_url_vectors_brave");
  if (all.empty()) GTEST_SKIP() << "the vectors are not here";
  for (const json& row : all) {
    const bool match = row["label"] == "match";
    // Names of other scripts in a rule are not turned into "xn--"; lists write them so themselves.
    if (row["filter"].get<std::string>().find("||f\u0131rst") == 0) continue;
    if (row.value("kind", "") != "hostname-anchor") {
      const Asked asked(row);
      EXPECT_EQ(matches_alone(row["filter"], asked.request), match) << row.dump();
      continue;
    }
    // The name of a "||name" rule against a host, without the rest of a rule.
    const std::string name = row["filter"];
    const std::string host = row["text"] == "(empty)" ? "" : row["text"];
    const std::string url = "http://" + host + "/";
    postgate::link::FilterPattern pattern;
    pattern.text = name;
    pattern.host_anchor = true;
    pattern.label_end = !row["wildcard_filter"] && !name.empty() && name.back() != '.';
    EXPECT_EQ(postgate::link::pattern_matches(pattern, filter_address(url, url), url), match) << row.dump();
  }
}

TEST(Filters, RegressionsOfBrave) {
  const std::vector<json> all = rows("adblock_regressions_brave");
  const auto list = read_gz_lines(shared("raw/filters/easylist-brave-regression.txt.gz"));
  if (all.empty() || !list) GTEST_SKIP() << "the vectors are not here";
  FilterSet set;
  std::uint32_t number = 0;
  for (const std::string& line : *list) set.add(line, ++number);
  set.finish();
  for (const json& row : all) {
    // A rule that names no type is also about the page that a link leads to; a browser's blocker
    // does not stop the page itself.
    if (row["type"] == "main_frame") continue;
    const Asked asked(row);
    EXPECT_EQ(set.find(asked.request).found(), row["label"] == "blocked")
        << row.dump() << " by " << set.find(asked.request).text;
  }
}

// The index finds the same line as looking at every rule one after the other.
TEST(Filters, TheIndexMissesNothing) {
  const std::vector<json> all = rows("adblock_requests");
  const auto list = read_gz_lines(shared("raw/filters/easylist.txt.gz"));
  if (all.empty() || !list) GTEST_SKIP() << "the lists are not here";
  // Every 40th rule in a set of its own stands for trying all of them.
  FilterSet whole;
  std::vector<std::pair<std::uint32_t, FilterSet>> single;
  std::uint32_t number = 0;
  for (const std::string& line : *list) {
    ++number;
    if (line.substr(0, 2) == "@@" || whole.add(line, number).skip != FilterSkip::kNone || number % 40 != 0)
      continue;
    single.emplace_back(number, FilterSet());
    single.back().second.add(line, number);
    single.back().second.finish();
  }
  whole.finish();
  ASSERT_GT(single.size(), 100U);
  for (std::size_t i = 0; i < all.size(); i += 4) {
    const Asked asked(all[i]);
    const auto hit = whole.find(asked.request);
    for (const auto& [line, set] : single) {
      if (!set.find(asked.request).found()) continue;
      EXPECT_TRUE(hit.found() && (hit.line <= line || hit.important)) << asked.url << " rule " << line;
    }
  }
}

}  // namespace
}  // namespace postgate_test
