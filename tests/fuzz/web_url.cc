// The URL reader and the redirect unwrapper on any text: what a URL serialises to reads back as itself,
// and hosts are lower-case ASCII.
#include "target.h"

#include <string>
#include <string_view>

#include "link/escapes.h"
#include "link/web_url.h"
#include "link/wrapper.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 4096) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto url = postgate::link::parse_web_url(text)) {
    const std::string written = url->to_string();
    const auto again = postgate::link::parse_web_url(written);
    FUZZ_REQUIRE(again.has_value());
    FUZZ_REQUIRE(again->to_string() == written);
    FUZZ_REQUIRE(again->host == url->host);
    if (postgate::link::is_web_scheme(url->scheme)) {
      for (const char c : url->host) FUZZ_REQUIRE(c > ' ' && c < '\x7f' && !(c >= 'A' && c <= 'Z'));
    }
  }
  (void)postgate::link::wrapped_host(text);
  postgate::link::Unescaped escapes;
  if (escapes.decode(text)) {
    const auto end = static_cast<std::uint32_t>(escapes.text().size());
    for (std::uint32_t at = 0; at < end; ++at) {
      const postgate::Range source = escapes.source_of({at, at + 1});
      FUZZ_REQUIRE(source.begin < source.end && source.end <= size);
    }
  }
  return 0;
}
