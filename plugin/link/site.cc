// See site.h. The small tables are common knowledge about paths, schemes and official ground.
#include "link/site.h"

#include <algorithm>
#include <array>

#include "link/chars.h"
#include "link/site_table.h"

namespace postgate::link {
namespace {

constexpr std::array<std::string_view, kSiteCategoryCount> kCategoryNames = {
    "shop", "affiliate", "ads",   "shortener", "platform-shortener", "redirector", "app-store", "app-package",
    "chat", "payment",   "pages", "survey"};

// Hosts where only some paths invite or sell.
struct SitePath {
  std::string_view host;
  std::string_view path;
};
constexpr std::array<SitePath, 6> kCommercialPaths = {{
    {"weixin.qq.com", "/r/"},  // personal or account QR code
    {"weixin.qq.com", "/g/"},  // group invitation
    {"line.me", "/ti/"},       // contact
    {"www.xiaohongshu.com", "/goods-detail/"},
    {"m.weibo.cn", "/shop"},
    {"discord.com", "/invite/"},
}};

constexpr std::array<std::string_view, 29> kCommercialSchemes = {
    "alipay",     "alipays",   "appmarket",  "dianping",   "fleamarket", "hiapk",
    "imeituan",   "itms",      "itms-apps",  "itms-appss", "itms-beta",  "itms-services",
    "jdmobile",   "market",    "mimarket",   "mqqapi",     "openapp",    "openapp.jdmobile",
    "oppomarket", "pinduoduo", "snssdk1128", "suning",     "taobao",     "tbopen",
    "tg",         "tmall",     "vipshop",    "vivomarket", "weixin"};
static_assert(std::is_sorted(kCommercialSchemes.begin(), kCommercialSchemes.end()));

constexpr std::array<std::string_view, 10> kInstallers = {".apk", ".apkm", ".apks", ".appx", ".deb",
                                                          ".dmg", ".exe",  ".ipa",  ".msi",  ".xapk"};

// Official ground and the central media. Sorted.
constexpr std::array<std::string_view, 44> kOfficialHosts = {
    "12306.cn",           // railways
    "12321.cn",           // reporting centre
    "12371.cn",           // party members
    "12377.cn",           // reporting centre
    "81.cn",              // military press
    "cctv.cn",            // broadcaster
    "cctv.com",           // broadcaster
    "ce.cn",              // Economic Daily
    "china-embassy.org",  // embassies
    "china.com.cn",       // China Internet Information Center
    "china.org.cn",       // the same
    "chinacourt.org",     // courts
    "chinadaily.com.cn",  // press
    "chinamil.com.cn",    // military press
    "chinanews.com",      // news agency
    "chinanews.com.cn",   // news agency
    "cnr.cn",             // radio
    "cntv.cn",            // broadcaster
    "cri.cn",             // radio
    "cyol.com",           // China Youth Daily
    "edu.cn",             // schools and universities
    "farmer.com.cn",      // press
    "gmw.cn",             // Guangming Daily
    "gov.cn",             // government
    "jcrb.com",           // procuratorates
    "legaldaily.com.cn",  // press
    "mil.cn",             // army
    "news.cn",            // news agency
    "people.cn",          // People's Daily
    "people.com.cn",      // People's Daily
    "piyao.org.cn",       // rumour control
    "qstheory.cn",        // press
    "rmzxb.com.cn",       // press
    "stdaily.com",        // press
    "taiwan.cn",          // press
    "tibet.cn",           // press
    "workercn.cn",        // press
    "xinhuanet.com",      // news agency
    "xn--55qw42g",        // .gongyi in punycode
    "xn--zfr164b",        // .zhengwu in punycode
    "xuexi.cn",           // study platform
    "youth.cn",           // press
    "\u516c\u76ca",       // .gongyi, charity
    "\u653f\u52a1",       // .zhengwu, government affairs
};
static_assert(std::is_sorted(kOfficialHosts.begin(), kOfficialHosts.end()));

template <std::size_t kSize>
bool covers(const std::array<std::string_view, kSize>& sorted, std::string_view host) {
  while (!host.empty()) {
    if (std::binary_search(sorted.begin(), sorted.end(), host)) return true;
    const std::size_t dot = host.find('.');
    if (dot == std::string_view::npos) return false;
    host.remove_prefix(dot + 1);
  }
  return false;
}

// The tail from its first slash, without query and fragment.
std::string_view path_of(std::string_view tail) {
  const std::size_t slash = tail.find('/');
  if (slash == std::string_view::npos) return {};
  return tail.substr(slash, tail.find_first_of("?#", slash) - slash);
}

bool sells(SiteCategory category) {
  return category != SiteCategory::kPlatformShortener && category != SiteCategory::kRedirector &&
         category != SiteCategory::kPages;
}

}  // namespace

std::string_view site_category_name(SiteCategory category) {
  return kCategoryNames[static_cast<std::size_t>(category)];
}

std::optional<SiteCategory> site_category_from_name(std::string_view name) {
  for (std::size_t i = 0; i < kCategoryNames.size(); ++i) {
    if (kCategoryNames[i] == name) return static_cast<SiteCategory>(i);
  }
  return std::nullopt;
}

std::optional<SiteCategory> site_category(std::string_view host) {
  while (!host.empty()) {
    const auto* const found =
        std::lower_bound(kSites.begin(), kSites.end(), host,
                         [](const KnownSite& site, std::string_view name) { return site.host < name; });
    if (found != kSites.end() && found->host == host) return found->category;
    const std::size_t dot = host.find('.');
    if (dot == std::string_view::npos) break;
    host.remove_prefix(dot + 1);
  }
  return std::nullopt;
}

bool is_official(std::string_view host) { return covers(kOfficialHosts, host); }

std::string_view installer_extension(std::string_view path) {
  for (const std::string_view extension : kInstallers) {
    if (path.ends_with(extension)) return extension.substr(1);
  }
  return {};
}

bool is_app_scheme(std::string_view scheme) {
  return std::binary_search(kCommercialSchemes.begin(), kCommercialSchemes.end(), scheme);
}

bool is_commercial(const Link& link) {
  const std::string_view host = link.host.view();
  if (host.empty()) return link.kind == LinkKind::kToken || is_app_scheme(link.scheme);
  const std::string_view path = path_of(link.tail);
  const std::optional<SiteCategory> category = site_category(host);
  if ((category && sells(*category)) || !installer_extension(path).empty()) return true;
  return std::any_of(kCommercialPaths.begin(), kCommercialPaths.end(), [&](const SitePath& site) {
    return host == site.host && path.substr(0, site.path.size()) == site.path;
  });
}

}  // namespace postgate::link
