#include "policy/excuse.h"

#include <algorithm>
#include <array>

namespace postgate {

namespace {

constexpr std::array<std::string_view, 10> kNames = {"none",         "own-domain", "hotline", "contact",
                                                     "mini-program", "name",       "phrase",  "disabled",
                                                     "lowered",      "approval"};

bool is_covered(const SignalHit& hit) { return hit.cover != nullptr; }

using Chosen = std::vector<const SignalHit*>;

// The hits of `piece` that `chosen` holds copies of.
Chosen originals(const Chosen& chosen, const Meeting& piece) {
  Chosen found;
  for (const SignalHit* copy : chosen) {
    for (const Hits part : piece.parts) {
      if (part.front().signal != copy->signal) continue;
      const auto same = std::find_if(part.begin(), part.end(), [&](const SignalHit& hit) {
        return hit.field == copy->field && hit.text == copy->text && hit.folds == copy->folds;
      });
      if (same != part.end()) found.push_back(&*same);
    }
  }
  return found;
}

}  // namespace

std::string_view excuse_name(Excuse by) { return kNames[static_cast<std::size_t>(by)]; }

void note_excused(const Excused& excused, std::vector<Excused>& list) {
  if (list.size() >= kMostExcused) return;
  const bool known = std::any_of(list.begin(), list.end(), [&](const Excused& old) {
    return old.rule == excused.rule && old.by == excused.by && old.what == excused.what;
  });
  if (!known) list.push_back(excused);
}

MeetingExcuse::MeetingExcuse(const Meeting& meeting, const BookRule& rule)
    : rule_(rule),
      alone_(rule.all.size() + rule.any.size() == 1 || (rule.all.empty() && rule.rule->at_least == 1)) {
  for (const Hits part : meeting.parts) {
    const auto covered = std::find_if(part.begin(), part.end(), is_covered);
    if (covered != part.end() && by_ == nullptr) by_ = covered->cover;
  }
  if (by_ == nullptr) return;
  Meeting rest;
  kept_.reserve(meeting.parts.size());  // spans into it stay where they are
  for (std::size_t i = 0; i < meeting.parts.size(); ++i) {
    Hits part = meeting.parts[i];
    drop(part);
    if (part.empty()) continue;
    rest.parts.push_back(part);
    if (i < meeting.required) ++rest.required;
  }
  if (!dropped_.empty()) by_ = dropped_.front();
  if (rest.parts.empty() || !is_complete(rest, rule)) return;
  if (rule.rule->distance) {
    left_ = split_by_distance(rest, rule, *rule.rule->distance);
  } else {
    left_.push_back(std::move(rest));
  }
}

void MeetingExcuse::drop(Hits& part) {
  const auto goes = [&](const SignalHit& hit) {
    return is_covered(hit) && (alone_ || never_counts(hit.cover->kind));
  };
  if (std::none_of(part.begin(), part.end(), goes)) return;
  std::vector<SignalHit>& kept = kept_.emplace_back();
  for (const SignalHit& hit : part) {
    if (!goes(hit)) {
      kept.push_back(hit);
    } else if (std::find(dropped_.begin(), dropped_.end(), hit.cover) == dropped_.end()) {
      dropped_.push_back(hit.cover);
    }
  }
  part = kept;
}

std::vector<const SignalHit*> MeetingExcuse::choose(const Meeting& piece) const {
  Chosen chosen = choose_hits(piece, *rule_.rule);
  const auto all_covered = [](const Chosen& hits) {
    return std::all_of(hits.begin(), hits.end(), [](const SignalHit* hit) { return is_covered(*hit); });
  };
  if (chosen.empty() || !all_covered(chosen)) return chosen;
  // Those nearest together are the account's own; is there a way with a hit that is not?
  for (std::size_t i = 0; i < piece.parts.size(); ++i) {
    std::vector<SignalHit> foreign;
    for (const SignalHit& hit : piece.parts[i]) {
      if (!is_covered(hit)) foreign.push_back(hit);
    }
    if (foreign.empty()) continue;
    Meeting with = piece;
    if (i >= piece.required) {  // one of `any`: put it first, with as many others as are needed
      with.parts.erase(with.parts.begin() + static_cast<std::ptrdiff_t>(i));
      with.parts.insert(with.parts.begin() + static_cast<std::ptrdiff_t>(piece.required), Hits(foreign));
      with.parts.resize(std::min(with.parts.size(), piece.required + rule_.rule->at_least));
    } else {
      with.parts[i] = foreign;
    }
    chosen = choose_hits(with, *rule_.rule);
    if (!chosen.empty() && !all_covered(chosen)) return originals(chosen, piece);
  }
  return {};
}

}  // namespace postgate
