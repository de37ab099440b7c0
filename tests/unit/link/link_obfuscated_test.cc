// Links as they are disguised, one a line, all made up here: the text with the link between the marks,
// and the host a browser would resolve. At least 98 % must be found with the right span and host; the
// ones that are not are named in the output.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "link/found_link.h"
#include "unit/link/detect_helper.h"

namespace postgate::test {
namespace {

struct Case {
  std::string_view text;
  std::string_view host;
};

constexpr Case kCases[] = {
    // broken schemes
    {"⟦hxxp://ab12c.example/x⟧", "ab12c.example"},
    {"⟦hxxps://ab12c.example⟧ 可用", "ab12c.example"},
    {"⟦HXXPS://AB12C.EXAMPLE/a⟧", "ab12c.example"},
    {"打开⟦http:/ab12c.com/a⟧", "ab12c.com"},
    {"打开⟦http//ab12c.com/a⟧", "ab12c.com"},
    {"打开⟦http:\\\\ab12c.com/a⟧", "ab12c.com"},
    {"打开⟦https:ab12c.com/a⟧", "ab12c.com"},
    {"⟦http:// ab12c.com/a⟧", "ab12c.com"},
    {"⟦https : // ab12c.com/a⟧", "ab12c.com"},
    {"⟦http ://ab12c.com⟧ 进", "ab12c.com"},
    {"⟦https: //ab12c.com⟧ 进", "ab12c.com"},
    {"⟦h t t p : / / a b 1 2 c . c o m⟧", "ab12c.com"},
    {"⟦h t t p s : / / a b 1 2 c . c o m⟧ 看", "ab12c.com"},
    {"⟦h t t p s://ab12c.com/x⟧", "ab12c.com"},
    {"⟦ｈｔｔｐ：／／ａｂ１２ｃ．ｃｏｍ／ａ⟧", "ab12c.com"},
    {"⟦𝐡𝐭𝐭𝐩𝐬://𝐚𝐛𝟏𝟐𝐜.𝐜𝐨𝐦⟧", "ab12c.com"},
    // dots
    {"⟦ab12c[.]com⟧", "ab12c.com"},
    {"⟦ab12c[.]com/x/y⟧", "ab12c.com"},
    {"⟦ab12c(.)com⟧", "ab12c.com"},
    {"⟦ab12c{.}com⟧", "ab12c.com"},
    {"⟦ab12c<.>com⟧", "ab12c.com"},
    {"⟦ab12c[dot]com⟧", "ab12c.com"},
    {"⟦ab12c(dot)com⟧", "ab12c.com"},
    {"⟦ab12c{dot}com⟧", "ab12c.com"},
    {"⟦ab12c(DOT)com⟧", "ab12c.com"},
    {"⟦ab12c dot com⟧", "ab12c.com"},
    {"⟦ab12c_dot_com⟧", "ab12c.com"},
    {"⟦ab12c点com⟧", "ab12c.com"},
    {"上⟦ab12c点com⟧看看", "ab12c.com"},
    {"上⟦ab12c點com⟧看看", "ab12c.com"},
    {"上⟦ab12c（点）com⟧看看", "ab12c.com"},
    {"上⟦ab12c【点】com⟧看看", "ab12c.com"},
    {"上⟦ab12c[点]com⟧看看", "ab12c.com"},
    {"上⟦ab12c 点 com⟧看看", "ab12c.com"},
    {"上⟦www点ab12c点com⟧看看", "www.ab12c.com"},
    {"上⟦www点shop点net点cn⟧看看", "www.shop.net.cn"},
    {"看⟦t点cn/AbCdE⟧", "t.cn"},
    {"看⟦dwz·cn/x1y2⟧", "dwz.cn"},
    {"⟦w w w 。 a b 1 2 c 。 c o m⟧", "www.ab12c.com"},
    {"⟦a b 1 2 c 点 c o m⟧", "ab12c.com"},
    {"⟦ab12c。com⟧", "ab12c.com"},
    {"⟦ab12c。cc⟧", "ab12c.cc"},
    {"⟦ab12c．com⟧", "ab12c.com"},
    {"⟦ab12c｡com⟧", "ab12c.com"},
    {"⟦ab12c·com⟧", "ab12c.com"},
    {"⟦ab12c•com⟧", "ab12c.com"},
    {"⟦ab12c・com⟧", "ab12c.com"},
    {"⟦ab12c丶com⟧", "ab12c.com"},
    {"⟦ab12c․com⟧", "ab12c.com"},
    {"⟦ab12c【.】com⟧", "ab12c.com"},
    {"⟦ab12c“.”com⟧", "ab12c.com"},
    {"⟦www,ab12c,com⟧", "www.ab12c.com"},
    {"⟦www。ab12c。com。cn⟧", "www.ab12c.com.cn"},
    {"⟦www . ab12c . com⟧", "www.ab12c.com"},
    {"⟦ab12c . com⟧ 进", "ab12c.com"},
    {"⟦ab12c .com⟧", "ab12c.com"},
    {"⟦ab12c. com⟧", "ab12c.com"},
    {"⟦https://ab12c[.]com/a⟧", "ab12c.com"},
    {"⟦hxxps://www[.]ab12c[.]com⟧", "www.ab12c.com"},
    {"⟦https://ab12c点com/a⟧", "ab12c.com"},
    {"⟦https://ab12c(dot)com⟧", "ab12c.com"},
    {"⟦https://shop。ab12c。com/a⟧", "shop.ab12c.com"},
    // blanks, pictographs, invisible characters
    {"⟦a b 1 2 c . c o m⟧", "ab12c.com"},
    {"进 ⟦a b 1 2 c . com⟧", "ab12c.com"},
    {"⟦w w w . a b c . c o m⟧", "www.abc.com"},
    {"⟦w w w . a b c . c o m⟧ is good", "www.abc.com"},
    {"⟦ab🔥12c.com⟧", "ab12c.com"},
    {"⟦ab12c🔴.com⟧", "ab12c.com"},
    {"⟦ab12c.🔴com⟧", "ab12c.com"},
    {"⟦a🍎b🍎1.com⟧", "ab1.com"},
    {"⟦https://ab🔥12c.com/x⟧", "ab12c.com"},
    {"⟦ab\u200b12c.com⟧", "ab12c.com"},
    {"⟦ab\u200d12c.c\u2060om⟧", "ab12c.com"},
    {"⟦ab\u00ad12c.com⟧", "ab12c.com"},
    {"⟦https://ab\ufeff12c.com⟧", "ab12c.com"},
    {"⟦a\u0336b\u03361\u03362\u0336c.com⟧", "ab12c.com"},
    // letter styles
    {"⟦ａｂ１２ｃ．ｃｏｍ⟧", "ab12c.com"},
    {"⟦ｗｗｗ．ａｂ１２ｃ．ｃｎ⟧", "www.ab12c.cn"},
    {"⟦ⓐⓑ①②ⓒ.ⓒⓞⓜ⟧", "ab12c.com"},
    {"⟦ⓦⓦⓦ.ⓐⓑⓒ.ⓒⓞⓜ⟧", "www.abc.com"},
    {"⟦𝕒𝕓𝟙𝟚𝕔.𝕔𝕠𝕞⟧", "ab12c.com"},
    {"⟦𝒂𝒃𝒄𝒅𝒆.𝒄𝒐𝒎⟧", "abcde.com"},
    {"⟦🅐🅑12🅒.com⟧", "ab12c.com"},
    {"⟦AB12C.COM⟧", "ab12c.com"},
    {"⟦Ab12c.Com/Path⟧", "ab12c.com"},
    // look-alike letters and punycode
    {"⟦www.tаobao.com⟧", "www.xn--tobao-4ve.com"},
    {"⟦https://pаypal.com/x⟧", "xn--pypal-4ve.com"},
    {"⟦https://аррӏе.com⟧", "xn--80ak6aa92e.com"},
    {"⟦https://xn--80ak6aa92e.com/⟧", "xn--80ak6aa92e.com"},
    {"⟦https://gоogle.com/a⟧", "xn--gogle-jye.com"},
    {"⟦https://café.example/a⟧", "xn--caf-dma.example"},
    {"⟦https://bücher.example⟧", "xn--bcher-kva.example"},
    {"⟦https://例子.中国/a⟧", "xn--fsqu00a.xn--fiqs8s"},
    {"打开⟦http://例子.公司⟧查看", "xn--fsqu00a.xn--55qx5d"},
    {"⟦https://xn--fsqu00a.xn--fiqs8s/a⟧", "xn--fsqu00a.xn--fiqs8s"},
    {"⟦http://foobar.みんな/⟧", "foobar.xn--q9jyb4c"},
    {"⟦http://пример.рф/⟧", "xn--e1afmkfd.xn--p1ai"},
    {"⟦https://ⓖov.example⟧", "gov.example"},
    // escapes
    {"⟦%68%74%74%70%3A%2F%2Fab12c.com⟧", "ab12c.com"},
    {"⟦http%3A%2F%2Fab12c.com%2Fx⟧", "ab12c.com"},
    {"⟦https://%61b12c.com/⟧", "ab12c.com"},
    {"⟦https://ab12c%2Ecom/⟧", "ab12c.com"},
    {"⟦ab12c%2ecom⟧", "ab12c.com"},
    {"⟦https://%E4%BE%8B%E5%AD%90.com/⟧", "xn--fsqu00a.com"},
    {"⟦&#104;&#116;&#116;&#112;://ab12c.com⟧", "ab12c.com"},
    {"⟦&#x68;&#x74;&#x74;&#x70;&#x3a;&#x2f;&#x2f;ab12c.com⟧", "ab12c.com"},
    {"⟦ab12c&#46;com⟧", "ab12c.com"},
    {"⟦ab12c&period;com⟧", "ab12c.com"},
    {"⟦http&colon;&sol;&sol;ab12c.com⟧", "ab12c.com"},
    {"⟦&#97;&#98;&#49;&#50;&#99;&#46;&#99;&#111;&#109;⟧", "ab12c.com"},
    {"⟦\\u0068\\u0074\\u0074\\u0070://ab12c.com⟧", "ab12c.com"},
    {"⟦\\u0061b12c.com⟧", "ab12c.com"},
    {"⟦ab12c\\u002ecom⟧", "ab12c.com"},
    {"⟦\\x68ttp://ab12c.com⟧", "ab12c.com"},
    {"⟦https:\\/\\/ab12c.com⟧", "ab12c.com"},
    // userinfo and suffix tricks
    {"⟦https://www.gov.cn@ab12c.example⟧", "ab12c.example"},
    {"⟦https://www.gov.cn:443@ab12c.example/x⟧", "ab12c.example"},
    {"⟦http://政府官网@ab12c.example/⟧", "ab12c.example"},
    {"⟦https://gov.cn.ab12c.example/⟧", "gov.cn.ab12c.example"},
    {"⟦www.gov.cn.ab12c.com⟧", "www.gov.cn.ab12c.com"},
    {"⟦https://user%40gov.cn@ab12c.com/⟧", "ab12c.com"},
    // addresses
    {"⟦http://0x7f.1/⟧", "127.0.0.1"},
    {"⟦http://2130706433/x⟧", "127.0.0.1"},
    {"⟦http://0177.0.0.1/x⟧", "127.0.0.1"},
    {"⟦http://0x7f000001⟧", "127.0.0.1"},
    {"⟦http://127.1:8080/x⟧", "127.0.0.1"},
    {"⟦http://①②⑦.⓪.⓪.①/x⟧", "127.0.0.1"},
    {"⟦http://１２７．０．０．１/x⟧", "127.0.0.1"},
    {"⟦http://192.168.10.20/a⟧", "192.168.10.20"},
    {"打开⟦192.168.10.20:8080/a⟧", "192.168.10.20"},
    {"⟦http://[2001:db8::1]/a⟧", "[2001:db8::1]"},
    {"⟦http://[::ffff:127.0.0.1]:80/a⟧", "[::ffff:7f00:1]"},
    // between Chinese characters
    {"请上⟦ab12c.com⟧查询", "ab12c.com"},
    {"官网⟦www.ab12c.com⟧欢迎", "www.ab12c.com"},
    {"加我⟦ab12c.top⟧领取", "ab12c.top"},
    {"，⟦ab12c.vip⟧，", "ab12c.vip"},
    {"“⟦ab12c.xyz⟧”", "ab12c.xyz"},
    {"（⟦ab12c.cn/a⟧）", "ab12c.cn"},
    {"《⟦ab12c.net⟧》", "ab12c.net"},
    {"看⟦https://ab12c.com/a⟧。很好", "ab12c.com"},
    {"看⟦https://ab12c.com/a⟧，很好", "ab12c.com"},
    {"看⟦https://ab12c.com/a?b=1⟧！很好", "ab12c.com"},
    {"看⟦https://ab12c.com/a⟧、⟦https://cd34e.com/b⟧", "cd34e.com"},
    {"网址:⟦例子.网址⟧ 查看", "xn--fsqu00a.xn--ses554g"},
    {"访问⟦示例.中国/zc⟧了解", "xn--fsq092h.xn--fiqs8s"},
    {"⟦ab12c.com:8443/a⟧进", "ab12c.com"},
    {"⟦ab12c.icu⟧进入", "ab12c.icu"},
    {"⟦88ab.cc⟧", "88ab.cc"},
    // wrappers and long forms
    {"⟦https://url.example/?u=https%3A%2F%2Fshop.example⟧", "url.example"},
    {"⟦https://a.example/jump?to=https%3A%2F%2Fb.example%2F%3Fu%3Dhttps%253A%252F%252Fc.example⟧",
     "a.example"},
    {"⟦https://a.example/go/https://shop.example/x⟧", "a.example"},
    {"⟦ftp://ab12c.example/x.apk⟧", "ab12c.example"},
    {"⟦ab12c.example/x.apk⟧", "ab12c.example"},
    {"⟦https://my_shop.ab12c.com/⟧", "my_shop.ab12c.com"},
    {"⟦https://ab12c.com./a⟧", "ab12c.com"},
    // apps and tokens
    {"⟦weixin://dl/business/?t=abc⟧", ""},
    {"⟦WeiXin://dl/business/?t=abc⟧", ""},
    {"⟦ｗｅｉｘｉｎ：／／dl/business⟧", ""},
    {"⟦taobao://item.taobao.com/x⟧", ""},
    {"⟦alipays://platformapi/startapp?appId=2⟧", ""},
    {"⟦itms-services://?action=download-manifest&url=https://a.example/x.plist⟧", ""},
    {"⟦market://details?id=com.example⟧", ""},
    {"⟦#小程序://领券/AbCdE⟧", ""},
    {"打开⟦#小程序://示例商城/AbC12dE⟧看看", ""},
    {"⟦￥AbC1dEf2Gh3￥⟧ 打开", ""},
    {"⟦$AbC1dEf2Gh3$⟧", ""},
    {"⟦€AbC1dEf2Gh3€⟧", ""},
    {"⟦₤AbC1dEf2Gh3₤⟧", ""},
    {"⟦复制这段话，打开⟧购物软件", ""},
    {"⟦应用市场搜索“示例通”下载⟧", ""},
    {"请在⟦应用商店里搜索示例通并下载⟧", ""},
    {"⟦App Store搜索示例通安装⟧", ""},
};

struct Seen {
  std::vector<std::string> spans;
  std::vector<std::string> hosts;
};

Seen read(const std::string& text) {
  Seen seen;
  FieldText field;
  FieldInput input;
  input.utf8 = text;
  std::vector<FoundLink> links;
  if (!field.assign(input, Deadline()).ok() || !read_links(field, false, links).ok()) return {{"error"}, {}};
  for (const FoundLink& link : links) {
    if (link.kind == LinkKind::kEmail) continue;
    seen.spans.push_back(
        describe(link.raw.begin, field.raw().substr(link.raw.begin, link.raw.end - link.raw.begin)));
    seen.hosts.push_back(link.host);
  }
  return seen;
}

TEST(LinkTable, DisguisedLinksAreFoundAndResolved) {
  std::size_t right = 0;
  std::string wrong;
  for (const Case& each : kCases) {
    const Marked expected = unmark(each.text);
    const Seen seen = read(expected.text);
    if (seen.spans == expected.spans && seen.hosts.back() == each.host) {
      ++right;
      continue;
    }
    wrong += std::string(each.text) + "  ->";
    for (std::size_t i = 0; i < seen.spans.size(); ++i)
      wrong += "  " + seen.spans[i] + " = " + (i < seen.hosts.size() ? seen.hosts[i] : "");
    wrong += '\n';
  }
  const std::size_t all = std::size(kCases);
  std::printf("%zu of %zu right\n%s", right, all, wrong.c_str());
  EXPECT_GE(all, 150U);
  EXPECT_GE(right * 100, all * 98) << wrong;
}

}  // namespace
}  // namespace postgate::test
