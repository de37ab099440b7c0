#include "bench/whole_scan.h"

#include <postgate.h>

#include <stdexcept>

#include "base/deadline.h"
#include "bench/clock.h"
#include "text/field_text.h"

namespace postgate_bench {

namespace {

constexpr const char* kPack = R"([pack]
name     = "bench"
version  = 1
release  = "1"
requires = "0.1"
title    = { zh = "测速", en = "benchmark" }

[[category]]
id     = "words"
title  = { zh = "词语", en = "words" }
clause = { document = "测速", text = "测速", verified = true }
)";

// One rule with all words; examples of the first two.
std::string rule_file(const std::vector<std::string>& words) {
  return R"([[rule]]
id         = "words.all"
category   = "words"
action     = "hold"
title      = { zh = "词语", en = "words" }
words_file = "lists/words.txt"
examples   = [")" +
         words.front() + "\", \"" + words.back() + R"("]
counter    = ["plain text", "nothing to see"]
)";
}

void require(std::int32_t status, const postgate_error& error) {
  if (status == POSTGATE_OK) return;
  throw std::runtime_error(std::string(postgate_status_name(status)) + ": " + error.message);
}

class WholeScan : public Contender {
 public:
  WholeScan(const Words& words, bool with_pack) {
    try {
      open(words, with_pack);
    } catch (...) {
      close();
      throw;
    }
  }
  ~WholeScan() override { close(); }

  [[nodiscard]] postgate_engine* engine() const { return engine_; }

  std::size_t run(const std::vector<std::string>& posts) override { return scan_all(scanner_, posts); }

  static std::size_t scan_all(postgate_scanner* scanner, const std::vector<std::string>& posts) {
    std::size_t hit_posts = 0;
    postgate_error error = POSTGATE_INIT(postgate_error);
    postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
    for (const std::string& post : posts) {
      const postgate_verdict* verdict = nullptr;
      require(postgate_scan_utf8(scanner, post.data(), post.size(), nullptr, &verdict, &error), error);
      require(postgate_verdict_get_summary(verdict, &summary), error);
      if (summary.action != POSTGATE_ACTION_ALLOW) ++hit_posts;
    }
    return hit_posts;
  }

 private:
  void add(postgate_compiler* compiler, const char* path, const std::string& bytes) {
    postgate_error error = POSTGATE_INIT(postgate_error);
    require(postgate_compiler_add_file(compiler, "bench", path, bytes.data(), bytes.size(), &error), error);
  }

  void open(const Words& words, bool with_pack) {
    std::string list;
    for (const std::string& word : words) list += word + "\n";
    postgate_error error = POSTGATE_INIT(postgate_error);
    const double begin = thread_ns();
    require(postgate_compiler_create(nullptr, &compiler_, &error), error);
    if (with_pack) require(postgate_compiler_add_builtin(compiler_, "gov-cn", &error), error);
    add(compiler_, "pack.toml", kPack);
    add(compiler_, "rules/words.toml", rule_file(words));
    add(compiler_, "lists/words.txt", list);
    require(postgate_compiler_build(compiler_, &ruleset_, &error), error);
    build_ms = (thread_ns() - begin) / 1e6;
    postgate_ruleset_info info = POSTGATE_INIT(postgate_ruleset_info);
    require(postgate_ruleset_get_info(ruleset_, &info), error);
    memory_bytes = static_cast<std::size_t>(info.memory_bytes);
    require(postgate_engine_create(nullptr, &engine_, &error), error);
    require(postgate_engine_install(engine_, ruleset_, nullptr, &error), error);
    require(postgate_scanner_create(engine_, &scanner_, &error), error);
    require(postgate_scanner_prepare(scanner_, &error), error);
  }

  void close() {
    postgate_scanner_destroy(scanner_);
    postgate_engine_destroy(engine_);
    postgate_ruleset_release(ruleset_);
    postgate_compiler_destroy(compiler_);
  }

  postgate_compiler* compiler_ = nullptr;
  postgate_ruleset* ruleset_ = nullptr;
  postgate_engine* engine_ = nullptr;
  postgate_scanner* scanner_ = nullptr;
};

class Beside : public Contender {
 public:
  explicit Beside(postgate_engine* engine) {
    postgate_error error = POSTGATE_INIT(postgate_error);
    require(postgate_scanner_create(engine, &scanner_, &error), error);
  }
  ~Beside() override { postgate_scanner_destroy(scanner_); }
  std::size_t run(const std::vector<std::string>& posts) override {
    return WholeScan::scan_all(scanner_, posts);
  }

 private:
  postgate_scanner* scanner_ = nullptr;
};

class Fold : public Contender {
 public:
  std::size_t run(const std::vector<std::string>& posts) override {
    std::size_t kept = 0;
    const postgate::Deadline none = postgate::Deadline::after_ns(0);
    for (const std::string& post : posts) {
      postgate::FieldInput input;
      input.utf8 = post;
      if (!field_.assign(input, none).ok()) throw std::runtime_error("a post is not valid UTF-8");
      kept += field_.symbols().size();
    }
    return kept > 0 ? 0 : posts.size();  // uses the result, so that no compiler drops the work
  }

 private:
  postgate::FieldText field_;
};

}  // namespace

std::unique_ptr<Contender> make_fold() { return std::make_unique<Fold>(); }

std::unique_ptr<Contender> make_whole_scan(const Words& words) {
  return std::make_unique<WholeScan>(words, false);
}

std::unique_ptr<Contender> make_scanner_beside(Contender& first) {
  return std::make_unique<Beside>(dynamic_cast<WholeScan&>(first).engine());
}

std::unique_ptr<Contender> make_whole_scan_with_pack(const Words& words) {
  return std::make_unique<WholeScan>(words, true);
}

}  // namespace postgate_bench
