// The link finder and the repairer on any text: spans lie in the text, in order and on characters; hosts
// are lower-case ASCII; reading twice gives the same.
#include "target.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "link/found_link.h"
#include "link/link_facts.h"
#include "text/field_text.h"

namespace {

std::vector<postgate::FoundLink> read(postgate::FieldText& field, std::string_view text) {
  postgate::FieldInput input;
  input.utf8 = text;
  input.replace_ill_formed = true;
  std::vector<postgate::FoundLink> links;
  FUZZ_REQUIRE(field.assign(input, postgate::Deadline()).ok());
  FUZZ_REQUIRE(postgate::read_links(field, true, links).ok());
  return links;
}

bool is_boundary(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

void check(const postgate::FoundLink& link, std::string_view raw, std::uint32_t floor) {
  FUZZ_REQUIRE(link.raw.begin >= floor);
  FUZZ_REQUIRE(link.raw.begin < link.raw.end && link.raw.end <= raw.size());
  FUZZ_REQUIRE(is_boundary(raw, link.raw.begin) && is_boundary(raw, link.raw.end));
  for (const std::string* host : {&link.host, &link.target}) {
    FUZZ_REQUIRE(std::none_of(host->begin(), host->end(), [](char c) { return c >= 'A' && c <= 'Z'; }));
  }
  FUZZ_REQUIRE(link.kind != postgate::LinkKind::kWeb || !link.host.empty());
  FUZZ_REQUIRE(link.host.size() >= link.registrable.size());
  (void)postgate::link::is_affiliate(link);
  (void)postgate::link::poses_as(link, "gov.cn");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 4096) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  postgate::FieldText field;
  const std::vector<postgate::FoundLink> links = read(field, text);
  const std::string raw(field.raw());
  std::uint32_t floor = 0;
  for (const postgate::FoundLink& link : links) {
    check(link, raw, floor);
    floor = link.raw.begin;
  }
  postgate::FieldText again;
  const std::vector<postgate::FoundLink> second = read(again, text);
  FUZZ_REQUIRE(links.size() == second.size());
  for (std::size_t i = 0; i < links.size(); ++i) FUZZ_REQUIRE(links[i].url == second[i].url);
  return 0;
}
