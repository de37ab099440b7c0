// "Did you mean ...?": the known name nearest to a mistyped one. Used for keys, ids, actions
// and file names. One thread; the object bounds the work a pack full of mistakes can cause.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace postgate {

class Suggester {
 public:
  // "; did you mean "x"?" or nothing, ready to be put behind a message.
  std::string did_you_mean(std::string_view wanted, const std::vector<std::string_view>& known);

 private:
  std::size_t budget_ = 50'000'000;  // names looked at and cells of edit-distance tables
  std::vector<std::size_t> rows_[3];
};

// Inserted, deleted, changed or swapped bytes between the two, case ignored (ASCII). Stops
// counting above `most`. `rows` is scratch.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t most,
                          std::vector<std::size_t> (&rows)[3]);

}  // namespace postgate
