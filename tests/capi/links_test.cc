// postgate_links_*: what is lent, for how long, and where it is in the caller's text.
#include <string>

#include "support.h"

namespace capi_test {
namespace {

class Links : public testing::Test {
 protected:
  int32_t find(const std::vector<postgate_field>& fields, postgate_error* error = nullptr) {
    return postgate_links_find(scanner_.get(), fields.data(), fields.size(), sizeof(postgate_field), nullptr,
                               &links_, error);
  }
  postgate_link at(std::size_t index) const {
    postgate_link link = POSTGATE_INIT(postgate_link);
    EXPECT_EQ(postgate_links_at(links_, index, &link), POSTGATE_OK);
    return link;
  }

  Engine engine_ = make_engine();
  Scanner scanner_ = make_scanner(engine_.get());
  const postgate_links* links_ = nullptr;
};

TEST_F(Links, NeedNoRuleset) {
  ASSERT_EQ(find({utf8_field("一 shop.example.com/x")}), POSTGATE_OK);
  ASSERT_EQ(postgate_links_count(links_), 1U);
  const postgate_link link = at(0);
  EXPECT_EQ(link.kind, static_cast<uint32_t>(POSTGATE_LINK_WEB));
  EXPECT_EQ(view(link.url), "http://shop.example.com/x");
  EXPECT_EQ(view(link.host), "shop.example.com");
  EXPECT_EQ(view(link.registrable), "example.com");
  EXPECT_EQ(view(link.target), "");
  EXPECT_EQ(link.where.bytes.begin, 4U);
  EXPECT_EQ(link.where.codepoints.begin, 2U);
}

TEST_F(Links, OfUtf16AreInItsUnits) {
  ASSERT_EQ(find({utf16_field(u"\U0001F517 ab12c。com 好")}), POSTGATE_OK);
  ASSERT_EQ(postgate_links_count(links_), 1U);
  const postgate_link link = at(0);
  EXPECT_EQ(link.where.utf16.begin, 3U);
  EXPECT_EQ(link.where.utf16.end, 12U);
  EXPECT_EQ(link.where.codepoints.begin, 2U);
  EXPECT_EQ(link.folds, POSTGATE_FOLD_LINK);
}

TEST_F(Links, KnowTheirFields) {
  ASSERT_EQ(find({utf8_field("a@b.example.com"), utf8_field("www.gov.cn", POSTGATE_ROLE_LINK)}), POSTGATE_OK);
  ASSERT_EQ(postgate_links_count(links_), 2U);
  EXPECT_EQ(at(0).kind, static_cast<uint32_t>(POSTGATE_LINK_EMAIL));
  EXPECT_EQ(at(1).field, 1U);
  EXPECT_EQ(at(1).role, static_cast<uint32_t>(POSTGATE_ROLE_LINK));
}

TEST_F(Links, AreGoneAfterTheNextCall) {
  ASSERT_EQ(find({utf8_field("a.com")}), POSTGATE_OK);
  const postgate_links* old = links_;
  EXPECT_EQ(postgate_scanner_reset(scanner_.get()), POSTGATE_OK);
  EXPECT_EQ(postgate_links_count(old), 0U);
  postgate_link link = POSTGATE_INIT(postgate_link);
  EXPECT_EQ(postgate_links_at(old, 0, &link), POSTGATE_E_ARGUMENT);
}

TEST_F(Links, LeaveTheVerdictAlone) {
  const Gate gate(build_tiny());
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan("立即抢购", &verdict), POSTGATE_OK);
  const postgate_field field = utf8_field("a.com");
  ASSERT_EQ(postgate_links_find(gate.scanner.get(), &field, 1, sizeof field, nullptr, &links_, nullptr),
            POSTGATE_OK);
  EXPECT_EQ(summary_of(verdict).action, POSTGATE_ACTION_BLOCK);
}

TEST_F(Links, MistakesAreStatuses) {
  postgate_error error = POSTGATE_INIT(postgate_error);
  EXPECT_EQ(find({utf8_field("a.com"), utf8_field("\xff")}, &error), POSTGATE_E_ENCODING);
  EXPECT_EQ(error.field, 1U);
  EXPECT_EQ(links_, nullptr);
  EXPECT_EQ(postgate_links_find(nullptr, nullptr, 0, 0, nullptr, &links_, nullptr), POSTGATE_E_ARGUMENT);
  EXPECT_EQ(postgate_links_find(scanner_.get(), nullptr, 0, 0, nullptr, nullptr, nullptr),
            POSTGATE_E_ARGUMENT);
  EXPECT_EQ(postgate_links_count(nullptr), 0U);
  ASSERT_EQ(find({}), POSTGATE_OK);
  EXPECT_EQ(postgate_links_count(links_), 0U);
  EXPECT_EQ(postgate_links_at(links_, 0, nullptr), POSTGATE_E_ARGUMENT);
}

}  // namespace
}  // namespace capi_test
