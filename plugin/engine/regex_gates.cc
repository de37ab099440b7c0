#include "engine/regex_gates.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace postgate {

namespace {

bool fits(TextTraits wanted, TextTraits traits) { return (traits & wanted) == wanted; }

}  // namespace

void RegexGates::ask(const FieldText& text, const HitList& squeezed, std::vector<std::uint32_t>& open) const {
  open.clear();
  if (doors_.empty()) return;
  // Of a full list some marks may be missing.
  if (squeezed.overflow()) {
    open.resize(doors_.size());
    std::iota(open.begin(), open.end(), 0U);
    return;
  }
  const TextTraits traits = text.traits();
  for (const Plain& plain : plain_) {
    if (fits(plain.traits, traits)) open.insert(open.end(), plain.doors.begin(), plain.doors.end());
  }
  const auto is_there = [&](std::uint32_t mark) { return squeezed.has_mark(mark); };
  const std::vector<std::uint64_t>& marks = squeezed.marks();
  for (std::size_t word = 0; word < marks.size(); ++word) {
    for (std::uint64_t left = marks[word]; left != 0; left &= left - 1) {
      for (const std::uint32_t number : by_mark_[word * 64 + static_cast<unsigned>(std::countr_zero(left))]) {
        const Door& door = doors_[number];
        if (fits(door.traits, traits) && std::all_of(door.marks.begin(), door.marks.end(), is_there))
          open.push_back(number);
      }
    }
  }
}

std::uint32_t GateBuilder::mark_of(const Set& set) {
  const auto [place, fresh] = known_.try_emplace(set, static_cast<std::uint32_t>(known_.size()));
  if (!fresh) return place->second;
  for (const std::u16string& literal : set) marks_.emplace_back(literal, kMarkId | place->second);
  return place->second;
}

void GateBuilder::add(std::uint32_t view, std::string_view regex, bool raw,
                      std::vector<std::uint32_t> signals) {
  const RequiredParts parts = required_parts(regex, raw);
  RegexGates::Door door;
  door.view = view;
  door.traits = parts.traits;
  door.signals = std::move(signals);
  for (const Set& set : parts.sets) door.marks.push_back(mark_of(set));
  made_.doors_.push_back(std::move(door));
}

std::vector<std::uint32_t> GateBuilder::group(std::uint32_t view) {
  constexpr std::size_t kFew = 32;
  constexpr std::uint32_t kMostGroups = 32;  // one bit each
  constexpr std::uint32_t kLiteralGroups = 4;
  std::vector<RegexGates::Door*> doors;
  for (RegexGates::Door& door : made_.doors_) {
    if (door.view == view) doors.push_back(&door);
  }
  std::map<std::pair<TextTraits, std::uint32_t>, std::uint32_t> groups;
  std::vector<std::uint32_t> numbers;
  for (RegexGates::Door* const door : doors) {
    const std::uint32_t by_literal = door->marks.empty() ? 0 : 1 + door->marks.front() % kLiteralGroups;
    const auto next = std::min(static_cast<std::uint32_t>(groups.size()), kMostGroups - 1);
    const auto key = std::make_pair(door->traits, door->traits == 0 ? by_literal : std::min(by_literal, 1U));
    if (doors.size() > kFew) door->group = groups.try_emplace(key, next).first->second;
    numbers.push_back(door->group);
  }
  return numbers;
}

RegexGates GateBuilder::build() {
  made_.by_mark_.resize(known_.size());
  for (std::uint32_t number = 0; number < made_.doors_.size(); ++number) {
    const RegexGates::Door& door = made_.doors_[number];
    if (!door.marks.empty()) {
      made_.by_mark_[door.marks.front()].push_back(number);
      continue;
    }
    const auto known =
        std::find_if(made_.plain_.begin(), made_.plain_.end(),
                     [&](const RegexGates::Plain& each) { return each.traits == door.traits; });
    if (known != made_.plain_.end()) {
      known->doors.push_back(number);
    } else {
      made_.plain_.push_back({door.traits, {number}});
    }
  }
  return std::move(made_);
}

}  // namespace postgate
