#include "link/app_phrases.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "link/chars.h"

namespace postgate::link {
namespace {

constexpr std::size_t kLongestName = 60;  // bytes of the name of an app
constexpr std::size_t kLongestGap = 60;   // bytes between "copy this" and "open"

// Where apps are searched for.
constexpr std::array<std::string_view, 10> kStores = {
    "\u5e94\u7528\u5e02\u573a",  // yingyong shichang
    "\u5e94\u7528\u5546\u5e97",  // yingyong shangdian
    "\u5e94\u7528\u5b9d",        // yingyongbao
    "\u8f6f\u4ef6\u5546\u5e97",  // ruanjian shangdian
    "\u8f6f\u4ef6\u5e02\u573a",  // ruanjian shichang
    "\u624b\u673a\u5546\u5e97",  // shouji shangdian
    "app store",
    "appstore",
    "google play",
    "\u82f9\u679c\u5546\u5e97",  // pingguo shangdian
};

constexpr std::array<std::string_view, 6> kSearch = {
    "\u641c\u7d22",        // sousuo
    "\u641c\u4e00\u641c",  // sou yi sou
    "\u67e5\u627e",        // chazhao
    "\u641c",              // sou
    "search for",
    "search",
};

constexpr std::array<std::string_view, 5> kInstall = {
    "\u4e0b\u8f7d",  // xiazai
    "\u5b89\u88c5",  // anzhuang
    "\u5b89\u88dd", "download", "install",
};

// What is to be copied.
constexpr std::array<std::string_view, 11> kCopy = {
    "\u590d\u5236\u8fd9\u6bb5",  // fuzhi zhe duan
    "\u590d\u5236\u8fd9\u6761",  // fuzhi zhe tiao
    "\u590d\u5236\u8fd9\u4e2a",  // fuzhi zhe ge
    "\u590d\u5236\u6b64",        // fuzhi ci
    "\u590d\u5236\u672c",        // fuzhi ben
    "\u590d\u5236\u4ee5\u4e0a",  // fuzhi yishang
    "\u590d\u5236\u6574\u6bb5",  // fuzhi zheng duan
    "\u590d\u5236\u53e3\u4ee4",  // fuzhi kouling
    "\u590d\u5236\u6d88\u606f",  // fuzhi xiaoxi
    "\u957f\u6309\u590d\u5236",  // chang'an fuzhi
    "\u590d\u5236\u5168\u6587",  // fuzhi quanwen
};
constexpr std::string_view kOpen = "\u6253\u5f00";  // dakai

constexpr std::array<std::string_view, 7> kCodes = {
    "\u4e8c\u7ef4\u7801",        // erweima
    "\u626b\u7801",              // saoma
    "\u626b\u4e00\u626b",        // sao yi sao
    "\u957f\u6309\u8bc6\u522b",  // chang'an shibie
    "\u5c0f\u7a0b\u5e8f\u7801",  // xiaochengxu ma
    "qr code",
    "qrcode",
};

struct Hit {
  std::size_t begin = std::string_view::npos;
  std::size_t end = 0;
};

template <std::size_t kSize>
Hit first_of(const std::array<std::string_view, kSize>& words, std::string_view text) {
  Hit best;
  for (const std::string_view word : words) {
    const std::size_t found = text.find(word);
    if (found < best.begin) best = {found, found + word.size()};
  }
  return best;
}

bool ends_a_sentence(std::string_view text) {
  return text.find_first_of("!?;\n") != std::string_view::npos ||
         text.find("\u3002") != std::string_view::npos;
}

Range range_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

// Quotation marks and blanks around a name.
std::string_view bare_name(std::string_view name) {
  constexpr std::array<std::string_view, 12> kMarks = {
      " ", "\"", "'", ":", "\u201c", "\u201d", "\u300c", "\u300d", "\u300a", "\u300b", "\u3010", "\u3011"};
  for (bool again = true; again && !name.empty();) {
    again = false;
    for (const std::string_view mark : kMarks) {
      if (name.substr(0, mark.size()) == mark) {
        name.remove_prefix(mark.size());
        again = true;
      }
      if (name.ends_with(mark)) {
        name.remove_suffix(mark.size());
        again = true;
      }
    }
  }
  return name;
}

// A name ends where its quotation marks close: `<name>" and install`.
std::string_view quoted_name(std::string_view name) {
  std::size_t end = name.size();
  for (const std::string_view mark : {"\"", "\u201d", "\u300d", "\u300b", "\u3011"})
    end = std::min(end, name.find(mark));
  return name.substr(0, end);
}

// The first of some words at or behind a position that only grows; each word is looked for once.
template <std::size_t kSize>
class NextOf {
 public:
  NextOf(const std::array<std::string_view, kSize>& words, std::string_view text)
      : words_(words), text_(text) {
    for (std::size_t i = 0; i < kSize; ++i) next_[i] = text.find(words[i]);
  }

  Hit from(std::size_t pos) {
    Hit best;
    for (std::size_t i = 0; i < kSize; ++i) {
      if (next_[i] < pos) next_[i] = text_.find(words_[i], pos);
      if (next_[i] < best.begin) best = {next_[i], next_[i] + words_[i].size()};
    }
    return best;
  }

 private:
  const std::array<std::string_view, kSize>& words_;
  std::string_view text_;
  std::array<std::size_t, kSize> next_{};
};

void find_store_searches(std::string_view text, std::vector<AppPhrase>& out) {
  NextOf stores(kStores, text);
  for (Hit store = stores.from(0); store.begin != std::string_view::npos; store = stores.from(store.end)) {
    const std::string_view near = text.substr(store.end, 24);
    const Hit search = first_of(kSearch, near);
    if (search.begin == std::string_view::npos || ends_a_sentence(near.substr(0, search.begin))) continue;
    const std::size_t name = store.end + search.end;
    const std::string_view rest = text.substr(name, kLongestName);
    const Hit install = first_of(kInstall, rest);
    if (install.begin == std::string_view::npos || ends_a_sentence(rest.substr(0, install.begin))) continue;
    const std::string_view app = quoted_name(bare_name(text.substr(name, install.begin)));
    if (app.empty()) continue;
    out.push_back({LinkKind::kApp, range_of(store.begin, name + install.end), app});
  }
}

void find_copy_prompts(std::string_view text, std::vector<AppPhrase>& out) {
  NextOf prompts(kCopy, text);
  for (Hit copy = prompts.from(0); copy.begin != std::string_view::npos; copy = prompts.from(copy.end)) {
    const std::string_view rest = text.substr(copy.end, kLongestGap);
    const std::size_t open = rest.find(kOpen);
    if (open == std::string_view::npos || ends_a_sentence(rest.substr(0, open))) continue;
    out.push_back({LinkKind::kToken, range_of(copy.begin, copy.end + open + kOpen.size()), {}});
  }
}

}  // namespace

void find_app_phrases(std::string_view text, bool is_alt, std::vector<AppPhrase>& out) {
  find_store_searches(text, out);
  find_copy_prompts(text, out);
  if (!is_alt) return;
  const Hit code = first_of(kCodes, text);
  if (code.begin != std::string_view::npos)
    out.push_back({LinkKind::kToken, range_of(code.begin, code.end), {}});
}

}  // namespace postgate::link
