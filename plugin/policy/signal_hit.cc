#include "policy/signal_hit.h"

#include <tuple>

namespace postgate {

namespace {

bool comes_before(const SignalHit& a, const SignalHit& b) {
  return std::tie(a.signal, a.field, a.text.begin, a.text.end, a.folds) <
         std::tie(b.signal, b.field, b.text.begin, b.text.end, b.folds);
}

}  // namespace

void HitBook::sort() {
  std::sort(hits_.begin(), hits_.end(), comes_before);
  broken_words_ = std::any_of(hits_.begin(), hits_.end(),
                              [](const SignalHit& hit) { return hit.last_clause > hit.clause; });
}

const SignalHit& HitBook::original(const SignalHit& copy) const {
  return *std::lower_bound(hits_.begin(), hits_.end(), copy, comes_before);
}

std::span<const SignalHit> HitBook::of(std::uint32_t signal) const {
  const auto first = std::partition_point(hits_.begin(), hits_.end(),
                                          [&](const SignalHit& hit) { return hit.signal < signal; });
  const auto last =
      std::partition_point(first, hits_.end(), [&](const SignalHit& hit) { return hit.signal == signal; });
  return {first, last};
}

std::span<const SignalHit> HitBook::of(std::uint32_t signal, Scope scope, std::uint64_t key) const {
  const std::span<const SignalHit> all = of(signal);
  const auto first = std::partition_point(all.begin(), all.end(),
                                          [&](const SignalHit& hit) { return scope_key(hit, scope) < key; });
  const auto last = std::partition_point(first, all.end(),
                                         [&](const SignalHit& hit) { return scope_key(hit, scope) == key; });
  return {first, last};
}

}  // namespace postgate
