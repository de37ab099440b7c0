// The words that announce contact IDs, as data for contact_cue.cc. Our own list of how
// Chinese posts say it, in the simplified, case-folded form of the text view. A word may
// end another one: the longest that fits is taken.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "link/contact_cue.h"

namespace postgate::link {

inline constexpr std::uint16_t kFiller = 0;
inline constexpr std::uint16_t kSame = kCueMarker;  // "the same number"

struct Cue {
  std::u32string_view word;
  std::uint16_t bits;
};

inline constexpr std::array kCues = std::to_array<Cue>({
    // public accounts
    {U"\u5fae\u4fe1\u516c\u4f17\u53f7", kCuePublic},  // weixin gongzhonghao
    {U"\u516c\u4f17\u8d26\u53f7", kCuePublic},        // gongzhong zhanghao
    {U"\u516c\u4f17\u5e10\u53f7", kCuePublic},        // the same, variant
    {U"\u516c\u4f17\u5e73\u53f0", kCuePublic},        // gongzhong pingtai
    {U"\u516c\u4f17\u53f7", kCuePublic},              // gongzhonghao
    {U"\u516c\u5171\u53f7", kCuePublic},              // gonggonghao
    {U"\u516c\u53f7", kCuePublic},                    // gonghao
    {U"\u8ba2\u9605\u53f7", kCuePublic},              // dingyuehao
    {U"\u670d\u52a1\u53f7", kCuePublic},              // fuwuhao
    {U"\u89c6\u9891\u53f7", kCuePublic},              // shipinhao
    {U"\u5c0f\u7a0b\u5e8f", kCuePublic},              // xiaochengxu
    {U"\u5b98\u65b9\u5fae\u4fe1", kCuePublic},        // guanfang weixin
    {U"\u653f\u52a1\u5fae\u4fe1", kCuePublic},        // zhengwu weixin
    {U"\u516c\u4f17\u5fae\u4fe1", kCuePublic},        // gongzhong weixin
    {U"\u5fae\u4fe1\u5e73\u53f0", kCuePublic},        // weixin pingtai
    {U"\u5b98\u5fae", kCuePublic},                    // guanwei
    {U"\u5b98\u65b9", kCuePublic},                    // guanfang
    {U"\u653f\u52a1", kCuePublic},                    // zhengwu
    {U"\u516c\u4f17", kCuePublic},                    // gongzhong
    {U"\u516c\u5171", kCuePublic},                    // gonggong
    // qq
    {U"qq\u7fa4", kCueQq},  // qq qun
    {U"qq\u88d9", kCueQq},  // qq qun, "skirt"
    {U"q\u7fa4", kCueQq},
    {U"q\u88d9", kCueQq},
    {U"qq", kCueQq},
    {U"\u4f01\u9e45\u7fa4", kCueQq},  // qi'e qun
    {U"\u4f01\u9e45\u88d9", kCueQq},
    {U"\u4f01\u9e45", kCueQq},  // qi'e, penguin
    {U"\u6263\u6263", kCueQq},  // koukou
    {U"\u53e3\u53e3", kCueQq},
    {U"\u4e5e\u9e45", kCueQq},  // qi'e, other spellings
    {U"\u8d77\u9e45", kCueQq},
    {U"\u4e03\u9e45", kCueQq},
    {U"\u62a0\u62a0", kCueQq},
    {U"\u53e9\u53e9", kCueQq},
    {U"\u853b\u853b", kCueQq},
    {U"\u7403\u7403", kCueQq},  // qiuqiu
    {U"\u79cb\u79cb", kCueQq},
    {U"\u4e18\u4e18", kCueQq},
    {U"\u6263\u7fa4", kCueQq},  // kou qun
    {U"\u52a0\u7fa4", kCueQq},  // jia qun
    {U"\u52a0\u88d9", kCueQq},
    {U"\u8fdb\u7fa4", kCueQq},  // jin qun
    {U"\u8fdb\u88d9", kCueQq},
    {U"\u5165\u7fa4", kCueQq},  // ru qun
    {U"\u7fa4\u53f7", kCueQq},  // qun hao
    {U"\u88d9\u53f7", kCueQq},
    {U"\u4ea4\u6d41\u7fa4", kCueQq},  // jiaoliu qun
    {U"\u7c89\u4e1d\u7fa4", kCueQq},  // fensi qun
    {U"\u798f\u5229\u7fa4", kCueQq},  // fuli qun
    {U"q", kCueQqWeak},
    {U"\u6263", kCueQqWeak},  // kou
    {U"\u62a0", kCueQqWeak},
    {U"\u853b", kCueQqWeak},
    {U"\u51a6", kCueQqWeak},
    {U"\u5bc7", kCueQqWeak},
    {U"\u88d9", kCueQqWeak},  // qun
    {U"\u7fa4", kCueQqWeak},
    // wechat
    {U"\u5fae\u4fe1", kCueWechat},  // weixin
    {U"\u8587\u4fe1", kCueWechat},
    {U"\u8587\u82af", kCueWechat},
    {U"\u8587\u5fc3", kCueWechat},
    {U"\u5fae\u82af", kCueWechat},
    {U"\u5fbd\u4fe1", kCueWechat},  // hui-xin for wei-xin
    {U"\u6ea6\u4fe1", kCueWechat},
    {U"\u5db6\u4fe1", kCueWechat},
    {U"\u5db6", kCueWechat},
    {U"\u5d34\u4fe1", kCueWechat},
    {U"\u7ef4\u4fe1", kCueWechat},
    {U"\u5fae\u2764", kCueWechat},  // wei + heart
    {U"\u8587\u2764", kCueWechat},
    {U"\u5a01\u2764", kCueWechat},
    {U"v\u2764", kCueWechat},
    {U"v\u4fe1", kCueWechat},
    {U"v\u82af", kCueWechat},
    {U"w\u4fe1", kCueWechat},
    {U"wei\u4fe1", kCueWechat},
    {U"\u5faexin", kCueWechat},
    {U"\u5faex", kCueWechat},
    {U"\u8587x", kCueWechat},
    {U"\u5a01x", kCueWechat},
    {U"\u7eff\u6ce1\u6ce1", kCueWechat},  // lu paopao, green bubble
    {U"wechat", kCueWechat},
    {U"weichat", kCueWechat},
    {U"weixin", kCueWechat},
    {U"vx", kCueWechat},
    {U"wx", kCueWechat},
    {U"\u5a01\u4fe1", kCueWechatWeak},  // weixin, "prestige"
    {U"\u536b\u661f", kCueWechatWeak},  // weixing, satellite
    {U"\u5371\u4fe1", kCueWechatWeak},
    {U"\u8587", kCueWechatWeak},  // wei ...
    {U"\u5a01", kCueWechatWeak},
    {U"\u56f4", kCueWechatWeak},
    {U"\u5fae", kCueWechatWeak},
    {U"\u6ea6", kCueWechatWeak},
    {U"\u5d34", kCueWechatWeak},
    {U"\u845f", kCueWechatWeak},
    {U"v", kCueWechatWeak},
    // telegram
    {U"telegram", kCueTelegram},
    {U"tg", kCueTelegram},
    {U"\u7eb8\u98de\u673a", kCueTelegram},  // zhi feiji, paper plane
    {U"\u98de\u673a\u53f7", kCueTelegram},  // feiji hao
    {U"\u98de\u673a", kCueTelegramWeak},    // feiji
    {U"\u7535\u62a5", kCueTelegramWeak},    // dianbao
    // words that invite
    {U"\u6dfb\u52a0", kCueAdd | kCueJia},  // tianjia
    {U"\u52a0\u6211", kCueAdd | kCueJia},  // jia wo
    {U"\u52a0", kCueAdd | kCueJia},        // jia
    {U"\u5609", kCueAdd},
    {U"\u4f73", kCueAdd},
    {U"\u4f3d", kCueAdd},
    {U"\u8304", kCueAdd},
    {U"+", kCueAdd},
    {U"\u2795", kCueAdd},
    {U"\u79c1\u804a", kCueAdd},  // siliao
    {U"\u79c1", kCueAdd},
    {U"\u8054\u7cfb", kCueAdd | kCueDeal},  // lianxi
    {U"\u54a8\u8be2", kCueAdd | kCueDeal},  // zixun
    {U"\u641c\u7d22", kCueAdd},             // sousuo
    {U"\u641c", kCueAdd},
    {U"\u5bf9\u63a5", kCueAdd | kCueDeal},  // duijie
    {U"\u627e", kCueAdd},                   // zhao
    // an ID follows
    {U"\u540c\u53f7", kSame},       // tonghao
    {U"\u540c\u6b65", kSame},       // tongbu
    {U"\u53f7\u7801", kCueMarker},  // haoma
    {U"\u8d26\u53f7", kCueMarker},  // zhanghao
    {U"\u5e10\u53f7", kCueMarker},
    {U"\u53f7\u662f", kCueMarker},  // hao shi
    {U"\u53f7", kCueMarker},
    {U"id", kCueMarker},
    {U"\u662f", kCueMarker},  // shi
    {U"\u4e3a", kCueMarker},  // wei, "is"
    // a telephone number
    {U"\u624b\u673a\u53f7", kCuePhone},  // shoujihao
    {U"\u624b\u673a", kCuePhone},        // shouji
    {U"\u7535\u8bdd", kCuePhone},        // dianhua
    {U"tel", kCuePhone},
    // business is done there
    {U"\u4e1a\u52a1", kCueDeal},        // yewu
    {U"\u4e1a\u52a1\u53f7", kCueDeal},  // yewu hao
    {U"\u6d3d\u8c08", kCueDeal},        // qiatan
    {U"\u8be6\u8c08", kCueDeal},        // xiangtan
    {U"\u6765\u8c08", kCueDeal},        // lai tan
    {U"\u6765\u804a", kCueDeal},        // lai liao
    {U"\u52ff\u6270", kCueDeal},        // wu rao, do not disturb otherwise
    {U"\u8ba4\u51c6", kCueDeal},        // renzhun
    {U"\u76f4\u767b\u53f7", kCueDeal},  // zhideng hao
    {U"\u62db\u5546", kCueDeal},        // zhaoshang
    // nothing of its own
    {U"\u8054\u7cfb\u65b9\u5f0f", kCueDeal},  // lianxi fangshi
    {U"\u5ba2\u670d", kCueDeal},              // kefu
    {U"\u8001\u5e08", kFiller},               // laoshi
    {U"\u52a9\u7406", kFiller},               // zhuli
    {U"\u6211\u7684", kFiller},               // wode
    {U"\u6211", kFiller},                     // wo
    {U"\u8bf7", kFiller},                     // qing
    {U"\u540d", kFiller},                     // ming
    {U"\u540c", kFiller},                     // tong
    {U"\u4e5f\u662f", kFiller},               // ye shi
    {U"\u5c31\u662f", kFiller},               // jiu shi
    {U"\u6216\u8005", kFiller},               // huozhe
    {U"\u6216", kFiller},                     // huo
    {U"\u548c", kFiller},                     // he
    {U"\u53ca", kFiller},                     // ji
    {U"\u53ef", kFiller},                     // ke
    {U"\u5c0f", kFiller},                     // xiao
    {U"\u8be6\u60c5", kFiller},               // xiangqing
    {U"\u4e86\u89e3", kFiller},               // liaojie
    {U"\u5546\u52a1", kCueDeal},              // shangwu
    {U"\u5408\u4f5c", kCueDeal},              // hezuo
    {U"\u9891\u9053", kCueAdd | kCueDeal},    // pindao
});

// The positions in kCues ordered by the character a walk meets first.
struct CueOrder {
  std::array<std::uint8_t, kCues.size()> index{};
};
static_assert(kCues.size() <= 256);

constexpr char32_t cue_edge(const Cue& cue, bool backwards) {
  return backwards ? cue.word.back() : cue.word.front();
}

constexpr CueOrder make_cue_order(bool backwards) {
  CueOrder order;
  for (std::size_t i = 0; i < kCues.size(); ++i) order.index[i] = static_cast<std::uint8_t>(i);
  std::sort(order.index.begin(), order.index.end(), [&](std::uint8_t a, std::uint8_t b) {
    return cue_edge(kCues[a], backwards) < cue_edge(kCues[b], backwards);
  });
  return order;
}

inline constexpr CueOrder kCuesByEnd = make_cue_order(true);
inline constexpr CueOrder kCuesByStart = make_cue_order(false);

}  // namespace postgate::link
