#include "pack/rule_digest.h"

#include <array>
#include <charconv>

#include "pack/crypto.h"

namespace postgate {

namespace {

// Values with their length or an end in front, so that no two contents look alike.
class Dump {
 public:
  void text(std::string_view value) {
    number(value.size());
    bytes_ += value;
  }
  void number(std::uint64_t value) { bytes_ += std::to_string(value) + ';'; }
  void real(double value) {
    std::array<char, 40> digits{};
    const auto done = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    text({digits.data(), static_cast<std::size_t>(done.ptr - digits.data())});
  }
  void entries(const std::vector<Entry>& list) {
    number(list.size());
    for (const Entry& entry : list) text(entry.text);
  }
  void local(const LocalText& value) {
    text(value.zh);
    text(value.en);
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

void add_condition(const LinkCondition& condition, Dump& dump) {
  dump.number(condition.has_domains ? 1 : 0);
  dump.number(static_cast<std::uint64_t>(condition.match));
  for (const std::vector<Entry>* list :
       {&condition.domains, &condition.categories, &condition.schemes, &condition.kinds, &condition.path,
        &condition.query, &condition.files, &condition.poses_as}) {
    dump.entries(*list);
  }
  for (const std::optional<bool>& fact : {condition.shortener, condition.redirector, condition.affiliate,
                                          condition.repaired, condition.foreign, condition.claims_other}) {
    dump.number(fact ? (*fact ? 2 : 1) : 0);
  }
  if (condition.text.empty()) return;
  dump.text("text");
  dump.entries(condition.text);
}

void add_evidence(const EvidenceList& list, const Evidence& evidence, Dump& dump) {
  dump.text("evidence");
  dump.real(evidence.at_least);
  dump.real(list.bias);
  dump.number(list.words.size());
  for (const EvidenceList::Word& word : list.words) {
    for (const char16_t symbol : word.symbols) dump.number(symbol);
    dump.real(word.weight);
  }
}

void add_signal(const Pack& pack, const Signal& signal, Dump& dump) {
  dump.text(signal.id);
  dump.entries(signal.words);
  dump.entries(signal.regexes);
  dump.entries(signal.detectors);
  dump.entries(signal.except);
  dump.number(signal.near ? 1 : 0);
  if (signal.near) {
    dump.entries(signal.near->words);
    dump.number(signal.near->within);
  }
  dump.number(static_cast<std::uint64_t>(signal.view));
  dump.number(signal.extra_folds);
  dump.number(signal.raw ? 1 : 0);
  dump.number(signal.weak_alone ? 1 : 0);
  dump.number(signal.gap);
  if (signal.fields != kAllRoles) {
    dump.text("fields");
    dump.number(signal.fields);
  }
  if (signal.evidence) add_evidence(pack.evidence_lists[signal.evidence->list], *signal.evidence, dump);
  if (signal.links.empty()) return;
  dump.number(signal.links.size());
  for (const LinkCondition& condition : signal.links) add_condition(condition, dump);
}

void add_signals(const Pack& pack, const std::vector<std::uint32_t>& list, Dump& dump) {
  dump.number(list.size());
  for (const std::uint32_t index : list) {
    if (index < pack.signals.size()) add_signal(pack, pack.signals[index], dump);
  }
}

void add_category(const Category& category, Dump& dump) {
  dump.text(category.id);
  dump.local(category.title);
  dump.text(category.clause.document);
  dump.text(category.clause.text);
  dump.text(category.clause.url);
  dump.number(category.clause.verified ? 1 : 0);
  dump.real(category.score_cap.value_or(-1));
}

}  // namespace

std::string rule_digest(const Pack& pack, const Rule& rule) {
  Dump dump;
  dump.text(rule.id);
  if (rule.category < pack.categories.size()) add_category(pack.categories[rule.category], dump);
  dump.number(static_cast<std::uint64_t>(rule.action));
  dump.number(rule.grade);
  dump.local(rule.title);
  dump.local(rule.hint);
  add_signals(pack, rule.all, dump);
  add_signals(pack, rule.any, dump);
  add_signals(pack, rule.none, dump);
  dump.number(static_cast<std::uint64_t>(rule.within));
  dump.number(static_cast<std::uint64_t>(rule.none_within));
  dump.number(rule.at_least);
  dump.number(rule.order ? 1 : 0);
  dump.number(rule.distance ? *rule.distance + 1ULL : 0);
  dump.real(rule.score.value_or(-1));
  dump.entries(rule.examples);
  dump.entries(rule.counters);
  if (!rule.also.empty()) dump.entries(rule.also);
  if (rule.fallback) dump.text("fallback");
  return "sha256:" + hex(view_of_bytes(sha256(dump.bytes())));
}

}  // namespace postgate
