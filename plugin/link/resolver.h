// Asks the host where a short link leads. The library itself never fetches anything; without a resolver
// a short link stays what it is. One for each scan; one thread.
#pragma once

#include <cstddef>
#include <cstdint>

#include "link/found_link.h"

namespace postgate {

struct Resolver {
  using Ask = std::int32_t (*)(void* context, const char* url, std::size_t size, std::uint64_t budget_ns,
                               char* answer, std::size_t capacity, std::size_t* answer_size);

  Ask ask = nullptr;
  void* context = nullptr;
  std::uint64_t budget_ns = 0;  // of a post, all questions together
  std::uint32_t most = 0;       // questions of a post
};

class Resolving {
 public:
  void begin(const Resolver& resolver);
  // Fills `resolved` and `target` of a short link, if the host knows them.
  void resolve(FoundLink& link);

 private:
  Resolver resolver_;
  std::uint64_t left_ns_ = 0;
  std::uint32_t left_ = 0;
};

}  // namespace postgate
