// The contact pass: every number and every Latin name of a field is offered once, with
// the cues around it, to the judges of qq, wechat-id and telegram. Look-around is
// bounded by the cue window, so the pass is linear.
#include "link/contact.h"

#include <algorithm>

#include "link/chars.h"
#include "link/finders.h"
#include "link/number.h"

namespace postgate::link {
namespace {

constexpr std::size_t kFewestDigits = 5;
constexpr std::size_t kMostDigits = 11;
constexpr std::size_t kLargestPiece = 5;  // of a number written in pieces

struct Number {
  std::size_t begin = 0;
  std::size_t end = 0;
  Digits digits;
};

bool is_year_group(std::string_view text, const DigitGroups::Group& group) {
  return group.size() == 4 &&
         (starts_with_at(text, group.begin, "19") || starts_with_at(text, group.begin, "20"));
}

// One run of 5-11 digits, or short groups that add up to as many.
Number read_number(std::string_view text, std::size_t pos) {
  const std::size_t run_end = digits_end(text, pos);
  if (run_end - pos > kMostDigits) return {};
  const DigitGroups groups = read_groups(text, pos);
  if (groups.count == 0) return {};
  // 2473 126 376 or 29534 51608: pieces of one number, never a row of whole ones.
  const auto* const end = groups.group.begin() + static_cast<std::ptrdiff_t>(groups.count);
  const bool pieces =
      std::all_of(groups.group.begin(), end, [](const auto& group) { return group.size() <= kLargestPiece; });
  const bool in_pieces = pieces && groups.count <= 8 && !is_year_group(text, groups.group[0]);
  if (!in_pieces && groups.group[0].size() < kFewestDigits) return {};
  const std::size_t used = in_pieces ? groups.count : 1;
  Number number{pos, groups.group[used - 1].end, join(text, groups, 0, used)};
  const std::size_t fewest = used > 1 ? 7 : kFewestDigits;
  if (number.digits.size < fewest || number.digits.size > kMostDigits) return {};
  return number;
}

bool is_round(std::string_view digits) {
  return std::all_of(digits.begin() + 1, digits.end(), [](char c) { return c == '0'; });
}

bool is_candidate(std::string_view text, const Number& number) {
  const std::string_view digits = number.digits.view();
  if (digits.empty() || digits.front() == '0' || is_round(digits) || is_service_number(digits)) return false;
  return is_free_on_right(text, number.end);
}

class ContactPass {
 public:
  ContactPass(std::string_view text, DetectorSet wanted, Hits& out)
      : text_(text), wanted_(wanted), out_(out) {}

  void run() {
    std::size_t pos = next_alnum(text_, 0);
    while (pos < text_.size()) {
      pos = next_alnum(text_, is_digit(text_[pos]) ? offer_number(pos) : offer_name(pos));
    }
  }

 private:
  // Both return where to go on.
  std::size_t offer_number(std::size_t pos) {
    const std::size_t run_end = digits_end(text_, pos);
    const Number number = read_number(text_, pos);
    if (number.end == 0 || !is_candidate(text_, number)) return run_end;
    const CueTrail before = cues_before(text_, pos);
    if (!before.attached && !is_free_on_left(text_, pos)) return run_end;
    const bool letters_touch = is_letter(link::before(text_, pos)) && !before.attached;
    const CueTrail after = cues_after(text_, number.end);
    const bool cue_touches = !is_letter(at(text_, number.end)) || after.bits != 0 || before.has(kCueQq);
    if (letters_touch || !cue_touches) return run_end;
    const std::string_view digits = number.digits.view();
    const bool coded = is_announced_as_code(text_, pos);
    bool hit = false;
    if (wants(wanted_, Detector::kQq) && !coded && is_qq_number(digits, before, after)) {
      emit(out_, Detector::kQq, number.begin, number.end);
      hit = true;
    }
    if (wants(wanted_, Detector::kWechatId) && !coded && is_wechat_number(digits, before, after)) {
      emit(out_, Detector::kWechatId, number.begin, number.end);
      hit = true;
    }
    return hit ? number.end : run_end;
  }

  std::size_t offer_name(std::size_t pos) {
    std::size_t end = pos;
    while (is_alnum(at(text_, end)) || at(text_, end) == '_' || at(text_, end) == '-') ++end;
    std::size_t letters = pos;
    while (letters < end && is_letter(text_[letters])) ++letters;
    // "vx138...": the letters may be the cue of the number behind them.
    if (letters < end && is_digit(text_[letters]) && letters - pos <= 6) {
      const std::size_t before_count = out_.size();
      const std::size_t next = offer_number(letters);
      if (out_.size() != before_count) return next;
    }
    if (!is_alone(pos, end)) return end;
    judge_name(pos, end);
    return end;
  }

  [[nodiscard]] bool is_alone(std::size_t begin, std::size_t end) const {
    const char left = before(text_, begin);
    if (left == '_' || left == '-' || is_alnum(left) ||
        (left == '.' && begin >= 2 && is_alnum(text_[begin - 2]))) {
      return false;
    }
    if (at(text_, end) == '@' || starts_with_at(text_, end, "://")) return false;
    return !(at(text_, end) == '.' && is_alnum(at(text_, end + 1)));
  }

  void judge_name(std::size_t begin, std::size_t end) {
    constexpr std::size_t kLongest = 40;
    if (end - begin < 5 || end - begin > kLongest) return;
    const bool at_sign = before(text_, begin) == '@';
    if (at_sign && begin >= 2 && is_alnum(text_[begin - 2])) return;
    const std::string_view name = text_.substr(begin, end - begin);
    const CueTrail before = cues_before(text_, at_sign ? begin - 1 : begin);
    if (wants(wanted_, Detector::kTelegram) && is_telegram_name(name, at_sign, before)) {
      emit(out_, Detector::kTelegram, begin, end);
      return;
    }
    if (at_sign || !wants(wanted_, Detector::kWechatId)) return;
    if (is_wechat_name(name, before) || (name.size() >= 12 && name.substr(0, 5) == "wxid_")) {
      emit(out_, Detector::kWechatId, begin, end);
      return;
    }
    judge_glued_name(begin, end, before);
  }

  // "jia vxabc123": the cue is glued to the name.
  void judge_glued_name(std::size_t begin, std::size_t end, const CueTrail& outer) {
    if (!outer.has(kCueAdd)) return;
    for (const std::string_view cue : {"weixin", "wechat", "vx", "wx"}) {
      const std::size_t name_begin = begin + cue.size();
      if (name_begin >= end || !starts_with_at(text_, begin, cue) || !is_letter(text_[name_begin])) continue;
      const std::string_view name = text_.substr(name_begin, end - name_begin);
      CueTrail before;
      before.bits = kCueWechat | kCueAdd;
      if (std::any_of(name.begin(), name.end(), is_digit) && is_wechat_name(name, before)) {
        emit(out_, Detector::kWechatId, name_begin, end);
      }
      return;
    }
  }

  std::string_view text_;
  DetectorSet wanted_;
  Hits& out_;
};

}  // namespace

void find_contacts(std::string_view text, DetectorSet wanted, Hits& out) {
  ContactPass(text, wanted, out).run();
}

}  // namespace postgate::link
