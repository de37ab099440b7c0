// Verdicts for people. VerdictText is also the last part of what `explain` shows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report.h"

namespace postgate_cli {

class VerdictText {
 public:
  explicit VerdictText(const Style& style) : style_(style) {}

  void verdict(const Post& post, const postgate_verdict* verdict, std::string& out) const;
  void failure(const Post& post, std::string& out) const;

  // "1:5", or "title 1:5" where it is not the body.
  std::string place(const Post& post, std::uint32_t field, const postgate_spans& where) const;
  std::string folds(std::uint32_t set) const;
  std::string badge(int32_t action) const;
  static const char* colour(int32_t action);
  std::string field_name(const Post& post, std::uint32_t field) const;
  // A line "     label  text", wrapped.
  void labelled(const Phrase& label, std::string_view text, std::string& out) const;
  std::string_view say(const Phrase& phrase) const { return in(style_.language, phrase); }
  std::string paint(const char* codes, std::string_view text) const {
    return style_.screen.paint(codes, text);
  }
  // ": body, title", the fields that were not looked at as a whole, or nothing.
  std::string unseen(const Post& post, const postgate_verdict* verdict) const;
  // The Chinese text with the English in brackets, or the one that is wanted and there.
  std::string both(const postgate_string& zh, const postgate_string& en) const;
  // What the account and approvals had to say; verdict_owner.cc has it.
  void owner_lines(const postgate_verdict* verdict, const postgate_verdict_summary& summary,
                   std::string& out) const;
  std::string fix_words(const Post& post, const PostFix& fix) const;
  std::size_t cells_for_text() const;

 private:
  static constexpr std::size_t kIndent = 5;       // of what belongs to a finding
  static constexpr std::size_t kLabelColumn = 5;  // of the text behind a label

  struct Told;
  struct Group;
  std::vector<Group> grouped(const Post& post, const postgate_verdict* verdict, std::size_t count) const;
  void finding(const Post& post, const postgate_verdict* verdict, std::size_t index,
               const postgate_finding& finding, Told& told, std::string& out) const;
  void rest_of(const Post& post, const Group& group, std::string& out) const;
  void basis(const postgate_finding& finding, Told& told, std::string& out) const;
  void all_signals(const Post& post, const postgate_verdict* verdict, std::size_t index,
                   const postgate_finding& finding, std::string& out) const;

  Style style_;
};

}  // namespace postgate_cli
