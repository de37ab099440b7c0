// read_markdown(): Markdown becomes HTML, the HTML is taken apart, and the places in the HTML are
// turned into places in the Markdown. One reader therefore decides for both what a reader sees.
#include <new>

#include "text/markdown_html.h"
#include "text/structure.h"

namespace postgate {

Result<void> read_markdown(std::string_view source, const StructureLimits& limits, const Deadline& deadline,
                           Structure& out) {
  out.clear();
  if (source.size() > 0x0FFFFFFF)
    return make_error(Status::kTooLarge, "Markdown of more than 268435455 bytes");
  try {
    MappedText html;
    if (Result<void> made = markdown_to_html(source, limits, deadline, html); !made.ok()) return made;
    if (Result<void> read = read_html(html.text(), limits, deadline, out); !read.ok()) return read;
    for (Part& part : out.parts) part.text.rebase(html);
    for (Anchor& anchor : out.anchors) anchor.source = html.source_of(anchor.source);
  } catch (const std::bad_alloc&) {
    return make_error(Status::kNoMemory, "no memory to take Markdown apart");
  }
  return {};
}

}  // namespace postgate
