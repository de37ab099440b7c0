// The HTML parser, gumbo, behind a walk of its tree in document order. The only place that knows
// gumbo. Its memory comes from an arena of one call, so that limits and deadlines end a parse in
// the middle without a leak. Any thread.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/deadline.h"
#include "base/result.h"

namespace postgate {

// An attribute as the parser decoded it; `written` is the value in the source, without quotes.
struct HtmlAttribute {
  std::string_view name;  // lower case
  std::string_view value;
  std::string_view written;
};

// Borrowed during one call of the walk.
class HtmlElement {
 public:
  virtual ~HtmlElement() = default;
  // Lower case.
  [[nodiscard]] virtual std::string_view name() const = 0;
  // False if there is none.
  virtual bool attribute(const char* name, HtmlAttribute& out) const = 0;
  // The start tag in the source; empty if the parser made the element up.
  [[nodiscard]] virtual std::string_view start_tag() const = 0;
  // The end tag in the source; empty if there is none.
  [[nodiscard]] virtual std::string_view end_tag() const = 0;
  // A second copy of an element that the parser split.
  [[nodiscard]] virtual bool is_copy() const = 0;
};

class HtmlVisitor {
 public:
  virtual ~HtmlVisitor() = default;
  virtual void open(const HtmlElement& element) = 0;
  virtual void close(const HtmlElement& element) = 0;
  // `decoded` is made from `written`, a stretch of the source that may hold tags the parser ignored.
  virtual void text(std::string_view decoded, std::string_view written) = 0;
};

struct HtmlTreeLimits {
  std::uint64_t memory = 0;
};

// Errors: kStructureLimit, kDeadline, kNoMemory. The visitor must not throw anything but std::bad_alloc.
Result<void> walk_html(std::string_view source, const HtmlTreeLimits& limits, const Deadline& deadline,
                       HtmlVisitor& visitor);

}  // namespace postgate
