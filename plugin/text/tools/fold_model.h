// FoldModel: what every code point folds to, computed with ICU and the data
// files. Used by the table generator only, at build time, on one thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace postgate::tools {

// How one code point folds outside a run of digits.
struct Folded {
  std::vector<std::uint32_t> codepoints;
  std::uint32_t folds = 0;  // bits of FoldSet
  bool dropped = false;     // ignorable
  bool mark = false;        // a combining mark that is kept after its own script only
  bool foreign = false;     // a look-alike letter of another script
};

struct DigitValue {
  int value = -1;
  bool weak = false;
  bool word = false;
};

class FoldModel {
 public:
  explicit FoldModel(const std::string& data_folder);
  ~FoldModel();

  [[nodiscard]] Folded fold(std::uint32_t cp) const;
  // The digit that `cp` stands for inside a run; value < 0 when it is none (or folds to ASCII digits anyway).
  [[nodiscard]] DigitValue digit(std::uint32_t cp, const Folded& folded) const;
  [[nodiscard]] bool separator(std::uint32_t cp) const;
  // Toneless pinyin of a Han character, empty when unknown.
  [[nodiscard]] std::string syllable(std::uint32_t cp) const;
  [[nodiscard]] const std::map<std::uint32_t, std::uint32_t>& look_alike_han() const {
    return look_alike_han_;
  }

 private:
  struct Icu;

  [[nodiscard]] std::vector<std::uint32_t> listed_digit_form(std::uint32_t cp) const;
  void fold_script(std::vector<std::uint32_t>& text, Folded& folded) const;
  void fold_style(std::vector<std::uint32_t>& text, Folded& folded) const;
  [[nodiscard]] std::uint32_t look_alike_letter(std::uint32_t cp) const;

  std::unique_ptr<Icu> icu_;
  std::map<std::uint32_t, std::uint32_t> variant_han_;
  std::map<std::uint32_t, std::uint32_t> look_alike_han_;
  std::map<std::uint32_t, std::string> styled_letters_;
  std::map<std::uint32_t, DigitValue> digits_;
  std::map<std::uint32_t, bool> strokes_;
};

}  // namespace postgate::tools
