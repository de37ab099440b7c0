#include <gtest/gtest.h>

#include "unit/link/detect_helper.h"

namespace postgate::test {
namespace {

TEST(Email, Addresses) {
  expect_marked(Detector::kEmail, {
                                      "邮箱：⟦zhang.san@example.com⟧。",
                                      "发送至⟦abc_1-2+x@mail.example.com.cn⟧即可",
                                      "⟦12345678@qq.com⟧",
                                      "⟦a@example.org⟧,⟦b@example.org⟧;⟦c@example.net⟧",
                                      "<⟦a@example.org⟧>",
                                      "⟦ａｂｃ＠ｅｘａｍｐｌｅ．ｃｏｍ⟧",
                                      "(⟦first.last@example.co.uk⟧)",
                                      "⟦me@example.com⟧.Then",
                                      "mailto:⟦me@example.io⟧",
                                      "...⟦me@example.info⟧...",
                                      "“⟦info@xn--fiqs8s.cn⟧”",
                                      "⟦x%y@example.com⟧",
                                  });
}

TEST(Email, InnocentSigns) {
  expect_silent(Detector::kEmail, {
                                      "@人民日报",
                                      "回复@小明：好",
                                      "转发@abc12345 的微博",
                                      "a@b",
                                      "user@localhost",
                                      "@",
                                      "@@",
                                      "@.com",
                                      "me@",
                                      "@example.com",
                                      "me@.com",
                                      "me.@example.com",
                                      "3@4.5",
                                      "10 @ 2.50",
                                      "价格@1.99",
                                      "me@example.nosuchsuffix",
                                      "me@1.2.3.4",
                                      "you@me@",
                                      "me @ example.com",
                                      "foo@bar.baz.qux",
                                      "i@home",
                                      "C@ctus",
                                      "a@com",
                                      "a@com.cn",
                                      "me@example.com@x",
                                  });
}

}  // namespace
}  // namespace postgate::test
