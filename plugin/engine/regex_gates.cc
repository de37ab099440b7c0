#include "engine/regex_gates.h"

#include <algorithm>

namespace postgate {

namespace {

constexpr std::size_t kMostGates = 64;
constexpr std::size_t kGatesOfOneView = 3;  // with no traits: one a kind
constexpr std::size_t kMostViews = 11;

}  // namespace

std::uint32_t RegexGates::ask(const FieldText& text, const HitList& squeezed, HitList& late) const {
  std::uint32_t open = always_;
  // Of a full list some marks may be missing.
  if (squeezed.overflow()) return ~std::uint32_t{0};
  const TextTraits traits = text.traits();
  const auto holds = [traits](const Gate& gate) { return (traits & gate.traits) == gate.traits; };
  bool look_again = false;
  for (std::size_t i = 0; i < gates_.size(); ++i) {
    const Gate& gate = gates_[i];
    if ((open >> gate.view & 1U) != 0 || !holds(gate)) continue;
    if (gate.kind == Kind::kLateWord) {
      look_again = true;
    } else if (gate.kind == Kind::kTraits || (squeezed.marks() >> i & 1U) != 0) {
      open |= 1U << gate.view;
    }
  }
  if (!look_again) return open;
  late.clear();
  late_words_.scan(text.symbols(), late);
  for (std::size_t i = 0; i < gates_.size(); ++i) {
    if ((late.marks() >> i & 1U) != 0 && holds(gates_[i])) open |= 1U << gates_[i].view;
  }
  return open;
}

std::uint32_t GateBuilder::gate(std::uint32_t view, RegexGates::Kind kind, TextTraits traits) {
  std::vector<RegexGates::Gate>& gates = made_.gates_;
  // Towards the end of the numbers traits are given up, so that every view still has its gates.
  if (gates.size() + kGatesOfOneView * kMostViews >= kMostGates) traits = 0;
  const auto known = std::find_if(gates.begin(), gates.end(), [&](const RegexGates::Gate& each) {
    return each.view == view && each.kind == kind && each.traits == traits;
  });
  if (known != gates.end()) return static_cast<std::uint32_t>(known - gates.begin());
  gates.push_back({view, kind, traits});
  return static_cast<std::uint32_t>(gates.size() - 1);
}

void GateBuilder::add(std::uint32_t view, std::string_view regex, bool raw) {
  RequiredParts parts = required_parts(regex, raw);
  const bool long_enough = std::all_of(parts.literals.begin(), parts.literals.end(),
                                       [](const std::u16string& each) { return each.size() > 1; });
  if (parts.literals.empty()) {
    if (parts.traits == 0) return open(view);
    gate(view, RegexGates::Kind::kTraits, parts.traits);
    return;
  }
  const auto kind = long_enough ? RegexGates::Kind::kLiteral : RegexGates::Kind::kLateWord;
  const std::uint32_t number = gate(view, kind, parts.traits);
  for (std::u16string& literal : parts.literals) {
    (long_enough ? marks_ : late_).emplace_back(std::move(literal), kMarkId | number);
  }
}

Result<RegexGates> GateBuilder::build(CpuLevel cpu) {
  std::vector<WordSpec> words;
  for (const auto& [symbols, id] : late_) words.push_back({symbols, id});
  Result<WordMatcher> built = WordMatcher::build(words, cpu);
  if (!built.ok()) return built.error();
  made_.late_words_ = std::move(built).value();
  return std::move(made_);
}

}  // namespace postgate
