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

// The folded field, or nullptr if it cannot be folded.
FieldText* fold(FieldTexts& texts, std::size_t index, const std::string& text) {
  FieldText* folded = nullptr;
  return texts.fold(index, input_of(text), Deadline(), folded).ok() ? folded : nullptr;
}

TEST(FieldTexts, ShowsEachFieldInAnyOrder) {
  std::vector<std::string> fields;
  for (int i = 0; i < 20; ++i) fields.push_back("FIELD-" + std::to_string(i));
  for (const bool keep : {false, true}) {
    FieldTexts texts;
    for (int post = 0; post < 2; ++post) {
      texts.begin(keep);
      for (const std::size_t index : {0U, 19U, 3U, 0U, 9U, 3U, 1U, 19U}) {
        const FieldText* const text = fold(texts, index, fields[index]);
        ASSERT_NE(text, nullptr);
        EXPECT_EQ(text->text(), "field-" + std::to_string(index));
        EXPECT_EQ(text->raw(), fields[index]);
      }
      fields[3] += "x";
      EXPECT_NE(fold(texts, 3, fields[3]), nullptr);
      fields[3].pop_back();
    }
  }
}

TEST(FieldTexts, KeptFieldsAreNotFoldedAgain) {
  FieldTexts texts;
  texts.begin(true);
  const std::string title = "Title";
  const std::string body = "Body";
  const FieldText* first = fold(texts, 0, title);
  const FieldText* second = fold(texts, 1, body);
  EXPECT_NE(first, second);
  // What is asked for again comes from before, whatever the input now says.
  EXPECT_EQ(fold(texts, 0, body)->text(), "title");
  EXPECT_EQ(fold(texts, 1, title)->text(), "body");
  texts.begin(true);
  EXPECT_EQ(fold(texts, 0, body)->text(), "body");
}

TEST(FieldTexts, AFieldThatCannotBeFoldedIsNotTakenForFolded) {
  FieldTexts texts;
  texts.begin(true);
  const std::string broken = "ab\xFF";
  EXPECT_EQ(fold(texts, 0, broken), nullptr);
  EXPECT_EQ(fold(texts, 0, broken), nullptr);
  EXPECT_EQ(fold(texts, 0, "ab")->text(), "ab");
}

}  // namespace
}  // namespace postgate
