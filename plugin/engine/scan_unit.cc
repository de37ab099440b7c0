// See scan_unit.h.
#include "engine/scan_unit.h"

#include <algorithm>
#include <new>

#include "engine/scanner.h"
#include "text/transcode.h"

namespace postgate {
namespace {

std::uint32_t role_of(PartKind kind, std::uint32_t role) {
  switch (kind) {
    case PartKind::kLink:
      return kRoleLink;
    case PartKind::kAlt:
      return kRoleAlt;
    case PartKind::kTitle:
      return kRoleTitle;
    case PartKind::kText:
    case PartKind::kHidden:
      break;
  }
  return role;
}

}  // namespace

void ScanUnits::begin(bool replace_ill_formed, CpuLevel cpu) {
  units_.clear();
  used_ = 0;
  replace_ill_formed_ = replace_ill_formed;
  cpu_ = cpu;
}

ScanUnits::Document& ScanUnits::next_document() {
  if (used_ == documents_.size()) documents_.push_back(std::make_unique<Document>());
  return *documents_[used_++];
}

Result<void> ScanUnits::add(const PostField& field, std::uint32_t index, bool lenient,
                            const Deadline& deadline, bool& cut) {
  try {
    if (field.format == TextFormat::kPlain) {
      add_whole(field, index);
      return {};
    }
    Document& document = next_document();
    Result<void> read_in = read(field, deadline, document);
    if (!read_in.ok() && lenient && read_in.error().status == Status::kStructureLimit) {
      --used_;
      cut = true;
      add_whole(field, index);
      return {};
    }
    if (!read_in.ok()) {
      read_in.error().field = index;
      return read_in;
    }
    add_parts(field, index, document);
  } catch (const std::bad_alloc&) {
    return make_error(Status::kNoMemory, "no memory to take a post apart");
  }
  return {};
}

// Made in its place: to copy what was just written member by member waits for it.
void ScanUnits::add_whole(const PostField& field, std::uint32_t index) {
  ScanUnit& unit = units_.emplace_back();
  unit.field = index;
  unit.role = field.role;
  unit.input = field.input;
  unit.input.replace_ill_formed = replace_ill_formed_;
  unit.input.cpu = cpu_;
}

Result<void> ScanUnits::read(const PostField& field, const Deadline& deadline, Document& document) const {
  FieldInput input = field.input;
  input.replace_ill_formed = replace_ill_formed_;
  if (Result<void> decoded = decode_field(input, deadline, document.storage, document.raw); !decoded.ok()) {
    return decoded;
  }
  const StructureLimits limits;
  return field.format == TextFormat::kHtml
             ? read_html(document.raw, limits, deadline, document.structure)
             : read_markdown(document.raw, limits, deadline, document.structure);
}

void ScanUnits::add_parts(const PostField& field, std::uint32_t index, const Document& document) {
  for (std::uint32_t i = 0; i < document.structure.parts.size(); ++i) {
    const Part& part = document.structure.parts[i];
    ScanUnit unit;
    unit.field = index;
    unit.role = role_of(part.kind, field.role);
    unit.input.utf8 = part.text.text();
    unit.input.replace_ill_formed = replace_ill_formed_;
    unit.input.cpu = cpu_;
    unit.structure = &document.structure;
    unit.part = i;
    unit.hidden = part.kind == PartKind::kHidden;
    units_.push_back(unit);
  }
}

const std::vector<Range>& ScanUnits::hidden_ranges(std::size_t index) const {
  const ScanUnit& unit = units_[index];
  return unit.hidden ? unit.structure->hidden : nothing_hidden_;
}

Range ScanUnits::to_field(const ScanUnit& unit, Range raw, bool& hidden) const {
  if (unit.structure == nullptr) return raw;
  const MappedText& text = unit.structure->parts[unit.part].text;
  hidden = hidden || unit.hidden || text.hidden_in(raw);
  return text.source_of(raw);
}

void ScanUnits::to_fields(std::vector<Finding>& findings, std::vector<TraceStep>& trace) const {
  bool ignored = false;
  for (Finding& finding : findings) {
    const ScanUnit& unit = units_[finding.field];
    finding.field = unit.field;
    finding.raw = to_field(unit, finding.raw, ignored);
    for (SignalSpan& signal : finding.signals) {
      const ScanUnit& of_signal = units_[signal.field];
      signal.field = of_signal.field;
      signal.raw = to_field(of_signal, signal.raw, finding.hidden);
      if (signal.field != finding.field || unit.structure == nullptr) continue;
      finding.raw = {std::min(finding.raw.begin, signal.raw.begin),
                     std::max(finding.raw.end, signal.raw.end)};
    }
  }
  for (TraceStep& step : trace) {
    const ScanUnit& unit = units_[step.field];
    step.field = unit.field;
    step.raw = to_field(unit, step.raw, ignored);
  }
}

std::string_view ScanUnits::anchor_text(std::size_t index) const {
  const ScanUnit& unit = units_[index];
  if (unit.structure == nullptr || unit.structure->parts[unit.part].kind != PartKind::kLink) return {};
  const std::vector<Anchor>& anchors = unit.structure->anchors;  // in the order of their targets
  const auto anchor =
      std::lower_bound(anchors.begin(), anchors.end(), unit.part,
                       [](const Anchor& each, std::uint32_t part) { return each.href < part; });
  if (anchor == anchors.end() || anchor->href != unit.part) return {};
  return unit.structure->parts[anchor->part].text.text().substr(anchor->text.begin,
                                                                anchor->text.end - anchor->text.begin);
}

}  // namespace postgate
