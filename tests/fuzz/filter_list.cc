// A filter list and an address: the first line of the input is the address, the rest the list. The
// index finds exactly what trying each rule alone finds.
#include <algorithm>
#include <string>
#include <string_view>

#include "link/filter_set.h"
#include "target.h"

namespace {

using postgate::link::filter_address;
using postgate::link::FilterRequest;
using postgate::link::FilterSet;
using postgate::link::FilterSkip;
using postgate::link::ParsedFilter;

constexpr std::size_t kMostRules = 64;

std::string lower(std::string_view text) {
  std::string made(text);
  for (char& c : made) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return made;
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string written(take_line(text));
  const std::string url = lower(written);
  FilterRequest request;
  request.address = filter_address(url, written);
  FUZZ_REQUIRE(request.address.host_begin <= request.address.host_end &&
               request.address.host_end <= url.size());
  FilterSet all;
  bool blocked = false;
  bool important = false;
  bool exempt = false;
  bool taken_back = false;
  for (std::uint32_t line = 1; !text.empty() && line <= kMostRules; ++line) {
    const std::string_view rule = take_line(text);
    const ParsedFilter parsed = all.add(rule, line);
    if (parsed.skip != FilterSkip::kNone) continue;
    taken_back = taken_back || parsed.rule.bad_filter;
    FilterSet one;
    FilterRequest alone = request;
    std::string_view body = rule.substr(std::min(rule.find_first_not_of(" \t\r"), rule.size()));
    if (parsed.rule.exception) {
      body.remove_prefix(2);
      alone.types = request.exception_types;
    }
    const ParsedFilter again = one.add(body, line);
    // Without its "@@" an exception may read as another kind of line.
    if (again.skip != FilterSkip::kNone || again.rule.exception) return 0;
    one.finish();
    if (!one.find(alone).found()) continue;
    exempt = exempt || parsed.rule.exception;
    blocked = blocked || !parsed.rule.exception;
    important = important || (!parsed.rule.exception && parsed.rule.important);
  }
  all.finish();
  const auto hit = all.find(request);
  if (!taken_back) FUZZ_REQUIRE(hit.found() == (blocked && (important || !exempt)));
  FUZZ_REQUIRE(hit.important == important || taken_back || !hit.found());
  return 0;
}
