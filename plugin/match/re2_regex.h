// What the checker and the parser ask of RE2. The one file that includes RE2 is re2_regex.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "match/code_set.h"
#include "match/regex.h"

namespace postgate {

// RE2's own complaint about `pattern`, if it has one.
std::optional<RegexProblem> re2_problem(std::string_view pattern);

// The members of a Unicode class as this release of RE2 knows them: "\p{Han}", "\pL", "\PN".
// Empty optional: RE2 knows no such class. Any thread; remembered for the life of the process.
std::optional<CodeSet> unicode_class(std::string_view escape);

}  // namespace postgate
