// `pack import --filters|--hosts|--domains|--dnsmasq`: lists of addresses that others keep become lists of a
// pack, line for line, so that a finding names the line of the original. What is of no use for the links of
// a post is left out and counted by reason. One thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pack_import.h"

namespace postgate_cli {

enum class LinkListFormat { kFilters, kHosts, kDomains, kDnsmasq };

struct LinkListFile {
  LinkListFormat format = LinkListFormat::kDomains;
  std::string path;
};

// What became of one file.
struct LinkListCounts {
  std::string path;
  std::size_t taken = 0;
  std::map<std::string, std::size_t> skipped;  // by reason
  std::size_t refused = 0;                     // malformed lines
};

struct LinkPack {
  std::vector<PackPart> parts;
  std::vector<LinkListCounts> counts;
  std::vector<std::string> complaints;  // then there is no pack
};

LinkPack import_links(const std::vector<LinkListFile>& files, const PackImportSettings& settings,
                      const std::string& name, const std::string& date);

// The counts as a table.
std::string link_table(const std::vector<LinkListCounts>& counts);

}  // namespace postgate_cli
