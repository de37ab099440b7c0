// The features that the library names are those that its layers have. Linked with
// the layers as well as with the library, which keeps its own copy to itself.
#include <gtest/gtest.h>

#include <string>

#include "link/detector.h"
#include "policy/profile.h"
#include "postgate.h"
#include "text/fold.h"

namespace {

bool has(const std::string& name) { return postgate_has_feature(name.c_str()) == 1; }

TEST(Features, NameEveryFoldDetectorAndProfile) {
  uint32_t expected = 10;  // two encodings, three formats, two kinds of lists, links, suggest, trace
  for (int bit = 0; bit < postgate::kFoldCount; ++bit, ++expected) {
    EXPECT_TRUE(has("fold." + std::string(postgate::fold_name(bit)))) << postgate::fold_name(bit);
  }
  for (int i = 0; i < postgate::kDetectorCount; ++i, ++expected) {
    const auto name = std::string(postgate::detector_name(static_cast<postgate::Detector>(i)));
    EXPECT_TRUE(has("detector." + name)) << name;
  }
  for (const postgate::Profile& profile : postgate::builtin_profiles()) {
    EXPECT_TRUE(has("profile." + profile.id)) << profile.id;
    ++expected;
  }
  for (const char* name : {"encoding.utf8", "encoding.utf16", "format.html", "format.markdown",
                           "format.plain", "links", "suggest", "trace", "detector.domain", "detector.filter"})
    EXPECT_TRUE(has(name));
  EXPECT_NE(postgate_feature_at(expected - 1), nullptr);
  EXPECT_EQ(postgate_feature_at(expected), nullptr) << "a feature that no layer has";
}

}  // namespace
