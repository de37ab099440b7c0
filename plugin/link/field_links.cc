#include "link/field_links.h"

#include <algorithm>
#include <vector>

#include "link/escapes.h"

namespace postgate::link {
namespace {

Range range_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

class Passing : public LinkSink {
 public:
  Passing(const FieldText& field, FieldLinkSink& sink) : field_(field), sink_(sink) {}
  void take(const Link& link) override { sink_.take(field_, link, range_of(link.begin, link.end)); }

 private:
  const FieldText& field_;
  FieldLinkSink& sink_;
};

class Keeping : public LinkSink {
 public:
  void take(const Link& link) override { links.push_back(link); }
  std::vector<Link> links;
};

struct Placed {
  Link link;
  Range bytes;  // of the field's text view
  bool escaped = false;
};

// The links of `inner` whose scheme or name is behind an escape: the tail of an ordinary link holds many.
void add_escaped(const FieldText& inner, const Unescaped& escapes, std::vector<Link>& links,
                 std::vector<Placed>& out) {
  for (Link& link : links) {
    const auto raw_of = [&](std::size_t begin, std::size_t end) {
      return inner.raw_range(inner.text_range_of_text_bytes(range_of(begin, end)));
    };
    const std::size_t head =
        link.host.view().empty() ? link.begin + link.scheme.size() : link.end - link.tail.size();
    if (!escapes.decoded_in(raw_of(link.begin, head))) continue;
    link.repaired = true;
    out.push_back({link, escapes.source_of(raw_of(link.begin, link.end)), true});
  }
}

bool is_whole(const Link& link) {
  return !link.scheme.empty() && split_domain(link.host.view()).tier != SuffixTier::kNone;
}

bool overlap(Range a, Range b) { return a.begin < b.end && b.begin < a.end; }

}  // namespace

Result<void> walk_field_links(const FieldText& field, FieldLinkSink& sink) {
  Unescaped escapes;
  if (!escapes.decode(field.text())) {
    Passing passing(field, sink);
    walk_links(field.text(), field.raw(), passing);
    return {};
  }
  FieldText inner;
  FieldInput input;
  input.utf8 = escapes.text();
  input.replace_ill_formed = true;
  if (Result<void> folded = inner.assign(input, Deadline()); !folded.ok()) return folded;
  Keeping hidden;
  walk_links(inner.text(), inner.raw(), hidden);
  std::vector<Placed> placed;
  if (!hidden.links.empty()) {
    if (Result<void> mapped = inner.build_map(); !mapped.ok()) return mapped;
    add_escaped(inner, escapes, hidden.links, placed);
  }
  Keeping plain;
  walk_links(field.text(), field.raw(), plain);
  const std::size_t escaped = placed.size();
  for (const Link& link : plain.links) {
    const Range bytes = range_of(link.begin, link.end);
    const auto end = placed.begin() + static_cast<std::ptrdiff_t>(escaped);
    const auto first = std::partition_point(
        placed.begin(), end, [&](const Placed& other) { return other.bytes.end <= bytes.begin; });
    if (first == end || !overlap(first->bytes, bytes)) {
      placed.push_back({link, bytes, false});
    } else if (is_whole(link) && bytes.begin == first->bytes.begin && bytes.end >= first->bytes.end) {
      // Escapes in a user name are no separators: "https://user%40a.example@b.example".
      *first = {link, bytes, false};
    }
  }
  std::sort(placed.begin(), placed.end(),
            [](const Placed& a, const Placed& b) { return a.bytes.begin < b.bytes.begin; });
  for (const Placed& each : placed) sink.take(each.escaped ? inner : field, each.link, each.bytes);
  return {};
}

}  // namespace postgate::link
