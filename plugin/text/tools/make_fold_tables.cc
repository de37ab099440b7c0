// Build-time program: asks FoldModel about every code point and writes the
// tables that fold_entry.h and html_entity.h declare.
//   make_fold_tables DATA_FOLDER OUTPUT.cc
#include <unicode/uchar.h>
#include <unicode/uvernum.h>

#include <string>
#include <vector>

#include "text/fold_entry.h"
#include "text/html_entity.h"
#include "text/sign_traits.h"
#include "text/tools/data_files.h"
#include "text/tools/fold_model.h"
#include "text/tools/grapheme_property.h"
#include "text/tools/sign_tables.h"
#include "text/tools/sound_tables.h"
#include "text/tools/table_writer.h"

namespace postgate::tools {
namespace {

constexpr std::uint32_t kCodePoints = 0x110000;

bool is_surrogate(std::uint32_t cp) { return cp >= 0xD800 && cp <= 0xDFFF; }

bool is_sign(std::uint32_t cp) { return cp >= 0x80 && traits_of_sign(cp) != 0; }

struct FoldTables {
  std::vector<std::uint32_t> entries = std::vector<std::uint32_t>(kCodePoints);
  std::vector<std::uint64_t> expansions;
  std::vector<FoldDigit> digits;
  std::vector<std::uint64_t> keep_bits = std::vector<std::uint64_t>(1024);
  std::vector<std::uint64_t> letter_bits = std::vector<std::uint64_t>(1024);
};

std::uint32_t plain_entry(const FoldModel& model, std::uint32_t cp, const Folded& folded,
                          FoldTables& tables) {
  if (folded.dropped) return make_fold_entry(FoldAction::kDrop, 0, 0, 0);
  std::uint32_t flags = folded.foreign ? kEntryForeign : 0;
  for (const std::uint32_t out : folded.codepoints) flags |= is_sign(out) ? kEntrySign : 0;
  const std::uint32_t first = folded.codepoints[0];
  if (folded.codepoints.size() > 1) {
    const auto index = static_cast<std::uint32_t>(tables.expansions.size());
    tables.expansions.push_back(folded.codepoints.size());
    for (const std::uint32_t out : folded.codepoints) {
      tables.expansions.push_back(out | (model.separator(out) ? kExpansionSeparator : 0));
    }
    return make_fold_entry(FoldAction::kExpand, folded.folds, flags, index);
  }
  if (folded.mark) return make_fold_entry(FoldAction::kMark, folded.folds, flags, first);
  // Whatever stays as it is carries no payload, so that blocks of it are shared.
  const bool keep = first == cp;
  const std::uint32_t payload = keep ? 0 : first;
  if (model.separator(first)) {
    const FoldAction action = keep ? FoldAction::kKeepSeparator : FoldAction::kReplaceSeparator;
    return make_fold_entry(action, folded.folds, flags, payload);
  }
  return make_fold_entry(keep ? FoldAction::kKeep : FoldAction::kReplace, folded.folds, flags, payload);
}

// ASCII digits stay out of kDigit: whatever becomes one is counted as it is written.
std::uint32_t entry_of(const FoldModel& model, std::uint32_t cp, FoldTables& tables) {
  const Folded folded = model.fold(cp);
  const std::uint32_t plain = plain_entry(model, cp, folded, tables);
  const DigitValue digit = model.digit(cp, folded);
  if (digit.value < 0) return plain;
  const auto index = static_cast<std::uint32_t>(tables.digits.size());
  tables.digits.push_back({plain, static_cast<std::uint8_t>(digit.value), digit.weak, digit.word});
  return make_fold_entry(FoldAction::kDigit, 0, 0, index);
}

FoldTables make_tables(const FoldModel& model) {
  FoldTables tables;
  for (std::uint32_t cp = 0; cp < kCodePoints; ++cp) {
    if (is_surrogate(cp)) continue;
    const std::uint32_t entry = entry_of(model, cp, tables);
    tables.entries[cp] = entry;
    const FoldAction action = entry_action(entry);
    const bool letter = action == FoldAction::kKeep;
    const bool sign = (entry & kEntrySign) != 0;
    if (cp > 0xFFFF || (!letter && action != FoldAction::kKeepSeparator) || sign) continue;
    tables.keep_bits[cp >> 6U] |= std::uint64_t{1} << (cp & 63U);
    if (letter) tables.letter_bits[cp >> 6U] |= std::uint64_t{1} << (cp & 63U);
  }
  return tables;
}

std::vector<std::uint32_t> make_graphemes() {
  std::vector<std::uint32_t> values(kCodePoints);
  for (std::uint32_t cp = 0; cp < kCodePoints; ++cp)
    values[cp] = static_cast<std::uint32_t>(grapheme_break(cp));
  return values;
}

std::vector<std::uint32_t> make_shapes(const FoldModel& model) {
  std::vector<std::uint32_t> values(kCodePoints);
  for (const auto& [from, to] : model.look_alike_han()) {
    if (to > 0xFFFF) fail("look_alike_han.txt: right-hand sides must be in the BMP");
    values.at(from) = to;
  }
  return values;
}

void write_digits(TableWriter& out, const std::vector<FoldDigit>& digits) {
  out.line("const FoldDigit kFoldDigits[] = {");
  for (const FoldDigit& digit : digits) {
    out.line("{" + std::to_string(digit.entry) + "U," + std::to_string(digit.value) + "," +
             (digit.weak ? "true," : "false,") + (digit.word ? "true}," : "false},"));
  }
  out.line("};");
}

// Sorted by name, whatever order the file has.
void write_entities(TableWriter& out, const std::string& path) {
  std::map<std::string, std::string> names;
  for (const auto& row : read_rows(path)) {
    if (row.size() < 2 || row.size() > 3)
      fail(path + ": a name and one or two code points, please: " + row[0]);
    names[row[0]] = "0x" + row[1] + ",0x" + (row.size() > 2 ? row[2] : "0");
  }
  out.line("const HtmlEntity kHtmlEntities[] = {");
  for (const auto& [name, codepoints] : names) {
    std::string entry = "{\"";
    entry.append(name).append("\",{{").append(codepoints).append("}}},");
    out.line(entry);
  }
  out.line("};");
  out.line("const std::size_t kHtmlEntityCount = " + std::to_string(names.size()) + ";");
}

}  // namespace
}  // namespace postgate::tools

int main(int argc, char** argv) {
  using namespace postgate::tools;
  if (argc != 3) fail("usage: make_fold_tables DATA_FOLDER OUTPUT.cc");
  const FoldModel model(argv[1]);
  const FoldTables tables = make_tables(model);
  TableWriter out(argv[2]);
  out.line("// Generated by make_fold_tables from ICU and text/data; do not edit.");
  out.line("#include \"text/fold_entry.h\"");
  out.line("#include \"text/html_entity.h\"");
  out.line("namespace postgate {");
  out.line("const char kTableVersion[] = \"ICU " U_ICU_VERSION " Unicode " U_UNICODE_VERSION "\";");
  out.trie("kFoldTrie", "std::uint32_t", tables.entries);
  out.trie("kGraphemeTrie", "std::uint8_t", make_graphemes());
  write_sounds(out, model, argv[1]);
  write_signs(out, argv[1]);
  out.trie("kShapeTrie", "std::uint16_t", make_shapes(model));
  out.array("const std::uint32_t kFoldExpansions[]", tables.expansions, "U");
  out.array("const std::uint64_t kKeepBits[1024]", tables.keep_bits, "U");
  out.array("const std::uint64_t kLetterBits[1024]", tables.letter_bits, "U");
  write_digits(out, tables.digits);
  write_entities(out, std::string(argv[1]) + "/html_entities.txt");
  out.line("}  // namespace postgate");
  out.finish();
  return 0;
}
