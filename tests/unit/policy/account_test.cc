// Accounts and approvals by themselves: reading files, marks in a text, waivers.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "policy/account_marks.h"
#include "policy/account_reader.h"
#include "policy/account_text.h"
#include "policy/approval.h"

namespace postgate {
namespace {

AccountPtr read_one(const std::string& toml) {
  AccountBook book;
  Diagnostics diagnostics;
  EXPECT_TRUE(book.add_file(toml, "a.toml", AccountLimits(), diagnostics));
  for (const Diagnostic& d : diagnostics.list()) ADD_FAILURE() << d.line << ": " << d.message;
  return book.accounts().empty() ? AccountPtr() : book.accounts().front();
}

// "code:line" of every mistake.
std::vector<std::string> mistakes(const std::string& toml) {
  AccountBook book;
  Diagnostics diagnostics;
  EXPECT_FALSE(book.add_file(toml, "a.toml", AccountLimits(), diagnostics));
  EXPECT_TRUE(book.accounts().empty());
  diagnostics.sort();
  std::vector<std::string> all;
  for (const Diagnostic& d : diagnostics.list()) all.push_back(d.code + ":" + std::to_string(d.line));
  return all;
}

TEST(AccountFile, ReportsEveryMistakeWithItsLine) {
  const std::vector<std::string> found = mistakes(
      "[[account]]\nid = \"a b\"\ndomain = [\"x.com\"]\ndomains = "
      "[\"https://x.com\",\n\"gov.cn\",\n\"nodots\"]\n"
      "hotlines = [\"12ab\"]\ncontacts = [\"no spaces here\"]\nnames = [\"x\"]\n"
      "rules = [{ rule = \"r\", action = \"off\", reason = \"y\", expires = \"2026-02-30\" }]\n"
      "wording = [\"nowhere\"]\n");
  EXPECT_EQ(found, (std::vector<std::string>{"bad-id:2", "unknown-key:3", "bad-domain:4", "bad-domain:5",
                                             "bad-domain:6", "bad-hotline:7", "bad-contact:8", "bad-value:9",
                                             "bad-date:10", "unknown-wording:11"}));
}

TEST(AccountFile, RefusesTwoOfOneIdAlsoAcrossFiles) {
  EXPECT_EQ(mistakes("[[account]]\nid=\"a\"\n[[account]]\nid=\"a\"\n"),
            std::vector<std::string>{"duplicate-id:4"});
  AccountBook book;
  Diagnostics diagnostics;
  ASSERT_TRUE(book.add_file("id = \"a\"", "1.toml", AccountLimits(), diagnostics));
  EXPECT_FALSE(book.add_file("id = \"a\"", "2.toml", AccountLimits(), diagnostics));
  EXPECT_EQ(book.accounts().size(), 1U);
}

TEST(AccountFile, SharesWordings) {
  AccountBook book;
  Diagnostics diagnostics;
  ASSERT_TRUE(
      book.add_file("[[wording]]\nid=\"w\"\nterms=[{word=\"布署\",prefer=\"部署\"}]\n"
                    "[[account]]\nid=\"a\"\nwording=\"w\"\n[[account]]\nid=\"b\"\nwording=[\"w\"]\n",
                    "f", AccountLimits(), diagnostics));
  EXPECT_EQ(book.find("a")->wordings().front(), book.find("b")->wordings().front());
  EXPECT_EQ(book.find("c"), nullptr);
}

// What of `text` the account covers, when all of it is a hit found by `source`.
struct Covered {
  const char* text;
  const char* hit;  // a part of the text
  std::uint8_t source;
  Excuse by;
};

constexpr std::uint8_t from(Detector detector) {
  return static_cast<std::uint8_t>(kHitDetector + static_cast<unsigned>(detector));
}

TEST(AccountMarks, CoverOwnAssetsAndNothingElse) {
  const auto account = read_one(
      "id = \"a\"\ndomains = [\"qinghe.example.com\"]\nhotlines = [\"0534-12345678\", \"13800138000\", "
      "\"12345\"]\n"
      "contacts = [\"qinghe_fabu\", \"me@qinghe.example.com\", \"86753091\"]\nnames = [\"清河下载站\"]\n"
      "phrases = [\"欢迎点赞转发\", \"shop.example.com/1\"]\n");
  ASSERT_NE(account.get(), nullptr);
  constexpr std::uint8_t kUrl = from(Detector::kUrl);
  constexpr std::uint8_t kPhone = from(Detector::kPhoneCn);
  constexpr std::uint8_t kWechat = from(Detector::kWechatId);
  const Covered cases[] = {
      {"看 https://qinghe.example.com/a?b=1 吧", "https://qinghe.example.com/a?b=1", kUrl,
       Excuse::kOwnDomain},
      {"看 http://www.QINGHE.example.com:8080/ 吧", "http://www.QINGHE.example.com:8080/", kUrl,
       Excuse::kOwnDomain},
      {"看 https://notqinghe.example.com/a", "https://notqinghe.example.com/a", kUrl, Excuse::kNone},
      {"看 https://qinghe.example.com.evil.com/", "https://qinghe.example.com.evil.com/", kUrl,
       Excuse::kNone},
      {"看 https://qinghe.example.com@evil.com/", "qinghe.example.com@evil.com", kUrl, Excuse::kNone},
      {"看 https://qinghe.example.com/?u=http://evil.com", "https://qinghe.example.com/?u=http://evil.com",
       kUrl, Excuse::kNone},
      {"看 https://qinghe.example.com/?u=http%3A%2F%2Fevil.com",
       "https://qinghe.example.com/?u=http%3A%2F%2Fevil.com", kUrl, Excuse::kNone},
      {"看 https://qinghe.example.com/?u=evil.com", "https://qinghe.example.com/?u=evil.com", kUrl,
       Excuse::kNone},
      {"看 https://qingh\u0435.example.com/a", "https://qingh\u0435.example.com/a", kUrl, Excuse::kNone},
      {"电话 +86 138-0013-8000", "+86 138-0013-8000", kPhone, Excuse::kHotline},
      {"电话 １３８００１３８０００", "１３８００１３８０００", kPhone, Excuse::kHotline},
      {"电话 (0534) 1234 5678", "0534) 1234 5678", kPhone, Excuse::kHotline},
      {"电话 13800138001", "13800138001", kPhone, Excuse::kNone},
      {"电话 010-12345678", "010-12345678", kPhone, Excuse::kNone},
      {"电话 12345 678901", "12345 678901", kPhone, Excuse::kNone},
      {"微信:qinghe_fabu", "qinghe_fabu", kWechat, Excuse::kContact},
      {"微信:Qinghe_FABU", "Qinghe_FABU", kWechat, Excuse::kContact},
      {"微信:qinghe_fabu2", "qinghe_fabu2", kWechat, Excuse::kNone},
      {"微信:qinghe-fabu", "qinghe-fabu", kWechat, Excuse::kNone},
      {"微信:xqinghe_fabu", "xqinghe_fabu", kWechat, Excuse::kNone},
      {"me@qinghe.example.com", "me@qinghe.example.com", from(Detector::kEmail), Excuse::kContact},
      {"me@qinghe.example.com.cn", "me@qinghe.example.com.cn", from(Detector::kEmail), Excuse::kNone},
      {"vx:qinghe_fabu", "vx:qinghe_fabu", kHitRegex, Excuse::kContact},
      {"v:abqinghe_fabu", "v:abqinghe_fabu", kHitRegex, Excuse::kNone},
      {"加QQ86753091", "加QQ86753091", kHitRegex, Excuse::kContact},
      {"v:ab86753091", "v:ab86753091", kHitRegex, Excuse::kNone},
      {"加微信:qinghe_fabu", "加微信", kHitWord, Excuse::kContact},
      {"加微信:evil_fabu", "加微信", kHitWord, Excuse::kNone},
      {"免费领取 qinghe_fabu", "免费领取", kHitWord, Excuse::kNone},
      {"来清河下载站", "下载", kHitWord, Excuse::kName},
      {"来清河下载站", "下载站", from(Detector::kHiddenText), Excuse::kNone},
      {"欢迎 点赞、转发", "点赞", kHitWord, Excuse::kNone},  // its own punctuation differs
      {"欢 迎点赞 转发!", "点赞", kHitWord, Excuse::kPhrase},
      {"shop.example.com/1 好", "shop.example.com/1", kUrl, Excuse::kPhrase},
      {"shop-example.com/1 好", "shop-example.com/1", kUrl, Excuse::kNone},
      {"shop.example.com/12", "shop.example.com/12", kUrl, Excuse::kNone},
      {"shop.example.com/1/evil", "shop.example.com/1/evil", kUrl, Excuse::kNone},
  };
  for (const Covered& c : cases) {
    FieldText text;
    FieldInput input;
    input.utf8 = c.text;
    ASSERT_TRUE(text.assign(input, Deadline()).ok());
    ASSERT_TRUE(text.build_map().ok());
    const auto begin = static_cast<std::uint32_t>(std::string_view(c.text).find(c.hit));
    ASSERT_NE(begin, static_cast<std::uint32_t>(std::string_view::npos)) << c.text;
    SignalHit hit;
    hit.source = c.source;
    hit.text = text.text_range_of_raw_bytes(
        {begin, begin + static_cast<std::uint32_t>(std::string_view(c.hit).size())});
    hit.squeezed = {text.map()[hit.text.begin].squeezed_index, text.map()[hit.text.end].squeezed_index};
    AccountMarks marks;
    marks.find(*account, text);
    marks.cover(text, {&hit, 1});
    EXPECT_EQ(hit.cover == nullptr ? Excuse::kNone : hit.cover->kind, c.by) << c.text << " | " << c.hit;
  }
}

TEST(AccountText, DaysEndWhenTheyEnd) {
  EXPECT_EQ(day_number("1970-01-01"), 0U);
  EXPECT_EQ(day_number("2000-03-01"), 11'017U);
  EXPECT_TRUE(is_good_at(10, 10 * 86'400 + 86'399));
  EXPECT_FALSE(is_good_at(10, 11 * 86'400));
  EXPECT_FALSE(is_good_at(10, 0));
  EXPECT_TRUE(is_good_at(kNeverExpires, 0));
}

class ApprovalTest : public testing::Test {
 protected:
  ApprovalTest() : keys_(*ed25519_generate()) {
    PostDigest digest;
    digest.add(0, 0, "text");
    approval_.digest = digest.finish();
    approval_.rules = {"a.b", "pack/c"};
    approval_.by = "somebody";
    approval_.reason = "because";
    approval_.expires = "2026-12-31";
    token_ = sign_approval(approval_, keys_.secret_key).value();
  }

  Ed25519Pair keys_;
  Approval approval_;
  std::string token_;
};

TEST_F(ApprovalTest, RoundTrip) {
  const auto read = read_approval(token_, {keys_.public_key});
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_TRUE(read.value().genuine);
  EXPECT_EQ(read.value().rules, approval_.rules);
  EXPECT_EQ(read.value().digest, approval_.digest);
  EXPECT_EQ(read.value().last_day, day_number("2026-12-31"));
  EXPECT_FALSE(read_approval(token_, {}).value().genuine);
  EXPECT_FALSE(read_approval(token_, {ed25519_generate()->public_key}).value().genuine);
}

// Whatever byte changes, it is no approval, or none that is believed. Line ends of another system and
// blank lines at the end are all that may differ.
TEST_F(ApprovalTest, NoChangedByteIsBelieved) {
  const std::size_t key_line = token_.find("\nkey: ");
  const std::size_t signature_line = token_.find("\nsignature: ");
  for (std::size_t i = 0; i < token_.size(); ++i) {
    // The line that names the key is for people; which keys count, the list says.
    if (i > key_line && i < signature_line) continue;
    for (const char bit : {'\x01', '\x20'}) {
      std::string changed = token_;
      changed[i] = static_cast<char>(changed[i] ^ bit);
      const auto read = read_approval(changed, {keys_.public_key});
      if (changed[i] == '\n' && i + 1 == token_.size()) continue;
      EXPECT_FALSE(read.ok() && read.value().genuine) << i << ": " << changed;
    }
  }
  EXPECT_FALSE(read_approval(token_ + "x", {keys_.public_key}).ok());
  EXPECT_TRUE(read_approval(token_ + "\n", {keys_.public_key}).value().genuine);
}

TEST_F(ApprovalTest, RefusesToSignWhatNobodyCouldRead) {
  for (const char* by : {"", "two\nlines", "hidden\u200B"}) {
    Approval wrong = approval_;
    wrong.by = by;
    EXPECT_FALSE(sign_approval(wrong, keys_.secret_key).ok()) << by;
  }
  Approval no_day = approval_;
  no_day.expires = "2026-02-30";
  EXPECT_FALSE(sign_approval(no_day, keys_.secret_key).ok());
}

TEST(PostDigest, ForgetsBlanksAndKeepsTheRest) {
  const auto of = [](std::string_view text, std::uint32_t role = 0) {
    PostDigest digest;
    digest.add(role, 0, text);
    return digest.finish();
  };
  EXPECT_EQ(of("a b\n c"), of("abc"));
  EXPECT_NE(of("1.5%"), of("15%"));
  EXPECT_NE(of("abc"), of("abd"));
  EXPECT_NE(of("abc", 0), of("abc", 1));
}

}  // namespace
}  // namespace postgate
