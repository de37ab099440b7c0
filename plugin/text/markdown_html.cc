// See markdown_html.h. md4c hands out pieces of the source; where it hands out a copy (escapes in
// the target of a link), the source of the copy is looked for.
#include "text/markdown_html.h"

#include <md4c.h>

#include <algorithm>
#include <array>
#include <new>
#include <string>

namespace postgate {
namespace {

constexpr std::size_t kPadding = 256;
constexpr std::size_t kNear = 4096;         // bytes behind a link in which its target is looked for first
constexpr std::size_t kSearch = 4U << 20U;  // bytes looked at for targets that stand far away, in all
constexpr std::uint32_t kClockMask = 255;
constexpr std::size_t kGrowth = 8;  // the HTML may be so many times as long as its source

bool is_punctuation(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

const char* block_tag(MD_BLOCKTYPE type) {
  switch (type) {
    case MD_BLOCK_QUOTE:
      return "blockquote";
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
      return "ul";
    case MD_BLOCK_LI:
      return "li";
    case MD_BLOCK_H:
      return "h1";
    case MD_BLOCK_CODE:
      return "pre";
    case MD_BLOCK_P:
      return "p";
    case MD_BLOCK_TABLE:
      return "table";
    case MD_BLOCK_TR:
      return "tr";
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      return "td";
    default:
      return nullptr;
  }
}

class Writer {
 public:
  enum class Trouble : std::uint8_t { kNone, kDeadline, kLimit, kNoMemory };

  Writer(std::string_view source, const StructureLimits& limits, const Deadline& deadline, MappedText& html)
      : padded_(padded(source)),
        source_(std::string_view(padded_).substr(0, source.size())),
        limits_(limits),
        deadline_(deadline),
        html_(html),
        most_(kGrowth * source.size() + (std::size_t{1} << 20U)) {}

  Trouble run() {
    MD_PARSER parser{};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS;
    parser.enter_block = [](MD_BLOCKTYPE type, void*, void* self) {
      return guarded(self, [type](Writer& writer) { writer.block(type, true); });
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) {
      return guarded(self, [type](Writer& writer) { writer.block(type, false); });
    };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* self) {
      return guarded(self, [=](Writer& writer) { writer.open_span(type, detail); });
    };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* self) {
      return guarded(self, [type](Writer& writer) { writer.close_span(type); });
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
      return guarded(self, [=](Writer& writer) { writer.text(type, {text, size}); });
    };
    const int failed = md_parse(source_.data(), static_cast<MD_SIZE>(source_.size()), &parser, this);
    if (failed != 0 && trouble_ == Trouble::kNone) trouble_ = Trouble::kNoMemory;
    return trouble_;
  }

 private:
  // md4c 0.4.8 looks, and sometimes reads on, behind the end of its text; what is there must be the same
  // every time and no one else's.
  static std::string padded(std::string_view source) {
    std::string made(source);
    made += '\n';
    made.append(kPadding, '\0');
    return made;
  }

  // What md4c calls must not throw; not 0 ends the parse.
  template <typename Body>
  static int guarded(void* self, Body body) noexcept {
    Writer& writer = *static_cast<Writer*>(self);
    try {
      body(writer);
      writer.check();
    } catch (const std::bad_alloc&) {
      writer.trouble_ = Trouble::kNoMemory;
    }
    return writer.trouble_ == Trouble::kNone ? 0 : 1;
  }

  void check() {
    if (html_.size() > most_ || attribute_too_long_) trouble_ = Trouble::kLimit;
    if ((++calls_ & kClockMask) == 0 && deadline_.expired()) trouble_ = Trouble::kDeadline;
  }

  void markup(std::string_view tag) { html_.replace(tag, {place_, place_}); }

  void block(MD_BLOCKTYPE type, bool opens) {
    if (type == MD_BLOCK_HR && opens) markup("<hr>");
    if (type == MD_BLOCK_HTML) markup("\n");
    const char* const tag = block_tag(type);
    if (tag == nullptr) return;
    markup((opens ? "<" : "</") + std::string(tag) + ">");
    // The first line break of <pre> does not count in HTML, so the code keeps its own.
    if (type == MD_BLOCK_CODE && opens) markup("\n");
  }

  void open_span(MD_SPANTYPE type, void* detail) {
    if (type == MD_SPAN_IMG) {
      if (image_depth_++ > 0) return;
      markup("<img title=\"");
      attribute(static_cast<MD_SPAN_IMG_DETAIL*>(detail)->title);
      markup("\" alt=\"");
      return;
    }
    if (image_depth_ > 0) return;
    if (type != MD_SPAN_A) return markup("<span>");
    const auto* const link = static_cast<MD_SPAN_A_DETAIL*>(detail);
    markup("<a href=\"");
    attribute(link->href);
    if (link->title.size > 0) {
      markup("\" title=\"");
      attribute(link->title);
    }
    markup("\">");
  }

  void close_span(MD_SPANTYPE type) {
    if (type == MD_SPAN_IMG) {
      if (--image_depth_ == 0) markup("\">");
      return;
    }
    if (image_depth_ == 0) markup(type == MD_SPAN_A ? "</a>" : "</span>");
  }

  // `bytes` without what lies behind the end of the source.
  [[nodiscard]] std::string_view clamped(std::string_view bytes) const {
    const auto begin = reinterpret_cast<std::uintptr_t>(source_.data());
    const auto at = reinterpret_cast<std::uintptr_t>(bytes.data());
    if (at < begin || at > begin + padded_.size()) return bytes;
    const std::size_t room = begin + source_.size() > at ? begin + source_.size() - at : 0;
    return bytes.substr(0, std::min(bytes.size(), room));
  }

  void text(MD_TEXTTYPE type, std::string_view given) {
    const std::string_view bytes = clamped(given);
    if (bytes.empty() && !given.empty()) return;
    const bool in_source = is_in_source(bytes);
    const std::uint32_t at = in_source ? offset_of(bytes) : place_;
    if (in_source) place_ = at + static_cast<std::uint32_t>(bytes.size());
    switch (type) {
      case MD_TEXT_BR:
        return markup(image_depth_ > 0 ? " " : "<br>");
      case MD_TEXT_SOFTBR:
        return markup("\n");
      case MD_TEXT_NULLCHAR:
        return html_.replace("\xEF\xBF\xBD", {at, in_source ? place_ : at});
      case MD_TEXT_ENTITY:
        return write(bytes, at, in_source);
      case MD_TEXT_HTML:
        if (image_depth_ == 0) return write(bytes, at, in_source);
        break;
      default:
        break;
    }
    escaped(bytes, at, in_source);
  }

  void write(std::string_view bytes, std::uint32_t at, bool in_source) {
    if (in_source) {
      html_.copy(bytes, at);
    } else {
      html_.replace(bytes, {at, at});
    }
  }

  // Text of the source that must not become HTML.
  void escaped(std::string_view bytes, std::uint32_t at, bool in_source) {
    std::size_t from = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      const char c = bytes[i];
      const char* const reference = c == '&'                       ? "&amp;"
                                    : c == '<'                     ? "&lt;"
                                    : c == '"' && image_depth_ > 0 ? "&quot;"
                                    : c == '\0'                    ? "\xEF\xBF\xBD"
                                                                   : nullptr;
      if (reference == nullptr) continue;
      write(bytes.substr(from, i - from), at + static_cast<std::uint32_t>(from), in_source);
      const std::uint32_t place = in_source ? at + static_cast<std::uint32_t>(i) : at;
      html_.replace(reference, {place, in_source ? place + 1 : place});
      from = i + 1;
    }
    write(bytes.substr(from), at + static_cast<std::uint32_t>(from), in_source);
  }

  // The value of an HTML attribute. References in it stay what they are.
  void attribute(const MD_ATTRIBUTE& value) {
    const std::string_view all = clamped({value.text, value.text == nullptr ? 0 : value.size});
    if (all.size() > limits_.attribute) attribute_too_long_ = true;
    if (all.empty() || attribute_too_long_) return;
    const bool in_source = is_in_source(all);
    const Range place = in_source ? Range{} : find_source(all);
    for (std::size_t i = 0; value.substr_offsets[i] < all.size(); ++i) {
      const std::size_t begin = value.substr_offsets[i];
      const std::string_view piece =
          all.substr(begin, std::min<std::size_t>(value.substr_offsets[i + 1], all.size()) - begin);
      const std::uint32_t at = in_source ? offset_of(piece) : 0;
      if (value.substr_types[i] == MD_TEXT_ENTITY && in_source) {
        html_.copy(piece, at);
      } else if (value.substr_types[i] == MD_TEXT_ENTITY) {
        html_.replace(piece, place);
      } else {
        quoted(piece, at, in_source, place);
      }
    }
  }

  void quoted(std::string_view bytes, std::uint32_t at, bool in_source, Range place) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      const char c = bytes[i];
      const auto here = at + static_cast<std::uint32_t>(i);
      const Range range = in_source ? Range{here, here + 1} : place;
      if (c == '&') {
        html_.replace("&amp;", range);
      } else if (c == '"') {
        html_.replace("&quot;", range);
      } else if (c == '\0') {
        html_.replace("\xEF\xBF\xBD", range);
      } else if (in_source) {
        html_.copy(bytes.substr(i, 1), here);
      } else {
        html_.replace(bytes.substr(i, 1), range);
      }
    }
  }

  [[nodiscard]] bool is_in_source(std::string_view piece) const {
    const auto begin = reinterpret_cast<std::uintptr_t>(source_.data());
    const auto at = reinterpret_cast<std::uintptr_t>(piece.data());
    return at >= begin && at + piece.size() <= begin + source_.size();
  }
  [[nodiscard]] std::uint32_t offset_of(std::string_view piece) const {
    return static_cast<std::uint32_t>(piece.data() - source_.data());
  }

  // Length of the source at `from` that md4c made `copy` of; 0 if it did not.
  [[nodiscard]] std::size_t made_from(std::size_t from, std::string_view copy) const {
    std::size_t at = from;
    for (const char c : copy) {
      if (at + 1 < source_.size() && source_[at] == '\\' && is_punctuation(source_[at + 1]) &&
          source_[at + 1] == c) {
        ++at;
      }
      if (at >= source_.size() || source_[at] != c) return 0;
      ++at;
    }
    return at - from;
  }

  // Where a copy comes from: behind this place, or anywhere.
  Range find_source(std::string_view copy) {
    const auto look = [&](std::size_t from, std::size_t to) {
      for (std::size_t at = from; at < std::min(to, source_.size()); ++at) {
        const std::size_t length = made_from(at, copy);
        if (length > 0) return Range{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + length)};
      }
      return Range{};
    };
    Range found = look(place_, place_ + kNear);
    if (found.end > 0) return found;
    if (searched_ < kSearch) {
      searched_ += source_.size();
      found = look(0, source_.size());
    }
    return found.end > 0 ? found : Range{place_, place_};
  }

  std::string padded_;
  std::string_view source_;  // in padded_
  const StructureLimits& limits_;
  const Deadline& deadline_;
  MappedText& html_;
  std::size_t most_;
  std::uint32_t place_ = 0;  // behind the last text
  std::uint32_t calls_ = 0;
  std::size_t searched_ = 0;
  int image_depth_ = 0;
  bool attribute_too_long_ = false;
  Trouble trouble_ = Trouble::kNone;
};

}  // namespace

Result<void> markdown_to_html(std::string_view source, const StructureLimits& limits,
                              const Deadline& deadline, MappedText& html) {
  html.clear();
  switch (Writer(source, limits, deadline, html).run()) {
    case Writer::Trouble::kDeadline:
      return make_error(Status::kDeadline, "the time budget was used up while Markdown was parsed");
    case Writer::Trouble::kLimit:
      return make_error(Status::kStructureLimit, "the Markdown becomes more HTML than the limit");
    case Writer::Trouble::kNoMemory:
      return make_error(Status::kNoMemory, "no memory to parse Markdown");
    case Writer::Trouble::kNone:
      break;
  }
  return {};
}

}  // namespace postgate
