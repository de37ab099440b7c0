// A small C++ host on the public C ABI, for the tests that judge whole posts: it compiles packs,
// scans posts of several fields and copies the verdict out. Used by tests/conformance and
// tests/golden; one thread. It knows nothing but postgate.h, so it sees what any host sees.
#pragma once

#include <postgate.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace postgate_test {

struct Field {
  std::string text;  // UTF-8 as given; converted when utf16 is set
  std::uint32_t role = POSTGATE_ROLE_BODY;
  bool utf16 = false;
};

struct SeenSignal {
  std::string id;
  std::uint32_t field = 0;
  std::uint32_t folds = 0;
  postgate_spans where{};
};

struct SeenFinding {
  std::string rule;
  std::string category;
  std::int32_t action = 0;
  std::uint32_t grade = 0;
  std::uint32_t field = 0;
  std::uint32_t role = 0;
  std::uint32_t folds = 0;
  double score = 0;
  postgate_spans where{};
  std::vector<SeenSignal> signals;
};

struct Seen {
  std::int32_t status = POSTGATE_E_INTERNAL;
  std::uint64_t error_offset = 0;  // meaningful when status is an error
  std::uint32_t error_field = 0;
  std::string error_message;
  std::int32_t action = POSTGATE_ACTION_NONE;
  std::uint32_t grade = 0;
  double score = 0;
  bool complete = false;
  std::uint64_t finding_total = 0;
  std::vector<SeenFinding> findings;

  bool found(const std::string& rule) const;
};

struct ScanSettings {
  std::uint32_t flags = 0;
  std::string profile;
};

class Host {
 public:
  // An engine with one pack: a folder, or a built-in one if `source` is its name. On failure usable()
  // is false. diagnostics() has a line for every error and warning.
  // `cpu` is POSTGATE_CPU_*.
  static Host from_folder(const std::string& folder, std::uint32_t cpu = POSTGATE_CPU_BEST);
  static Host from_builtin(const std::string& name, std::uint32_t cpu = POSTGATE_CPU_BEST);

  bool usable() const { return scanner_ != nullptr; }
  std::int32_t status() const { return status_; }
  const std::string& diagnostics() const { return diagnostics_; }
  const postgate_ruleset_info& info() const { return info_; }
  const std::string& digest() const { return digest_; }

  Seen scan(const std::vector<Field>& fields, const ScanSettings& settings = {});
  Seen scan(const std::string& text) { return scan(std::vector<Field>{Field{text}}); }

 private:
  template <typename T, void (*kDestroy)(T*)>
  struct Destroyer {
    void operator()(T* handle) const { kDestroy(handle); }
  };
  using Compiler =
      std::unique_ptr<postgate_compiler, Destroyer<postgate_compiler, postgate_compiler_destroy>>;
  using Ruleset = std::unique_ptr<postgate_ruleset, Destroyer<postgate_ruleset, postgate_ruleset_release>>;
  using Engine = std::unique_ptr<postgate_engine, Destroyer<postgate_engine, postgate_engine_destroy>>;
  using Scanner = std::unique_ptr<postgate_scanner, Destroyer<postgate_scanner, postgate_scanner_destroy>>;

  template <typename Add>
  static Host from(std::uint32_t cpu, Add add);
  void build(postgate_compiler* compiler);

  std::int32_t status_ = POSTGATE_E_INTERNAL;
  std::string diagnostics_;
  std::string digest_;
  postgate_ruleset_info info_ = POSTGATE_INIT(postgate_ruleset_info);
  Engine engine_;
  Scanner scanner_;
};

// Well-formed UTF-8 to UTF-16 in native byte order.
std::u16string to_utf16(const std::string& utf8);

// "width separator" for a set of POSTGATE_FOLD_* bits, in bit order.
std::string fold_names(std::uint32_t folds);

// The part of `text` (UTF-8) that a span of bytes covers; empty if the span is not inside it.
std::string cut(const std::string& text, const postgate_span& bytes);

}  // namespace postgate_test
