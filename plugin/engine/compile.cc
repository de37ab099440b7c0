#include "engine/compile.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "engine/overrides.h"
#include "engine/view_builder.h"
#include "engine/witnesses.h"
#include "engine/word_variants.h"
#include "policy/profile.h"

namespace postgate {

namespace {

class PackCompiler {
 public:
  PackCompiler(const RefusedIds& refused, const CacheUse& cache, RulesetInfo& info, Diagnostics& diagnostics)
      : refused_(refused),
        cache_{cache},
        info_(info),
        diagnostics_(diagnostics),
        compiled_(std::make_unique<Compiled>()) {
    compiled_->detector_signals.resize(static_cast<std::size_t>(kDetectorCount));
    compiled_->cpu = cache.cpu;
    compiled_->book.profiles = builtin_profiles();
  }

  Result<void> add(const Pack& pack) {
    const auto base = static_cast<std::uint32_t>(compiled_->book.signals.size());
    for (const Signal& signal : pack.signals) {
      if (Result<void> added = add_signal(pack, signal); !added.ok()) return added;
    }
    for (const EvidenceList& list : pack.evidence_lists) add_evidence_list(list);
    for (const Rule& rule : pack.rules) add_rule(pack, rule, base);
    for (const Profile& profile : pack.profiles) set_profile(profile);
    return {};
  }

  Result<std::unique_ptr<Compiled>> finish() {
    make_gates();
    for (auto& [key, builder] : views_) {
      if (!in_use(builder)) continue;
      Result<CompiledView> view = builder.build(info_.memory_bytes, cache_);
      if (!view.ok()) return view.error();
      compiled_->views.push_back(std::move(view).value());
    }
    info_.cache_hits = cache_.hits;
    info_.cache_misses = cache_.misses;
    info_.signals = compiled_->book.signals.size();
    info_.rules = compiled_->book.rules.size();
    if (evidence_lists_ != 0) compiled_->evidence = EvidenceTable(evidence_words_, evidence_lists_);
    info_.memory_bytes += compiled_->evidence.memory_bytes();
    find_witnesses(*compiled_);
    compiled_->plan = make_match_plan(*compiled_);
    return std::move(compiled_);
  }

 private:
  [[nodiscard]] bool refused(const Pack& pack, const std::string& id) const {
    return refused_.count(refused_key(pack.name, id)) != 0;
  }

  ViewBuilder& view(ViewKind kind, FoldSet extra) {
    return views_.try_emplace(std::make_pair(kind, extra), kind, extra).first->second;
  }

  [[nodiscard]] bool in_use(const ViewBuilder& builder) const {
    return !builder.empty() || &builder == &views_.at({ViewKind::kSqueezed, 0});
  }

  // Finds out what the regexes of each view need; their literals become marks of the squeezed view.
  void make_gates() {
    ViewBuilder& squeezed = view(ViewKind::kSqueezed, 0);
    GateBuilder gates;
    std::uint32_t number = 0;
    for (auto& [key, builder] : views_) {
      if (!in_use(builder)) continue;
      if (&builder == &squeezed) compiled_->squeezed_view = number;
      // Extra views come last and have conditions of their own.
      if (key.first == ViewKind::kExtra) break;
      if (builder.has_plain_words()) compiled_->always_open |= 1U << number;
      for (ViewBuilder::RegexUse& regex : builder.regexes())
        gates.add(number, regex.text, key.first == ViewKind::kRaw, std::move(regex.signals));
      builder.set_groups(gates.group(number));
      ++number;
    }
    for (auto& [symbols, id] : gates.marks()) squeezed.add_mark(symbols, id);
    compiled_->gates = gates.build();
  }

  Result<void> add_signal(const Pack& pack, const Signal& signal) {
    const auto number = static_cast<std::uint32_t>(compiled_->book.signals.size());
    BookSignal entry;
    entry.pack = &pack;
    entry.signal = &signal;
    if (!refused(pack, signal.id)) {
      add_words(signal, number);
      if (Result<void> added = add_regexes(signal, number); !added.ok()) return added;
      add_detectors(pack, signal, number);
      if (Result<void> added = add_links(signal, number); !added.ok()) return added;
      entry.longest_near = longest_near(signal);
      if (signal.evidence) add_evidence(pack, *signal.evidence, number);
    }
    compiled_->book.signals.push_back(entry);
    return {};
  }

  void add_words(const Signal& signal, std::uint32_t number) {
    info_.words += signal.words.size();
    ViewBuilder& squeezed = view(ViewKind::kSqueezed, 0);
    for (std::size_t i = 0; i < signal.words.size(); ++i) {
      const std::string& word = signal.words[i].text;
      PatternUse use{number, UseRole::kWord};
      use.word = static_cast<std::uint32_t>(i);
      if (signal.raw) {
        view(ViewKind::kRaw, 0).add_literal(word, use);
        continue;
      }
      squeezed.add_word(word, use);
      if (signal.extra_folds != 0) add_variants(fold_word(word, 0), signal.extra_folds, use);
    }
    for (const Entry& phrase : signal.except) {
      squeezed.add_word(phrase.text, {number, UseRole::kExcept});
    }
    if (!signal.near) return;
    for (const Entry& word : signal.near->words) {
      squeezed.add_word(word.text, {number, UseRole::kNear});
    }
  }

  // The word under the extra folds: in a view of its own, and where the order is folded also backwards and in
  // the view of the first characters of lines.
  void add_variants(const std::string& word, FoldSet extras, PatternUse use) {
    const auto in_place = static_cast<FoldSet>(extras & ~kFoldOrder);
    const std::vector<WordVariant> variants = word_variants_.of(word, in_place);
    const auto add_all = [&](FoldSet folds) {
      for (const WordVariant& variant : variants) {
        PatternUse one = use;
        one.folds = variant.folds;
        view(ViewKind::kExtra, folds).add_variant(variant.shown, variant.plain, one);
      }
    };
    if (in_place != 0) add_all(in_place);
    if ((extras & kFoldOrder) == 0) return;
    add_all(extras);
    const std::string backwards = turned(word);
    if (backwards == word) return;
    use.folds = kFoldOrder;
    if (in_place == 0) {
      view(ViewKind::kSqueezed, 0).add_literal(backwards, use);
      return;
    }
    const auto shown = static_cast<FoldSet>(in_place & ~kFoldEmoji);
    view(ViewKind::kExtra, in_place)
        .add_variant(shown == 0 ? backwards : fold_word(backwards, shown), backwards, use);
  }

  Result<void> add_regexes(const Signal& signal, std::uint32_t number) {
    info_.regexes += signal.regexes.size();
    const ViewKind kind = signal.raw || signal.view == RegexView::kRaw ? ViewKind::kRaw
                          : signal.view == RegexView::kSqueezed        ? ViewKind::kSqueezed
                                                                       : ViewKind::kText;
    for (const Entry& regex : signal.regexes) {
      const auto next = static_cast<std::int32_t>(compiled_->regexes.size());
      if (!view(kind, 0).add_regex(regex.text, next, {number, UseRole::kWord})) continue;
      Result<Regex> made = Regex::compile(regex.text);
      if (!made.ok()) return made.error();
      compiled_->regexes.push_back(std::move(made).value());
    }
    return {};
  }

  static std::uint32_t longest_near(const Signal& signal) {
    std::size_t longest = 0;
    if (signal.near) {
      for (const Entry& word : signal.near->words) longest = std::max(longest, word.text.size());
    }
    return static_cast<std::uint32_t>(longest);
  }

  void add_detectors(const Pack& pack, const Signal& signal, std::uint32_t number) {
    for (const Entry& name : signal.detectors) {
      if (const auto list = link::list_name(name.text)) add_list(pack, *list, number);
      const std::optional<Detector> detector = detector_from_name(name.text);
      if (!detector) continue;
      compiled_->detectors |= detector_bit(*detector);
      compiled_->detector_signals[static_cast<std::size_t>(*detector)].push_back(number);
    }
  }

  // Each list is read once, however many signals ask it.
  void add_list(const Pack& pack, const link::ListName& name, std::uint32_t number) {
    for (CompiledList& known : compiled_->lists) {
      if (known.pack != &pack || known.list->path() != name.path || known.list->kind() != name.kind) continue;
      known.signals.push_back(number);
      return;
    }
    for (const LinkList& source : pack.link_lists) {
      if (source.path != name.path) continue;
      auto list = std::make_unique<link::LinkList>(name.kind, source.path);
      report_list(pack, source, list->read(source.bytes));
      info_.memory_bytes += list->memory_bytes();
      compiled_->list_pointers.push_back(list.get());
      compiled_->lists.push_back({&pack, std::move(list), {number}});
      return;
    }
  }

  // Lines that are of no use are told, not passed over.
  void report_list(const Pack& pack, const LinkList& source, const link::ListReport& report) {
    Diagnostic diagnostic;
    diagnostic.pack = pack.name;
    diagnostic.file = source.path;
    for (const std::uint32_t line : report.bad_lines) {
      diagnostic.code = "list-line";
      diagnostic.line = line;
      diagnostic.message = "this is no domain name; write one a line";
      diagnostics_.add(diagnostic);
    }
    if (report.skipped.empty()) return;
    std::string reasons;
    for (const auto& [reason, count] : report.skipped) {
      reasons += (reasons.empty() ? "" : ", ") + std::to_string(count) + " " + reason;
    }
    diagnostic.code = "filter-unused";
    diagnostic.severity = Severity::kWarning;
    diagnostic.line = 0;
    diagnostic.message = "lines that are not used: " + reasons;
    diagnostics_.add(std::move(diagnostic));
  }

  Result<void> add_links(const Signal& signal, std::uint32_t number) {
    if (signal.links.empty()) return {};
    Compiled::LinkSignal asked;
    asked.signal = number;
    for (const LinkCondition& condition : signal.links) {
      Result<LinkRule> rule = LinkRule::compile(condition);
      if (!rule.ok()) return rule.error();
      asked.rules.push_back(std::move(rule).value());
    }
    compiled_->link_signals.push_back(std::move(asked));
    compiled_->detectors |= kLinkDetectors;
    return {};
  }

  static std::int32_t parts_of(double weight) {
    return static_cast<std::int32_t>(std::lround(weight * EvidenceTable::kUnit));
  }

  // Before the lists of the pack are added.
  void add_evidence(const Pack& pack, const Evidence& evidence, std::uint32_t number) {
    const double bias = pack.evidence_lists[evidence.list].bias;
    compiled_->evidence_signals.push_back({number,
                                           static_cast<std::uint32_t>(evidence_lists_) + evidence.list,
                                           parts_of(evidence.at_least - bias)});
  }

  void add_evidence_list(const EvidenceList& list) {
    info_.words += list.words.size();
    for (const EvidenceList::Word& word : list.words) {
      evidence_words_.push_back(
          {word.symbols, static_cast<std::uint32_t>(evidence_lists_), parts_of(word.weight)});
    }
    ++evidence_lists_;
  }

  void add_rule(const Pack& pack, const Rule& rule, std::uint32_t base) {
    if (refused(pack, rule.id)) return;
    BookRule entry;
    entry.pack = &pack;
    entry.rule = &rule;
    bool broken = false;
    const auto take = [&](const std::vector<std::uint32_t>& from, std::vector<std::uint32_t>& to) {
      for (const std::uint32_t index : from) {
        broken = broken || index >= pack.signals.size() || refused(pack, pack.signals[index].id);
        to.push_back(base + index);
      }
    };
    take(rule.all, entry.all);
    take(rule.any, entry.any);
    take(rule.none, entry.none);
    broken = broken || rule.category >= pack.categories.size() || (entry.all.empty() && entry.any.empty());
    if (broken) return;
    // What is split over fields counts only beside another signal.
    const bool several = entry.all.size() + entry.any.size() > 1;
    compiled_->joins_fields = compiled_->joins_fields || (rule.within == Scope::kPost && several);
    compiled_->book.rules.push_back(std::move(entry));
  }

  void set_profile(const Profile& profile) {
    for (Profile& known : compiled_->book.profiles) {
      if (known.id != profile.id) continue;
      known = profile;
      return;
    }
    compiled_->book.profiles.push_back(profile);
  }

  const RefusedIds& refused_;
  CacheUse cache_;
  RulesetInfo& info_;
  Diagnostics& diagnostics_;
  std::unique_ptr<Compiled> compiled_;
  std::map<std::pair<ViewKind, FoldSet>, ViewBuilder> views_;
  WordVariants word_variants_;
  std::vector<EvidenceTable::Word> evidence_words_;
  std::size_t evidence_lists_ = 0;
};

}  // namespace

std::string refused_key(const std::string& pack, const std::string& id) { return pack + "/" + id; }

Result<std::unique_ptr<Compiled>> compile_packs(const std::vector<std::unique_ptr<const Pack>>& packs,
                                                const RefusedIds& refused, const CacheUse& cache,
                                                RulesetInfo& info, Diagnostics& diagnostics) {
  PackCompiler compiler(refused, cache, info, diagnostics);
  for (const auto& pack : packs) {
    if (Result<void> added = compiler.add(*pack); !added.ok()) return added.error();
  }
  Result<std::unique_ptr<Compiled>> compiled = compiler.finish();
  if (compiled.ok()) apply_overrides(packs, compiled.value()->book);
  return compiled;
}

}  // namespace postgate
