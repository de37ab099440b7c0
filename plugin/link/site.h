// What is known about a site: does it sell, install, invite, shorten; is it official ground?
// Stateless, any thread, allocates nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "link/link.h"

namespace postgate::link {

enum class SiteCategory : std::uint8_t {
  kShop,
  kAffiliate,
  kAds,
  kShortener,
  kPlatformShortener,  // platforms wrap every link in them, so they say nothing about the target
  kRedirector,
  kAppStore,
  kAppPackage,
  kChat,
  kPayment,
  kPages,
  kSurvey,
};
inline constexpr int kSiteCategoryCount = 12;

// "shop", "affiliate", "ads", "shortener", "platform-shortener", "redirector", "app-store", "app-package",
// "chat", "payment", "pages", "survey".
std::string_view site_category_name(SiteCategory category);
std::optional<SiteCategory> site_category_from_name(std::string_view name);

// Of the site that `host` belongs to, if it is a known one.
std::optional<SiteCategory> site_category(std::string_view host);
// Government, army, courts, schools, central media.
bool is_official(std::string_view host);
// Of a path: the extension of an installer ("apk", "ipa", "exe" ...), else empty.
std::string_view installer_extension(std::string_view path);

// Shops, app stores, installers, shorteners, chat invitations.
bool is_commercial(const Link& link);
bool is_app_scheme(std::string_view scheme);

}  // namespace postgate::link
