// Pack files: written, signed, verified, refused. Nothing here trusts the file that it gives to the library.
#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>

#include "mutants.h"
#include "support.h"

namespace capi_test {
namespace {

constexpr std::uint64_t kIn2026 = 1'795'000'000;  // 2026-11-18; the pack expires on 2030-01-31
constexpr std::uint64_t kIn2031 = 1'930'000'000;

postgate_string text_of(const std::string& text) { return {text.data(), text.size()}; }

struct TrustRelease {
  void operator()(postgate_trust* handle) const { postgate_trust_destroy(handle); }
};
using Trust = std::unique_ptr<postgate_trust, TrustRelease>;

Trust make_trust(std::uint32_t flags = 0, const std::string& state = {}) {
  postgate_trust_options options = POSTGATE_INIT(postgate_trust_options);
  options.flags = flags;
  options.state_path = text_of(state);
  postgate_trust* trust = nullptr;
  EXPECT_EQ(postgate_trust_create(&options, &trust, nullptr), POSTGATE_OK);
  return Trust(trust);
}

postgate_key_pair make_keys() {
  postgate_key_pair keys = POSTGATE_INIT(postgate_key_pair);
  EXPECT_EQ(postgate_key_generate({nullptr, 0}, &keys, nullptr), POSTGATE_OK);
  return keys;
}

void add_key(const Trust& trust, const postgate_key_pair& keys, const std::string& pack = {}) {
  ASSERT_EQ(postgate_trust_add_key(trust.get(), text_of(keys.public_key), text_of(pack), nullptr),
            POSTGATE_OK);
}

std::string pack_text(const std::string& name, int version) {
  std::string text = pack_toml(name);
  const std::string before = "version = 3";
  text.replace(text.find(before), before.size(), "version = " + std::to_string(version));
  if (name == "long-lived") text.replace(text.find("2030"), 4, "2040");
  return text;
}

std::string word_rules(const std::string& word) {
  return rules_toml({{"ads.one", "hold",
                      "words = [\"" + word + "\"]\nexamples = [\"a " + word + "\", \"" + word +
                          " b\"]\ncounter = [\"nothing\", \"at all\"]\n"}});
}

struct Benign {
  std::uint64_t characters = 0;
  std::uint64_t stopped = 0;
};

std::string make_archive(const std::string& name, int version, const std::string& word = "alpha",
                         const std::string& date = {}, const Benign& benign = {}) {
  const Compiler compiler = make_compiler(POSTGATE_COMPILE_KEEP_SOURCE);
  EXPECT_EQ(add_text(compiler.get(), "k", "rules/a.toml", word_rules(word)), POSTGATE_OK);
  EXPECT_EQ(add_text(compiler.get(), "k", "pack.toml", pack_text(name, version)), POSTGATE_OK);
  EXPECT_EQ(add_text(compiler.get(), "k", "README.md", "not part of a pack"), POSTGATE_OK);
  const Ruleset ruleset = build(compiler.get());
  postgate_archive_options options = POSTGATE_INIT(postgate_archive_options);
  options.date = text_of(date);
  options.benign_characters = benign.characters;
  options.benign_stopped = benign.stopped;
  const void* bytes = nullptr;
  std::size_t size = 0;
  EXPECT_EQ(postgate_compiler_write_archive(compiler.get(), &options, &bytes, &size, nullptr), POSTGATE_OK);
  return std::string(static_cast<const char*>(bytes), size);
}

std::string sign(const std::string& archive, const postgate_key_pair& keys) {
  postgate_signature signature = POSTGATE_INIT(postgate_signature);
  postgate_error error = POSTGATE_INIT(postgate_error);
  EXPECT_EQ(postgate_archive_sign(archive.data(), archive.size(), text_of(keys.secret_key), {nullptr, 0},
                                  &signature, &error),
            POSTGATE_OK)
      << error.message;
  EXPECT_STREQ(signature.key_id, keys.key_id);
  return signature.text;
}

int32_t add(const Compiler& compiler, const std::string& archive, const std::string& signature,
            const Trust& trust, std::uint64_t now = 0, postgate_error* error = nullptr) {
  postgate_accept_options options = POSTGATE_INIT(postgate_accept_options);
  options.signature = text_of(signature);
  options.trust = trust.get();
  options.now = now;
  return postgate_compiler_add_archive(compiler.get(), archive.data(), archive.size(), &options, error);
}

int32_t accepts(const std::string& archive, const std::string& signature, const Trust& trust,
                std::uint64_t now = 0) {
  return add(make_compiler(), archive, signature, trust, now);
}

// Builds and remembers, as a host does before it installs.
void install(const std::string& archive, const std::string& signature, const Trust& trust,
             std::uint64_t now) {
  const Compiler compiler = make_compiler();
  ASSERT_EQ(add(compiler, archive, signature, trust, now), POSTGATE_OK);
  const Ruleset ruleset = build(compiler.get());
  ASSERT_EQ(postgate_trust_remember(trust.get(), ruleset.get(), now, nullptr), POSTGATE_OK);
}

TEST(Archives, TheSameSourceIsTheSameBytesAndTheSameVerdicts) {
  const std::string archive = make_archive("small", 3);
  EXPECT_EQ(make_archive("small", 3), archive);
  EXPECT_NE(make_archive("small", 3, "alpha", "2026-11-24"), archive);
  const Trust trust = make_trust(POSTGATE_TRUST_ALLOW_UNSIGNED);
  const Compiler compiler = make_compiler(0);
  ASSERT_EQ(add(compiler, archive, "", trust), POSTGATE_OK);
  const Ruleset ruleset = build(compiler.get());
  postgate_pack_info pack = POSTGATE_INIT(postgate_pack_info);
  ASSERT_EQ(postgate_ruleset_pack_at(ruleset.get(), 0, &pack), POSTGATE_OK);
  EXPECT_EQ(std::string(pack.name.data, pack.name.size), "small");
  EXPECT_EQ(pack.key_id.size, 0U);
  postgate_archive_info info = POSTGATE_INIT(postgate_archive_info);
  ASSERT_EQ(postgate_archive_read(archive.data(), archive.size(), &info, nullptr), POSTGATE_OK);
  EXPECT_EQ(std::string(info.digest.data, info.digest.size), std::string(pack.digest.data, pack.digest.size));
  EXPECT_EQ(info.version, 3U);
  EXPECT_EQ(info.file_count, 2U);
  EXPECT_EQ(info.test_count, 4U);
  EXPECT_EQ(info.date.size, 0U);
}

TEST(Archives, AnUnsignedOneIsRefusedUnlessTheHostSaysSo) {
  const std::string archive = make_archive("small", 3);
  EXPECT_EQ(accepts(archive, "", make_trust()), POSTGATE_E_PACK_SIGNATURE);
  EXPECT_EQ(accepts(archive, "", nullptr), POSTGATE_E_PACK_SIGNATURE);
  EXPECT_EQ(
      postgate_compiler_add_archive(make_compiler().get(), archive.data(), archive.size(), nullptr, nullptr),
      POSTGATE_E_PACK_SIGNATURE);
  EXPECT_EQ(accepts(archive, "", make_trust(POSTGATE_TRUST_ALLOW_UNSIGNED)), POSTGATE_OK);
}

TEST(Archives, OnlyTrustedKeysThatAreNotRevokedForTheirPacks) {
  const postgate_key_pair ours = make_keys();
  const postgate_key_pair theirs = make_keys();
  const std::string archive = make_archive("small", 3);
  const std::string signature = sign(archive, ours);
  const Trust trust = make_trust();
  EXPECT_EQ(accepts(archive, signature, trust), POSTGATE_E_PACK_SIGNATURE) << "no key at all";
  add_key(trust, theirs);
  EXPECT_EQ(accepts(archive, signature, trust), POSTGATE_E_PACK_SIGNATURE) << "another key";
  add_key(trust, ours, "other");
  EXPECT_EQ(accepts(archive, signature, trust), POSTGATE_E_PACK_SIGNATURE) << "a key for another pack";
  add_key(trust, ours, "small");
  EXPECT_EQ(accepts(archive, signature, trust), POSTGATE_OK);
  EXPECT_EQ(accepts(archive, sign(make_archive("small", 4), ours), trust), POSTGATE_E_PACK_SIGNATURE);
  ASSERT_EQ(postgate_trust_revoke_key(trust.get(), text_of(ours.key_id), nullptr), POSTGATE_OK);
  EXPECT_EQ(accepts(archive, signature, trust), POSTGATE_E_PACK_SIGNATURE) << "revoked";
  add_key(trust, ours);
  EXPECT_EQ(accepts(archive, signature, trust), POSTGATE_E_PACK_SIGNATURE) << "revoked for good";
}

TEST(Archives, VerifyingSaysWhoSignedWhat) {
  const postgate_key_pair keys = make_keys();
  const std::string archive = make_archive("small", 3);
  const Trust trust = make_trust();
  add_key(trust, keys);
  postgate_signature seen = POSTGATE_INIT(postgate_signature);
  ASSERT_EQ(postgate_trust_verify(trust.get(), archive.data(), archive.size(), text_of(sign(archive, keys)),
                                  &seen, nullptr),
            POSTGATE_OK);
  EXPECT_STREQ(seen.key_id, keys.key_id);
  EXPECT_EQ(std::string(seen.trusted_comment).rfind("postgate-pack small 3 sha256:", 0), 0U);
  const std::string no_pack = "hello";
  EXPECT_EQ(postgate_archive_sign(no_pack.data(), no_pack.size(), text_of(keys.secret_key), {nullptr, 0},
                                  &seen, nullptr),
            POSTGATE_E_PACK_ARCHIVE);
}

TEST(Archives, LowerVersionsAreRefusedOnceAHigherOneWasInstalled) {
  const postgate_key_pair keys = make_keys();
  const postgate_key_pair other = make_keys();
  const Trust trust = make_trust();
  add_key(trust, keys);
  add_key(trust, other);
  const std::string three = make_archive("small", 3);
  const std::string four = make_archive("small", 4);
  install(four, sign(four, keys), trust, kIn2026);
  EXPECT_EQ(accepts(three, sign(three, keys), trust), POSTGATE_E_PACK_ROLLBACK);
  EXPECT_EQ(accepts(four, sign(four, keys), trust), POSTGATE_OK) << "the same again";
  const std::string changed = make_archive("small", 4, "beta");
  EXPECT_EQ(accepts(changed, sign(changed, keys), trust), POSTGATE_E_PACK_ROLLBACK)
      << "same number, other content";
  EXPECT_EQ(accepts(three, sign(three, other), trust), POSTGATE_OK) << "a leaked key must not block another";
  const std::string elsewhere = make_archive("else", 1);
  EXPECT_EQ(accepts(elsewhere, sign(elsewhere, keys), trust), POSTGATE_OK);
}

TEST(Archives, AnExpiredOneIsNoUpdateButGoesOnWhereItWasInstalled) {
  const postgate_key_pair keys = make_keys();
  const Trust trust = make_trust();
  add_key(trust, keys);
  const std::string three = make_archive("small", 3);
  const std::string signature = sign(three, keys);
  EXPECT_EQ(accepts(three, signature, trust, kIn2031), POSTGATE_E_PACK_EXPIRED);
  EXPECT_EQ(accepts(three, signature, trust, 0), POSTGATE_OK) << "no clock, no expiry";
  install(three, signature, trust, kIn2026);
  EXPECT_EQ(accepts(three, signature, trust, kIn2031), POSTGATE_OK) << "the last good one after a restart";
  const std::string four = make_archive("small", 4);
  EXPECT_EQ(accepts(four, sign(four, keys), trust, kIn2031), POSTGATE_E_PACK_EXPIRED);
}

TEST(Archives, AClockThatIsPutBackDoesNotMakeAPackFresh) {
  const postgate_key_pair keys = make_keys();
  const Trust trust = make_trust();
  add_key(trust, keys);
  const std::string other = make_archive("long-lived", 1);
  install(other, sign(other, keys), trust, kIn2031);
  const std::string small = make_archive("small", 3);
  EXPECT_EQ(accepts(small, sign(small, keys), trust, kIn2026), POSTGATE_E_PACK_EXPIRED);
}

class StateFile : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "postgate-state-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::string path() const { return (folder_ / "state").string(); }
  [[nodiscard]] std::string content() const {
    std::ifstream in(path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void write(const std::string& text) const { std::ofstream(path(), std::ios::binary) << text; }

  std::filesystem::path folder_;
};

TEST_F(StateFile, OutlivesTheProcessAndIsNeverHalfThere) {
  const postgate_key_pair keys = make_keys();
  const std::string four = make_archive("small", 4);
  {
    const Trust trust = make_trust(0, path());
    add_key(trust, keys);
    install(four, sign(four, keys), trust, kIn2026);
  }
  const Trust trust = make_trust(0, path());
  add_key(trust, keys);
  const std::string three = make_archive("small", 3);
  EXPECT_EQ(accepts(three, sign(three, keys), trust), POSTGATE_E_PACK_ROLLBACK);
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    EXPECT_EQ(entry.path().extension() == ".tmp", false) << entry.path();
  }
}

TEST_F(StateFile, DamagedOneRefusesEverything) {
  const postgate_key_pair keys = make_keys();
  const std::string four = make_archive("small", 4);
  const std::string signature = sign(four, keys);
  const Trust trust = make_trust(0, path());
  add_key(trust, keys);
  install(four, signature, trust, kIn2026);
  Mutator mutator(content());
  for (int i = mutant_count(500); i > 0; --i) {
    const std::string changed = mutator.next();
    write(changed);
    ASSERT_EQ(accepts(four, signature, trust), changed.empty() ? POSTGATE_OK : POSTGATE_E_IO) << changed;
  }
}

struct HostState {
  std::string text;
  bool broken = false;
};

TEST(Archives, AHostMayKeepTheStateItself) {
  HostState state;
  postgate_trust_options options = POSTGATE_INIT(postgate_trust_options);
  options.context = &state;
  options.load = [](void* context, postgate_string* text) -> int32_t {
    const auto* from = static_cast<HostState*>(context);
    *text = text_of(from->text);
    return from->broken ? POSTGATE_E_IO : POSTGATE_OK;
  };
  postgate_trust* raw = nullptr;
  EXPECT_EQ(postgate_trust_create(&options, &raw, nullptr), POSTGATE_E_ARGUMENT) << "load without store";
  options.store = [](void* context, postgate_string text) -> int32_t {
    static_cast<HostState*>(context)->text.assign(text.data, text.size);
    return static_cast<HostState*>(context)->broken ? POSTGATE_E_IO : POSTGATE_OK;
  };
  ASSERT_EQ(postgate_trust_create(&options, &raw, nullptr), POSTGATE_OK);
  const Trust trust(raw);
  const postgate_key_pair keys = make_keys();
  add_key(trust, keys);
  const std::string four = make_archive("small", 4);
  install(four, sign(four, keys), trust, kIn2026);
  EXPECT_NE(state.text.find("pack small "), std::string::npos) << state.text;
  const std::string three = make_archive("small", 3);
  EXPECT_EQ(accepts(three, sign(three, keys), trust), POSTGATE_E_PACK_ROLLBACK);
  state.broken = true;
  EXPECT_EQ(accepts(four, sign(four, keys), trust), POSTGATE_E_IO);
}

TEST(Archives, NoChangedPackFileIsAccepted) {
  const postgate_key_pair keys = make_keys();
  const std::string archive = make_archive("small", 3);
  const std::string signature = sign(archive, keys);
  const Trust trust = make_trust();
  add_key(trust, keys);
  const Trust anyone = make_trust(POSTGATE_TRUST_ALLOW_UNSIGNED);
  Mutator mutator(archive);
  for (int i = mutant_count(2000); i > 0; --i) {
    const std::string changed = mutator.next();
    ASSERT_EQ(accepts(changed, signature, trust), POSTGATE_E_PACK_SIGNATURE);
    ASSERT_EQ(accepts(changed, "", anyone), POSTGATE_E_PACK_ARCHIVE);
  }
  EXPECT_EQ(accepts(archive, signature, trust), POSTGATE_OK);
}

TEST(Archives, NoChangedSignatureIsAccepted) {
  const postgate_key_pair keys = make_keys();
  const std::string archive = make_archive("small", 3);
  const std::string signature = sign(archive, keys);
  const Trust trust = make_trust();
  add_key(trust, keys);
  Mutator mutator(signature);
  for (int i = mutant_count(2000); i > 0; --i) {
    const std::string changed = mutator.next();
    ASSERT_EQ(accepts(archive, changed, trust), POSTGATE_E_PACK_SIGNATURE) << changed;
  }
  EXPECT_EQ(accepts(archive, signature, trust), POSTGATE_OK);
}

TEST(Archives, PasswordProtectedKeys) {
  const postgate_key_pair plain = make_keys();
  const std::string archive = make_archive("small", 3);
  postgate_signature signature = POSTGATE_INIT(postgate_signature);
  std::string secret = plain.secret_key;
  const std::size_t line = secret.find('\n') + 1;
  EXPECT_EQ(postgate_archive_sign(archive.data(), archive.size(), text_of(secret.substr(line)), {nullptr, 0},
                                  &signature, nullptr),
            POSTGATE_OK)
      << "the second line alone";
  secret[line + 10] = '!';
  EXPECT_EQ(postgate_archive_sign(archive.data(), archive.size(), text_of(secret), {nullptr, 0}, &signature,
                                  nullptr),
            POSTGATE_E_ARGUMENT);
}

TEST(Archives, OverTheBudgetOfTheHost) {
  const std::string archive = make_archive("small", 3);
  const Trust trust = make_trust(POSTGATE_TRUST_ALLOW_UNSIGNED);
  const auto with = [&](const std::function<void(postgate_compiler_options&)>& change) {
    postgate_compiler_options options = POSTGATE_INIT(postgate_compiler_options);
    change(options);
    postgate_compiler* raw = nullptr;
    EXPECT_EQ(postgate_compiler_create(&options, &raw, nullptr), POSTGATE_OK);
    const Compiler compiler(raw);
    EXPECT_EQ(add_text(raw, "k", "pack.toml", pack_text("second", 1)), POSTGATE_OK);
    EXPECT_EQ(add_text(raw, "k", "rules/a.toml", word_rules("gamma")), POSTGATE_OK);
    int32_t status = add(compiler, archive, "", trust);
    postgate_ruleset* ruleset = nullptr;
    if (status == POSTGATE_OK) status = postgate_compiler_build(raw, &ruleset, nullptr);
    postgate_ruleset_release(ruleset);
    return status;
  };
  EXPECT_EQ(with([](auto& o) { o.max_words = 2; }), POSTGATE_OK);
  EXPECT_EQ(with([](auto& o) { o.max_words = 1; }), POSTGATE_E_PACK_BUDGET);
  EXPECT_EQ(with([](auto& o) { o.max_memory_bytes = 16; }), POSTGATE_E_PACK_BUDGET);
  EXPECT_EQ(with([](auto& o) { o.max_hostile_hits = 1; }), POSTGATE_E_PACK_BUDGET);
  EXPECT_EQ(with([](auto& o) { o.max_hostile_hits = 100'000; }), POSTGATE_OK);
}

TEST(Archives, HowOftenInnocentTextIsStoppedMayBeABudget) {
  const Trust trust = make_trust(POSTGATE_TRUST_ALLOW_UNSIGNED);
  const auto takes = [&](const std::string& archive, std::uint64_t most) {
    postgate_compiler_options options = POSTGATE_INIT(postgate_compiler_options);
    options.max_false_hits = most;
    postgate_compiler* raw = nullptr;
    EXPECT_EQ(postgate_compiler_create(&options, &raw, nullptr), POSTGATE_OK);
    return add(Compiler(raw), archive, "", trust);
  };
  const std::string measured = make_archive("small", 3, "alpha", {}, {2'000'000, 5});
  EXPECT_EQ(takes(measured, 0), POSTGATE_OK);
  EXPECT_EQ(takes(measured, 3), POSTGATE_OK) << "2.5, rounded up";
  EXPECT_EQ(takes(measured, 2), POSTGATE_E_PACK_BUDGET);
  EXPECT_EQ(takes(make_archive("small", 3, "alpha", {}, {1'000, 0}), 1), POSTGATE_OK);
  EXPECT_EQ(takes(make_archive("small", 3), 1000), POSTGATE_E_PACK_BUDGET) << "it does not say";
  postgate_archive_info info = POSTGATE_INIT(postgate_archive_info);
  ASSERT_EQ(postgate_archive_read(measured.data(), measured.size(), &info, nullptr), POSTGATE_OK);
  EXPECT_EQ(info.benign_characters, 2'000'000U);
  EXPECT_EQ(info.benign_stopped, 5U);

  postgate_compiler_options options = POSTGATE_INIT(postgate_compiler_options);
  options.max_false_hits = 1000;
  postgate_compiler* raw = nullptr;
  ASSERT_EQ(postgate_compiler_create(&options, &raw, nullptr), POSTGATE_OK);
  const Compiler compiler(raw);
  ASSERT_EQ(add_text(raw, "k", "pack.toml", pack_text("second", 1)), POSTGATE_OK);
  ASSERT_EQ(add_text(raw, "k", "rules/a.toml", word_rules("gamma")), POSTGATE_OK);
  postgate_ruleset* ruleset = nullptr;
  EXPECT_EQ(postgate_compiler_build(raw, &ruleset, nullptr), POSTGATE_E_PACK_BUDGET)
      << "a folder says nothing";
}

TEST(Archives, WritingNeedsASourceThatWasBuiltAndTested) {
  const void* bytes = nullptr;
  std::size_t size = 0;
  const Compiler early = make_compiler(POSTGATE_COMPILE_KEEP_SOURCE);
  EXPECT_EQ(postgate_compiler_write_archive(early.get(), nullptr, &bytes, &size, nullptr), POSTGATE_E_STATE);
  for (const uint32_t flags : {0U, POSTGATE_COMPILE_KEEP_SOURCE | POSTGATE_COMPILE_SKIP_SELF_TEST}) {
    const Compiler compiler = make_compiler(flags);
    add_text(compiler.get(), "k", "pack.toml", pack_text("small", 1));
    add_text(compiler.get(), "k", "rules/a.toml", word_rules("alpha"));
    const Ruleset ruleset = build(compiler.get());
    EXPECT_EQ(postgate_compiler_write_archive(compiler.get(), nullptr, &bytes, &size, nullptr),
              POSTGATE_E_STATE);
    EXPECT_EQ(bytes, nullptr);
  }
}

}  // namespace
}  // namespace capi_test
