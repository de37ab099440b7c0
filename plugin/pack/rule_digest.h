// A digest over everything a rule says, its signals and category included: two packs whose rules have the
// same digest judge alike by it. Stateless.
#pragma once

#include <string>

#include "pack/model.h"

namespace postgate {

// "sha256:" and 64 hex digits.
std::string rule_digest(const Pack& pack, const Rule& rule);

}  // namespace postgate
