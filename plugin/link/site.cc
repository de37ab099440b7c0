// Two questions about a link, answered from small tables: does it sell, install or
// invite (url-commercial), and does it leave official ground (url-foreign)? The
// tables are common knowledge about well-known sites, written down here by hand;
// packs bring their own domain lists for more. Stateless.
#include <algorithm>
#include <array>

#include "link/chars.h"
#include "link/link.h"

namespace postgate::link {
namespace {

// An entry covers the name and everything under it. Sorted.
constexpr std::array<std::string_view, 116> kCommercialHosts = {
    "0x9.me",                  // shortener
    "1688.com",                // wholesale shop
    "25pp.com",                // app store
    "3.cn",                    // JD short links
    "985.so",                  // shortener
    "a.app.qq.com",            // app store
    "ai.taobao.com",           // rebate shop
    "aliexpress.com",          // shop
    "alipay.com",              // payment links
    "amazon.cn",               // shop
    "amazon.com",              // shop
    "anzhi.com",               // app store
    "api.whatsapp.com",        // chat invitation
    "app.mi.com",              // app store
    "appgallery.huawei.com",   // app store
    "appgallery1.huawei.com",  // app store
    "apps.apple.com",          // app store
    "beidian.com",             // shop
    "bit.ly",                  // shortener
    "buff.ly",                 // shortener
    "chat.whatsapp.com",       // chat invitation
    "coolapk.com",             // app store
    "cutt.ly",                 // shortener
    "dangdang.com",            // shop
    "discord.gg",              // chat invitation
    "dpurl.cn",                // shortener of a shop
    "dwz.cn",                  // shortener
    "dwz.date",                // shortener
    "dwz.mk",                  // shortener
    "ebay.com",                // shop
    "fir.im",                  // app distribution
    "flyme.cn",                // app store
    "ft12.com",                // shortener
    "goo.gl",                  // shortener
    "goofish.com",             // second-hand shop
    "haohuo.jinritemai.com",   // shop
    "is.gd",                   // shortener
    "item.jd.com",             // shop
    "itunes.apple.com",        // app store
    "j.mp",                    // shortener
    "jd.com",                  // shop
    "jd.hk",                   // shop
    "jinritemai.com",          // shop
    "joybuy.com",              // shop
    "jq.qq.com",               // group invitation
    "jumei.com",               // shop
    "kaola.com",               // shop
    "koudaitong.com",          // shop builder
    "kuaizhan.com",            // page builder
    "kutt.it",                 // shortener
    "lazada.com",              // shop
    "line.me",                 // chat invitation
    "lnkd.in",                 // shortener
    "m.me",                    // chat invitation
    "meilishuo.com",           // shop
    "mogu.com",                // shop
    "mogujie.com",             // shop
    "mrw.so",                  // shortener
    "ow.ly",                   // shortener
    "pgyer.com",               // app distribution
    "pinduoduo.com",           // shop
    "play.google.com",         // app store
    "qm.qq.com",               // group invitation
    "qr.alipay.com",           // payment code
    "qun.qq.com",              // group invitation
    "rb.gy",                   // shortener
    "rebrand.ly",              // shortener
    "s.click.taobao.com",      // rebate link
    "s.id",                    // shortener
    "secoo.com",               // shop
    "shang.qq.com",            // chat invitation
    "shop.m.jd.com",           // shop
    "shopee.com",              // shop
    "shopee.tw",               // shop
    "shorturl.at",             // shortener
    "signal.group",            // chat invitation
    "sina.lt",                 // shortener
    "sj.qq.com",               // app store
    "smzdm.com",               // shopping guide
    "sourl.cn",                // shortener
    "suning.com",              // shop
    "suo.im",                  // shortener
    "suo.nz",                  // shortener
    "t.me",                    // Telegram
    "taobao.com",              // shop
    "taptap.cn",               // app store
    "taptap.com",              // app store
    "tb.cn",                   // shortener of a shop
    "telegram.dog",            // Telegram
    "telegram.me",             // Telegram
    "temu.com",                // shop
    "testflight.apple.com",    // app distribution
    "tiny.cc",                 // shortener
    "tinyurl.com",             // shortener
    "tmall.com",               // shop
    "tmall.hk",                // shop
    "u.jd.com",                // rebate link
    "u.nu",                    // shortener
    "u.to",                    // shortener
    "u.wechat.com",            // chat invitation
    "v.gd",                    // shortener
    "vip.com",                 // shop
    "vipshop.com",             // shop
    "wa.me",                   // chat invitation
    "wandoujia.com",           // app store
    "weidian.com",             // shop
    "wjx.top",                 // paid survey pages
    "work.weixin.qq.com",      // chat invitation
    "wpa.qq.com",              // chat invitation
    "xianyu.com",              // second-hand shop
    "yangkeduo.com",           // shop
    "yhd.com",                 // shop
    "youzan.com",              // shop builder
    "yunpian.cn",              // shortener
    "zalo.me",                 // chat invitation
    "zhuanzhuan.com",          // second-hand shop
};
static_assert(std::is_sorted(kCommercialHosts.begin(), kCommercialHosts.end()));
// t.cn, t.co and url.cn are missing on purpose: platforms wrap every link in them,
// so they say nothing about the target.

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

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool is_installer(std::string_view path) {
  return std::any_of(kInstallers.begin(), kInstallers.end(),
                     [&](std::string_view extension) { return ends_with(path, extension); });
}

}  // namespace

bool is_commercial(const Link& link) {
  const std::string_view host = link.host.view();
  if (host.empty()) {
    return std::binary_search(kCommercialSchemes.begin(), kCommercialSchemes.end(), link.scheme);
  }
  const std::string_view path = path_of(link.tail);
  if (covers(kCommercialHosts, host) || is_installer(path)) return true;
  return std::any_of(kCommercialPaths.begin(), kCommercialPaths.end(), [&](const SitePath& site) {
    return host == site.host && path.substr(0, site.path.size()) == site.path;
  });
}

bool is_foreign(const Link& link) { return !covers(kOfficialHosts, link.host.view()); }

}  // namespace postgate::link
