// WeChat IDs: a name of 6-20 characters or a number that a cue calls one. Accounts that
// publicise themselves (public accounts, mini programs) are no personal contacts.
#include <algorithm>
#include <array>

#include "link/chars.h"
#include "link/contact.h"

namespace postgate::link {
namespace {

// Words that follow "WeChat" without being an ID.
constexpr std::array<std::string_view, 30> kNoIds = {
    "account",  "android",  "center",    "channel",  "client", "emoji",   "facebook",  "galaxy",
    "google",   "group",    "harmonyos", "http",     "https",  "huawei",  "instagram", "iphone",
    "linkedin", "message",  "mobile",    "official", "online", "payment", "public",    "service",
    "system",   "telegram", "twitter",   "version",  "weibo",  "windows"};

bool is_no_id(std::string_view name) {
  if (name.substr(0, 6) == "iphone" || name.substr(0, 7) == "windows" || name.substr(0, 7) == "android")
    return true;
  if (name.substr(0, 6) == "wechat" || name.substr(0, 6) == "weixin") return true;
  return std::binary_search(kNoIds.begin(), kNoIds.end(), name);
}

bool has_digit(std::string_view name) { return std::any_of(name.begin(), name.end(), is_digit); }

}  // namespace

bool looks_mobile(std::string_view digits) {
  return digits.size() == 11 && digits[0] == '1' && digits[1] >= '3';
}

bool is_wechat_number(std::string_view digits, const CueTrail& before, const CueTrail& after) {
  if (before.has(kCuePublic)) return false;
  const bool mobile = looks_mobile(digits);
  if (before.has(kCueWechat)) {
    if (before.has(kCuePhone)) return mobile;  // "WeChat, telephone 8888 6666" is a telephone number
    return digits.size() >= 6 || before.has(kCueMarker);
  }
  if (before.has(kCueWechatWeak)) return mobile || (digits.size() >= 6 && before.has(kCueAdd));
  if (!mobile) return false;
  if (after.has(kCueWechat)) return true;
  return after.has(kCueWechatWeak) && after.has(kCueAdd | kCueMarker);
}

bool is_wechat_name(std::string_view name, const CueTrail& before) {
  if (name.size() < 6 || name.size() > 20 || before.has(kCuePublic | kCuePhone)) return false;
  if (is_no_id(name)) return false;
  const bool digit = has_digit(name);
  const bool explicit_id = before.has(kCueMarker | kCueAdd);
  if (before.has(kCueWechat)) return explicit_id || digit || name.find('_') != std::string_view::npos;
  return before.has(kCueWechatWeak) && digit && explicit_id;
}

}  // namespace postgate::link
