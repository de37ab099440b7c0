// Lists of domains: what counts as listed, and what the lists may hold.
#include "link/domain_set.h"

#include <gtest/gtest.h>

#include <string>

namespace postgate::link {
namespace {

TEST(DomainSet, ADomainStandsForAllBelowIt) {
  DomainSet set;
  ASSERT_TRUE(set.add("ads.example", 3));
  ASSERT_TRUE(set.add("deep.ads.example", 7));
  EXPECT_EQ(set.find("ads.example").line, 3U);
  EXPECT_EQ(set.find("www.ads.example").line, 3U);
  EXPECT_EQ(set.find("x.deep.ads.example").line, 7U) << "the longest entry";
  EXPECT_EQ(set.find("x.deep.ads.example").domain, "deep.ads.example");
  EXPECT_EQ(set.find("ads.example.").line, 3U);
  for (const char* other : {"", "example", "badads.example", "ads.example.com", "s.example", "."}) {
    EXPECT_FALSE(set.find(other).found()) << other;
  }
}

TEST(DomainSet, NamesAreMadeEqual) {
  EXPECT_EQ(normal_domain("*.Example.COM."), "example.com");
  EXPECT_EQ(normal_domain(".example.com"), "example.com");
  EXPECT_EQ(normal_domain("\u4F8B\u5B50.\u4E2D\u56FD"), "\u4F8B\u5B50.\u4E2D\u56FD");
  for (const std::string& bad : {std::string(), std::string("a..b"), std::string("a b"), std::string("a/b"),
                                 std::string("http://a"), std::string(254, 'a'), std::string("a\0b", 3)}) {
    EXPECT_EQ(normal_domain(bad), "") << bad;
  }
}

TEST(DomainSet, ManyNames) {
  DomainSet set;
  constexpr std::uint32_t kMany = 20'000;
  for (std::uint32_t i = 1; i <= kMany; ++i) ASSERT_TRUE(set.add("n" + std::to_string(i) + ".example", i));
  ASSERT_TRUE(set.add("n1.example", 99)) << "again";
  set.finish();
  EXPECT_EQ(set.size(), kMany);
  for (std::uint32_t i = 1; i <= kMany; ++i)
    ASSERT_EQ(set.find("n" + std::to_string(i) + ".example").line, i);
  EXPECT_FALSE(set.find("n0.example").found());
  EXPECT_LT(set.memory_bytes(), kMany * 64);
}

}  // namespace
}  // namespace postgate::link
