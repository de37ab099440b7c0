// Handles of the library that free themselves.
#pragma once

namespace postgate_cli {

template <typename T, void (*kDestroy)(T*)>
struct Destroyer {
  void operator()(T* handle) const { kDestroy(handle); }
};

}  // namespace postgate_cli
