// What accounts cost: memory, and time of a scan.
#pragma once

#include <postgate.h>

#include <string>
#include <vector>

// Prints a line each for 1, 1,000 and 100,000 accounts, and for an account with a wording of 3,000 terms:
// what they add to posts without and with a finding, scanned with `ruleset` in `rounds` interleaved rounds.
void measure_accounts(postgate_ruleset* ruleset, const std::vector<std::string>& clean,
                      const std::vector<std::string>& found, long rounds);
