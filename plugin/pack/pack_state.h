// What was installed before, so that nobody can bring back an old pack: for each pack name and
// signing key the highest version with its digest, and the latest time that was ever seen. Kept as a
// few lines of text in a file, or by the host. One thread at a time; TrustStore sees to that.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace postgate {

struct SeenPack {
  std::string name;
  std::string key;  // id of the signing key; "unsigned" if there is none
  std::uint64_t version = 0;
  std::string digest;
};

struct PackState {
  std::uint64_t latest_time = 0;  // seconds since 1970
  std::vector<SeenPack> packs;    // sorted by name and key

  [[nodiscard]] const SeenPack* find(std::string_view name, std::string_view key) const;
  // Keeps the higher version.
  void add(const SeenPack& pack);
};

std::string write_state(const PackState& state);
// kIo: damaged. An empty text is an empty state.
Result<PackState> parse_state(std::string_view text);

// Where the state is kept between two runs. Both functions may be empty: then it lives as long as the
// trust store.
struct StateKeeper {
  std::function<Result<std::string>()> load;              // an empty text: nothing yet
  std::function<Result<void>(const std::string&)> store;  // must be durable when it returns
  std::function<Result<void>(const std::function<Result<void>()>&)> locked;  // between processes

  // Loads, lets `change` work on the state, and stores it if `change` says so.
  Result<void> update(const std::function<Result<bool>(PackState&)>& change);

 private:
  std::string text_;  // where neither is given
};

// Below `path`; its folder must exist. Others are locked out through `path`.lock.
StateKeeper file_state(const std::string& path);

// Days: seconds since 1970 at which the day after `date` (YYYY-MM-DD) begins, UTC.
std::uint64_t end_of_day(std::string_view date);

}  // namespace postgate
