// postgate_scan_batch: many posts in one call say what as many calls say.
#include <string>
#include <vector>

#include "support.h"

namespace capi_test {
namespace {

struct BatchPost {
  std::vector<postgate_field> fields;
  const postgate_scan_options* options = nullptr;
};

std::vector<postgate_post> posts_of(const std::vector<BatchPost>& from) {
  std::vector<postgate_post> posts;
  for (const BatchPost& one : from) {
    postgate_post post = POSTGATE_INIT(postgate_post);
    post.fields = one.fields.data();
    post.count = one.fields.size();
    post.field_size = sizeof(postgate_field);
    post.options = one.options;
    posts.push_back(post);
  }
  return posts;
}

int32_t scan_batch(postgate_scanner* scanner, const std::vector<postgate_post>& posts,
                   postgate_error* error = nullptr) {
  return postgate_scan_batch(scanner, posts.data(), posts.size(), sizeof(postgate_post), nullptr, error);
}

TEST(Batch, LendsEveryVerdictAtOnce) {
  const Gate gate(build_tiny());
  const std::vector<std::string> texts = {"加微信", "今天天气好", "立即抢购，加微信", "buy now", ""};
  std::vector<BatchPost> wanted;
  for (const std::string& text : texts) wanted.push_back({{utf8_field("题"), utf8_field(text)}});
  for (int round = 0; round < 3; ++round) {
    ASSERT_EQ(scan_batch(gate.scanner.get(), posts_of(wanted)), POSTGATE_OK);
    std::vector<const postgate_verdict*> verdicts(texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
      ASSERT_EQ(postgate_batch_at(gate.scanner.get(), i, &verdicts[i], nullptr), POSTGATE_OK);
    }
    const int32_t actions[] = {POSTGATE_ACTION_HOLD, POSTGATE_ACTION_ALLOW, POSTGATE_ACTION_BLOCK,
                               POSTGATE_ACTION_FLAG, POSTGATE_ACTION_ALLOW};
    const std::size_t findings[] = {1, 0, 2, 1, 0};
    for (std::size_t i = 0; i < texts.size(); ++i) {
      EXPECT_EQ(summary_of(verdicts[i]).action, actions[i]) << i;
      ASSERT_EQ(summary_of(verdicts[i]).finding_count, findings[i]) << i;
      EXPECT_EQ(summary_of(verdicts[i]).generation, 1U);
      postgate_pack_info pack = POSTGATE_INIT(postgate_pack_info);
      EXPECT_EQ(postgate_verdict_pack_at(verdicts[i], 0, &pack), POSTGATE_OK);
      EXPECT_EQ(view(pack.name), "tiny");
    }
    EXPECT_EQ(view(finding_at(verdicts[2], 1).rule), "ads.vx");
    EXPECT_EQ(finding_at(verdicts[2], 1).field, 1U);
  }
}

TEST(Batch, APostThatCannotBeJudgedDoesNotStopTheOthers) {
  const Gate gate(build_tiny());
  postgate_scan_options strange = POSTGATE_INIT(postgate_scan_options);
  strange.profile = {"nobody", 6};
  postgate_field html = utf8_field("x");
  html.role = 99;
  const std::vector<BatchPost> wanted = {{{utf8_field("好"), utf8_field("ab\xFF")}},
                                         {{utf8_field("加微信")}},
                                         {{utf8_field("好")}, &strange},
                                         {{utf8_field("好"), html}},
                                         {}};
  ASSERT_EQ(scan_batch(gate.scanner.get(), posts_of(wanted)), POSTGATE_OK);
  const int32_t statuses[] = {POSTGATE_E_ENCODING, POSTGATE_OK, POSTGATE_E_ARGUMENT, POSTGATE_E_ARGUMENT,
                              POSTGATE_OK};
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    postgate_error error = POSTGATE_INIT(postgate_error);
    const postgate_verdict* verdict = nullptr;
    EXPECT_EQ(postgate_batch_at(gate.scanner.get(), i, &verdict, &error), statuses[i]) << i;
    EXPECT_EQ(verdict != nullptr, statuses[i] == POSTGATE_OK);
    EXPECT_EQ(error.status, statuses[i]);
    EXPECT_EQ(postgate_batch_at(gate.scanner.get(), i, &verdict, nullptr), statuses[i]);
  }
  postgate_error error = POSTGATE_INIT(postgate_error);
  const postgate_verdict* verdict = nullptr;
  EXPECT_EQ(postgate_batch_at(gate.scanner.get(), 0, &verdict, &error), POSTGATE_E_ENCODING);
  EXPECT_EQ(error.field, 1U);
  EXPECT_EQ(error.offset, 2U);
  EXPECT_EQ(error.struct_size, sizeof(error));
  EXPECT_EQ(postgate_batch_at(gate.scanner.get(), wanted.size(), &verdict, &error), POSTGATE_E_ARGUMENT);
}

TEST(Batch, VerdictsAreTakenBackByTheNextCall) {
  const Gate gate(build_tiny());
  const std::vector<BatchPost> wanted = {{{utf8_field("加微信")}}, {{utf8_field("好")}}};
  ASSERT_EQ(scan_batch(gate.scanner.get(), posts_of(wanted)), POSTGATE_OK);
  const postgate_verdict* first = nullptr;
  ASSERT_EQ(postgate_batch_at(gate.scanner.get(), 0, &first, nullptr), POSTGATE_OK);
  const postgate_verdict* single = nullptr;
  ASSERT_EQ(gate.scan("立即抢购", &single), POSTGATE_OK);
  EXPECT_EQ(summary_of(single).action, POSTGATE_ACTION_BLOCK);
  postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
  EXPECT_EQ(postgate_verdict_get_summary(first, &summary), POSTGATE_E_ARGUMENT);
  const postgate_verdict* gone = nullptr;
  EXPECT_EQ(postgate_batch_at(gate.scanner.get(), 0, &gone, nullptr), POSTGATE_E_ARGUMENT);
  ASSERT_EQ(scan_batch(gate.scanner.get(), posts_of(wanted)), POSTGATE_OK);
  EXPECT_EQ(postgate_verdict_get_summary(single, &summary), POSTGATE_E_ARGUMENT);
  EXPECT_EQ(postgate_scanner_reset(gate.scanner.get()), POSTGATE_OK);
  EXPECT_EQ(postgate_batch_at(gate.scanner.get(), 0, &gone, nullptr), POSTGATE_E_ARGUMENT);
}

TEST(Batch, RefusesWhatIsNoArrayOfPosts) {
  const Gate gate(build_tiny());
  postgate_scanner* scanner = gate.scanner.get();
  std::vector<BatchPost> wanted(3);
  std::vector<postgate_post> posts = posts_of(wanted);
  EXPECT_EQ(postgate_scan_batch(nullptr, posts.data(), 3, sizeof(postgate_post), nullptr, nullptr),
            POSTGATE_E_ARGUMENT);
  EXPECT_EQ(postgate_scan_batch(scanner, nullptr, 3, sizeof(postgate_post), nullptr, nullptr),
            POSTGATE_E_ARGUMENT);
  EXPECT_EQ(postgate_scan_batch(scanner, posts.data(), 3, 8, nullptr, nullptr), POSTGATE_E_STRUCT_SIZE);
  EXPECT_EQ(postgate_scan_batch(scanner, posts.data(), 65'537, sizeof(postgate_post), nullptr, nullptr),
            POSTGATE_E_TOO_LARGE);
  EXPECT_EQ(postgate_scan_batch(scanner, nullptr, 0, 0, nullptr, nullptr), POSTGATE_OK);
  posts[2].reserved = 1;
  postgate_error error = POSTGATE_INIT(postgate_error);
  EXPECT_EQ(scan_batch(scanner, posts, &error), POSTGATE_E_UNKNOWN_OPTION);
  EXPECT_EQ(error.field, 2U);
  posts[2] = {};
  EXPECT_EQ(scan_batch(scanner, posts, &error), POSTGATE_E_STRUCT_SIZE);
}

}  // namespace
}  // namespace capi_test
