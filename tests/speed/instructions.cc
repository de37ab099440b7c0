// The same posts through the same rules, for counting instructions. Run under callgrind by guard.sh,
// which collects within postgate_scan_utf8 alone.   instructions
// Prints the number of posts; exit status 1 if something is not as it must be.
#include <postgate.h>

#include <cstdint>
#include <cstdio>
#include <iterator>
#include <set>
#include <string>

namespace {

constexpr const char* kSentences[] = {
    "市政府办公室发布关于做好今年春季防汛工作的通知，要求各区县落实责任。",
    "自2026年3月1日起，东湖路与人民路交叉口实行单向通行，请过往车辆绕行。",
    "昨日上午，全市教育工作会议召开，会议强调要减轻学生过重的课业负担。",
    "受冷空气影响，预计今天夜间到明天白天有小到中雨，气温下降6至8℃。",
    "为方便群众办事，政务服务中心周六上午照常开放，咨询电话：12345。",
    "據悉，該項目總投資三億二千萬元，建成後將成為區域內最大的文化場館。",
    "“健康中国”行动走进社区，医护人员为居民免费测量血压、血糖。",
    "市民可登录 www.example.gov.cn 查询本次摇号结果，也可到现场查询。",
    "The city library extends its opening hours during the summer holidays.",
    "第十二届全民运动会将于下月开幕，共设一百二十个小项，五千余人报名。",
    "交警提醒：雨天路滑，请减速慢行，保持车距，注意安全[爱心]。",
    "记者从会上获悉，全年新增就业十五万人，城镇登记失业率控制在3.5%以内。",
};

constexpr const char* kPack = R"([pack]
name     = "speed"
version  = 1
release  = "1"
requires = "0.1"
title    = { zh = "计数", en = "counting" }

[[category]]
id     = "words"
title  = { zh = "词语", en = "words" }
clause = { document = "计数", text = "计数", verified = true }
)";

constexpr const char* kRules = R"([[signal]]
id    = "price"
regex = ['[0-9]{1,4} ?元起售', '\bt\.me/[a-z0-9]{3,20}']

[[signal]]
id     = "contact"
detect = ["url", "phone-cn", "wechat-id"]

[[rule]]
id         = "words.all"
category   = "words"
action     = "hold"
title      = { zh = "词语", en = "words" }
words_file = "lists/words.txt"
examples   = ["现货特卖中", "限时秒杀价"]
counter    = ["今天下雨", "会议召开"]

[[rule]]
id       = "words.sale"
category = "words"
action   = "block"
title    = { zh = "售卖", en = "sale" }
all      = ["price", "contact"]
within   = "post"
examples = ["9元起售 加微信 abc12345", "5 元起售，www.example.com"]
counter  = ["9元起售", "www.example.com"]
)";

// Two to four characters of the sentences, never as they stand there.
std::string word_list() {
  std::string characters;
  for (const char* sentence : kSentences) {
    for (const char* at = sentence; *at != '\0'; ++at) {
      const bool han = static_cast<unsigned char>(*at) >= 0xE4U && static_cast<unsigned char>(*at) <= 0xE9U;
      if (han) characters.append(at, 3);
    }
  }
  std::uint32_t state = 20260101;
  const auto below = [&state](std::uint32_t limit) {
    state = state * 1664525U + 1013904223U;
    return (state >> 8U) % limit;
  };
  std::set<std::string> words = {"现货特卖", "限时秒杀"};
  const auto count = static_cast<std::uint32_t>(characters.size() / 3);
  while (words.size() < 3000) {
    std::string word;
    for (std::uint32_t length = 2 + below(3); length > 0; --length)
      word += characters.substr(3 * below(count), 3);
    bool occurs = false;
    for (const char* sentence : kSentences)
      occurs = occurs || std::string(sentence).find(word) != std::string::npos;
    if (!occurs) words.insert(word);
  }
  std::string list;
  for (const std::string& word : words) list += word + "\n";
  return list;
}

int failed(const char* what, const postgate_error& error) {
  std::fprintf(stderr, "%s: %s\n", what, error.message);
  return 1;
}

int scan_all(postgate_scanner* scanner) {
  postgate_error error = POSTGATE_INIT(postgate_error);
  int posts = 0;
  for (const char* first : kSentences) {
    for (const char* second : kSentences) {
      const std::string text = std::string(first) + second;
      const postgate_verdict* verdict = nullptr;
      if (postgate_scan_utf8(scanner, text.data(), text.size(), nullptr, &verdict, &error) != POSTGATE_OK) {
        return failed("scan", error);
      }
      ++posts;
    }
  }
  std::printf("%d\n", posts);
  return 0;
}

}  // namespace

int main() {
  postgate_error error = POSTGATE_INIT(postgate_error);
  postgate_compiler* compiler = nullptr;
  postgate_ruleset* rules = nullptr;
  postgate_engine* engine = nullptr;
  postgate_scanner* scanner = nullptr;
  if (postgate_compiler_create(nullptr, &compiler, &error) != POSTGATE_OK) return failed("compiler", error);
  const std::string words = word_list();
  const std::string files[][2] = {
      {"pack.toml", kPack}, {"rules/all.toml", kRules}, {"lists/words.txt", words}};
  for (const auto& file : files) {
    if (postgate_compiler_add_file(compiler, "speed", file[0].c_str(), file[1].data(), file[1].size(),
                                   &error) != POSTGATE_OK) {
      return failed("file", error);
    }
  }
  if (postgate_compiler_build(compiler, &rules, &error) != POSTGATE_OK) return failed("build", error);
  if (postgate_engine_create(nullptr, &engine, &error) != POSTGATE_OK) return failed("engine", error);
  if (postgate_engine_install(engine, rules, nullptr, &error) != POSTGATE_OK) return failed("install", error);
  if (postgate_scanner_create(engine, &scanner, &error) != POSTGATE_OK) return failed("scanner", error);
  const int status = scan_all(scanner);
  postgate_scanner_destroy(scanner);
  postgate_engine_destroy(engine);
  postgate_ruleset_release(rules);
  postgate_compiler_destroy(compiler);
  return status;
}
