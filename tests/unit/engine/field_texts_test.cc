// The folded fields of a post: folded once for several rulesets, and never mixed up.
#include "engine/field_texts.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace postgate {
namespace {

FieldInput input_of(const std::string& text) {
  FieldInput input;
  input.utf8 = text;
  return input;
}

TEST(FieldTexts, ShowsEachFieldInAnyOrder) {
  std::vector<std::string> fields;
  for (int i = 0; i < 20; ++i) fields.push_back("FIELD-" + std::to_string(i));
  for (const bool keep : {false, true}) {
    FieldTexts texts;
    for (int post = 0; post < 2; ++post) {
      texts.begin(keep);
      for (const std::size_t index : {0U, 19U, 3U, 0U, 9U, 3U, 1U, 19U}) {
        const Result<FieldText*> text = texts.fold(index, input_of(fields[index]), Deadline());
        ASSERT_TRUE(text.ok());
        EXPECT_EQ(text.value()->text(), "field-" + std::to_string(index));
        EXPECT_EQ(text.value()->raw(), fields[index]);
      }
      fields[3] += "x";
      EXPECT_TRUE(texts.fold(3, input_of(fields[3]), Deadline()).ok());
      fields[3].pop_back();
    }
  }
}

TEST(FieldTexts, KeptFieldsAreNotFoldedAgain) {
  FieldTexts texts;
  texts.begin(true);
  const std::string title = "Title";
  const std::string body = "Body";
  const FieldText* first = texts.fold(0, input_of(title), Deadline()).value();
  const FieldText* second = texts.fold(1, input_of(body), Deadline()).value();
  EXPECT_NE(first, second);
  // What is asked for again comes from before, whatever the input now says.
  EXPECT_EQ(texts.fold(0, input_of(body), Deadline()).value()->text(), "title");
  EXPECT_EQ(texts.fold(1, input_of(title), Deadline()).value()->text(), "body");
  texts.begin(true);
  EXPECT_EQ(texts.fold(0, input_of(body), Deadline()).value()->text(), "body");
}

TEST(FieldTexts, AFieldThatCannotBeFoldedIsNotTakenForFolded) {
  FieldTexts texts;
  texts.begin(true);
  const std::string broken = "ab\xFF";
  EXPECT_FALSE(texts.fold(0, input_of(broken), Deadline()).ok());
  EXPECT_FALSE(texts.fold(0, input_of(broken), Deadline()).ok());
  EXPECT_EQ(texts.fold(0, input_of("ab"), Deadline()).value()->text(), "ab");
}

}  // namespace
}  // namespace postgate
