#include "counting_allocator.h"

#include <malloc.h>

#include <cerrno>
#include <cstdlib>
#include <new>

#include "support/sanitized.h"

namespace {

struct State {
  bool counting = false;
  bool failing = false;
  bool fail_malloc = false;
  bool failed = false;
  bool inside_new = false;  // operator new's own malloc is not another allocation
  std::size_t count = 0;
  std::size_t fail_at = 0;
};
// Constant-initialised, so that the first malloc of a thread needs no guard.
thread_local State state;

// Counts one allocation; true if it must fail.
bool count_and_fail() {
  if (!state.counting && !state.failing) return false;
  const std::size_t number = state.count++;
  if (!state.failing || number < state.fail_at) return false;
  state.failed = true;
  return true;
}

#if !POSTGATE_TEST_SANITIZED
bool malloc_fails() {
  if (state.inside_new || (state.failing && !state.fail_malloc)) return false;
  return count_and_fail();
}
#endif

void* allocate(std::size_t size, std::size_t alignment) {
  if (count_and_fail()) return nullptr;
  state.inside_new = true;
  void* made = alignment == 0 ? std::malloc(size == 0 ? 1 : size)
                              : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
  state.inside_new = false;
  return made;
}

void* allocate_or_throw(std::size_t size, std::size_t alignment) {
  void* made = allocate(size, alignment);
  if (made == nullptr) throw std::bad_alloc();
  return made;
}

}  // namespace

namespace capi_test {

const bool kMallocIsCounted = POSTGATE_TEST_SANITIZED == 0;

void start_counting() {
  state = State();
  state.counting = true;
}
std::size_t stop_counting() {
  state.counting = false;
  return state.count;
}
void start_failing(std::size_t number, Fail which) {
  state = State();
  state.fail_at = number;
  state.fail_malloc = which == Fail::kNewAndMalloc;
  state.failing = true;
}
void stop_failing() { state.failing = false; }
bool has_failed() { return state.failed; }

}  // namespace capi_test

void* operator new(std::size_t size) { return allocate_or_throw(size, 0); }
void* operator new[](std::size_t size) { return allocate_or_throw(size, 0); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size, 0); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return allocate(size, 0); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return allocate_or_throw(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return allocate_or_throw(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* at) noexcept { std::free(at); }
void operator delete[](void* at) noexcept { std::free(at); }
void operator delete(void* at, std::size_t) noexcept { std::free(at); }
void operator delete[](void* at, std::size_t) noexcept { std::free(at); }
void operator delete(void* at, const std::nothrow_t&) noexcept { std::free(at); }
void operator delete[](void* at, const std::nothrow_t&) noexcept { std::free(at); }
void operator delete(void* at, std::align_val_t) noexcept { std::free(at); }
void operator delete[](void* at, std::align_val_t) noexcept { std::free(at); }
void operator delete(void* at, std::size_t, std::align_val_t) noexcept { std::free(at); }
void operator delete[](void* at, std::size_t, std::align_val_t) noexcept { std::free(at); }

#if !POSTGATE_TEST_SANITIZED
extern "C" {
void* __libc_malloc(std::size_t) noexcept;
void* __libc_calloc(std::size_t, std::size_t) noexcept;
void* __libc_realloc(void*, std::size_t) noexcept;
void* __libc_memalign(std::size_t, std::size_t) noexcept;

void* malloc(std::size_t size) noexcept { return malloc_fails() ? nullptr : __libc_malloc(size); }
void* calloc(std::size_t count, std::size_t size) noexcept {
  return malloc_fails() ? nullptr : __libc_calloc(count, size);
}
void* realloc(void* at, std::size_t size) noexcept {
  return malloc_fails() ? nullptr : __libc_realloc(at, size);
}
void* memalign(std::size_t alignment, std::size_t size) noexcept {
  return malloc_fails() ? nullptr : __libc_memalign(alignment, size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
  return malloc_fails() ? nullptr : __libc_memalign(alignment, size);
}
int posix_memalign(void** to, std::size_t alignment, std::size_t size) noexcept {
  void* made = malloc_fails() ? nullptr : __libc_memalign(alignment, size);
  if (made == nullptr) return ENOMEM;
  *to = made;
  return 0;
}
}
#endif
