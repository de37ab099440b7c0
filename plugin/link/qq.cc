// QQ numbers: 5 to 11 digits that a cue calls one.
#include "link/contact.h"

namespace postgate::link {

namespace {

// 20181227
bool looks_like_date(std::string_view digits) {
  const std::string_view head = digits.substr(0, 2);
  return digits.size() == 8 && (head == "19" || head == "20") && digits[4] <= '1' && digits[6] <= '3';
}

}  // namespace

bool is_qq_number(std::string_view digits, const CueTrail& before, const CueTrail& after) {
  // Five digits are mostly counts and years; only a spelt-out "QQ number:" makes them an ID.
  const bool roomy = digits.size() >= 6;
  if (before.has(kCueQq) && !before.has(kCuePublic)) return roomy || before.has(kCueMarker);
  if (before.has(kCueQqWeak) && !before.has(kCuePublic)) return digits.size() >= 7 || before.has(kCueAdd);
  // "add me 704257668": without a name it is a QQ number, unless it is a telephone number.
  constexpr std::uint16_t kNamed = kCueWechat | kCueWechatWeak | kCuePhone | kCuePublic | kCueTelegram;
  const bool long_enough = digits.size() >= 7 && digits.size() <= 10 && !looks_like_date(digits);
  if (before.has(kCueJia) && !before.has(kNamed) && long_enough) return true;
  if (before.has(kCueQun) && long_enough && digits.size() >= 8) return true;
  if (!roomy) return false;
  if (after.has(kCueQq)) return true;
  return after.has(kCueQqWeak) && after.has(kCueAdd);
}

}  // namespace postgate::link
