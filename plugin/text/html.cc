// read_html(): walks the parsed page and sorts what it holds into the parts of a Structure.
#include <algorithm>
#include <array>
#include <limits>
#include <new>
#include <vector>

#include "text/html_align.h"
#include "text/html_guard.h"
#include "text/html_names.h"
#include "text/html_style.h"
#include "text/html_tree.h"
#include "text/structure.h"
#include "text/text_flow.h"
#include "text/utf8.h"

namespace postgate {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

class HtmlReader : public HtmlVisitor, private PieceSink {
 public:
  HtmlReader(std::string_view source, const StructureLimits& limits, Structure& out)
      : source_(source), limits_(limits), out_(out) {
    out_.parts.emplace_back();
    flows_.emplace_back();
    Frame outermost;
    outermost.look.background_known = !has_stylesheet();
    frames_.push_back(outermost);
  }

  [[nodiscard]] bool attribute_too_long() const { return too_long_; }

  void open(const HtmlElement& element) override {
    note_place(element.start_tag());
    Frame frame = frames_.back();
    frame.traits = html_traits(element.name());
    frame.look.box = Box::kByName;
    frame.anchor_here = false;
    frame.skip = frame.skip || (frame.traits & kSkip) != 0;
    frame.verbatim = frame.verbatim || (frame.traits & kVerbatim) != 0;
    look_at(element, frame);
    if (!frame.skip) enter(element, frame);
    frames_.push_back(frame);
  }

  void close(const HtmlElement& element) override {
    note_place(element.end_tag());
    const Frame frame = frames_.back();
    frames_.pop_back();
    if (frame.skip) return;
    if (frame.anchor_here) end_anchor(frame);
    if (is_block(frame)) break_line(frame);
    if ((frame.traits & kCell) != 0) flows_[frame.part].space(place_);
  }

  void text(std::string_view decoded, std::string_view written) override {
    const Frame& frame = frames_.back();
    if (frame.skip || decoded.empty()) return;
    part_ = part_for_text(frame);
    const std::uint32_t before = out_.parts[part_].text.size();
    const HtmlMode mode = (frame.traits & kRawText) != 0  ? HtmlMode::kRawText
                          : (frame.traits & kRcData) != 0 ? HtmlMode::kRcData
                                                          : HtmlMode::kData;
    hidden_ = frame.look.silent || is_unseen(frame);
    verbatim_ = frame.verbatim;
    align_html(decoded, written, offset_of(written), mode, *this);
    if (out_.parts[part_].kind == PartKind::kHidden) note_hidden(before);
    if (!written.empty()) place_ = offset_of(written) + static_cast<std::uint32_t>(written.size());
  }

  // After the walk: anchors without the white space around their text.
  void finish() {
    for (Anchor& anchor : out_.anchors) {
      const std::string_view text = out_.parts[anchor.part].text.text();
      const auto is_blank = [&](std::uint32_t at) { return text[at] == ' ' || text[at] == '\n'; };
      anchor.text.end = std::min(anchor.text.end, static_cast<std::uint32_t>(text.size()));
      while (anchor.text.begin < anchor.text.end && is_blank(anchor.text.begin)) ++anchor.text.begin;
      while (anchor.text.end > anchor.text.begin && is_blank(anchor.text.end - 1)) --anchor.text.end;
      anchor.text.begin = std::min(anchor.text.begin, anchor.text.end);
    }
    std::sort(out_.hidden.begin(), out_.hidden.end(),
              [](const Range& a, const Range& b) { return a.begin < b.begin; });
  }

 private:
  struct Frame {
    Look look;
    std::uint32_t traits = 0;
    std::uint32_t part = 0;  // where visible text goes
    std::uint32_t anchor = kNone;
    bool anchor_here = false;  // this element is the link
    bool skip = false;
    bool verbatim = false;
    bool unseen = false;  // by its element
  };

  [[nodiscard]] bool has_stylesheet() const {
    return source_.find("<style") != std::string_view::npos ||
           source_.find("stylesheet") != std::string_view::npos;
  }

  [[nodiscard]] std::uint32_t offset_of(std::string_view piece) const {
    if (piece.data() < source_.data() || piece.data() > source_.data() + source_.size()) return place_;
    return static_cast<std::uint32_t>(piece.data() - source_.data());
  }

  void note_place(std::string_view tag) {
    if (!tag.empty()) place_ = offset_of(tag);
  }

  [[nodiscard]] static bool is_unseen(const Frame& frame) { return frame.unseen || frame.look.unseen(); }

  [[nodiscard]] static bool is_block(const Frame& frame) {
    if (frame.look.box == Box::kInline) return false;
    return frame.look.box == Box::kBlock || (frame.traits & kBlock) != 0;
  }

  // What the attributes say about the look of the element.
  void look_at(const HtmlElement& element, Frame& frame) {
    frame.unseen = frame.unseen || (frame.traits & kUnseen) != 0;
    HtmlAttribute attribute;
    if (element.attribute("hidden", attribute)) frame.look.gone = true;
    if (element.attribute("aria-hidden", attribute) && attribute.value == "true") frame.look.silent = true;
    if (element.attribute("class", attribute) || element.attribute("id", attribute)) {
      // A stylesheet of the platform may paint it.
      if (frame.look.background == 0xFFFFFF) frame.look.background_known = false;
    }
    if (element.attribute("bgcolor", attribute)) paint(attribute.value, frame.look, true);
    if (element.attribute("background", attribute)) frame.look.background_known = false;
    if (element.name() == "font" && element.attribute("color", attribute))
      paint(attribute.value, frame.look, false);
    if (element.attribute("style", attribute) && fits(attribute)) apply_style(attribute.value, frame.look);
  }

  static void paint(std::string_view value, Look& look, bool background) {
    std::string lower(value.substr(0, 64));
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    bool transparent = false;
    const std::optional<std::uint32_t> colour = read_colour(lower, transparent);
    if (!colour) return;
    if (background) {
      look.background = *colour;
      look.background_known = true;
    } else {
      look.colour = colour;
      look.clear = false;
    }
  }

  bool fits(const HtmlAttribute& attribute) {
    if (attribute.written.size() <= limits_.attribute) return true;
    too_long_ = true;
    return false;
  }

  void enter(const HtmlElement& element, Frame& frame) {
    if (is_block(frame) || (frame.traits & kLine) != 0) break_line(frame);
    if ((frame.traits & kCell) != 0) flows_[frame.part].space(place_);
    if ((frame.traits & kAside) != 0) frame.part = add_part(PartKind::kAlt);
    if ((frame.traits & kTitled) != 0) frame.part = add_part(PartKind::kTitle);
    if (element.is_copy()) {
      resume_anchor(element, frame);
      return;
    }
    for (const HtmlMeaning& target : kHtmlTargets) {
      HtmlAttribute attribute;
      if (target.is_about(element.name()) && element.attribute(target.attribute, attribute)) {
        add_target(element.name(), attribute, frame);
      }
    }
    if (element.name() == "meta") read_meta(element, frame);
    for (const HtmlMeaning& words : kHtmlWords) {
      HtmlAttribute attribute;
      if (words.is_about(element.name()) && element.attribute(words.attribute, attribute)) {
        add_words(attribute, frame);
      }
    }
  }

  // What is not there at all does not break the lines around it.
  void break_line(const Frame& frame) {
    if (is_unseen(frame) && hidden_part_ != kNone) flows_[hidden_part_].line_break(place_);
    if (!frame.look.gone && !frame.unseen) flows_[frame.part].line_break(place_);
  }

  [[nodiscard]] std::uint32_t hidden_part_or(std::uint32_t part) const {
    return hidden_part_ == kNone ? part : hidden_part_;
  }

  std::uint32_t add_part(PartKind kind) {
    out_.parts.emplace_back();
    out_.parts.back().kind = kind;
    flows_.emplace_back();
    return static_cast<std::uint32_t>(out_.parts.size() - 1);
  }

  // Hidden text has a part of its own; each stretch of it a line.
  std::uint32_t part_for_text(const Frame& frame) {
    if (!is_unseen(frame)) {
      hiding_ = false;
      return frame.part;
    }
    if (hidden_part_ == kNone) hidden_part_ = add_part(PartKind::kHidden);
    if (!hiding_) flows_[hidden_part_].line_break(place_);
    hiding_ = true;
    return hidden_part_;
  }

  void piece(std::string_view bytes, Range source, bool copied) override {
    flows_[part_].write(out_.parts[part_].text, bytes, source, copied, verbatim_, hidden_);
  }

  // Remembers a hidden stretch of at least kReadable letters.
  void note_hidden(std::uint32_t from) {
    const MappedText& text = out_.parts[part_].text;
    if (text.size() <= from) return;
    const std::string_view all = text.text();
    const std::size_t line = all.rfind('\n', text.size() - 1);
    const auto begin = static_cast<std::uint32_t>(line == std::string_view::npos ? 0 : line + 1);
    std::uint32_t letters = 0;
    for (std::size_t at = begin; at < all.size() && letters < kReadable;) {
      const auto lead = static_cast<unsigned char>(all[at]);
      const bool letter = (lead >= '0' && lead <= '9') || ((lead | 0x20U) >= 'a' && (lead | 0x20U) <= 'z') ||
                          (lead >= 0xE4 && lead <= 0xE9);  // most Han
      if (letter) ++letters;
      at += utf8_length_of_lead(static_cast<std::uint8_t>(lead));
    }
    if (letters < kReadable) return;
    if (!out_.hidden.empty() && out_.hidden.back().begin == begin) out_.hidden.pop_back();
    out_.hidden.push_back({begin, text.size()});
  }

  void add_target(std::string_view element, const HtmlAttribute& attribute, Frame& frame) {
    if (!fits(attribute)) return;
    const std::uint32_t part = add_part(PartKind::kLink);
    const std::uint32_t begin = offset_of(attribute.written);
    TargetSink sink(out_.parts[part].text);
    align_html(attribute.value, attribute.written, begin, HtmlMode::kAttribute, sink);
    Anchor anchor;
    anchor.href = part;
    anchor.source = {begin, begin + static_cast<std::uint32_t>(attribute.written.size())};
    anchor.part = is_unseen(frame) ? hidden_part_or(frame.part) : frame.part;
    const std::uint32_t at = out_.parts[anchor.part].text.size();
    anchor.text = {at, at};
    out_.anchors.push_back(anchor);
    if (element != "a" || frame.anchor_here) return;
    frame.anchor = static_cast<std::uint32_t>(out_.anchors.size() - 1);
    frame.anchor_here = true;
    last_link_ = attribute.written;
  }

  // The parser went on with a link that it had to close.
  void resume_anchor(const HtmlElement& element, Frame& frame) {
    HtmlAttribute attribute;
    if (element.name() != "a" || !element.attribute("href", attribute)) return;
    if (attribute.written.data() != last_link_.data() || last_anchor_ == kNone) return;
    frame.anchor = last_anchor_;
    frame.anchor_here = true;
  }

  void end_anchor(const Frame& frame) {
    Anchor& anchor = out_.anchors[frame.anchor];
    anchor.text.end = std::max(anchor.text.end, out_.parts[anchor.part].text.size());
    last_anchor_ = frame.anchor;
  }

  void read_meta(const HtmlElement& element, Frame& frame) {
    HtmlAttribute content;
    if (!element.attribute("content", content) || !fits(content)) return;
    HtmlAttribute name;
    if (element.attribute("http-equiv", name)) {
      if (content.value.find("url") == std::string_view::npos &&
          content.value.find("URL") == std::string_view::npos)
        return;
      add_target(element.name(), content, frame);
      return;
    }
    if (!element.attribute("name", name) && !element.attribute("property", name)) return;
    if (name.value == "description" || name.value == "keywords" || name.value == "og:title" ||
        name.value == "og:description" || name.value == "author") {
      add_words(content, frame);
    }
  }

  void add_words(const HtmlAttribute& attribute, const Frame& frame) {
    if (attribute.value.empty() || !fits(attribute)) return;
    const std::uint32_t part = add_part(PartKind::kAlt);
    const std::uint32_t outer = part_;
    part_ = part;
    hidden_ = frame.look.silent || is_unseen(frame);
    verbatim_ = false;
    align_html(attribute.value, attribute.written, offset_of(attribute.written), HtmlMode::kAttribute, *this);
    part_ = outer;
  }

  static constexpr std::uint32_t kReadable = 4;

  std::string_view source_;
  const StructureLimits& limits_;
  Structure& out_;
  std::vector<TextFlow> flows_;  // one for each part
  std::vector<Frame> frames_;
  std::uint32_t hidden_part_ = kNone;
  std::uint32_t last_anchor_ = kNone;
  std::string_view last_link_;
  std::uint32_t place_ = 0;  // where the walk is in the source
  std::uint32_t part_ = 0;   // of the text being written
  bool hidden_ = false;
  bool verbatim_ = false;
  bool hiding_ = false;  // the text before was hidden, too
  bool too_long_ = false;
};

Error limit_error(const char* what, std::uint64_t limit) {
  return make_error(Status::kStructureLimit,
                    std::string("the page has more ") + what + " than the limit of " + std::to_string(limit));
}

Result<void> check_shape(std::string_view source, const StructureLimits& limits) {
  HtmlShape most;
  most.depth = limits.depth;
  most.tags = limits.tags;
  most.misnested = limits.misnested;
  const HtmlShape shape = measure_html(source, most);
  if (shape.depth > most.depth) return limit_error("elements inside each other", most.depth);
  if (shape.tags > most.tags) return limit_error("tags", most.tags);
  if (shape.misnested > most.misnested) return limit_error("misnested tags", most.misnested);
  return {};
}

}  // namespace

Result<void> read_html(std::string_view source, const StructureLimits& limits, const Deadline& deadline,
                       Structure& out) {
  out.clear();
  if (source.size() > 0x7FFFFFFF)
    return make_error(Status::kTooLarge, "a page of more than 2147483647 bytes");
  try {
    if (Result<void> checked = check_shape(source, limits); !checked.ok()) return checked;
    HtmlReader reader(source, limits, out);
    if (Result<void> walked = walk_html(source, {limits.memory}, deadline, reader); !walked.ok())
      return walked;
    if (reader.attribute_too_long()) return limit_error("bytes in an attribute", limits.attribute);
    reader.finish();
  } catch (const std::bad_alloc&) {
    return make_error(Status::kNoMemory, "no memory to take a page apart");
  }
  return {};
}

}  // namespace postgate
