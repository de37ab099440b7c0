// A clean post costs no allocation once its scanner is warm. Counts every operator new of this program.
#include <atomic>
#include <cstdlib>
#include <new>

#include "text_helpers.h"

namespace {
std::atomic<std::size_t> allocations{0};

void* counted(std::size_t size) {
  ++allocations;
  void* const memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
}  // namespace

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace postgate::test {
namespace {

std::string post_of_200_characters() {
  std::string post;
  for (int i = 0; i < 10; ++i) post += "市民服务热线12345开通，欢迎来电。";
  return post;
}

TEST(Allocation, FoldingTheSamePostAgainAllocatesNothing) {
  const std::string post = post_of_200_characters();
  FieldText field;
  ASSERT_TRUE(field.assign(utf8_input(post), Deadline()).ok());
  const std::size_t before = allocations;
  for (int i = 0; i < 100; ++i) {
    const Result<void> result = field.assign(utf8_input(post), Deadline());
    if (!result.ok()) break;
  }
  EXPECT_EQ(allocations, before);
  EXPECT_FALSE(field.text().empty());
}

TEST(Allocation, AShorterPostAllocatesNothingEither) {
  FieldText field;
  ASSERT_TRUE(field.assign(utf8_input(post_of_200_characters()), Deadline()).ok());
  const std::string shorter = "關於做好垃圾分類工作的通知①②③";
  const std::size_t before = allocations;
  const Result<void> result = field.assign(utf8_input(shorter), Deadline());
  EXPECT_EQ(allocations, before);
  EXPECT_TRUE(result.ok());
}

TEST(Allocation, Utf16AndExtraViewsAndMapsAreReusedToo) {
  std::vector<std::uint16_t> units;
  for (int i = 0; i < 200; ++i) append_utf16(units, 0x4E00U + static_cast<std::uint32_t>(i) * 7);
  const FieldInput input = utf16_input(units);
  FieldText field;
  const auto scan = [&] {
    bool good = field.assign(input, Deadline()).ok();
    good = good && !field.extra_view(kFoldHomophone).empty() &&
           !field.extra_view(kFoldRepeat | kFoldShape).empty();
    return good && field.build_map().ok();
  };
  ASSERT_TRUE(scan());
  const std::size_t before = allocations;
  const bool good = scan();
  EXPECT_EQ(allocations, before);
  EXPECT_TRUE(good);
}

}  // namespace
}  // namespace postgate::test
