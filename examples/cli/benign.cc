#include "benign.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "corpus.h"
#include "utf8.h"

namespace postgate_cli {
namespace {

constexpr std::size_t kMostSentences = 20;     // of a rule
constexpr std::size_t kLongestSentence = 600;  // bytes on either side of what was found

// Whether the character at `at` ends a sentence; a full stop does so before a space only.
bool ends_sentence(std::string_view text, std::size_t at) {
  constexpr std::u32string_view kEnds = U"\n\r!?;\u3002\uFF01\uFF1F\uFF1B\u2026";
  const Character character = character_at(text, at);
  if (character.code == U'.') return at + 1 < text.size() && text[at + 1] == ' ';
  return kEnds.find(character.code) != std::u32string_view::npos;
}

// The sentence around `found`, its end sign included.
std::string_view sentence_around(std::string_view text, const postgate_span& found) {
  std::size_t begin = std::min<std::size_t>(found.begin, text.size());
  std::size_t end = std::min<std::size_t>(found.end, text.size());
  const std::size_t middle = begin;
  while (begin > 0 && middle - begin < kLongestSentence) {
    const std::size_t before = previous(text, begin);
    if (ends_sentence(text, before)) break;
    begin = before;
  }
  while (end < text.size() && end - middle < kLongestSentence) {
    const std::size_t at = end;
    if (text[at] == '\n' || text[at] == '\r') break;
    end += character_at(text, at).bytes;
    if (ends_sentence(text, at)) break;
  }
  while (begin < middle && text[begin] == ' ') ++begin;
  return text.substr(begin, end - begin);
}

std::uint64_t characters_of(const Post& post) {
  std::uint64_t count = 0;
  for (const Field& field : post.fields) {
    const std::string_view text = field.scanned();
    count += static_cast<std::uint64_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
  }
  return count;
}

class Measure {
 public:
  void add(const Post& post, const postgate_verdict* verdict, BenignResult& result) {
    postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
    postgate_verdict_get_summary(verdict, &summary);
    ++result.posts;
    result.characters += characters_of(post);
    result.stopped += summary.action >= POSTGATE_ACTION_HOLD ? 1U : 0U;
    postgate_finding finding = POSTGATE_INIT(postgate_finding);
    for (std::size_t i = 0; i < summary.finding_count; ++i) {
      if (postgate_verdict_finding_at(verdict, i, &finding) != POSTGATE_OK) break;
      note(post, finding);
    }
  }

  std::vector<BenignRule> take() {
    std::vector<BenignRule> rules;
    for (auto& [name, rule] : rules_) rules.push_back(std::move(rule));
    std::stable_sort(rules.begin(), rules.end(), [](const BenignRule& a, const BenignRule& b) {
      const bool a_stops = a.action >= POSTGATE_ACTION_HOLD;
      const bool b_stops = b.action >= POSTGATE_ACTION_HOLD;
      return a_stops != b_stops ? a_stops : a.hits > b.hits;
    });
    return rules;
  }

 private:
  void note(const Post& post, const postgate_finding& finding) {
    std::string name = std::string(view(finding.pack)) + "/" + std::string(view(finding.rule));
    BenignRule& rule = rules_.try_emplace(name).first->second;
    rule.rule = std::move(name);
    rule.action = std::max(rule.action, finding.action);
    ++rule.hits;
    if (rule.sentences.size() >= kMostSentences || finding.field >= post.fields.size()) return;
    const postgate_spans where = in_source(post, finding.field, finding.where);
    BenignSentence sentence{post.where(),
                            std::string(sentence_around(post.fields[finding.field].text, where.bytes)),
                            std::string(cut(post, finding.field, where.bytes)), post.source, post.line};
    const bool told = !rule.sentences.empty() && rule.sentences.back().place == sentence.place &&
                      rule.sentences.back().text == sentence.text;
    if (!told) rule.sentences.push_back(std::move(sentence));
  }

  std::map<std::string, BenignRule> rules_;
};

}  // namespace

BenignResult measure_benign(const Ruleset& ruleset, const std::vector<std::string>& places, Notices& notices,
                            std::string& complaint) {
  BenignResult result;
  std::optional<Gate> gate = Gate::open(ruleset, std::string(), false, complaint);
  if (!gate) return result;
  Measure measure;
  result.whole = read_corpus(places, notices, [&](Post& post) {
    const postgate_verdict* verdict = gate->judge(post);
    if (verdict != nullptr) measure.add(post, verdict, result);
    return verdict != nullptr;
  });
  result.rules = measure.take();
  return result;
}

double per_million(std::uint64_t count, std::uint64_t characters) {
  constexpr double kMillion = 1e6;
  return characters == 0 ? 0 : static_cast<double>(count) * kMillion / static_cast<double>(characters);
}

bool too_many(const BenignResult& result, double most) {
  return result.stopped > 0 && per_million(result.stopped, result.characters) > most;
}

}  // namespace postgate_cli
