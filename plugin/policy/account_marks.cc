#include "policy/account_marks.h"

#include <algorithm>
#include <array>
#include <string>
#include <tuple>

#include "link/chars.h"
#include "policy/account_text.h"
#include "policy/confirm.h"
#include "policy/plain_link.h"

namespace postgate {

namespace {

constexpr std::uint32_t kWordGap = 3;          // separators between two characters of a name
constexpr std::size_t kMostDigits = 24;        // of a number, with its country code
constexpr std::size_t kNumberGap = 2;          // marks between two digits
constexpr std::size_t kLongestHit = 256;       // code points of a hit that may hold an own number
constexpr std::uint32_t kAnnouncedWithin = 1;  // squeezed characters between the announcement and the ID
constexpr std::size_t kMostLetters = 4;        // beside it: "vx", "qq", "tel"
constexpr FoldSet kHostFolds = kFoldCase | kFoldWidth;  // what browsers undo as well

enum class DetectorClass : std::uint8_t { kLink, kContact, kOther };

DetectorClass class_of(std::uint8_t source) {
  const std::string_view name = detector_name(static_cast<Detector>(source - kHitDetector));
  for (const std::string_view link : {"url", "domain", "short-link", "app-link", "link"}) {
    if (name.substr(0, link.size()) == link) return DetectorClass::kLink;
  }
  for (const std::string_view contact : {"phone-cn", "qq", "wechat-id", "telegram", "email"}) {
    if (name == contact) return DetectorClass::kContact;
  }
  return DetectorClass::kOther;
}

Range squeezed_of(const FieldText& field, Range text) {
  return {field.map()[text.begin].squeezed_index, field.map()[text.end].squeezed_index};
}

Range bytes_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

bool is_id_character(char c) {
  constexpr std::string_view kMarks = "_.@+%-";
  return link::is_alnum(c) || (c != '\0' && kMarks.find(c) != std::string_view::npos);
}

// The letters right in front of a number make it another's ID, unless they only say what it is.
bool is_free_number(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::array<std::string_view, 13> kCues = {"",  "qq",    "q",      "vx",     "wx", "v",   "tel",
                                                      "t", "phone", "wechat", "weixin", "tg", "call"};
  std::size_t letters = begin;
  while (letters > 0 && link::is_letter(text[letters - 1])) --letters;
  const std::string_view cue = text.substr(letters, begin - letters);
  if (std::find(kCues.begin(), kCues.end(), cue) == kCues.end()) return false;
  const char left = link::before(text, letters);
  if (left == '_' || left == '@' || (link::is_digit(left) && !cue.empty())) return false;
  if ((left == '-' || left == '.') && cue.empty() && letters >= 2 && link::is_digit(text[letters - 2]))
    return false;
  const char right = link::at(text, end);
  if (right == '_' || right == '@' || link::is_alnum(right)) return false;
  return !((right == '-' || right == '.') && link::is_digit(link::at(text, end + 1)));
}

bool is_between_digits(char c) {
  constexpr std::string_view kMarks = " -.()";
  return c != '\0' && kMarks.find(c) != std::string_view::npos;
}

const AccountItem* own_number(const Account& account, std::string_view digits) {
  if (const AccountItem* item = account.find(Excuse::kHotline, digits)) return item;
  if (const AccountItem* item = account.find(Excuse::kContact, digits)) return item;
  const std::string national = phone_digits("+" + std::string(digits));
  return national == digits ? nullptr : account.find(Excuse::kHotline, national);
}

}  // namespace

void AccountMarks::Layer::arrange() {
  std::sort(marks_.begin(), marks_.end(), [](const Mark& a, const Mark& b) {
    return std::tie(a.squeezed.begin, a.squeezed.end, a.item) <
           std::tie(b.squeezed.begin, b.squeezed.end, b.item);
  });
  furthest_.resize(marks_.size());
  for (std::uint32_t i = 0; i < marks_.size(); ++i) {
    const bool further = i == 0 || marks_[i].squeezed.end > marks_[furthest_[i - 1]].squeezed.end;
    furthest_[i] = further ? i : furthest_[i - 1];
  }
}

const AccountItem* AccountMarks::Layer::around(Range squeezed) const {
  if (squeezed.begin == squeezed.end) return nullptr;
  const auto after = std::partition_point(
      marks_.begin(), marks_.end(), [&](const Mark& mark) { return mark.squeezed.begin <= squeezed.begin; });
  if (after == marks_.begin()) return nullptr;
  const Mark& best = marks_[furthest_[static_cast<std::size_t>(after - marks_.begin()) - 1]];
  return best.squeezed.end >= squeezed.end ? best.item : nullptr;
}

const AccountMarks::Mark* AccountMarks::Layer::behind(std::uint32_t place) const {
  const auto first = std::partition_point(marks_.begin(), marks_.end(),
                                          [&](const Mark& mark) { return mark.squeezed.begin < place; });
  return first == marks_.end() ? nullptr : &*first;
}

const AccountMarks::Mark* AccountMarks::Layer::inside(Range squeezed) const {
  const Mark* first = behind(squeezed.begin);
  return first == nullptr || first->squeezed.end > squeezed.end ? nullptr : first;
}

void AccountMarks::find(const Account& account, const FieldText& field) {
  for (Layer* layer : {&links_, &paths_, &contacts_, &phrases_, &names_}) layer->clear();
  if (!account.items(Excuse::kOwnDomain).empty()) find_links(account, field);
  const bool contacts = !account.items(Excuse::kContact).empty();
  if (contacts || !account.items(Excuse::kHotline).empty()) find_numbers(account, field);
  if (contacts) find_contacts(account, field);
  if (!account.words().empty()) find_words(account, field);
  for (Layer* layer : {&links_, &paths_, &contacts_, &phrases_, &names_}) layer->arrange();
}

void AccountMarks::find_links(const Account& account, const FieldText& field) {
  if (field.text().find('.') == std::string_view::npos) return;
  found_.clear();
  detect(field, detector_bit(Detector::kUrl), found_);
  for (const DetectorHit& hit : found_) {
    if (hit.on_raw) continue;
    const std::string_view text = field.text();
    const std::string_view link = text.substr(hit.bytes.begin, hit.bytes.end - hit.bytes.begin);
    const PlainLink parts = read_plain_link(link);
    const AccountItem* own = own_domain_of(account, link, parts);
    if (own == nullptr) continue;
    // Glued to something that could change where it leads.
    const char left = link::before(text, hit.bytes.begin);
    const char right = link::at(text, hit.bytes.end);
    if (is_id_character(left) || right == '@' || right == '\\' || right == '%') continue;
    const std::size_t begin = hit.bytes.begin;
    const Range host = field.text_range_of_text_bytes(bytes_of(begin, begin + parts.host_end));
    if ((folds_in(field, host, false) & ~kHostFolds) != 0) continue;
    links_.add({squeezed_of(field, field.text_range_of_text_bytes(hit.bytes)), own});
    const Range path = field.text_range_of_text_bytes(bytes_of(begin, begin + parts.query));
    paths_.add({squeezed_of(field, path), own});
  }
}

void AccountMarks::find_numbers(const Account& account, const FieldText& field) {
  const std::string_view text = field.text();
  std::string digits;
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    if (!link::is_digit(text[begin]) || link::is_digit(link::before(text, begin))) continue;
    digits.clear();
    for (std::size_t at = begin; link::is_digit(link::at(text, at)) && digits.size() <= kMostDigits;) {
      while (link::is_digit(link::at(text, at)) && digits.size() <= kMostDigits) digits += text[at++];
      const AccountItem* own = own_number(account, digits);
      if (own != nullptr && is_free_number(text, begin, at)) {
        contacts_.add({squeezed_of(field, field.text_range_of_text_bytes(bytes_of(begin, at))), own});
      }
      std::size_t next = at;
      while (next - at < kNumberGap && is_between_digits(link::at(text, next))) ++next;
      at = next;
    }
  }
}

void AccountMarks::find_contacts(const Account& account, const FieldText& field) {
  const std::string_view text = field.text();
  for (std::size_t at = 0; at < text.size();) {
    if (!is_id_character(text[at])) {
      ++at;
      continue;
    }
    std::size_t begin = at;
    while (at < text.size() && is_id_character(text[at])) ++at;
    std::size_t end = at;
    while (begin < end && !link::is_alnum(text[begin]) && text[begin] != '_') ++begin;
    while (end > begin && !link::is_alnum(text[end - 1]) && text[end - 1] != '_') --end;
    if (begin == end) continue;
    const AccountItem* own = account.find(Excuse::kContact, text.substr(begin, end - begin));
    if (own == nullptr) continue;
    contacts_.add({squeezed_of(field, field.text_range_of_text_bytes(bytes_of(begin, end))), own});
  }
}

void AccountMarks::find_words(const Account& account, const FieldText& field) {
  const std::string_view squeezed = field.squeezed();
  account.words().scan(squeezed, [&](std::uint32_t word, std::size_t at) {
    const AccountItem& item = account.all_items()[word];
    const std::string_view key = account.view(item.key);
    if (squeezed.compare(at, key.size(), key) != 0) return;
    take_word(account, field, item, bytes_of(at, at + key.size()));
  });
}

void AccountMarks::take_word(const Account& account, const FieldText& field, const AccountItem& item,
                             Range bytes) {
  const Range text = field.text_range_of_squeezed_bytes(bytes);
  const bool phrase = item.kind == Excuse::kPhrase;
  if (!is_word_at(field, text, phrase ? UINT32_MAX : kWordGap)) return;
  if (phrase) {
    // The phrase's own punctuation is part of it: another host may read alike without its dots.
    const std::string_view exact = account.view(item.exact);
    std::size_t begin = field.map()[text.begin].text_byte;
    std::size_t end = field.map()[text.end].text_byte;
    const std::string_view whole = field.text();
    const std::string inner = exact_form(whole.substr(begin, end - begin));
    const std::size_t place = exact.find(inner);
    if (place == std::string_view::npos) return;
    // Marks at the ends of the phrase do not matter; Latin text that goes on behind it does.
    const char right = link::at(whole, end);
    if (link::is_alnum(link::before(whole, end)) && !link::is_alnum(right) && is_id_character(right) &&
        link::is_alnum(link::at(whole, end + 1)))
      return;
    if (link::is_alnum(link::before(whole, end)) && right == '/') return;
  }
  (phrase ? phrases_ : names_).add({squeezed_of(field, text), &item});
}

void AccountMarks::cover(const FieldText& field, std::span<SignalHit> hits) const {
  for (SignalHit& hit : hits) hit.cover = cover_of(field, hit);
}

const AccountItem* AccountMarks::cover_of(const FieldText& field, const SignalHit& hit) const {
  const DetectorClass kind = hit.source < kHitDetector ? DetectorClass::kContact : class_of(hit.source);
  const AccountItem* own = nullptr;
  if (kind == DetectorClass::kLink) own = links_.around(hit.squeezed);
  if (kind == DetectorClass::kContact) {
    own = contacts_.around(hit.squeezed);
    if (own == nullptr) own = paths_.around(hit.squeezed);
    if (own == nullptr && hit.source < kHitDetector) own = contact_in(field, hit);
    if (own == nullptr && hit.source == kHitWord) own = announced_by(field, hit);
  }
  if (own == nullptr) own = phrases_.around(hit.squeezed);
  if (own == nullptr && hit.source == kHitWord) own = names_.around(hit.squeezed);
  return own;
}

// "Add us on WeChat: ID": words that end by saying what kind of contact comes, right in front of an own one.
const AccountItem* AccountMarks::announced_by(const FieldText& field, const SignalHit& hit) const {
  // WeChat, ID, group number, QQ and its nicknames, telephone, hotline, Telegram
  constexpr std::array<std::string_view, 13> kCues = {"\u5FAE\u4FE1",
                                                      "\u4FE1\u53F7",
                                                      "\u7FA4\u53F7",
                                                      "q\u53F7",
                                                      "\u6263\u6263",
                                                      "\u4F01\u9E45",
                                                      "\u7535\u8BDD",
                                                      "\u70ED\u7EBF",
                                                      "\u7535\u62A5",
                                                      "q",
                                                      "v",
                                                      "vx",
                                                      "wx"};
  const Mark* mark = contacts_.behind(hit.squeezed.end);
  if (mark == nullptr || mark->squeezed.begin - hit.squeezed.end > kAnnouncedWithin) return nullptr;
  const std::string_view words = field.text().substr(0, field.map()[hit.text.end].text_byte);
  const bool announces =
      std::any_of(kCues.begin(), kCues.end(), [&](std::string_view cue) { return words.ends_with(cue); });
  return announces ? mark->item : nullptr;
}

// An own number or ID with no more than the words around it that announce it.
const AccountItem* AccountMarks::contact_in(const FieldText& field, const SignalHit& hit) const {
  if (hit.text.end - hit.text.begin > kLongestHit) return nullptr;
  const Mark* mark = contacts_.inside(hit.squeezed);
  if (mark == nullptr) return nullptr;
  std::size_t letters = 0;
  for (std::uint32_t i = hit.text.begin; i < hit.text.end; ++i) {
    const MapEntry& entry = field.map()[i];
    if (entry.squeezed_index >= mark->squeezed.begin && entry.squeezed_index < mark->squeezed.end) continue;
    const char c = link::at(field.text(), entry.text_byte);
    if (link::is_digit(c)) return nullptr;
    if (link::is_letter(c) && ++letters > kMostLetters) return nullptr;
  }
  return mark->item;
}

}  // namespace postgate
