#include "link/resolver.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "link/site.h"
#include "link/web_url.h"
#include "link/wrapper.h"

namespace postgate {
namespace {

constexpr std::size_t kLongestAnswer = 4096;

bool is_short(const FoundLink& found) {
  const auto category = link::site_category(found.host);
  return category == link::SiteCategory::kShortener || category == link::SiteCategory::kPlatformShortener;
}

}  // namespace

void Resolving::begin(const Resolver& resolver) {
  resolver_ = resolver;
  left_ns_ = resolver.budget_ns;
  left_ = resolver.most;
}

void Resolving::resolve(FoundLink& found) {
  if (resolver_.ask == nullptr || left_ == 0 || left_ns_ == 0 || !is_short(found)) return;
  --left_;
  std::array<char, kLongestAnswer> answer{};
  std::size_t size = 0;
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  const std::int32_t status = resolver_.ask(resolver_.context, found.url.data(), found.url.size(), left_ns_,
                                            answer.data(), answer.size(), &size);
  const auto spent = std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - start).count();
  left_ns_ -= std::min(left_ns_, static_cast<std::uint64_t>(std::max<std::int64_t>(spent, 0)));
  if (status != 0 || size == 0 || size > answer.size()) return;
  const std::optional<link::WebUrl> url = link::parse_web_url({answer.data(), size});
  if (!url || url->host.empty()) return;
  found.resolved = url->to_string();
  const std::string inner = link::wrapped_host(found.resolved);
  found.target = inner.empty() ? url->host : inner;
}

}  // namespace postgate
