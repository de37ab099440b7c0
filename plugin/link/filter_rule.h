// One line of a filter list in the syntax of EasyList, AdGuard and uBlock Origin: read into a rule,
// or set aside with the reason. Stateless.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace postgate::link {

// What a page would load the address as; a bit each.
enum RequestType : std::uint32_t {
  kTypeOther = 1U << 0U,
  kTypeScript = 1U << 1U,
  kTypeImage = 1U << 2U,
  kTypeStylesheet = 1U << 3U,
  kTypeXhr = 1U << 4U,
  kTypeSubdocument = 1U << 5U,
  kTypeDocument = 1U << 6U,
  kTypeFont = 1U << 7U,
  kTypeMedia = 1U << 8U,
  kTypeObject = 1U << 9U,
  kTypePing = 1U << 10U,
  kTypeWebsocket = 1U << 11U,
  kTypePopup = 1U << 12U,
};
inline constexpr std::uint32_t kEveryType = 0x1FFF;

enum class Party : std::uint8_t { kAny, kThird, kFirst };

struct FilterRule {
  std::string pattern;  // lower case unless match_case, without anchors; a regex without its slashes
  bool exception = false;
  bool important = false;
  bool match_case = false;
  bool regex = false;
  bool host_anchor = false;  // ||
  bool begin_anchor = false;
  bool end_anchor = false;
  bool label_end = false;  // "||name" alone: up to the end of a label
  Party party = Party::kAny;
  std::uint32_t types = kEveryType;
  std::vector<std::string> domains;      // only on pages of these
  std::vector<std::string> not_domains;  // ... and not of these
  bool bad_filter = false;               // the line takes back the one that is the same without $badfilter
};

// Why a line is no rule here; as the import reports it.
enum class FilterSkip : std::uint8_t {
  kNone,
  kEmpty,     // blank, a comment, a header
  kCosmetic,  // about elements of a page
  kOption,    // an option that changes a page or needs one: csp, removeparam, replace ...
  kUnknown,   // an option nobody here knows
  kRegex,     // a regex that cannot be run in linear time
  kTooBroad,  // would match nearly everything
  kMalformed,
};
std::string_view filter_skip_name(FilterSkip skip);

struct ParsedFilter {
  FilterSkip skip = FilterSkip::kNone;
  std::string_view option;  // of kOption and kUnknown
  FilterRule rule;
};

ParsedFilter parse_filter(std::string_view line);

}  // namespace postgate::link
