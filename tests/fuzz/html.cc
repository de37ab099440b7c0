// HTML of any kind, taken apart.
#include "structure.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::read_and_check(data, size, postgate::read_html);
  return 0;
}
