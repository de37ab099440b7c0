// Writes the tables of pictures that stand for words and of characters in pieces. Used by the table
// generator only.
#pragma once

#include <string>

#include "text/tools/table_writer.h"

namespace postgate::tools {

void write_signs(TableWriter& out, const std::string& data_folder);

}  // namespace postgate::tools
