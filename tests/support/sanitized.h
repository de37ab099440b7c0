// POSTGATE_TEST_SANITIZED: 1 where a sanitizer stands between the test and its memory, else 0. Such a test is
// slower, and how much memory it has means nothing.
#pragma once

#define POSTGATE_TEST_SANITIZED 0
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#undef POSTGATE_TEST_SANITIZED
#define POSTGATE_TEST_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#undef POSTGATE_TEST_SANITIZED
#define POSTGATE_TEST_SANITIZED 1
#endif
#endif
