// The words and lines that text verdicts and explanations are made of.
#include <algorithm>
#include <array>

#include "utf8.h"
#include "verdict_text.h"

namespace postgate_cli {
namespace {

constexpr std::size_t kWidest = 110;  // longer lines are hard to read

struct Badge {
  std::string_view symbol;
  const Phrase* word;
  const char* colour;
};

Badge badge_of(int32_t action) {
  switch (action) {
    case POSTGATE_ACTION_ALLOW:
      return {"\u2714", &kAllow, kBoldGreen};
    case POSTGATE_ACTION_FLAG:
      return {"\u2691", &kFlag, kBoldCyan};
    case POSTGATE_ACTION_HOLD:
      return {"\u23F8", &kHold, kBoldYellow};
    case POSTGATE_ACTION_BLOCK:
      return {"\u2716", &kBlock, kBoldRed};
    default:
      return {"\u26A0", &kNone, kBoldRed};
  }
}

struct FoldName {
  std::string_view name;
  const Phrase* words;
};
constexpr std::array<FoldName, 15> kFolds = {{{"width", &kFoldWidth},
                                              {"case", &kFoldCase},
                                              {"style", &kFoldStyle},
                                              {"script", &kFoldScript},
                                              {"digit", &kFoldDigit},
                                              {"ignorable", &kFoldIgnorable},
                                              {"separator", &kFoldSeparator},
                                              {"repeat", &kFoldRepeat},
                                              {"homophone", &kFoldHomophone},
                                              {"shape", &kFoldShape},
                                              {"fuzzy", &kFoldFuzzy},
                                              {"emoji", &kFoldEmoji},
                                              {"order", &kFoldOrder},
                                              {"joined", &kFoldJoined},
                                              {"link", &kFoldLink}}};

const Phrase& role_phrase(std::uint32_t role) {
  switch (role) {
    case POSTGATE_ROLE_TITLE:
      return kTitle;
    case POSTGATE_ROLE_LINK:
      return kLink;
    case POSTGATE_ROLE_ALT:
      return kAlt;
    default:
      return kBody;
  }
}

}  // namespace

std::vector<std::string_view> fold_names(std::uint32_t folds) {
  std::vector<std::string_view> names;
  for (std::size_t bit = 0; bit < kFolds.size(); ++bit) {
    if (((folds >> bit) & 1U) != 0) names.push_back(kFolds[bit].name);
  }
  return names;
}

std::string VerdictText::folds(std::uint32_t set) const {
  std::string out;
  for (std::size_t bit = 0; bit < kFolds.size(); ++bit) {
    if (((set >> bit) & 1U) == 0) continue;
    if (!out.empty()) out += say(kListComma);
    out += say(*kFolds[bit].words);
  }
  return out;
}

const char* VerdictText::colour(int32_t action) { return badge_of(action).colour; }

std::string VerdictText::badge(int32_t action) const {
  const Badge badge = badge_of(action);
  std::string text(badge.symbol);
  text += ' ';
  text += say(*badge.word);
  if (style_.language == Language::kChinese) text += ' ' + std::string(badge.word->en);
  return paint(badge.colour, text);
}

std::string VerdictText::unseen(const Post& post, const postgate_verdict* verdict) const {
  std::string names;
  postgate_unseen field = POSTGATE_INIT(postgate_unseen);
  for (std::size_t i = 0; postgate_verdict_unseen_at(verdict, i, &field) == POSTGATE_OK; ++i) {
    if (field.field < post.fields.size())
      names += (names.empty() ? ": " : ", ") + field_name(post, field.field);
  }
  return names;
}

std::string VerdictText::both(const postgate_string& zh, const postgate_string& en) const {
  const std::string chinese = visible(view(zh), 2000);
  const std::string english = visible(view(en), 2000);
  if (style_.language == Language::kEnglish) return english.empty() ? chinese : english;
  return in_both(chinese, english);
}

std::size_t VerdictText::cells_for_text() const {
  const std::size_t width = style_.screen.width == 0 ? kWidest : std::min(style_.screen.width, kWidest);
  return width - kIndent - kLabelColumn - 4;  // brackets and ellipses
}

std::string VerdictText::field_name(const Post& post, std::uint32_t field) const {
  if (field >= post.fields.size()) return {};
  std::string name(say(role_phrase(post.fields[field].role)));
  const FieldNumber number = number_of(post, field);
  if (number.count > 1) name += ' ' + std::to_string(number.index + 1);
  return name;
}

std::string VerdictText::place(const Post& post, std::uint32_t field, const postgate_spans& where) const {
  if (field >= post.fields.size()) return {};
  const Field& in_field = post.fields[field];
  const Place place = place_of(in_field.scanned(), where.bytes.begin - in_field.skip);
  const std::string numbers = std::to_string(place.line) + ":" + std::to_string(place.column);
  return in_field.role == POSTGATE_ROLE_BODY ? numbers : field_name(post, field) + " " + numbers;
}

void VerdictText::labelled(const Phrase& label, std::string_view text, std::string& out) const {
  const std::string_view word = say(label);
  const std::size_t column = style_.language == Language::kChinese ? kLabelColumn + 1 : kLabelColumn + 3;
  const std::size_t used = cells_of(word);
  out.append(kIndent, ' ');
  out += paint(kDim, word);
  out.append(used < column ? column - used : 1, ' ');
  out += wrapped(text, kIndent + column, style_.screen.width);
  out += '\n';
}

}  // namespace postgate_cli
