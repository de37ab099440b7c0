// What `scan` puts on trial, and the counts that it writes at the end. No state.
#pragma once

#include <string>

#include "gate.h"
#include "output.h"
#include "scan.h"

namespace postgate_cli {

// Shadow and canary. False if a pack cannot be used; it was said why.
bool open_trials(const ScanSettings& settings, Gate& gate, Notices& notices);

// Why the statistics could not be written, or nothing.
std::string write_statistics(const std::string& file, const Gate& gate, Output& output);

}  // namespace postgate_cli
