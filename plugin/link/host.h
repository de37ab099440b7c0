// Host names: reading one off the text and judging whether it is one. Used by
// the link and e-mail finders. Stateless, allocates nothing.
//
// Prose is full of dots (3.15, README.md, Node.js, "end.It"), so a bare name is
// believed only with a known suffix, and how much more is asked for depends on
// how often that suffix ends an ordinary word (SuffixTier).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace postgate::link {

// A name in lower case with plain dots, kept in place.
class HostName {
 public:
  static constexpr std::size_t kMaxBytes = 253;  // RFC 1035

  void clear() { size_ = 0; }
  // False, and nothing is kept, when the name would get too long.
  bool append(std::string_view part);
  [[nodiscard]] std::string_view view() const { return {bytes_.data(), size_}; }

 private:
  std::array<char, kMaxBytes> bytes_{};
  std::size_t size_ = 0;
};

// A maximal run of ASCII labels joined by single dots: [begin, end) of the text.
struct HostRun {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t last_label = 0;  // where the last label begins
  std::size_t labels = 0;
  bool well_formed = false;  // every label 1-63 bytes without a hyphen at its ends
  bool has_letter = false;
};

// `begin` is at a letter or digit. Always makes progress.
HostRun read_host_run(std::string_view text, std::size_t begin);

enum class SuffixTier : std::uint8_t {
  kNone,    // not a public suffix
  kStrong,  // seldom anything but a domain: com, cn, net ...
  kWord,    // also an ordinary word: me, so, live ...
  kFile,    // also a file extension: md, py, zip ...
};

struct DomainParts {
  SuffixTier tier = SuffixTier::kNone;
  std::string_view label;   // the label in front of the suffix
  std::string_view suffix;  // "com.cn"
};

// Splits a name at its public suffix. kNone also when nothing is left in front of it.
DomainParts split_domain(std::string_view name);

struct LabelEvidence {
  bool digit_and_letter = false;
  bool digits_only = false;
};
LabelEvidence look_at_label(std::string_view label);

// Bare names whose label is no site in front of that suffix: asp.net, co.ltd, mr.li ...
bool is_known_non_site(const DomainParts& parts);

// Four decimal octets; false for anything that looks like a version or section number.
bool is_plausible_ipv4(std::string_view name);
bool is_ipv4(std::string_view name);

}  // namespace postgate::link
