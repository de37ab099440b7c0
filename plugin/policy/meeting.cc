#include "policy/meeting.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace postgate {

namespace {

using Chosen = std::vector<const SignalHit*>;

// Anchors tried when looking for the shortest span of a finding.
constexpr std::size_t kMostAnchors = 16;
constexpr std::uint32_t kFar = std::numeric_limits<std::uint32_t>::max();

std::uint32_t distance(const SignalHit& a, const SignalHit& b) {
  if (!same_field(a, b)) return kFar;
  if (b.text.begin >= a.text.end) return b.text.begin - a.text.end;
  if (a.text.begin >= b.text.end) return a.text.begin - b.text.end;
  return 0;
}

auto beginning(const SignalHit& hit) { return std::make_tuple(hit.field, hit.text.begin); }
auto ending(const SignalHit& hit) { return std::make_tuple(hit.field, hit.text.end); }

// The hit nearest to `anchor`.
const SignalHit& nearest(Hits hits, const SignalHit& anchor) {
  const auto after = std::partition_point(
      hits.begin(), hits.end(), [&](const SignalHit& hit) { return beginning(hit) < beginning(anchor); });
  if (after == hits.begin()) return *after;
  const auto before = std::prev(after);
  if (after == hits.end()) return *before;
  return distance(anchor, *before) <= distance(anchor, *after) ? *before : *after;
}

// Adds the nearest hits of `wanted` different signals of `any`.
void add_any(const Meeting& meeting, std::size_t first, std::size_t wanted, Chosen& chosen) {
  const SignalHit& anchor = *chosen.front();
  Chosen found;
  for (std::size_t i = first; i < meeting.parts.size(); ++i)
    found.push_back(&nearest(meeting.parts[i], anchor));
  std::stable_sort(found.begin(), found.end(), [&](const SignalHit* a, const SignalHit* b) {
    return distance(anchor, *a) < distance(anchor, *b);
  });
  found.resize(std::min(found.size(), wanted));
  chosen.insert(chosen.end(), found.begin(), found.end());
}

std::size_t wanted_of_any(const Rule& rule) { return rule.any.empty() ? 0 : rule.at_least; }

// The anchor, the nearest hit of every other `all` signal, and of the `any` signals the nearest.
Chosen choose_around(const SignalHit& anchor, const Meeting& meeting, const Rule& rule) {
  Chosen chosen{&anchor};
  for (std::size_t i = 1; i < meeting.required; ++i) chosen.push_back(&nearest(meeting.parts[i], anchor));
  const bool anchor_is_any = meeting.required == 0;
  add_any(meeting, anchor_is_any ? 1 : meeting.required, wanted_of_any(rule) - (anchor_is_any ? 1 : 0),
          chosen);
  return chosen;
}

std::uint64_t cover(const Chosen& chosen) {
  std::uint64_t begin = chosen.front()->text.begin;
  std::uint64_t end = chosen.front()->text.end;
  std::uint64_t elsewhere = 0;
  for (const SignalHit* hit : chosen) {
    if (!same_field(*hit, *chosen.front())) {
      elsewhere += kFar;
      continue;
    }
    begin = std::min<std::uint64_t>(begin, hit->text.begin);
    end = std::max<std::uint64_t>(end, hit->text.end);
  }
  return end - begin + elsewhere;
}

Chosen choose_together(const Meeting& meeting, const Rule& rule) {
  const Hits anchors = meeting.parts.front();
  Chosen best;
  std::uint64_t best_width = std::numeric_limits<std::uint64_t>::max();
  for (std::size_t i = 0; i < std::min(anchors.size(), kMostAnchors); ++i) {
    Chosen chosen = choose_around(anchors[i], meeting, rule);
    const std::uint64_t width = cover(chosen);
    if (width >= best_width) continue;
    best_width = width;
    best = std::move(chosen);
  }
  return best;
}

// Of the hits that begin at or behind `after`, the one that ends first; nullptr if there is none.
const SignalHit* first_behind(Hits hits, const SignalHit* after) {
  auto at = hits.begin();
  if (after != nullptr) {
    at = std::partition_point(hits.begin(), hits.end(),
                              [&](const SignalHit& hit) { return beginning(hit) < ending(*after); });
  }
  const auto found = std::min_element(
      at, hits.end(), [](const SignalHit& a, const SignalHit& b) { return ending(a) < ending(b); });
  return found == hits.end() ? nullptr : &*found;
}

// The last hit that ends before `next` begins; there is one.
const SignalHit* last_before(Hits hits, const SignalHit& next) {
  auto at = std::partition_point(hits.begin(), hits.end(),
                                 [&](const SignalHit& hit) { return beginning(hit) < beginning(next); });
  while (at != hits.begin()) {
    --at;
    if (ending(*at) <= beginning(next)) return &*at;
  }
  return nullptr;
}

// The first sequence to be complete, then drawn together from its end.
Chosen choose_in_order(const Meeting& meeting, const Rule& rule) {
  Chosen chosen;
  const SignalHit* last = nullptr;
  for (std::size_t i = 0; i < meeting.required; ++i) {
    last = first_behind(meeting.parts[i], last);
    if (last == nullptr) return {};
    chosen.push_back(last);
  }
  for (std::size_t i = meeting.required - 1; i-- > 0;) {
    if (const SignalHit* later = last_before(meeting.parts[i], *chosen[i + 1])) chosen[i] = later;
  }
  add_any(meeting, meeting.required, wanted_of_any(rule), chosen);
  return chosen;
}

// The part of `hits` that begins in [begin, end) of the squeezed view.
Hits between(Hits hits, std::uint32_t begin, std::uint32_t end) {
  const auto at = [&](std::uint32_t place) {
    return std::partition_point(hits.begin(), hits.end(),
                                [&](const SignalHit& hit) { return hit.squeezed.begin < place; });
  };
  return {at(begin), at(end)};
}

// `meeting` cut down to the hits that begin in [begin, end).
Meeting cut(const Meeting& meeting, std::uint32_t begin, std::uint32_t end) {
  Meeting piece;
  for (std::size_t i = 0; i < meeting.parts.size(); ++i) {
    const Hits inside = between(meeting.parts[i], begin, end);
    if (inside.empty()) continue;
    piece.parts.push_back(inside);
    if (i < meeting.required) ++piece.required;
  }
  return piece;
}

}  // namespace

bool is_complete(const Meeting& meeting, const BookRule& rule) {
  if (meeting.required != rule.all.size()) return false;
  return rule.any.empty() || meeting.parts.size() - meeting.required >= rule.rule->at_least;
}

std::vector<Meeting> split_by_distance(const Meeting& meeting, const BookRule& rule, std::uint32_t distance) {
  std::vector<Range> places;
  for (const Hits& part : meeting.parts) {
    for (const SignalHit& hit : part) places.push_back(hit.squeezed);
  }
  std::sort(places.begin(), places.end(), [](const Range& a, const Range& b) {
    return std::tie(a.begin, a.end) < std::tie(b.begin, b.end);
  });
  std::vector<Meeting> pieces;
  const auto close = [&](std::uint32_t begin, std::uint32_t end) {
    Meeting piece = cut(meeting, begin, end);
    if (is_complete(piece, rule)) pieces.push_back(std::move(piece));
  };
  std::uint32_t begin = places.front().begin;
  std::uint32_t reach = begin;
  for (const Range& place : places) {
    if (place.begin > reach && place.begin - reach > distance) {
      close(begin, place.begin);
      begin = place.begin;
    }
    reach = std::max(reach, place.end);
  }
  close(begin, kFar);
  return pieces;
}

std::vector<const SignalHit*> choose_hits(const Meeting& meeting, const Rule& rule) {
  return rule.order ? choose_in_order(meeting, rule) : choose_together(meeting, rule);
}

}  // namespace postgate
