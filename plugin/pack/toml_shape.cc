#include "pack/toml_shape.h"

#include <cstddef>
#include <unordered_set>

#include "text/utf8.h"

namespace postgate {

namespace {

constexpr std::size_t kMostDotsInKey = 8;
constexpr std::size_t kMostDots = 20'000;
constexpr std::size_t kMostTables = 64;

class ShapeScanner {
 public:
  explicit ShapeScanner(std::string_view text) : text_(text) {}

  std::optional<ShapeProblem> run() {
    while (at_ < text_.size() && message_.empty()) step();
    if (message_.empty()) return std::nullopt;
    return ShapeProblem{code_, place_, message_};
  }

 private:
  void step() {
    const char c = text_[at_];
    if (c == '"' || c == '\'') return skip_string(c);
    if (c == '#') return skip_comment();
    if (!is_ascii(c)) return refuse_character();
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
      on_symbol(c);
      line_begins_ = false;
      if (!message_.empty()) return;
    }
    advance(1);
    if (c == '\n') on_line_end();
  }

  void on_symbol(char c) {
    switch (c) {
      case '.':
        return on_dot();
      case '=':
        in_value_ = true;
        return;
      case '[':
        return open_bracket();
      case ']':
        return close_bracket();
      case '{':
        ++depth_;
        return begin_key();
      case '}':
        if (depth_ > 0) --depth_;
        return;
      case ',':
        return begin_key();
      default:
        return;
    }
  }

  static bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

  void refuse_character() {
    code_ = "toml-syntax";
    const std::size_t length = utf8_length_of_lead(static_cast<std::uint8_t>(text_[at_]));
    message_ =
        in_quotes(text_.substr(at_, length)) +
        " stands outside of quotation marks; write ASCII punctuation there, such as \" , = [ ], and put text "
        "in \"...\"";
  }

  void begin_key() {
    in_value_ = false;
    dots_ = 0;
  }

  // Dots of values are those of numbers and times; only dots of keys make tables.
  void on_dot() {
    if (in_value_) return;
    if (++dots_ > kMostDotsInKey)
      message_ = "the key has too many parts; a pack needs no nested tables like this";
    if (++all_dots_ > kMostDots) message_ = "the file has too many dotted keys; write them as tables";
  }

  void open_bracket() {
    if (depth_ == 0 && !in_value_ && line_begins_) {
      header_ = at_;
      in_header_ = true;
    } else if (!in_header_) {
      ++depth_;
    }
  }

  void close_bracket() {
    if (!in_header_) {
      if (depth_ > 0) --depth_;
      return;
    }
    in_header_ = false;
    tables_.insert(text_.substr(header_, at_ - header_));
    if (tables_.size() > kMostTables)
      message_ = "the file has too many different tables; a pack needs a handful";
  }

  void on_line_end() {
    line_begins_ = true;
    in_header_ = false;
    dots_ = 0;
    if (depth_ == 0) in_value_ = false;
  }

  void skip_comment() {
    while (at_ < text_.size() && text_[at_] != '\n') advance(1);
  }

  void skip_string(char quote) {
    line_begins_ = false;
    const std::string_view three(quote == '"' ? "\"\"\"" : "'''");
    const bool long_string = text_.substr(at_, 3) == three;
    advance(long_string ? 3 : 1);
    while (at_ < text_.size()) {
      if (text_[at_] == '\\' && quote == '"') {
        advance(2);
      } else if (long_string && text_.substr(at_, 3) == three) {
        advance(3);
        // Up to two quotes may stand before the closing three.
        while (at_ < text_.size() && text_[at_] == quote) advance(1);
        return;
      } else if (!long_string && (text_[at_] == quote || text_[at_] == '\n')) {
        return advance(text_[at_] == quote ? 1 : 0);
      } else {
        advance(1);
      }
    }
  }

  void advance(std::size_t bytes) {
    for (; bytes > 0 && at_ < text_.size(); --bytes, ++at_) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if ((byte & 0xC0U) != 0x80U) ++place_.column;
      if (byte != '\n') continue;
      ++place_.line;
      place_.column = 1;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  TextPlace place_;
  std::size_t depth_ = 0;  // of arrays and inline tables
  std::size_t dots_ = 0;
  std::size_t all_dots_ = 0;
  std::size_t header_ = 0;
  std::unordered_set<std::string_view> tables_;
  bool in_value_ = false;
  bool in_header_ = false;
  bool line_begins_ = true;
  const char* code_ = "limit";
  std::string message_;
};

}  // namespace

std::optional<ShapeProblem> check_toml_shape(std::string_view utf8) {
  return ShapeScanner(without_bom(utf8)).run();
}

}  // namespace postgate
