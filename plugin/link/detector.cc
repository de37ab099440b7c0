// Names of the detectors and the gate in front of each: the traits of a field decide
// which finders can have anything to find, so a clean post pays a few comparisons.
#include "link/detector.h"

#include <array>

#include "link/finders.h"

namespace postgate {
namespace {

constexpr std::array<std::string_view, kDetectorCount> kNames = {
    "url",         "email",        "phone-cn",       "qq",          "wechat-id", "id-card-cn", "bank-card",
    "hidden-text", "mixed-script", "url-commercial", "url-foreign", "telegram",  "app-link",   "taobao-token",
    "short-link",  "encoded-text"};

constexpr DetectorSet kUrls = detector_bit(Detector::kUrl) | detector_bit(Detector::kUrlCommercial) |
                              detector_bit(Detector::kUrlForeign) | detector_bit(Detector::kAppLink) |
                              detector_bit(Detector::kTaobaoToken) | detector_bit(Detector::kShortLink);

}  // namespace

bool link::may_hold_link(const FieldText& field) {
  if ((field.traits() & kTraitLatinLetter) != 0) return true;
  // Escapes of letters may be all digits: &#104;&#116; ...
  if ((field.traits() & kTraitDigitRun) != 0 && field.text().find("&#") != std::string_view::npos)
    return true;
  // Without Latin letters only Chinese names and numeric addresses are left; both need a plain dot.
  return (field.traits() & kTraitFullStop) != 0;
}

DetectorSet possible_detectors(TextTraits traits) {
  constexpr DetectorSet kNumbers = detector_bit(Detector::kPhoneCn) | detector_bit(Detector::kIdCardCn) |
                                   detector_bit(Detector::kBankCard);
  constexpr TextTraits kLinks = kTraitLatinLetter | kTraitDigitRun | kTraitFullStop;
  constexpr TextTraits kHiding = kTraitIgnorable | kTraitBidiControl | kTraitTagCharacter;
  DetectorSet possible = ~kTraitDetectors;
  if ((traits & kLinks) != 0) possible |= kUrls | detector_bit(Detector::kEmail);
  if ((traits & kTraitAt) != 0) possible |= detector_bit(Detector::kEmail);
  if ((traits & kTraitDigitRun) != 0) possible |= kNumbers | detector_bit(Detector::kQq);
  if ((traits & (kTraitDigitRun | kTraitLatinLetter)) != 0) possible |= detector_bit(Detector::kWechatId);
  if ((traits & kTraitLatinLetter) != 0)
    possible |= detector_bit(Detector::kTelegram) | detector_bit(Detector::kEncodedText);
  if ((traits & kHiding) != 0) possible |= detector_bit(Detector::kHiddenText);
  if ((traits & kTraitForeignLetter) != 0) possible |= detector_bit(Detector::kMixedScript);
  return possible;
}

std::string_view detector_name(Detector detector) {
  const auto index = static_cast<std::size_t>(detector);
  return index < kNames.size() ? kNames[index] : std::string_view{};
}

std::optional<Detector> detector_from_name(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<Detector>(i);
  }
  return std::nullopt;
}

void detect(const FieldText& field, DetectorSet wanted, std::vector<DetectorHit>& out) {
  constexpr DetectorSet kContacts =
      detector_bit(Detector::kQq) | detector_bit(Detector::kWechatId) | detector_bit(Detector::kTelegram);
  wanted &= possible_detectors(field.traits());
  const auto wants = [&](Detector detector) { return link::wants(wanted, detector); };
  const bool links = (wanted & kUrls) != 0 || wants(Detector::kEmail);  // name[at]abc[dot]com is an address
  if (links && link::may_hold_link(field)) link::find_links(field, wanted, out);
  if (wants(Detector::kEmail) && (field.traits() & kTraitAt) != 0) link::find_emails(field.text(), out);
  if ((wanted & kContacts) != 0) link::find_contacts(field.text(), wanted & kContacts, out);
  if (wants(Detector::kPhoneCn)) link::find_phones(field.text(), out);
  if (wants(Detector::kIdCardCn)) link::find_id_cards(field.text(), out);
  if (wants(Detector::kBankCard)) link::find_bank_cards(field.text(), out);
  if (wants(Detector::kHiddenText)) link::find_hidden_text(field.raw(), out);
  if (wants(Detector::kMixedScript)) link::find_mixed_script(field.raw(), out);
  if (wants(Detector::kEncodedText)) link::find_encoded_text(field.raw(), out);
}

}  // namespace postgate
