// `pack import`: turns lists that others keep into a pack folder: rules, lists, examples. Each kind of
// list is a reader of its own; the pack that comes out is compiled and self-tested before it is announced.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "terminal.h"

namespace postgate_cli {

struct PackImportSettings {
  std::vector<std::string> wording;  // CSV, TSV or plain lists of wrong and preferred wording
  std::vector<std::string> filters;  // EasyList, AdGuard and uBlock rules
  std::vector<std::string> hosts;    // hosts files
  std::vector<std::string> domains;  // a domain a line
  std::vector<std::string> dnsmasq;  // dnsmasq settings
  std::string folder;                // where the pack goes; must be new or empty
  std::string name;                  // of the pack; the folder's name when empty
  std::uint64_t version = 1;
  std::string action = "flag";  // for entries that name none
  std::string date;             // YYYY-MM-DD: entries in force from a later day are left out
  ColourChoice colour = ColourChoice::kAuto;
};

int pack_import(const PackImportSettings& settings);

// A file of the new pack: its path inside the folder and its text.
struct PackPart {
  std::string path;
  std::string text;
};

// Creates the folder and writes the parts; a complaint, or nothing.
std::string write_pack(const std::string& folder, const std::vector<PackPart>& parts);

// A TOML basic string with its quotes.
std::string toml_string(const std::string& text);

}  // namespace postgate_cli
