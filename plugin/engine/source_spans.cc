#include "engine/source_spans.h"

#include <algorithm>
#include <cstdint>
#include <tuple>

namespace postgate {

namespace {

struct Want {
  std::uint32_t field;
  std::uint32_t raw;
  SourceOffset* to;
};

void want(std::vector<Want>& wants, std::uint32_t field, Range raw, SourceSpan& where) {
  wants.push_back({field, raw.begin, &where.begin});
  wants.push_back({field, raw.end, &where.end});
}

}  // namespace

void fill_source_spans(const Post& post, bool replace_ill_formed, std::vector<Finding>& findings,
                       std::vector<TraceStep>& trace) {
  std::vector<Want> wants;
  for (Finding& finding : findings) {
    want(wants, finding.field, finding.raw, finding.where);
    for (SignalSpan& signal : finding.signals) want(wants, signal.field, signal.raw, signal.where);
  }
  for (TraceStep& step : trace) want(wants, step.field, step.raw, step.where);
  std::sort(wants.begin(), wants.end(),
            [](const Want& a, const Want& b) { return std::tie(a.field, a.raw) < std::tie(b.field, b.raw); });
  for (std::size_t i = 0; i < wants.size();) {
    const std::uint32_t field = wants[i].field;
    FieldInput input = post.fields[field].input;
    input.replace_ill_formed = replace_ill_formed;
    OffsetWalker walker(input);
    for (; i < wants.size() && wants[i].field == field; ++i) *wants[i].to = walker.at(wants[i].raw);
  }
}

void place_links(const Post& post, bool replace_ill_formed, const ScanUnits& units,
                 std::vector<PostLink>& links) {
  for (PostLink& link : links) {
    bool hidden = false;
    const std::uint32_t unit = link.field;  // until now
    link.field = units[unit].field;
    link.link.raw = units.to_field(units[unit], link.link.raw, hidden);
    FieldInput input = post.fields[link.field].input;
    input.replace_ill_formed = replace_ill_formed;
    OffsetWalker walker(input);
    link.where.begin = walker.at(link.link.raw.begin);
    link.where.end = walker.at(link.link.raw.end);
  }
}

}  // namespace postgate
