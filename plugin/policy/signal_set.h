// SignalSet: a set of signal numbers that can be emptied in the time of its members,
// so that a ruleset with many signals costs a clean post nothing. One thread.
#pragma once

#include <cstdint>
#include <vector>

namespace postgate {

class SignalSet {
 public:
  void resize(std::size_t signals) {
    present_.assign(signals, 0);
    members_.clear();
    members_.reserve(signals);
  }
  void clear() {
    for (const std::uint32_t member : members_) present_[member] = 0;
    members_.clear();
  }
  void add(std::uint32_t signal) {
    if (present_[signal] != 0) return;
    present_[signal] = 1;
    members_.push_back(signal);
  }
  [[nodiscard]] bool has(std::uint32_t signal) const { return present_[signal] != 0; }
  [[nodiscard]] bool empty() const { return members_.empty(); }
  [[nodiscard]] const std::vector<std::uint32_t>& members() const { return members_; }

 private:
  std::vector<std::uint8_t> present_;
  std::vector<std::uint32_t> members_;
};

}  // namespace postgate
