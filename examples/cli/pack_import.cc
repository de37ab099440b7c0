#include "pack_import.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>

#include "day.h"
#include "gate.h"
#include "import_links.h"
#include "import_wording.h"
#include "output.h"
#include "pack_check.h"
#include "quantity.h"
#include "scan.h"

namespace postgate_cli {
namespace {

namespace fs = std::filesystem;

// Complaints of an import: the first are shown, the rest counted.
constexpr std::size_t kShownComplaints = 20;

bool is_day(const std::string& text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i != 4 && i != 7 && (text[i] < '0' || text[i] > '9')) return false;
  }
  return true;
}

int fail(const std::string& message) {
  std::fprintf(stderr, "postgate: %s\n", message.c_str());
  return kExitUsage;
}

std::string pack_name(const PackImportSettings& settings) {
  if (!settings.name.empty()) return settings.name;
  fs::path folder(settings.folder);
  if (folder.filename().empty()) folder = folder.parent_path();
  return folder.filename().string();
}

bool is_pack_name(const std::string& name) {
  return !name.empty() && name.size() <= 64 &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

void show(const std::vector<std::string>& complaints) {
  for (std::size_t i = 0; i < complaints.size() && i < kShownComplaints; ++i) {
    std::fprintf(stderr, "postgate: %s\n", complaints[i].c_str());
  }
  if (complaints.size() > kShownComplaints) {
    std::fprintf(stderr, "postgate: %zu more\n", complaints.size() - kShownComplaints);
  }
}

// The folder as the library sees it: compiled, examples run.
int check(const PackImportSettings& settings, const std::string& summary) {
  const Built built = build_packs({settings.folder});
  if (built.ruleset == nullptr) {
    std::string text;
    list_diagnostics(built.diagnostics, settings.folder, look_at(STDERR_FILENO, settings.colour), text);
    std::fputs(text.c_str(), stderr);
    return fail(settings.folder +
                " was written, but does not pass its check; mend the list and import again");
  }
  std::printf("%s: %s; checked\n", settings.folder.c_str(), summary.c_str());
  return kExitClean;
}

std::string summary_of(const WordingPack& pack) {
  std::string text = counted(pack.terms, "term") + " in " + counted(pack.rules, "rule");
  if (pack.not_yet > 0) text += ", " + std::to_string(pack.not_yet) + " not in force yet";
  if (pack.repeated > 0) text += ", " + std::to_string(pack.repeated) + " repeated";
  return text;
}

// The lists of links that were named, in the order of the options.
std::vector<LinkListFile> link_files(const PackImportSettings& settings) {
  std::vector<LinkListFile> files;
  const auto add = [&files](LinkListFormat format, const std::vector<std::string>& paths) {
    for (const std::string& path : paths) files.push_back({format, path});
  };
  add(LinkListFormat::kFilters, settings.filters);
  add(LinkListFormat::kHosts, settings.hosts);
  add(LinkListFormat::kDomains, settings.domains);
  add(LinkListFormat::kDnsmasq, settings.dnsmasq);
  return files;
}

int import_link_lists(const PackImportSettings& settings, const std::string& name, const std::string& date) {
  const std::vector<LinkListFile> files = link_files(settings);
  const LinkPack pack = import_links(files, settings, name, date);
  std::fputs(link_table(pack.counts).c_str(), stdout);
  show(pack.complaints);
  if (!pack.complaints.empty()) return kExitUsage;
  const std::string complaint = write_pack(settings.folder, pack.parts);
  if (!complaint.empty()) return fail(complaint);
  std::size_t taken = 0;
  for (const LinkListCounts& file : pack.counts) taken += file.taken;
  return check(settings, counted(taken, "entry", "entries") + " of " + counted(files.size(), "list"));
}

}  // namespace

std::string toml_string(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7F) out += c;
  }
  return out + "\"";
}

std::string write_pack(const std::string& folder, const std::vector<PackPart>& parts) {
  std::error_code error;
  if (fs::exists(folder, error) && (!fs::is_directory(folder, error) || !fs::is_empty(folder, error))) {
    return folder + " is in use; name a new folder or empty it";
  }
  for (const PackPart& part : parts) {
    const fs::path path = fs::path(folder) / part.path;
    fs::create_directories(path.parent_path(), error);
    if (error) return path.parent_path().string() + ": " + error.message();
    std::ofstream file(path, std::ios::binary);
    file << part.text;
    file.close();
    if (!file) return path.string() + ": " + std::strerror(errno);
  }
  return {};
}

int pack_import(const PackImportSettings& settings) {
  const bool links = !link_files(settings).empty();
  if (settings.wording.empty() && !links) {
    return fail("name a list to import, such as --wording terms.csv or --filters easylist.txt");
  }
  if (!settings.wording.empty() && links) return fail("import wording and links into packs of their own");
  WordingOptions options;
  options.name = pack_name(settings);
  if (!is_pack_name(options.name)) {
    return fail("a pack's name has lower-case letters, digits and '-'; give one with --name");
  }
  options.date = settings.date.empty() ? local_day(std::time(nullptr)) : settings.date;
  if (!is_day(options.date)) return fail("--date is YYYY-MM-DD");
  if (links) return import_link_lists(settings, options.name, options.date);
  options.version = settings.version;
  options.action = settings.action;
  const WordingPack pack = import_wording(settings.wording, options);
  show(pack.complaints);
  if (!pack.complaints.empty()) return kExitUsage;
  const std::string complaint = write_pack(settings.folder, pack.parts);
  if (!complaint.empty()) return fail(complaint);
  return check(settings, summary_of(pack));
}

}  // namespace postgate_cli
