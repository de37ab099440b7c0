// Marked: what an object behind a handle of the C ABI begins with, a word that says what it is, so that a
// handle of another kind, or of something that was destroyed, is refused where it can be seen. Any thread.
#pragma once

#include <cstdint>

namespace postgate {

template <std::uint32_t kWord>
class Marked {
 public:
  Marked() = default;
  Marked(const Marked&) = delete;  // a handle is its address
  Marked& operator=(const Marked&) = delete;
  [[nodiscard]] bool marked() const { return word_ == kWord; }

 protected:
  ~Marked() { word_ = 0; }

 private:
  // volatile: the store in the destructor must not be dropped as dead
  volatile std::uint32_t word_ = kWord;
};

}  // namespace postgate
