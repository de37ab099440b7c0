#include "learn_benign.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "corpus.h"
#include "gate.h"
#include "output.h"
#include "pack_check.h"
#include "post_reader.h"
#include "scan.h"

namespace postgate_cli {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kWeakFolds = POSTGATE_FOLD_HOMOPHONE | POSTGATE_FOLD_SHAPE | POSTGATE_FOLD_FUZZY |
                                     POSTGATE_FOLD_EMOJI | POSTGATE_FOLD_ORDER;
constexpr std::size_t kLongestVariant = 60;  // in bytes; longer ones are no words but whole verses

struct Variant {
  std::uint64_t count = 0;
  std::string word;               // of the pack, as it was first taken for
  std::set<std::string> signals;  // that took it for one
};

// By the author's characters, spaces left out.
using Variants = std::map<std::string, Variant>;

std::string without_spaces(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) > ' ') kept += c;
  }
  return kept;
}

void note(const Post& post, const postgate_verdict* verdict, Variants& variants) {
  postgate_trace step = POSTGATE_INIT(postgate_trace);
  for (std::size_t i = 0; postgate_verdict_trace_at(verdict, i, &step) == POSTGATE_OK; ++i) {
    const bool seen = step.kind == POSTGATE_TRACE_SIGNAL || step.kind == POSTGATE_TRACE_NOT_NEAR;
    if (!seen || (step.folds & kWeakFolds) == 0 || step.word.size == 0) continue;
    const postgate_spans where = in_source(post, step.field, step.where);
    const std::string text = without_spaces(cut(post, step.field, where.bytes));
    if (text.empty() || text.size() > kLongestVariant || text.find('#') != std::string::npos) continue;
    Variant& variant = variants[text];
    ++variant.count;
    if (variant.word.empty()) variant.word = view(step.word);
    variant.signals.insert(std::string(view(step.id)));
  }
}

// What stands in the list already, as an entry or taken out by a reviewer ("#- entry").
std::set<std::string> known_entries(const std::string& text) {
  std::set<std::string> known;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    at = end + 1;
    if (line.rfind("#-", 0) == 0) line.erase(0, 2);
    known.insert(without_spaces(line.substr(0, line.find('#'))));
  }
  return known;
}

constexpr const char* kHeader =
    "# Innocent words that only weak folds take for words of this pack, found by `postgate pack "
    "learn-benign` in text\n"
    "# that may be published. Review each: a line that is no innocent word is put out of use by \"#-\" in "
    "front, so that\n"
    "# it is not proposed again. Name the list in `except_file` of the signals.\n"
    "# Form: variant  # sightings, word of the pack, signals\n";

std::string list_text(const std::string& before, const Variants& variants, std::uint64_t least,
                      std::size_t& added) {
  std::vector<std::pair<std::string, const Variant*>> order;
  const std::set<std::string> known = known_entries(before);
  for (const auto& [text, variant] : variants) {
    if (variant.count >= least && known.count(text) == 0) order.emplace_back(text, &variant);
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.second->count > b.second->count; });
  added = order.size();
  std::string text = before.empty() ? kHeader : before;
  if (!text.empty() && text.back() != '\n') text += '\n';
  for (const auto& [entry, variant] : order) {
    text += entry + "  # " + std::to_string(variant->count) + ", " + variant->word + ",";
    for (const std::string& signal : variant->signals) text += " " + signal;
    text += '\n';
  }
  return text;
}

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

bool write_text(const fs::path& path, const std::string& text) {
  std::error_code ignored;
  fs::create_directories(path.parent_path(), ignored);
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  return static_cast<bool>(file.flush());
}

}  // namespace

int learn_benign(const LearnBenignSettings& settings) {
  const Interrupt interrupt;
  const Screen errors = look_at(STDERR_FILENO, settings.colour);
  Notices notices(errors);
  std::optional<Gate> gate = open_traced(settings.pack, errors, notices);
  if (!gate) return kExitUsage;
  Variants variants;
  std::uint64_t posts = 0;
  const bool whole = read_corpus(settings.corpus, notices, [&](Post& post) {
    const postgate_verdict* verdict = gate->judge(post);
    if (verdict != nullptr) note(post, verdict, variants);
    ++posts;
    return verdict != nullptr;
  });
  if (Interrupt::signal() != 0) return kExitSignal + Interrupt::signal();
  const fs::path path = fs::path(settings.pack) / settings.list;
  std::size_t added = 0;
  const std::string text = list_text(read_text(path), variants, settings.least, added);
  if (!write_text(path, text)) {
    notices.say("cannot write " + path.string());
    return kExitUnscanned;
  }
  std::set<std::string> signals;
  for (const auto& [entry, variant] : variants)
    signals.insert(variant.signals.begin(), variant.signals.end());
  std::string names;
  for (const std::string& signal : signals) names += (names.empty() ? "" : ", ") + signal;
  notices.say(std::to_string(posts) + " posts, " + std::to_string(variants.size()) + " variants, " +
              std::to_string(added) + " new in " + path.string() +
              (names.empty() ? "" : "; of the signals " + names));
  return whole ? kExitClean : kExitUnscanned;
}

}  // namespace postgate_cli
