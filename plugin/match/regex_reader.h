// Reads the pieces of a regex: characters, escapes and bracket classes, and keeps the list of
// problems. The grammar on top is regex_parser.cc. One per parse.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "match/regex_tree.h"

namespace postgate {

class RegexReader {
 protected:
  explicit RegexReader(std::string_view pattern) : text_(pattern) {}

  [[nodiscard]] bool more() const { return !stopped_ && at_ < text_.size(); }
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool take(std::string_view expected);
  // " at character N" of the pattern, for messages.
  [[nodiscard]] std::string place(std::size_t at) const;

  // Something this project refuses although it can be read on.
  void refuse(const char* code, std::string message);
  void stop(const char* code, std::string message);
  // Not understood: RE2 will say why.
  void malformed();

  CodeSet bracket();
  // \d \w \s \p and their opposites; leaves every other escape alone.
  std::optional<CodeSet> class_escape();
  char32_t character_escape();
  char32_t code_point();

  std::string_view text_;
  std::size_t at_ = 0;
  bool stopped_ = false;
  ParsedRegex parsed_;

 private:
  CodeSet bracket_item();
  char32_t bracket_end();
  char32_t hex_escape();
};

}  // namespace postgate
