// Telegram names: "@name" beside a word that invites, or a name after "tg:".
#include "link/chars.h"
#include "link/contact.h"

namespace postgate::link {

bool is_telegram_name(std::string_view name, bool at_sign, const CueTrail& before) {
  if (name.size() < 5 || name.size() > 32 || !is_letter(name.front())) return false;
  if (name.find('-') != std::string_view::npos) return false;
  if (before.has(kCueTelegram)) return at_sign || before.has(kCueMarker);
  if (!at_sign) return false;
  return before.has(kCueTelegramWeak | kCueDeal);
}

}  // namespace postgate::link
