#include "support/host.h"

#include <array>
#include <cstring>

namespace postgate_test {
namespace {

std::string to_string(const postgate_string& s) {
  return s.data == nullptr ? "" : std::string(s.data, s.size);
}

std::string read_diagnostics(const postgate_compiler* compiler) {
  std::string lines;
  for (std::size_t i = 0; i < postgate_compiler_diagnostic_count(compiler); ++i) {
    postgate_diagnostic d = POSTGATE_INIT(postgate_diagnostic);
    if (postgate_compiler_diagnostic_at(compiler, i, &d) != POSTGATE_OK) continue;
    lines += to_string(d.pack) + "/" + to_string(d.file) + ":" + std::to_string(d.line) + ":" +
             std::to_string(d.column) +
             (d.severity == POSTGATE_SEVERITY_ERROR ? ": error: " : ": warning: ") + to_string(d.rule) +
             ": " + to_string(d.message) + " [" + to_string(d.code) + "]\n";
  }
  return lines;
}

SeenFinding read_finding(const postgate_verdict* verdict, std::size_t index) {
  postgate_finding f = POSTGATE_INIT(postgate_finding);
  SeenFinding seen;
  if (postgate_verdict_finding_at(verdict, index, &f) != POSTGATE_OK) return seen;
  seen.rule = to_string(f.rule);
  seen.category = to_string(f.category);
  seen.action = f.action;
  seen.grade = f.grade;
  seen.field = f.field;
  seen.role = f.role;
  seen.folds = f.folds;
  seen.score = f.score;
  seen.where = f.where;
  for (std::size_t i = 0; i < f.signal_count; ++i) {
    postgate_signal s = POSTGATE_INIT(postgate_signal);
    if (postgate_verdict_signal_at(verdict, index, i, &s) != POSTGATE_OK) continue;
    seen.signals.push_back({to_string(s.id), s.field, s.folds, s.where});
  }
  return seen;
}

}  // namespace

bool Seen::found(const std::string& rule) const {
  for (const SeenFinding& finding : findings) {
    if (finding.rule == rule) return true;
  }
  return false;
}

void Host::build(postgate_compiler* compiler) {
  postgate_ruleset* raw_rules = nullptr;
  status_ = postgate_compiler_build(compiler, &raw_rules, nullptr);
  diagnostics_ = read_diagnostics(compiler);
  if (status_ != POSTGATE_OK) return;
  const Ruleset rules(raw_rules);
  postgate_ruleset_get_info(rules.get(), &info_);
  postgate_pack_info pack = POSTGATE_INIT(postgate_pack_info);
  if (postgate_ruleset_pack_at(rules.get(), 0, &pack) == POSTGATE_OK) digest_ = to_string(pack.digest);

  postgate_engine* engine = nullptr;
  status_ = postgate_engine_create(nullptr, &engine, nullptr);
  if (status_ != POSTGATE_OK) return;
  engine_.reset(engine);
  status_ = postgate_engine_install(engine, rules.get(), nullptr, nullptr);
  if (status_ != POSTGATE_OK) return;
  postgate_scanner* scanner = nullptr;
  status_ = postgate_scanner_create(engine, &scanner, nullptr);
  if (status_ == POSTGATE_OK) scanner_.reset(scanner);
}

// `add` gives the compiler its pack.
template <typename Add>
Host Host::from(std::uint32_t cpu, Add add) {
  Host host;
  postgate_compiler_options options = POSTGATE_INIT(postgate_compiler_options);
  options.cpu = cpu;
  postgate_compiler* compiler = nullptr;
  host.status_ = postgate_compiler_create(&options, &compiler, nullptr);
  const Compiler owner(compiler);
  if (host.status_ == POSTGATE_OK) host.status_ = add(compiler);
  if (host.status_ == POSTGATE_OK) host.build(compiler);
  return host;
}

Host Host::from_folder(const std::string& folder, std::uint32_t cpu) {
  return from(cpu, [&](postgate_compiler* compiler) {
    return postgate_compiler_add_folder(compiler, folder.c_str(), nullptr);
  });
}

Host Host::from_builtin(const std::string& name, std::uint32_t cpu) {
  return from(cpu, [&](postgate_compiler* compiler) {
    return postgate_compiler_add_builtin(compiler, name.c_str(), nullptr);
  });
}

Seen Host::scan(const std::vector<Field>& fields, const ScanSettings& settings) {
  std::vector<std::u16string> wide(fields.size());
  std::vector<postgate_field> post;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    postgate_field field = POSTGATE_INIT(postgate_field);
    field.role = fields[i].role;
    if (fields[i].utf16) {
      wide[i] = to_utf16(fields[i].text);
      field.encoding = POSTGATE_ENCODING_UTF16;
      field.text = wide[i].data();
      field.length = wide[i].size();
    } else {
      field.text = fields[i].text.data();
      field.length = fields[i].text.size();
    }
    post.push_back(field);
  }
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  options.flags = settings.flags;
  options.profile = {settings.profile.data(), settings.profile.size()};

  postgate_error error = POSTGATE_INIT(postgate_error);
  const postgate_verdict* verdict = nullptr;
  Seen seen;
  seen.status = postgate_scan(scanner_.get(), post.data(), post.size(), sizeof(postgate_field), &options,
                              &verdict, &error);
  if (seen.status != POSTGATE_OK) {
    seen.error_offset = error.offset;
    seen.error_field = error.field;
    seen.error_message = error.message;
    return seen;
  }
  postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
  seen.status = postgate_verdict_get_summary(verdict, &summary);
  seen.action = summary.action;
  seen.grade = summary.grade;
  seen.score = summary.score;
  seen.complete = summary.complete == 1;
  seen.finding_total = summary.finding_total;
  for (std::size_t i = 0; i < summary.finding_count; ++i) seen.findings.push_back(read_finding(verdict, i));
  return seen;
}

std::u16string to_utf16(const std::string& utf8) {
  std::u16string out;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t length = lead < 0x80U ? 1 : lead < 0xE0U ? 2 : lead < 0xF0U ? 3 : 4;
    std::uint32_t c = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length && i + k < utf8.size(); ++k) {
      c = (c << 6U) | (static_cast<unsigned char>(utf8[i + k]) & 0x3FU);
    }
    if (c >= 0x10000U) {
      out.push_back(static_cast<char16_t>(0xD7C0U + (c >> 10U)));
      out.push_back(static_cast<char16_t>(0xDC00U | (c & 0x3FFU)));
    } else {
      out.push_back(static_cast<char16_t>(c));
    }
    i += length;
  }
  return out;
}

std::string fold_names(std::uint32_t folds) {
  static constexpr std::array<const char*, 10> kNames = {
      "width", "case", "style", "script", "digit", "ignorable", "separator", "repeat", "homophone", "shape"};
  std::string names;
  for (std::size_t bit = 0; bit < kNames.size(); ++bit) {
    if ((folds & (1U << bit)) == 0) continue;
    names += names.empty() ? "" : " ";
    names += kNames[bit];
  }
  return names;
}

std::string cut(const std::string& text, const postgate_span& bytes) {
  if (bytes.begin > bytes.end || bytes.end > text.size()) return {};
  return text.substr(bytes.begin, bytes.end - bytes.begin);
}

}  // namespace postgate_test
