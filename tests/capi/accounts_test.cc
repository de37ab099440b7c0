// Accounts and approvals as a host uses them.
#include <array>
#include <string>
#include <vector>

#include "support.h"

namespace capi_test {
namespace {

struct Free {
  void operator()(postgate_accounts* handle) const { postgate_accounts_destroy(handle); }
  void operator()(postgate_account* handle) const { postgate_account_release(handle); }
  void operator()(postgate_approvals* handle) const { postgate_approvals_destroy(handle); }
};
template <typename T>
using Own = std::unique_ptr<T, Free>;

Own<postgate_account> account_of(const std::string& toml) {
  postgate_accounts* made = nullptr;
  EXPECT_EQ(postgate_accounts_create(&made, nullptr), POSTGATE_OK);
  const Own<postgate_accounts> list(made);
  postgate_error error = POSTGATE_INIT(postgate_error);
  EXPECT_EQ(postgate_accounts_add_file(made, "a.toml", toml.data(), toml.size(), &error), POSTGATE_OK)
      << error.line << ": " << error.message;
  postgate_account* account = nullptr;
  EXPECT_EQ(postgate_accounts_at(made, 0, &account, nullptr), POSTGATE_OK);
  return Own<postgate_account>(account);
}

postgate_scan_options options_for(const Own<postgate_account>& account, uint64_t now = 0) {
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  options.account = account.get();
  options.now = now;
  return options;
}

constexpr uint64_t kDay = 86'400;

TEST(Accounts, TheGroupOfAnAccountIsCounted) {
  postgate_engine_options counting = POSTGATE_INIT(postgate_engine_options);
  counting.flags = POSTGATE_ENGINE_STATISTICS;
  const Gate gate(build_tiny(), counting);
  const auto account = account_of("id = \"a\"\ngroup = \"city\"\n");
  postgate_account_info info = POSTGATE_INIT(postgate_account_info);
  ASSERT_EQ(postgate_account_get_info(account.get(), &info), POSTGATE_OK);
  EXPECT_EQ(view(info.group), "city");
  const postgate_verdict* verdict = nullptr;
  postgate_scan_options options = options_for(account);
  ASSERT_EQ(gate.scan("清楚", &verdict, &options), POSTGATE_OK);
  options.group = {"own", 3};
  ASSERT_EQ(gate.scan("清楚", &verdict, &options), POSTGATE_OK) << "what the scan says goes first";
  postgate_stats* stats = nullptr;
  ASSERT_EQ(postgate_stats_take(gate.engine.get(), &stats, nullptr), POSTGATE_OK);
  std::string groups;
  postgate_stats_named named = POSTGATE_INIT(postgate_stats_named);
  for (std::size_t i = 0; postgate_stats_group_at(stats, i, &named) == POSTGATE_OK; ++i) {
    groups += std::string(view(named.name)) + " " + std::to_string(named.allowed) + "\n";
  }
  postgate_stats_destroy(stats);
  EXPECT_EQ(groups, "city 1\nown 1\n");
}

TEST(Accounts, AnAllowedPhraseCoversExactlyItself) {
  const Gate gate(build_tiny());
  const auto account = account_of("id = \"a\"\nphrases = [\"请勿立即抢购假票\"]\n");
  const postgate_scan_options options = options_for(account);
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan("请勿立即抢购假票。", &verdict, &options), POSTGATE_OK);
  EXPECT_EQ(summary_of(verdict).action, POSTGATE_ACTION_ALLOW);
  ASSERT_EQ(summary_of(verdict).excused_count, 1U);
  EXPECT_EQ(view(summary_of(verdict).account), "a");
  postgate_excused excused = POSTGATE_INIT(postgate_excused);
  ASSERT_EQ(postgate_verdict_excused_at(verdict, 0, &excused), POSTGATE_OK);
  EXPECT_EQ(view(excused.rule), "ads.buy");
  EXPECT_EQ(view(excused.by_name), "phrase");
  EXPECT_EQ(postgate_verdict_excused_at(verdict, 1, &excused), POSTGATE_E_ARGUMENT);

  const std::string_view beside = "请勿立即抢购假票。立即抢购!";
  ASSERT_EQ(gate.scan(beside, &verdict, &options), POSTGATE_OK);
  EXPECT_EQ(summary_of(verdict).action, POSTGATE_ACTION_BLOCK);
  ASSERT_EQ(summary_of(verdict).finding_count, 1U);
  EXPECT_EQ(finding_at(verdict, 0).where.bytes.begin, beside.rfind("立即抢购"));
}

TEST(Accounts, ChangedRulesEndOnTheirDay) {
  const Gate gate(build_tiny());
  const auto account = account_of(
      "id = \"a\"\nrules = [{ rule = \"tiny/ads.buy\", action = \"flag\", reason = \"trial\", expires = "
      "1970-01-11 },"
      "{ rule = \"ads.vx\", action = \"off\", reason = \"agreed\" }]\n");
  const postgate_verdict* verdict = nullptr;
  const auto action = [&](uint64_t now) {
    const postgate_scan_options options = options_for(account, now);
    EXPECT_EQ(gate.scan("立即抢购,加微信", &verdict, &options), POSTGATE_OK);
    return summary_of(verdict).action;
  };
  EXPECT_EQ(action(10 * kDay), POSTGATE_ACTION_FLAG);
  EXPECT_EQ(summary_of(verdict).excused_count, 2U);
  EXPECT_EQ(action(11 * kDay), POSTGATE_ACTION_BLOCK);
  EXPECT_EQ(action(0), POSTGATE_ACTION_BLOCK);
}

TEST(Accounts, AFamilyOfRulesIsChangedAtOnce) {
  const Gate gate(build_tiny());
  const auto action = [&](const std::string& changes, uint64_t now = kDay) {
    const auto account = account_of("id = \"a\"\nrules = [" + changes + "]\n");
    const postgate_scan_options options = options_for(account, now);
    const postgate_verdict* verdict = nullptr;
    EXPECT_EQ(gate.scan("立即抢购,加微信", &verdict, &options), POSTGATE_OK);
    return summary_of(verdict).action;
  };
  const std::string all_flag = "{ rule = \"ads.*\", action = \"flag\", reason = \"trial\" }";
  const std::string one_off =
      "{ rule = \"ads.buy\", action = \"off\", reason = \"x\", expires = 1970-01-03 }";
  EXPECT_EQ(action(all_flag), POSTGATE_ACTION_FLAG);
  EXPECT_EQ(action("{ rule = \"tiny/ads.*\", action = \"off\", reason = \"x\" }"), POSTGATE_ACTION_ALLOW);
  EXPECT_EQ(action("{ rule = \"other/ads.*\", action = \"off\", reason = \"x\" }"), POSTGATE_ACTION_BLOCK);
  EXPECT_EQ(action("{ rule = \"ad.*\", action = \"off\", reason = \"x\" }"), POSTGATE_ACTION_BLOCK);
  // The closest change counts; once it has expired, the family's.
  EXPECT_EQ(action("{ rule = \"ads.vx\", action = \"off\", reason = \"x\" }," + one_off + "," + all_flag),
            POSTGATE_ACTION_ALLOW);
  EXPECT_EQ(action(one_off + "," + all_flag, 10 * kDay), POSTGATE_ACTION_FLAG);
}

TEST(Accounts, DanglingNamesAreReported) {
  const Ruleset ruleset = build_tiny();
  const auto account = account_of(
      "id = \"a\"\nprofile = \"gone\"\nrules = [{ rule = \"ads.gone\", action = \"off\", reason = \"x\" },"
      "{ rule = \"ads.buy\", action = \"off\", reason = \"x\", expires = 1970-01-02 }]\n");
  std::string found;
  postgate_diagnostic problem = POSTGATE_INIT(postgate_diagnostic);
  for (std::size_t i = 0;
       postgate_account_check_at(account.get(), ruleset.get(), 100 * kDay, i, &problem) == POSTGATE_OK; ++i) {
    found += std::string(view(problem.code)) + ":" + std::string(view(problem.rule)) + " ";
  }
  EXPECT_EQ(found, "unknown-profile:gone expired:ads.buy unknown-rule:ads.gone ");
  const Gate gate(ruleset);
  const postgate_scan_options options = options_for(account);
  const postgate_verdict* verdict = nullptr;
  EXPECT_EQ(gate.scan("x", &verdict, &options), POSTGATE_E_ARGUMENT);
}

TEST(Accounts, OutlivesRulesetsAndItsHandle) {
  Gate gate(build_tiny());
  auto account =
      account_of("id = \"a\"\nterms = [{ word = \"布署\", action = \"hold\", prefer = \"部署\" }]\n");
  const postgate_scan_options options = options_for(account);
  const Ruleset next = build_pack("next", {word_rule("ads.next", "hold", "别的词")});
  ASSERT_EQ(postgate_engine_install(gate.engine.get(), next.get(), nullptr, nullptr), POSTGATE_OK);
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan("全县布 署工作", &verdict, &options), POSTGATE_OK);
  account.reset();
  EXPECT_EQ(view(summary_of(verdict).account), "a");
  ASSERT_EQ(summary_of(verdict).finding_count, 1U);
  EXPECT_EQ(view(finding_at(verdict, 0).rule), "account.wording");
  EXPECT_EQ(view(finding_at(verdict, 0).hint_en), "write \u201C部署\u201D");
  EXPECT_EQ(view(signal_at(verdict, 0, 0).id), "account.wording");
  ASSERT_EQ(gate.scan("全县布 署工作", &verdict), POSTGATE_OK);
  EXPECT_EQ(summary_of(verdict).action, POSTGATE_ACTION_ALLOW);
  EXPECT_EQ(view(summary_of(verdict).account), "");
}

TEST(Accounts, ReleasedTooOftenTheyAreRefusedAndTheListKeepsThem) {
  const Gate gate(build_tiny());
  postgate_accounts* made = nullptr;
  ASSERT_EQ(postgate_accounts_create(&made, nullptr), POSTGATE_OK);
  const Own<postgate_accounts> list(made);
  ASSERT_EQ(postgate_accounts_add_file(made, "a", "id = \"a\"", 8, nullptr), POSTGATE_OK);
  postgate_account* account = nullptr;
  ASSERT_EQ(postgate_accounts_at(made, 0, &account, nullptr), POSTGATE_OK);
  for (int i = 0; i < 3; ++i) postgate_account_release(account);
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  options.account = account;
  const postgate_verdict* verdict = nullptr;
  EXPECT_EQ(gate.scan("清楚", &verdict, &options), POSTGATE_E_ARGUMENT);
  EXPECT_EQ(verdict, nullptr);
  const postgate_field field = utf8_field("清楚");
  const postgate_links* links = nullptr;
  EXPECT_EQ(postgate_links_find(gate.scanner.get(), &field, 1, sizeof(field), &options, &links, nullptr),
            POSTGATE_E_ARGUMENT);
  postgate_account* again = nullptr;
  ASSERT_EQ(postgate_accounts_find(made, {"a", 1}, &again, nullptr), POSTGATE_OK);
  const Own<postgate_account> held(again);
  options.account = again;
  EXPECT_EQ(gate.scan("清楚", &verdict, &options), POSTGATE_OK);
}

TEST(Accounts, MayBeEmptyOrHaveLongNames) {
  const Gate gate(build_tiny());
  const std::string id(200, 'i');
  const std::string group(128, 'g');
  for (const std::string& toml :
       {"id = \"" + id + "\"\n", "id = \"" + id + "\"\ngroup = \"" + group + "\"\nprofile = \"standard\"\n",
        std::string("id = \"x\"\n")}) {
    auto account = account_of(toml);
    postgate_account_info info = POSTGATE_INIT(postgate_account_info);
    ASSERT_EQ(postgate_account_get_info(account.get(), &info), POSTGATE_OK);
    const std::string shown(view(info.id));
    EXPECT_NE(toml.find("\"" + shown + "\""), std::string::npos);
    EXPECT_EQ(std::string(view(info.group)), toml.find("group") == std::string::npos ? "" : group);
    EXPECT_EQ(std::string(view(info.profile)), toml.find("profile") == std::string::npos ? "" : "standard");
    EXPECT_EQ(info.item_count + info.term_count, 0U);
    for (const char* post : {"清楚", "立即抢购"}) {
      const postgate_verdict* verdict = nullptr;
      ASSERT_EQ(gate.scan(post, &verdict), POSTGATE_OK);
      const auto without = summary_of(verdict);
      EXPECT_EQ(without.account.size, 0U);
      const postgate_scan_options options = options_for(account);
      ASSERT_EQ(gate.scan(post, &verdict, &options), POSTGATE_OK);
      const auto with = summary_of(verdict);
      EXPECT_EQ(std::string(view(with.account)), shown);
      EXPECT_EQ(with.action, without.action);
      EXPECT_EQ(with.finding_count, without.finding_count);
    }
    const postgate_verdict* verdict = nullptr;
    const postgate_scan_options options = options_for(account);
    ASSERT_EQ(gate.scan("清楚", &verdict, &options), POSTGATE_OK);
    account.reset();
    EXPECT_EQ(std::string(view(summary_of(verdict).account)), shown) << "the verdict keeps what it shows";
  }
}

TEST(Accounts, OfManySmallFilesOutliveTheirList) {
  const Gate gate(build_tiny());
  postgate_accounts* made = nullptr;
  ASSERT_EQ(postgate_accounts_create(&made, nullptr), POSTGATE_OK);
  Own<postgate_accounts> list(made);
  std::vector<Own<postgate_account>> accounts;
  for (int i = 0; i < 300; ++i) {
    const std::string toml =
        "id = \"a" + std::to_string(i) + "\"\nphrases = [\"第" + std::to_string(i) + "次立即抢购\"]\n";
    ASSERT_EQ(postgate_accounts_add_file(made, "a", toml.data(), toml.size(), nullptr), POSTGATE_OK);
    postgate_account* account = nullptr;
    ASSERT_EQ(postgate_accounts_at(made, static_cast<std::size_t>(i), &account, nullptr), POSTGATE_OK);
    accounts.emplace_back(account);
  }
  list.reset();
  for (std::size_t i = 1; i < accounts.size(); i += 2) accounts[i].reset();
  for (std::size_t i = 0; i < accounts.size(); i += 2) {
    const postgate_scan_options options = options_for(accounts[i]);
    const postgate_verdict* verdict = nullptr;
    ASSERT_EQ(gate.scan("第" + std::to_string(i) + "次立即抢购", &verdict, &options), POSTGATE_OK);
    EXPECT_EQ(summary_of(verdict).action, POSTGATE_ACTION_ALLOW) << i;
    ASSERT_EQ(gate.scan("第" + std::to_string(i + 1) + "次立即抢购", &verdict, &options), POSTGATE_OK);
    EXPECT_GT(summary_of(verdict).action, POSTGATE_ACTION_ALLOW) << i;
  }
}

TEST(Accounts, WatchThousandsOfTerms) {
  const Gate gate(build_tiny());
  std::string toml = "id = \"a\"\nterms = [\n";
  for (int i = 0; i < 5'000; ++i)
    toml += "{ word = \"旧称谓第" + std::to_string(i * 37) + "号\", action = \"hold\" },\n";
  const auto account = account_of(toml + "]\n");
  const postgate_scan_options options = options_for(account);
  const postgate_verdict* verdict = nullptr;
  for (const int i : {0, 1, 2'500, 4'999}) {
    ASSERT_EQ(gate.scan("本文用旧称谓第" + std::to_string(i * 37) + "号。", &verdict, &options), POSTGATE_OK);
    EXPECT_EQ(summary_of(verdict).action, POSTGATE_ACTION_HOLD) << i;
    EXPECT_EQ(summary_of(verdict).finding_count, 1U) << i;
  }
  ASSERT_EQ(gate.scan("本文用旧称谓第36号。", &verdict, &options), POSTGATE_OK);
  EXPECT_EQ(summary_of(verdict).action, POSTGATE_ACTION_ALLOW);
}

TEST(Accounts, MistakesAreAmongTheDiagnostics) {
  postgate_accounts* made = nullptr;
  ASSERT_EQ(postgate_accounts_create(&made, nullptr), POSTGATE_OK);
  const Own<postgate_accounts> list(made);
  const std::string toml = "id = \"a\"\ndomains = [\"com.cn\"]\nhotline = []\n";
  postgate_error error = POSTGATE_INIT(postgate_error);
  EXPECT_EQ(postgate_accounts_add_file(made, "a.toml", toml.data(), toml.size(), &error), POSTGATE_E_ACCOUNT);
  EXPECT_EQ(error.line, 2U);
  EXPECT_EQ(postgate_accounts_diagnostic_count(made), 2U);
  EXPECT_EQ(postgate_accounts_count(made), 0U);
  postgate_account* account = nullptr;
  EXPECT_EQ(postgate_accounts_find(made, {"a", 1}, &account, nullptr), POSTGATE_OK);
  EXPECT_EQ(account, nullptr);
  EXPECT_EQ(postgate_accounts_at(made, 0, &account, nullptr), POSTGATE_E_ARGUMENT);
}

// A key pair of minisign without a password, made for this test.
constexpr std::string_view kSecretKey =
    "untrusted comment: minisign encrypted secret key\n"
    "RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAt7wqlebP/"
    "wubYKz1hL0KasbB7hRElz56jN9tFNipH18fnD32SNRv8Y30ZaAmktWbuc6qqHjuLTCZOc4ImpDvZCoIMqMSTfzfAAAAAAAAAAAAAAAAA"
    "AAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
constexpr std::string_view kPublicKey =
    "untrusted comment: minisign public key BFFCFE6952ABCB7\n"
    "RWS3vCqV5s//C430ZaAmktWbuc6qqHjuLTCZOc4ImpDvZCoIMqMSTfzf\n";

std::string approve(std::string_view text, const char* rules, const char* account = "") {
  postgate_field field = utf8_field(text);
  postgate_approval_request request = POSTGATE_INIT(postgate_approval_request);
  request.rules = {rules, std::string_view(rules).size()};
  request.by = {"boss", 4};
  request.expires = {"1970-01-11", 10};
  request.account = {account, std::string_view(account).size()};
  std::array<char, 4096> buffer{};
  std::size_t size = 0;
  postgate_error error = POSTGATE_INIT(postgate_error);
  EXPECT_EQ(postgate_approve(&field, 1, sizeof(field), &request, {kSecretKey.data(), kSecretKey.size()}, {},
                             buffer.data(), buffer.size(), &size, &error),
            POSTGATE_OK)
      << error.message;
  return {buffer.data(), size};
}

// A list of approvals that knows the key they are signed with.
Own<postgate_approvals> known_approvals() {
  postgate_approvals* approvals = nullptr;
  EXPECT_EQ(postgate_approvals_create(&approvals, nullptr), POSTGATE_OK);
  EXPECT_EQ(postgate_approvals_add_key(approvals, {kPublicKey.data(), kPublicKey.size()}, nullptr),
            POSTGATE_OK);
  return Own<postgate_approvals>(approvals);
}

TEST(Approvals, WaiveNamedRulesOfOneText) {
  const Gate gate(build_tiny());
  const Own<postgate_approvals> owned = known_approvals();
  postgate_approvals* const approvals = owned.get();
  const std::string token = approve("立即抢购,价1.5元", "tiny/ads.buy");
  ASSERT_EQ(postgate_approvals_add(approvals, token.data(), token.size(), nullptr), POSTGATE_OK);
  std::string forged = token;
  forged.replace(forged.find("ads.buy"), 7, "ads.vx ");
  EXPECT_EQ(postgate_approvals_add(approvals, forged.data(), forged.size(), nullptr), POSTGATE_OK);
  EXPECT_EQ(postgate_approvals_add(approvals, "no", 2, nullptr), POSTGATE_E_APPROVAL);
  EXPECT_EQ(postgate_approvals_add_key(approvals, {kPublicKey.data(), kPublicKey.size()}, nullptr),
            POSTGATE_E_STATE);

  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  options.approvals = approvals;
  const postgate_verdict* verdict = nullptr;
  const auto judge = [&](std::string_view text, uint64_t now) {
    options.now = now;
    EXPECT_EQ(gate.scan(text, &verdict, &options), POSTGATE_OK);
    EXPECT_EQ(summary_of(verdict).approval_count, 2U);
    postgate_approval_use use = POSTGATE_INIT(postgate_approval_use);
    EXPECT_EQ(postgate_verdict_approval_at(verdict, 1, &use), POSTGATE_OK);
    EXPECT_EQ(use.state, static_cast<uint32_t>(POSTGATE_APPROVAL_FORGED));
    EXPECT_EQ(postgate_verdict_approval_at(verdict, 0, &use), POSTGATE_OK);
    return std::string(postgate_action_name(summary_of(verdict).action)) + " " +
           std::string(view(use.state_name));
  };
  EXPECT_EQ(judge("立即抢购,价1.5元", kDay), "allow applied");
  EXPECT_EQ(judge("立即 抢购，价１.5元\n", kDay), "allow applied");
  EXPECT_EQ(judge("立即抢购,价15元", kDay), "block foreign");
  EXPECT_EQ(judge("立即抢购,价1.5元", 11 * kDay), "block expired");
  EXPECT_EQ(judge("立即抢购,价1.5元", 0), "block expired");
  EXPECT_EQ(judge("今天", kDay), "allow foreign");
}

TEST(Approvals, WaiveAFamilyOfRules) {
  const Gate gate(build_tiny());
  const Own<postgate_approvals> owned = known_approvals();
  postgate_approvals* const approvals = owned.get();
  const std::string text = "立即抢购,加微信";
  const std::string token = approve(text, "ads.*");
  ASSERT_EQ(postgate_approvals_add(approvals, token.data(), token.size(), nullptr), POSTGATE_OK);
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  options.approvals = approvals;
  options.now = kDay;
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan(text, &verdict, &options), POSTGATE_OK);
  EXPECT_EQ(summary_of(verdict).action, POSTGATE_ACTION_ALLOW);
  EXPECT_EQ(summary_of(verdict).excused_count, 2U);
}

}  // namespace
}  // namespace capi_test
