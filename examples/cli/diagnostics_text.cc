// Mistakes of packs for people: place, words, the source line and a caret under the place.
#include <fstream>

#include "pack_check.h"
#include "utf8.h"

namespace postgate_cli {
namespace {

constexpr std::size_t kLongestLine = 160;  // cells of a source line
constexpr std::size_t kMostLines = 2'000'000;

// Lines of the files that were named, each file read once.
class SourceLines {
 public:
  explicit SourceLines(std::string folder) : folder_(std::move(folder)) {}

  // nullptr if there is no such line, or nobody knows where the file is.
  const std::string* line(const std::string& file, std::uint32_t number) {
    if (folder_.empty() || file.empty() || number == 0) return nullptr;
    if (file != file_) load(file);
    return number <= lines_.size() ? &lines_[number - 1] : nullptr;
  }

 private:
  void load(const std::string& file) {
    file_ = file;
    lines_.clear();
    std::ifstream in(folder_ + "/" + file, std::ios::binary);
    for (std::string line; lines_.size() < kMostLines && std::getline(in, line);) {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      lines_.push_back(line);
    }
  }

  std::string folder_;
  std::string file_;
  std::vector<std::string> lines_;
};

void show_line(const std::string& line, const Diagnostic& diagnostic, const Screen& screen,
               std::string& out) {
  const std::string number = std::to_string(diagnostic.line);
  out += screen.paint(kDim, "  " + number + " | ") + visible(line, kLongestLine) + "\n";
  if (diagnostic.column == 0) return;
  std::string before;  // as it is shown, so that the caret stands under the place
  std::size_t at = 0;
  for (std::uint32_t column = 1; column < diagnostic.column && at < line.size(); ++column) {
    const Character character = character_at(line, at);
    append_visible(before, character);
    at += character.bytes;
  }
  const std::size_t cells = cells_of(before);
  if (cells >= kLongestLine) return;
  out += std::string(number.size() + 3, ' ') + screen.paint(kDim, "| ");
  out += std::string(cells, ' ') + screen.paint(diagnostic.is_error ? kBoldRed : kBoldYellow, "^") + "\n";
}

std::string place_text(const Diagnostic& diagnostic, const std::string& folder) {
  std::string place = folder.empty() ? diagnostic.pack : folder;
  while (place.size() > 1 && place.back() == '/') place.pop_back();
  if (!diagnostic.file.empty()) place += (place.empty() ? "" : "/") + diagnostic.file;
  if (diagnostic.line != 0) place += ":" + std::to_string(diagnostic.line);
  if (diagnostic.line != 0 && diagnostic.column != 0) place += ":" + std::to_string(diagnostic.column);
  return place;
}

}  // namespace

void list_diagnostics(const std::vector<Diagnostic>& diagnostics, const std::string& folder,
                      const Screen& screen, std::string& out) {
  SourceLines sources(folder);
  for (const Diagnostic& diagnostic : diagnostics) {
    out += screen.paint(kBold, visible(place_text(diagnostic, folder), 1000)) + ": ";
    out += diagnostic.is_error   ? screen.paint(kBoldRed, "error")
           : is_note(diagnostic) ? screen.paint(kBold, "note")
                                 : screen.paint(kBoldYellow, "warning");
    if (!diagnostic.code.empty()) out += "[" + diagnostic.code + "]";
    if (!diagnostic.rule.empty()) out += " " + visible(diagnostic.rule, 200);
    out += ": " + visible(diagnostic.message, 2000) + "\n";
    const std::string* line = sources.line(diagnostic.file, diagnostic.line);
    if (line != nullptr) show_line(*line, diagnostic, screen, out);
  }
}

}  // namespace postgate_cli
