#include "pack/pack_report.h"

#include <utility>

#include "pack/ids.h"
#include "pack/text_place.h"

namespace postgate {

namespace {

constexpr std::size_t kLongestOwner = 100;

}  // namespace

Diagnostic diagnostic_at(const Pack& pack, SourceRef at, std::string owner) {
  Diagnostic diagnostic;
  diagnostic.pack = pack.name;
  diagnostic.file = file_of(pack, at);
  diagnostic.line = at.line;
  diagnostic.column = at.column;
  diagnostic.rule = std::move(owner);
  return diagnostic;
}

void PackReport::error(const char* code, SourceRef at, std::string message, std::string_view owner) {
  add(Severity::kError, code, at, std::move(message), owner);
}

void PackReport::warning(const char* code, SourceRef at, std::string message, std::string_view owner) {
  add(Severity::kWarning, code, at, std::move(message), owner);
}

void PackReport::about_file(Severity severity, const char* code, std::string path, std::string message) {
  Diagnostic diagnostic;
  diagnostic.severity = severity;
  diagnostic.code = code;
  diagnostic.pack = pack_.name;
  diagnostic.file = std::move(path);
  diagnostic.message = std::move(message);
  diagnostics_.add(std::move(diagnostic));
}

void PackReport::add(Severity severity, const char* code, SourceRef at, std::string message,
                     std::string_view owner) {
  Diagnostic diagnostic =
      diagnostic_at(pack_, at, is_id(owner) ? std::string(owner) : printable(owner, kLongestOwner));
  diagnostic.severity = severity;
  diagnostic.code = code;
  diagnostic.message = std::move(message);
  diagnostics_.add(std::move(diagnostic));
}

std::string PackReport::name_of(SourceRef at) const {
  std::string name(file_of(pack_, at));
  if (at.line != 0) name += ":" + std::to_string(at.line);
  return name;
}

}  // namespace postgate
