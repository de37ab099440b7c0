// Writes the tables of readings: syllables, which of them are fuzzily alike, and what each Han character may
// be read as. Used by the table generator only.
#pragma once

#include <string>

#include "text/tools/fold_model.h"
#include "text/tools/table_writer.h"

namespace postgate::tools {

void write_sounds(TableWriter& out, const FoldModel& model, const std::string& data_folder);

}  // namespace postgate::tools
