#include <gtest/gtest.h>

#include "unit/link/detect_helper.h"

namespace postgate::test {
namespace {

TEST(HiddenText, InvisibleCharactersInsideWords) {
  expect_marked(Detector::kHiddenText,
                {
                    "加⟦\u200b微\u200b信\u200b⟧号",  // zero-width spaces between the characters
                    "微⟦\u200b\u200b\u200b⟧信",      // three in a row
                    "微⟦\u200c\u200d\u2060⟧信",      // three kinds
                    "p⟦\u200ba\u200by\u200b⟧pal",    // Latin word
                    "abc⟦\u2062\u2063\u2064⟧def",    // invisible operators
                    "好 ⟦\u200b\u200c\u200b\u200c\u200b\u200c\u200b\u200c⟧",  // a long run that carries bits
                    "文⟦\U000E0068\U000E0069⟧字",                             // tag characters
                    "⟦\U000E0001\U000E0065⟧x",                                // language tag
                    "⟦\u202eabc\u202c⟧def",                                   // right-to-left override
                    "文件⟦\u202egpj.exe⟧\n下一行",  // override up to the end of the line
                    "a⟦\u202d123⟧",
                    "加⟦\u3164微\u3164信\u3164⟧号",  // Hangul fillers
                    "a⟦\ufeffb\ufeffc\ufeff⟧d",      // byte order marks inside
                });
}

TEST(HiddenText, OrdinaryInvisibleCharacters) {
  expect_silent(
      Detector::kHiddenText,
      {
          "\ufeff正文开始",
          "正文\u200b。",
          "微\u200b信",
          "你\u200b好\u200b吗",
          "正文\u200b\u200b\u200b。",
          "\u200b\u200b\u200b正文",
          "\U0001F468\u200d\U0001F469\u200d\U0001F467\u200d\U0001F466一家人",              // family
          "\u2764\ufe0f\u200d\U0001F525热爱",                                              // heart on fire
          "1\ufe0f\u20e32\ufe0f\u20e33\ufe0f\u20e3",                                       // keycaps
          "\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F英格兰",  // flag of England
          "\U0001F3F4\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F",        // flag of Scotland
          "in\u00adter\u00adna\u00adtion\u00adal",
          "co\u00adop\u00ader\u00ada\u00adtion",
          "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u0646\u0645\u06cc\u200c\u0634\u0648\u062f "
          "\u0645\u06cc\u200c\u0631\u0648\u0645",                                      // Persian
          "\u0915\u094d\u200d\u0937\u0915\u094d\u200d\u0937\u0915\u094d\u200d\u0937",  // Devanagari
          "\u0e01\u200b\u0e02\u200b\u0e04\u200b\u0e07",                                // Thai word breaks
          "\u200e123\u200e \u200e456\u200e",
          "123\u200e456\u200e789\u200e0",
          "\u2067\u0627\u0644\u2069",
          "\u202babc\u202c",
          "葛\U000E0100城市",
          "辻\U000E0101辻\U000E0101辻\U000E0101",  // ideographic variants
          "☺\ufe0f☺\ufe0f☺\ufe0f",
          "plain",
          "",
          "一\u200b二三四五六七八九十一二三四五六\u200b七八九十一二三四五六七八九十\u200b一",  // far apart
      });
}

TEST(MixedScript, ForgedWords) {
  expect_marked(Detector::kMixedScript,
                {
                    "⟦p\u0430ypal⟧",
                    "登录⟦\u0430pple⟧账号",
                    "⟦g\u043e\u043egle⟧.com",
                    "⟦\u0410pple⟧",
                    "⟦micr\u043esoft⟧",
                    "⟦T\u0430\u043eb\u0430\u043e⟧",
                    "⟦F\u0391CEBOOK⟧",
                    "⟦goog\u03bfe⟧",
                    "⟦p\u03b1ypal⟧",
                    "⟦\u0421\u0421TV⟧",
                    "⟦cr\u0443pt\u043e⟧ x ⟦p\u0430y⟧",
                    "⟦\u043f\u0440\u0438\u0432eт\u0434\u0430⟧",  // a Latin e in a Russian word
                    "⟦ｐ\u0430ypal⟧",
                });
}

TEST(MixedScript, OrdinaryWords) {
  expect_silent(
      Detector::kMixedScript,
      {
          "paypal",   "привет",  "Москва", "αβγ",        "ελλάδα",        "5μm",      "10μg",
          "Δt",       "λmax",    "TNFα",   "IFNγ",       "PPARα",         "NFκB",     "α波",
          "β2",       "π=3.14",  "QωQ",    "(°Д°)",      "Σ(っ°Д°;)っ",   "ТДТ",      "Д版",
          "café",     "naïve",   "Zürich", "iPhone手机", "москва moscow", "Δx",       "μ子",
          "Ω",        "kΩ",      "MΩ",     "ΔE",         "α-Fe",          "γ-GT",     "wi-fi в метро",
          "ПК и Mac", "中文abc", "xα",     "αx",         "nвозможно",     "себеnnно", "былоnnТак",
      });
}

TEST(EncodedText, Words) {
  expect_marked(Detector::kEncodedText,
                {
                    "⟦5Yqg5b6u5L+hYWJjODg2⟧",       // 加微信abc886
                    "请⟦5LiL6L29⟧后截图",           // 下载
                    "⟦5omr56CB6L+b576k⟧abc8860",    // 扫码进群 and an account
                    "vx⟦5Yqg5b6u⟧领取",             // 加微 behind other letters
                    "需要的⟦5omjMQ==⟧,我拉你",      // 扣1
                    "⟦8J+npw==⟧",                   // a picture
                    "⟦Zm9sbG93IG1lIG5vdw==⟧ 100%",  // follow me now
                    "⟦5b+FKumhuyrovaw=⟧",           // 必*须*转
                });
}

TEST(EncodedText, Noise) {
  expect_silent(
      Detector::kEncodedText,
      {"校验码为 a1B2c3D4e5F6,请保管", "download government information", "iPhone15ProMax 256GB",
       "d41d8cd98f00b204e9800998ecf8427e", "5f6da65a6fe65b7c5a6ce5d4a2c1e5f6a5b6c5d6", "13800138000",
       "https://www.example.com/a?t=5Yqg5b6u5L+h", "data:image/png;base64,5Yqg5b6u5L+h", "5Yqg5b6",
       "QWxhZGRpbg==", "5Yqg", "G1234567 CRH380BL3571", "=======", "////////", "5555555566666666"});
}

}  // namespace
}  // namespace postgate::test
