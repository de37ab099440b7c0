#include "gate.h"

#include <sys/stat.h>

#include <chrono>

namespace postgate_cli {
namespace {

std::string to_string(const postgate_string& text) { return std::string(view(text)); }

std::uint64_t nanoseconds(std::chrono::steady_clock::duration time) {
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(time).count());
}

template <typename Owner, typename PackAt>
std::vector<PackFacts> packs_at(const Owner* owner, PackAt pack_at) {
  std::vector<PackFacts> all;
  postgate_pack_info info = POSTGATE_INIT(postgate_pack_info);
  for (std::size_t i = 0; pack_at(owner, i, &info) == POSTGATE_OK; ++i) {
    all.push_back({to_string(info.name), to_string(info.release), to_string(info.expires),
                   to_string(info.digest), info.version});
  }
  return all;
}

}  // namespace

std::string in_both(std::string_view zh, std::string_view en) {
  std::string text(zh.empty() ? en : zh);
  if (!zh.empty() && !en.empty()) text += " (" + std::string(en) + ")";
  return text;
}

std::vector<Diagnostic> diagnostics_of(const postgate_compiler* compiler) {
  std::vector<Diagnostic> all;
  for (std::size_t i = 0; i < postgate_compiler_diagnostic_count(compiler); ++i) {
    postgate_diagnostic from = POSTGATE_INIT(postgate_diagnostic);
    if (postgate_compiler_diagnostic_at(compiler, i, &from) != POSTGATE_OK) continue;
    all.push_back({from.severity == POSTGATE_SEVERITY_ERROR, from.line, from.column, to_string(from.code),
                   to_string(from.pack), to_string(from.file), to_string(from.rule),
                   to_string(from.message)});
  }
  return all;
}

Built build_packs(const std::vector<std::string>& packs, const PackAccess& access, std::uint32_t flags,
                  const BuildWatch& watch) {
  const auto start = std::chrono::steady_clock::now();
  Built built;
  bool only_builtin = true;
  for (const std::string& pack : packs) {
    struct stat facts {};
    only_builtin = only_builtin && stat(pack.c_str(), &facts) != 0;
  }
  postgate_compiler_options options = compiler_options(access);
  options.flags = flags;
  if (only_builtin) options.flags |= POSTGATE_COMPILE_SKIP_SELF_TEST;
  options.progress = watch.call;
  options.progress_context = watch.context;
  postgate_error error = POSTGATE_INIT(postgate_error);
  postgate_compiler* raw_compiler = nullptr;
  int32_t status = postgate_compiler_create(&options, &raw_compiler, &error);
  const Compiler compiler(raw_compiler);
  if (status != POSTGATE_OK) {
    built.message = status_or(status, error);
    return built;
  }
  const Trust trust = open_trust(access, built.message);
  if (trust == nullptr) return built;
  const std::vector<std::string> wanted = packs.empty() ? std::vector<std::string>{kDefaultPack} : packs;
  for (const std::string& pack : wanted) {
    built.message = add_pack(compiler.get(), pack, access, trust.get());
    if (!built.message.empty()) return built;
  }
  postgate_ruleset* ruleset = nullptr;
  status = postgate_compiler_build(compiler.get(), &ruleset, &error);
  built.ruleset.reset(ruleset);
  if (status == POSTGATE_OK) status = postgate_trust_remember(trust.get(), ruleset, access.now, &error);
  if (status != POSTGATE_OK) {
    built.message = status_or(status, error);
    built.ruleset.reset();
  }
  built.diagnostics = diagnostics_of(compiler.get());
  built.milliseconds =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  return built;
}

std::vector<PackFacts> packs_of(const postgate_ruleset* ruleset) {
  return packs_at(ruleset, postgate_ruleset_pack_at);
}

std::vector<PackFacts> packs_of(const postgate_verdict* verdict) {
  return packs_at(verdict, postgate_verdict_pack_at);
}

std::optional<Gate> Gate::open(const Ruleset& ruleset, std::string profile, bool trace,
                               std::string& complaint) {
  Gate gate;
  gate.profile_ = std::move(profile);
  gate.trace_ = trace;
  gate.packs_ = packs_of(ruleset.get());
  const postgate_verdict* verdict = nullptr;
  postgate_error error = POSTGATE_INIT(postgate_error);
  int32_t status = gate.start(ruleset, 0, &error);
  if (status == POSTGATE_OK)
    status = gate.scan({}, gate.options(Post()), &verdict, &error);  // knows the profile?
  // Again, so that what was just tried does not count.
  if (status == POSTGATE_OK) status = gate.start(ruleset, POSTGATE_ENGINE_STATISTICS, &error);
  if (status == POSTGATE_OK) return gate;
  complaint = status_or(status, error);
  return std::nullopt;
}

int32_t Gate::start(const Ruleset& ruleset, std::uint32_t flags, postgate_error* error) {
  scanner_.reset();
  postgate_engine_options options = POSTGATE_INIT(postgate_engine_options);
  options.flags = flags;
  options.latency_every = 1;
  postgate_engine* engine = nullptr;
  int32_t status = postgate_engine_create(&options, &engine, error);
  engine_.reset(engine, postgate_engine_destroy);
  if (status == POSTGATE_OK) status = postgate_engine_install(engine, ruleset.get(), nullptr, error);
  postgate_scanner* scanner = nullptr;
  if (status == POSTGATE_OK) status = postgate_scanner_create(engine, &scanner, error);
  scanner_.reset(scanner);
  return status;
}

bool Gate::set_shadow(const Ruleset& ruleset, std::string& complaint) {
  postgate_error error = POSTGATE_INIT(postgate_error);
  const int32_t status = postgate_engine_set_shadow(engine_.get(), ruleset.get(), nullptr, nullptr, &error);
  if (status != POSTGATE_OK) complaint = status_or(status, error);
  return status == POSTGATE_OK;
}

bool Gate::set_canary(const Ruleset& ruleset, std::uint32_t share_ppm, std::string& complaint) {
  by_id_ = true;
  postgate_canary_options options = POSTGATE_INIT(postgate_canary_options);
  options.share_ppm = share_ppm;  // the key stays zero: the same posts in every run
  postgate_error error = POSTGATE_INIT(postgate_error);
  const int32_t status = postgate_engine_set_canary(engine_.get(), ruleset.get(), &options, nullptr, &error);
  if (status != POSTGATE_OK) complaint = status_or(status, error);
  return status == POSTGATE_OK;
}

std::string Gate::statistics(std::uint32_t format) const {
  postgate_stats* taken = nullptr;
  if (postgate_stats_take(engine_.get(), &taken, nullptr) != POSTGATE_OK) return {};
  const std::unique_ptr<postgate_stats, Destroyer<postgate_stats, postgate_stats_destroy>> stats(taken);
  std::size_t size = 0;
  std::string text;
  if (postgate_stats_text(taken, format, nullptr, 0, &size, nullptr) != POSTGATE_OK) return {};
  text.resize(size);
  if (postgate_stats_text(taken, format, text.data(), size, &size, nullptr) != POSTGATE_OK) return {};
  return text;
}

std::optional<Gate> Gate::beside() const {
  Gate gate;
  gate.profile_ = profile_;
  gate.trace_ = trace_;
  gate.suggesting_ = suggesting_;
  gate.packs_ = packs_;
  gate.engine_ = engine_;
  gate.by_id_ = by_id_;
  gate.owners_ = owners_;
  gate.now_ = now_;
  if (!gate.renew_scanner()) return std::nullopt;
  return gate;
}

bool Gate::renew_scanner() {
  postgate_scanner* fresh = nullptr;
  postgate_scanner_create(engine_.get(), &fresh, nullptr);
  scanner_.reset(fresh);
  return fresh != nullptr;
}

postgate_scan_options Gate::options(const Post& post) const {
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  options.flags = POSTGATE_SCAN_ACCEPT_PARTIAL | (trace_ ? POSTGATE_SCAN_TRACE : 0U);
  options.profile = {profile_.data(), profile_.size()};
  if (by_id_) options.canary_key = {post.id.data(), post.id.size()};
  options.now = now_;
  return options;
}

int32_t Gate::scan(const std::vector<postgate_field>& fields, const postgate_scan_options& wanted,
                   const postgate_verdict** verdict, postgate_error* error) {
  return postgate_scan(scanner_.get(), fields.data(), fields.size(), sizeof(postgate_field), &wanted, verdict,
                       error);
}

namespace {

void add_fields(const Post& post, std::vector<postgate_field>& fields) {
  for (const Field& from : post.fields) {
    postgate_field field = POSTGATE_INIT(postgate_field);
    field.role = from.role;
    field.format = from.format;
    field.text = from.scanned().data();
    field.length = from.scanned().size();
    fields.push_back(field);
  }
}

}  // namespace

Problem problem_of(const Post& post, int32_t status, const postgate_error& error) {
  Problem problem{postgate_status_name(status), status_or(status, error), POSTGATE_NO_OFFSET, std::nullopt,
                  status};
  if (error.offset != POSTGATE_NO_OFFSET && error.field < post.fields.size()) {
    problem.field = error.field;
    problem.offset = error.offset + post.fields[error.field].skip;
  }
  return problem;
}

void fill_fields(const Post& post, std::vector<postgate_field>& fields) {
  fields.clear();
  add_fields(post, fields);
}

void Gate::suggest(Post& post, const postgate_field* fields, std::size_t count,
                   const postgate_scan_options& wanted, const postgate_verdict* verdict) {
  post.fixes.clear();
  if (!suggesting_) return;
  postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
  postgate_verdict_get_summary(verdict, &summary);
  // Suggestions are those of the live rules; what another ruleset found has other numbers.
  if (summary.action < POSTGATE_ACTION_HOLD || summary.slot != POSTGATE_SLOT_LIVE) return;
  std::size_t fixes = 0;
  if (postgate_suggest(scanner_.get(), fields, count, sizeof(postgate_field), &wanted, &fixes, nullptr) !=
      POSTGATE_OK) {
    return;
  }
  postgate_fix fix = POSTGATE_INIT(postgate_fix);
  for (std::size_t i = 0; i < fixes && postgate_suggest_at(scanner_.get(), i, &fix) == POSTGATE_OK; ++i) {
    post.fixes.push_back({fix.finding, fix.field, fix.where, std::string(view(fix.replacement))});
  }
}

const postgate_verdict* Gate::judge(Post& post) {
  fill_fields(post, fields_);
  postgate_error error = POSTGATE_INIT(postgate_error);
  const postgate_verdict* verdict = nullptr;
  postgate_scan_options wanted = options(post);
  choice_.forget();
  if (owners_ != nullptr && !choice_.apply(*owners_, post, wanted)) return nullptr;
  const auto start = std::chrono::steady_clock::now();
  const int32_t status = scan(fields_, wanted, &verdict, &error);
  latency_ns_ = nanoseconds(std::chrono::steady_clock::now() - start);
  if (status == POSTGATE_OK) {
    suggest(post, fields_.data(), fields_.size(), wanted, verdict);
    return verdict;
  }
  post.problem = problem_of(post, status, error);
  if (status == POSTGATE_E_INTERNAL) renew_scanner();  // such a scanner must not be used again
  return nullptr;
}

void Gate::judge_all(std::vector<Post>& posts, std::size_t count) {
  fields_.clear();
  batch_.clear();
  batch_options_.clear();
  verdicts_.assign(count, nullptr);
  choice_.forget();
  for (std::size_t i = 0; i < count; ++i) {
    if (posts[i].problem) continue;
    postgate_scan_options wanted = options(posts[i]);
    if (owners_ != nullptr && !choice_.apply(*owners_, posts[i], wanted)) continue;
    postgate_post post = POSTGATE_INIT(postgate_post);
    post.count = posts[i].fields.size();
    post.field_size = sizeof(postgate_field);
    add_fields(posts[i], fields_);
    batch_.push_back(post);
    batch_options_.push_back(wanted);
  }
  const postgate_field* next = fields_.data();  // they stay where they are from here on
  for (std::size_t i = 0; i < batch_.size(); ++i) {
    batch_[i].fields = next;
    batch_[i].options = &batch_options_[i];
    next += batch_[i].count;
  }
  postgate_error error = POSTGATE_INIT(postgate_error);
  const int32_t status = postgate_scan_batch(scanner_.get(), batch_.data(), batch_.size(),
                                             sizeof(postgate_post), nullptr, &error);
  bool broken = status == POSTGATE_E_INTERNAL;
  std::size_t number = 0;  // in the batch
  for (std::size_t i = 0; i < count; ++i) {
    if (posts[i].problem) continue;
    const std::size_t mine_at = number++;
    const int32_t mine =
        status == POSTGATE_OK ? postgate_batch_at(scanner_.get(), mine_at, &verdicts_[i], &error) : status;
    if (mine != POSTGATE_OK) {
      posts[i].problem = problem_of(posts[i], mine, error);
    } else {
      const postgate_post& given = batch_[mine_at];
      suggest(posts[i], given.fields, given.count, *given.options, verdicts_[i]);
    }
    broken = broken || mine == POSTGATE_E_INTERNAL;
  }
  if (!broken) return;
  for (std::size_t i = 0; i < count; ++i) {
    if (verdicts_[i] == nullptr) continue;
    verdicts_[i] = nullptr;  // lent by a scanner that cannot be trusted
    posts[i].problem = problem_of(posts[i], POSTGATE_E_INTERNAL, error);
  }
  renew_scanner();
}

}  // namespace postgate_cli
