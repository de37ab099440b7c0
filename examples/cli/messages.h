// What the command says to people, in Chinese and English. The Chinese stands here as escapes, because
// sources are ASCII; the English beside it says the same. {} is filled in. No state.
#pragma once

#include <string>
#include <string_view>

namespace postgate_cli {

enum class Language { kChinese, kEnglish };

struct Phrase {
  std::string_view zh;
  std::string_view en;
};

inline std::string_view in(Language language, const Phrase& phrase) {
  return language == Language::kChinese ? phrase.zh : phrase.en;
}

// `phrase` with its {} replaced.
inline std::string filled(std::string_view phrase, std::string_view value) {
  std::string out(phrase);
  const std::size_t at = out.find("{}");
  return at == std::string::npos ? out : out.replace(at, 2, value);
}

inline constexpr Phrase kAllow = {"\u653E\u884C", "allow"};
inline constexpr Phrase kFlag = {"\u8BB0\u5F55", "flag"};
inline constexpr Phrase kHold = {"\u5F85\u5BA1", "hold"};
inline constexpr Phrase kBlock = {"\u963B\u6B62", "block"};
inline constexpr Phrase kNone = {"\u672A\u68C0", "not scanned"};
inline constexpr Phrase kGrade = {"{}\u7EA7", "grade {}"};
inline constexpr Phrase kUndone = {"\u8FD8\u539F", "undone"};  // what was undone to see it
inline constexpr Phrase kClause = {"\u4F9D\u636E", "clause"};
inline constexpr Phrase kHint = {"\u5EFA\u8BAE", "hint"};
inline constexpr Phrase kSignals = {"\u4FE1\u53F7", "signals"};
inline constexpr Phrase kUnverified = {"\uFF08\u5F15\u6587\u5F85\u6838\uFF09", " (wording not yet verified)"};
inline constexpr Phrase kIncomplete = {"\u6CA1\u6709\u68C0\u67E5\u5B8C\u6574\uFF0C\u4E0D\u80FD\u653E\u884C",
                                       "not everything was looked at, so it cannot be allowed"};
inline constexpr Phrase kStale = {"\u89C4\u5219\u5305\u5DF2\u8FC7\u671F\uFF0C\u8BF7\u66F4\u65B0",
                                  "a pack has expired; update it"};
inline constexpr Phrase kMoreFindings = {"\u53E6\u6709 {} \u5904", "{} more"};
inline constexpr Phrase kSamePlace = {"\u540C\u5904", "also"};
inline constexpr Phrase kNote = {"\u6CE8\u610F", "note"};
inline constexpr Phrase kHiddenFromReaders = {
    "\u8FD9\u6BB5\u6587\u5B57\u5728\u9875\u9762\u4E0A\u770B\u4E0D\u89C1",
    "this text cannot be seen on the page"};
inline constexpr Phrase kListed = {"\u540D\u5355", "listed"};
inline constexpr Phrase kTitle = {"\u6807\u9898", "title"};
inline constexpr Phrase kBody = {"\u6B63\u6587", "body"};
inline constexpr Phrase kLink = {"\u94FE\u63A5", "link"};
inline constexpr Phrase kAlt = {"\u914D\u6587", "alt"};
inline constexpr Phrase kAuthor = {"\u4F5C\u8005", "author"};
inline constexpr Phrase kTag = {"\u6807\u7B7E", "tag"};
inline constexpr Phrase kPosts = {"\u5171 {} \u6761\uFF1A", "{} posts:"};
inline constexpr Phrase kFields = {"\u5B57\u6BB5", "fields"};
inline constexpr Phrase kViewText = {"\u6587\u5B57", "text"};          // what regexes see
inline constexpr Phrase kViewSqueezed = {"\u538B\u7F29", "squeezed"};  // the view words are matched on
inline constexpr Phrase kSame = {"\uFF08\u4E0E\u539F\u6587\u76F8\u540C\uFF09",
                                 "(the same as the author's text)"};
inline constexpr Phrase kSteps = {"\u6B65\u9AA4", "steps"};
inline constexpr Phrase kNoStep = {"\u6CA1\u6709\u547D\u4E2D\u4EFB\u4F55\u4FE1\u53F7", "no signal was seen"};
inline constexpr Phrase kSignalSeen = {"\u547D\u4E2D\u4FE1\u53F7", "signal seen"};
inline constexpr Phrase kExcepted = {"\u88AB\u4F8B\u5916\u8BCD\u7EC4\u8986\u76D6", "covered by an exception"};
inline constexpr Phrase kNotNear = {"\u9644\u8FD1\u6CA1\u6709\u6240\u9700\u7684\u8BCD",
                                    "no word that must be near"};
inline constexpr Phrase kRefused = {
    "\u95F4\u9694\u592A\u5927\uFF0C\u6216\u4E0D\u5728\u8BCD\u7684\u8FB9\u754C",
    "gap too wide or no word boundary"};
inline constexpr Phrase kWeak = {
    "\u53EA\u6709\u5F31\u8FD8\u539F\u7684\u4FE1\u53F7\uFF0C\u4E0D\u8DB3\u4E3A\u51ED",
    "only weakly folded signals"};
inline constexpr Phrase kRuleFired = {"\u89C4\u5219\u6210\u7ACB", "rule fired"};
inline constexpr Phrase kGuarded = {"\u4E0D\u6210\u7ACB\uFF0C\u56E0\u4E3A\u6709 {}", "stopped by {}"};
inline constexpr Phrase kExcusedStep = {"\u4E0D\u8BA1\uFF1A{}", "does not count: {}"};
inline constexpr Phrase kExcused = {"\u4E0D\u8BA1", "excused"};
inline constexpr Phrase kOfAccount = {"\u8D26\u53F7", "account"};
inline constexpr Phrase kApproval = {"\u6279\u51C6", "approval"};
inline constexpr Phrase kOwnDomain = {"\u672C\u8D26\u53F7\u57DF\u540D", "own domain"};
inline constexpr Phrase kHotline = {"\u672C\u8D26\u53F7\u70ED\u7EBF", "own hotline"};
inline constexpr Phrase kContact = {"\u672C\u8D26\u53F7\u8054\u7CFB\u65B9\u5F0F", "own contact"};
inline constexpr Phrase kMiniProgram = {"\u672C\u8D26\u53F7\u5C0F\u7A0B\u5E8F", "own mini program"};
inline constexpr Phrase kOwnName = {"\u672C\u8D26\u53F7\u540D\u79F0", "own name"};
inline constexpr Phrase kOwnPhrase = {"\u5141\u8BB8\u7684\u8BED\u53E5", "allowed phrase"};
inline constexpr Phrase kDisabled = {"\u672C\u8D26\u53F7\u505C\u7528\u7684\u89C4\u5219", "rule switched off"};
inline constexpr Phrase kPackDisabled = {"\u88AB\u540E\u52A0\u8F7D\u7684\u89C4\u5219\u5305\u505C\u7528",
                                         "switched off by the pack"};
inline constexpr Phrase kPackLowered = {"\u88AB\u540E\u52A0\u8F7D\u7684\u89C4\u5219\u5305\u653E\u5BBD",
                                        "lowered by the pack"};
inline constexpr Phrase kLowered = {"\u672C\u8D26\u53F7\u653E\u5BBD\u7684\u89C4\u5219", "rule lowered"};
inline constexpr Phrase kApplied = {"\u5DF2\u4F7F\u7528", "applied"};
inline constexpr Phrase kExpired = {"\u5DF2\u8FC7\u671F\uFF0C\u4E0D\u4F5C\u6570", "expired, ignored"};
inline constexpr Phrase kForged = {"\u7B7E\u540D\u4E0D\u5BF9\uFF0C\u4E0D\u4F5C\u6570", "forged, ignored"};
inline constexpr Phrase kForeign = {
    "\u4E0D\u662F\u8FD9\u6761\u6216\u8FD9\u4E2A\u8D26\u53F7\u7684\uFF0C\u4E0D\u4F5C\u6570",
    "for another text or account, ignored"};
inline constexpr Phrase kUnused = {"\u6CA1\u6709\u7528\u4E0A", "not needed"};
inline constexpr Phrase kVerdict = {"\u7ED3\u8BBA", "verdict"};
inline constexpr Phrase kPack = {"\u89C4\u5219\u5305", "pack"};
inline constexpr Phrase kFoldWidth = {"\u5168\u89D2\u548C\u517C\u5BB9\u5B57\u5F62",
                                      "full-width and compatibility forms"};
inline constexpr Phrase kFoldCase = {"\u5927\u5C0F\u5199", "letter case"};
inline constexpr Phrase kFoldStyle = {"\u82B1\u5F0F\u548C\u5F62\u8FD1\u5B57\u6BCD",
                                      "styled and look-alike letters"};
inline constexpr Phrase kFoldScript = {"\u7E41\u4F53\u548C\u5F02\u4F53\u5B57",
                                       "traditional and variant characters"};
inline constexpr Phrase kFoldDigit = {"\u6570\u5B57\u5199\u6CD5", "digit styles"};
inline constexpr Phrase kFoldIgnorable = {"\u770B\u4E0D\u89C1\u7684\u5B57\u7B26", "invisible characters"};
inline constexpr Phrase kFoldSeparator = {"\u5939\u5728\u5B57\u95F4\u7684\u7A7A\u683C\u548C\u7B26\u53F7",
                                          "spaces and symbols between characters"};
inline constexpr Phrase kFoldRepeat = {"\u53E0\u5B57", "repeated characters"};
inline constexpr Phrase kFoldHomophone = {"\u8C10\u97F3", "homophones"};
inline constexpr Phrase kFoldShape = {"\u5F62\u8FD1\u548C\u62C6\u5F00\u7684\u5B57",
                                      "look-alike and split characters"};
inline constexpr Phrase kFoldFuzzy = {"\u8FD1\u97F3", "nearly homophones"};
inline constexpr Phrase kFoldEmoji = {"\u4EE3\u66FF\u6587\u5B57\u7684\u56FE\u5F62\u548C\u7B26\u53F7",
                                      "pictures and signs for words"};
inline constexpr Phrase kFoldOrder = {"\u5012\u5199\u6216\u5404\u884C\u9996\u5B57",
                                      "backwards or first characters of lines"};
inline constexpr Phrase kFoldJoined = {"\u62C6\u5728\u4E0D\u540C\u90E8\u5206\u91CC", "split over fields"};
inline constexpr Phrase kFix = {"\u6539\u6CD5", "mend"};
inline constexpr Phrase kDelete = {"\u5220\u53BB\u201C{}\u201D", "delete \u201C{}\u201D"};
inline constexpr Phrase kReplace = {"\u628A\u201C{}\u201D", "\u201C{}\u201D: "};
inline constexpr Phrase kReplaceBy = {"\u6539\u4E3A\u201C{}\u201D", "write \u201C{}\u201D"};
inline constexpr Phrase kReport = {"\u53D1\u5E03\u524D\u68C0\u67E5\u62A5\u544A", "Pre-publication report"};
inline constexpr Phrase kAll = {"\u5168\u90E8", "all"};
inline constexpr Phrase kRules = {"\u89C4\u5219", "rules"};
inline constexpr Phrase kFoldedText = {"\u8FD8\u539F\u540E", "reads as"};
inline constexpr Phrase kShown = {"\u663E\u793A {} \u6761", "{} shown"};
inline constexpr Phrase kNoFinding = {"\u672A\u53D1\u73B0\u95EE\u9898", "nothing found"};
inline constexpr Phrase kFoldLink = {"\u4F2A\u88C5\u7684\u94FE\u63A5", "disguised link"};
inline constexpr Phrase kListComma = {"\u3001", ", "};
inline constexpr Phrase kQuoteOpen = {"\uFF1A\u201C", ": \u201C"};
inline constexpr Phrase kQuoteClose = {"\u201D", "\u201D"};

}  // namespace postgate_cli
