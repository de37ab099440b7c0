// How verdicts are shown: one reporter for each format of `scan` and `explain`. A reporter appends to
// the output's buffer and keeps nothing of a post but counts.
#pragma once

#include <postgate.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gate.h"
#include "messages.h"
#include "post.h"
#include "terminal.h"

namespace postgate_cli {

struct Counts {
  std::uint64_t posts = 0;
  std::array<std::uint64_t, 5> by_action{};  // POSTGATE_ACTION_*
  std::uint64_t failures = 0;                // posts and inputs that could not be scanned
};

struct Style {
  Screen screen;
  Language language = Language::kChinese;
  bool verbose = false;
};

class Reporter {
 public:
  virtual ~Reporter() = default;
  virtual void begin(std::string& /*out*/) {}
  virtual void verdict(const Post& post, const postgate_verdict* verdict, std::string& out) = 0;
  // A post, or an input, without a verdict; post.problem says why.
  virtual void failure(const Post& post, std::string& out) = 0;
  virtual void summary(const Counts& counts, std::string& out) = 0;
};

std::unique_ptr<Reporter> json_reporter(const std::vector<PackFacts>& packs);
std::unique_ptr<Reporter> sarif_reporter(const std::vector<PackFacts>& packs);
std::unique_ptr<Reporter> html_reporter(const Style& style, const std::vector<PackFacts>& packs);
std::unique_ptr<Reporter> text_reporter(const Style& style);
std::unique_ptr<Reporter> explain_json_reporter(const std::vector<PackFacts>& packs);
std::unique_ptr<Reporter> explain_text_reporter(const Style& style, const std::vector<PackFacts>& packs);

// Parts that formats share.

// Names of the folds in a set, in the order of their bits.
std::vector<std::string_view> fold_names(std::uint32_t folds);

// A whole verdict as one JSON object, without a line end.
// `tail` is the part that is the same for all verdicts: "pack" and "engine".
void append_verdict_json(const Post& post, const postgate_verdict* verdict, std::string_view tail,
                         std::string& out);
void append_failure_json(const Post& post, std::string_view tail, std::string& out);
void append_finding_json(const Post& post, const postgate_verdict* verdict, std::size_t index,
                         const postgate_finding& finding, std::string& out);
// [{"name":..,"version":..,"digest":..}]
void append_packs_json(const std::vector<PackFacts>& packs, std::string& out);
std::string json_tail(const std::vector<PackFacts>& packs,
                      std::string_view engine = postgate_version_string());
// "field": and, where several fields have the same role, "field_index":
void append_field_json(const Post& post, std::uint32_t field, std::string& out);
// ["width","case"]
void append_folds_json(std::uint32_t folds, std::string& out);
// {"bytes":[..],"utf16":[..],"codepoints":[..]}
void append_spans_json(const postgate_spans& spans, std::string& out);

}  // namespace postgate_cli
