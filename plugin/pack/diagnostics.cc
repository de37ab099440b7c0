#include "pack/diagnostics.h"

#include <algorithm>
#include <tuple>

namespace postgate {

void Diagnostics::sort() {
  const auto key = [](const Diagnostic& d) {
    return std::tie(d.pack, d.file, d.line, d.column, d.code, d.rule, d.message);
  };
  std::stable_sort(list_.begin(), list_.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
}

}  // namespace postgate
