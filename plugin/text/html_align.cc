// See html_align.h.
#include "text/html_align.h"

#include "text/html_entity.h"

namespace postgate {
namespace {

bool continues(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

class Aligner {
 public:
  Aligner(std::string_view decoded, std::string_view written, std::uint32_t offset, HtmlMode mode,
          PieceSink& sink)
      : decoded_(decoded), written_(written), offset_(offset), mode_(mode), sink_(sink) {}

  void run() {
    while (at_ < decoded_.size()) {
      copy_run();
      if (at_ == decoded_.size()) return;
      if (from_ >= written_.size() || !special()) return rest();
    }
  }

 private:
  [[nodiscard]] bool is_special(char c) const {
    return c == '\r' || c == '\0' || (c == '&' && mode_ != HtmlMode::kRawText) ||
           (c == '<' && mode_ == HtmlMode::kData) || (c == ']' && mode_ == HtmlMode::kData);
  }

  void copy_run() {
    std::size_t length = 0;
    while (at_ + length < decoded_.size() && from_ + length < written_.size() &&
           decoded_[at_ + length] == written_[from_ + length] && !is_special(written_[from_ + length])) {
      ++length;
    }
    // Two characters may begin with the same bytes.
    while (length > 0 && (continues(written_, from_ + length) || continues(decoded_, at_ + length))) --length;
    take(length, length, true);
  }

  void take(std::size_t decoded, std::size_t written, bool copied) {
    if (decoded != 0) {
      const auto begin = offset_ + static_cast<std::uint32_t>(from_);
      sink_.piece(decoded_.substr(at_, decoded), {begin, begin + static_cast<std::uint32_t>(written)},
                  copied);
    }
    at_ += decoded;
    from_ += written;
  }

  // What stands for another character, or for none. False if neither side explains the other.
  bool special() {
    const char c = written_[from_];
    switch (c) {
      case '&':
        return reference();
      case '<':
        return markup();
      case '\r':
        return line_end();
      case '\0':
        take(decoded_.substr(at_, 3) == "\xEF\xBF\xBD" ? 3 : 0, 1, false);
        return true;
      case ']':
        if (written_.substr(from_, 3) == "]]>" && decoded_.substr(at_, 3) != "]]>") {
          from_ += 3;
          return true;
        }
        return literal();
      default:
        return replaced();
    }
  }

  // The parser writes U+FFFD for characters that no page may hold.
  bool replaced() {
    if (decoded_.substr(at_, 3) != "\xEF\xBF\xBD") return false;
    std::size_t length = 1;
    while (continues(written_, from_ + length)) ++length;
    take(3, length, false);
    return true;
  }

  bool literal() {
    if (decoded_[at_] != written_[from_]) return false;
    take(1, 1, true);
    return true;
  }

  bool reference() {
    const DecodedEntity entity = decode_entity(written_, from_, mode_ == HtmlMode::kAttribute);
    if (entity.source == 0) return literal();
    if (decoded_.substr(at_, entity.size) != entity.text()) return false;
    take(entity.size, entity.source, false);
    return true;
  }

  bool line_end() {
    if (decoded_[at_] == '\r') return literal();  // attributes keep theirs in some versions
    const std::size_t length = written_.substr(from_, 2) == "\r\n" ? 2 : 1;
    if (decoded_[at_] != '\n') return false;
    take(1, length, false);
    return true;
  }

  bool markup() {
    const std::string_view rest = written_.substr(from_);
    const char next = rest.size() > 1 ? rest[1] : '\0';
    const char after = rest.size() > 2 ? rest[2] : '\0';
    if (rest.substr(0, 9) == "<![CDATA[") {
      from_ += 9;
      return true;
    }
    const bool tag = is_letter(next) || next == '!' || next == '?' || (next == '/' && after != '\0');
    if (!tag) return literal();
    if (rest.substr(0, 4) == "<!--") {
      const std::size_t end = rest.find("-->", 4);
      from_ = end == std::string_view::npos ? written_.size() : from_ + end + 3;
      return true;
    }
    from_ += tag_length(rest);
    return true;
  }

  static std::size_t tag_length(std::string_view tag) {
    char quote = '\0';
    char before = '\0';
    for (std::size_t i = 1; i < tag.size(); ++i) {
      const char c = tag[i];
      if (quote != '\0') {
        if (c == quote) quote = '\0';
      } else if ((c == '"' || c == '\'') && before == '=') {
        quote = c;
      } else if (c == '>') {
        return i + 1;
      }
      if (c != ' ' && c != '\n' && c != '\t') before = c;
    }
    return tag.size();
  }

  void rest() {
    const std::size_t left = from_ < written_.size() ? written_.size() - from_ : 0;
    take(decoded_.size() - at_, left, false);
  }

  std::string_view decoded_;
  std::string_view written_;
  std::uint32_t offset_;
  HtmlMode mode_;
  PieceSink& sink_;
  std::size_t at_ = 0;
  std::size_t from_ = 0;
};

}  // namespace

void TargetSink::piece(std::string_view bytes, Range source, bool copied) {
  const auto is_dropped = [this](char c) {
    return c == '\t' || c == '\n' || c == '\r' || (c == ' ' && to_.size() == 0);
  };
  std::size_t at = 0;
  while (at < bytes.size()) {
    std::size_t end = at;
    while (end < bytes.size() && !is_dropped(bytes[end])) ++end;
    const std::string_view run = bytes.substr(at, end - at);
    if (copied) {
      to_.copy(run, source.begin + static_cast<std::uint32_t>(at));
    } else {
      to_.replace(run, source);
    }
    at = end == at ? end + 1 : end;
  }
}

void align_html(std::string_view decoded, std::string_view written, std::uint32_t offset, HtmlMode mode,
                PieceSink& sink) {
  Aligner(decoded, written, offset, mode, sink).run();
}

}  // namespace postgate
