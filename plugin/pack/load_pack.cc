#include <algorithm>
#include <utility>

#include "pack/load_context.h"
#include "pack/loader.h"
#include "pack/pack_files.h"
#include "pack/text_place.h"

namespace postgate {

namespace {

class PackLoader {
 public:
  PackLoader(const PackLimits& limits, Pack& out, Diagnostics& diagnostics)
      : limits_(limits), pack_(out), report_(out, diagnostics), context_(limits, out, report_) {}

  void run(const std::vector<PackFile>& files) {
    if (!take_files(files)) return;
    pack_.digest = pack_digest(files_);
    for (std::uint32_t i = 0; i < files_.size(); ++i) {
      if (place_of(files_[i]->path) != PackPlace::kLists || !fits(i, limits_.file_bytes)) continue;
      context_.lists.add(files_[i]->path, files_[i]->bytes, i);
    }
    // A later kind of file speaks of what an earlier kind defines.
    read_all(PackPlace::kIdentity);
    read_all(PackPlace::kRules);
    resolve_rules(context_);
    report_unused(context_);
    read_all(PackPlace::kCases);
  }

 private:
  // Sorts the files by place and path. False if there are too many to go on.
  bool take_files(const std::vector<PackFile>& files) {
    for (const PackFile& file : files) take_file(file);
    std::stable_sort(files_.begin(), files_.end(),
                     [](const PackFile* a, const PackFile* b) { return a->path < b->path; });
    std::size_t total = 0;
    for (const PackFile* file : files_) total += file->bytes.size();
    if (files_.size() > limits_.files || total > limits_.total_bytes) {
      report_.about_file(Severity::kError, "limit", {},
                         "the pack has " + std::to_string(files_.size()) + " files and " +
                             std::to_string(total) + " bytes; at most " + std::to_string(limits_.files) +
                             " files and " + std::to_string(limits_.total_bytes) + " bytes are read");
      return false;
    }
    drop_duplicates();
    for (const PackFile* file : files_) pack_.files.push_back(file->path);
    return true;
  }

  void take_file(const PackFile& file) {
    const PackPlace place = place_of(file.path);
    if (place == PackPlace::kIgnored) return;
    if (!is_fit_path(file.path)) {
      report_.about_file(Severity::kError, "bad-path", {},
                         "the file name " + in_quotes(file.path) + " is not fit for a pack; rename it");
    } else if (place == PackPlace::kStrayToml) {
      report_.about_file(Severity::kWarning, "file-unused", file.path,
                         "this file is not read; rules stand in rules/NAME.toml, cases in cases/NAME.toml");
    } else {
      files_.push_back(&file);
    }
  }

  void drop_duplicates() {
    const auto same = [](const PackFile* a, const PackFile* b) { return a->path == b->path; };
    for (auto at = files_.begin(); (at = std::adjacent_find(at, files_.end(), same)) != files_.end();) {
      report_.about_file(Severity::kError, "duplicate-file", (*at)->path,
                         "the pack has this file twice; remove one");
      at = files_.erase(at + 1) - 1;
    }
  }

  void read_all(PackPlace place) {
    bool seen = false;
    for (std::uint32_t i = 0; i < files_.size(); ++i) {
      if (place_of(files_[i]->path) != place) continue;
      seen = true;
      TomlNode root;
      if (parse(i, root)) {
        read(place, root);
      } else if (place == PackPlace::kRules) {
        context_.rules_read = false;
      }
    }
    if (seen || place != PackPlace::kIdentity) return;
    report_.about_file(Severity::kError, "file-missing", "pack.toml",
                       "a pack needs the file pack.toml; add it");
  }

  bool fits(std::uint32_t index, std::size_t most) {
    const std::size_t size = files_[index]->bytes.size();
    if (size <= most) return true;
    report_.error(
        "limit", {index, 0, 0},
        "the file has " + std::to_string(size) + " bytes, more than " + std::to_string(most) + "; split it");
    return false;
  }

  bool parse(std::uint32_t index, TomlNode& root) {
    if (!fits(index, std::min(limits_.toml_bytes, limits_.file_bytes))) return false;
    std::optional<TomlProblem> problem = parse_toml(files_[index]->bytes, index, root);
    if (!problem) return true;
    report_.error(problem->code, problem->at, std::move(problem->message));
    return false;
  }

  void read(PackPlace place, const TomlNode& root) {
    if (place == PackPlace::kRules) return read_rules(root, context_);
    if (place == PackPlace::kCases) return read_cases(root, context_);
    context_.identity_read = true;
    read_identity(root, context_);
  }

  const PackLimits& limits_;
  Pack& pack_;
  PackReport report_;
  LoadContext context_;
  std::vector<const PackFile*> files_;
};

}  // namespace

void load_pack(const std::vector<PackFile>& files, const PackLimits& limits, Pack& out,
               Diagnostics& diagnostics) {
  out = Pack();
  PackLoader(limits, out, diagnostics).run(files);
}

}  // namespace postgate
