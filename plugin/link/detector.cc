// Names of the detectors and the gate in front of each: the traits of a field decide
// which finders can have anything to find, so a clean post pays a few comparisons.
#include "link/detector.h"

#include <array>

#include "link/finders.h"

namespace postgate {
namespace {

constexpr std::array<std::string_view, kDetectorCount> kNames = {
    "url",         "email",     "phone-cn",    "qq",           "wechat-id",
    "id-card-cn",  "bank-card", "hidden-text", "mixed-script", "url-commercial",
    "url-foreign", "telegram",  "app-link",    "taobao-token", "short-link"};

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

namespace {

// The contact detectors that can find something in this field.
DetectorSet possible_contacts(TextTraits traits, DetectorSet wanted) {
  DetectorSet possible = 0;
  if ((traits & kTraitDigitRun) != 0) possible |= detector_bit(Detector::kQq);
  if ((traits & (kTraitDigitRun | kTraitLatinLetter)) != 0) possible |= detector_bit(Detector::kWechatId);
  if ((traits & kTraitLatinLetter) != 0) possible |= detector_bit(Detector::kTelegram);
  return possible & wanted;
}

}  // namespace

DetectorSet possible_detectors(TextTraits traits) {
  constexpr DetectorSet kNumbers = detector_bit(Detector::kPhoneCn) | detector_bit(Detector::kIdCardCn) |
                                   detector_bit(Detector::kBankCard);
  constexpr TextTraits kLinks = kTraitLatinLetter | kTraitDigitRun | kTraitFullStop;
  constexpr TextTraits kHiding = kTraitIgnorable | kTraitBidiControl | kTraitTagCharacter;
  DetectorSet possible = possible_contacts(traits, ~DetectorSet{0}) | (~kTraitDetectors);
  if ((traits & kLinks) != 0) possible |= kUrls | detector_bit(Detector::kEmail);
  if ((traits & kTraitAt) != 0) possible |= detector_bit(Detector::kEmail);
  if ((traits & kTraitDigitRun) != 0) possible |= kNumbers;
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
  const TextTraits traits = field.traits();
  const auto wants = [&](Detector detector) { return link::wants(wanted, detector); };
  const bool links = (wanted & kUrls) != 0 || wants(Detector::kEmail);  // name[at]abc[dot]com is an address
  if (links && link::may_hold_link(field)) link::find_links(field, wanted, out);
  if (wants(Detector::kEmail) && (traits & kTraitAt) != 0) link::find_emails(field.text(), out);
  const DetectorSet contacts = possible_contacts(traits, wanted);
  if (contacts != 0) link::find_contacts(field.text(), contacts, out);
  if ((traits & kTraitDigitRun) != 0) {
    if (wants(Detector::kPhoneCn)) link::find_phones(field.text(), out);
    if (wants(Detector::kIdCardCn)) link::find_id_cards(field.text(), out);
    if (wants(Detector::kBankCard)) link::find_bank_cards(field.text(), out);
  }
  if (wants(Detector::kHiddenText) &&
      (traits & (kTraitIgnorable | kTraitBidiControl | kTraitTagCharacter)) != 0) {
    link::find_hidden_text(field.raw(), out);
  }
  if (wants(Detector::kMixedScript) && (traits & kTraitForeignLetter) != 0) {
    link::find_mixed_script(field.raw(), out);
  }
}

}  // namespace postgate
