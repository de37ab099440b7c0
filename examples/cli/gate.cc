#include "gate.h"

#include <sys/stat.h>

#include <chrono>

#include "audit_trail.h"
#include "owners.h"

namespace postgate_cli {
namespace {

std::string to_string(const postgate_string& text) { return std::string(view(text)); }

std::uint64_t nanoseconds(std::chrono::steady_clock::duration time) {
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(time).count());
}

}  // namespace

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

Built build_packs(const std::vector<std::string>& packs, const PackAccess& access) {
  const auto start = std::chrono::steady_clock::now();
  Built built;
  bool only_builtin = true;
  for (const std::string& pack : packs) {
    struct stat facts {};
    only_builtin = only_builtin && stat(pack.c_str(), &facts) != 0;
  }
  postgate_compiler_options options = POSTGATE_INIT(postgate_compiler_options);
  if (only_builtin) options.flags = POSTGATE_COMPILE_SKIP_SELF_TEST;
  options.cache_folder = {access.cache.data(), access.cache.size()};
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
  std::vector<PackFacts> all;
  postgate_pack_info info = POSTGATE_INIT(postgate_pack_info);
  for (std::size_t i = 0; postgate_ruleset_pack_at(ruleset, i, &info) == POSTGATE_OK; ++i) {
    all.push_back({to_string(info.name), to_string(info.release), to_string(info.expires),
                   to_string(info.digest), info.version});
  }
  return all;
}

std::optional<Gate> Gate::open(Ruleset ruleset, std::string profile, bool trace, std::string& complaint) {
  Gate gate;
  gate.profile_ = std::move(profile);
  gate.trace_ = trace;
  gate.packs_ = packs_of(ruleset.get());
  postgate_error error = POSTGATE_INIT(postgate_error);
  postgate_engine* engine = nullptr;
  postgate_scanner* scanner = nullptr;
  int32_t status = postgate_engine_create(nullptr, &engine, &error);
  gate.engine_.reset(engine);
  if (status == POSTGATE_OK) status = postgate_engine_install(engine, ruleset.get(), nullptr, &error);
  if (status == POSTGATE_OK) status = postgate_scanner_create(engine, &scanner, &error);
  gate.scanner_.reset(scanner);
  const postgate_verdict* verdict = nullptr;
  if (status == POSTGATE_OK)
    status = gate.scan({}, POSTGATE_INIT(postgate_scan_options), &verdict, &error);  // asks for the profile
  if (status == POSTGATE_OK) return gate;
  complaint = status_or(status, error);
  return std::nullopt;
}

int32_t Gate::scan(const std::vector<postgate_field>& fields, postgate_scan_options options,
                   const postgate_verdict** verdict, postgate_error* error) {
  options.flags = POSTGATE_SCAN_ACCEPT_PARTIAL | (trace_ ? POSTGATE_SCAN_TRACE : 0U);
  options.profile = {profile_.data(), profile_.size()};
  options.now = now_;
  return postgate_scan(scanner_.get(), fields.data(), fields.size(), sizeof(postgate_field), &options,
                       verdict, error);
}

const postgate_verdict* Gate::judge(Post& post) {
  fields_.clear();
  for (const Field& from : post.fields) {
    postgate_field field = POSTGATE_INIT(postgate_field);
    field.role = from.role;
    field.format = from.format;
    field.text = from.scanned().data();
    field.length = from.scanned().size();
    fields_.push_back(field);
  }
  postgate_error error = POSTGATE_INIT(postgate_error);
  const postgate_verdict* verdict = nullptr;
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  if (owners_ != nullptr && !owners_->apply(post, options)) return nullptr;
  const auto start = std::chrono::steady_clock::now();
  const int32_t status = scan(fields_, options, &verdict, &error);
  const auto latency = std::chrono::steady_clock::now() - start;
  std::string complaint;
  if (audit_ != nullptr && !audit_->add(post.id, fields_, verdict, status, nanoseconds(latency), complaint)) {
    post.problem =
        Problem{"E_IO", "no audit line could be written: " + complaint, POSTGATE_NO_OFFSET, std::nullopt};
    return nullptr;
  }
  if (status == POSTGATE_OK) return verdict;

  Problem problem{postgate_status_name(status), status_or(status, error), POSTGATE_NO_OFFSET, std::nullopt};
  if (error.offset != POSTGATE_NO_OFFSET && error.field < post.fields.size()) {
    problem.field = error.field;
    problem.offset = error.offset + post.fields[error.field].skip;
  }
  post.problem = std::move(problem);
  if (status == POSTGATE_E_INTERNAL) {  // such a scanner must not be used again
    postgate_scanner* fresh = nullptr;
    postgate_scanner_create(engine_.get(), &fresh, nullptr);
    scanner_.reset(fresh);
  }
  return nullptr;
}

}  // namespace postgate_cli
