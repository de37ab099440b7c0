#include "limited.h"

#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <exception>
#include <new>

namespace postgate_cli {
namespace {

constexpr int kNoMemory = 120;
constexpr int kBroken = 121;

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kLimitMemory = false;  // the sanitizer reserves terabytes of addresses
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool kLimitMemory = false;
#else
constexpr bool kLimitMemory = true;
#endif
#else
constexpr bool kLimitMemory = true;
#endif

void limit(int what, std::uint64_t most) {
  rlimit value{};
  value.rlim_cur = most;
  value.rlim_max = most;
  setrlimit(static_cast<__rlimit_resource_t>(what), &value);
}

[[noreturn]] void be_the_child(const Limits& limits, int out, Whereabouts& where,
                               const std::function<int(Whereabouts&, std::string&)>& work) {
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_CPU, limits.seconds);
  if (kLimitMemory) limit(RLIMIT_AS, limits.mebibytes << 20U);
  int status = kBroken;
  try {
    std::string output;
    status = work(where, output);
    for (std::string_view rest = output; !rest.empty();) {
      const ssize_t written = write(out, rest.data(), rest.size());
      if (written < 0 && errno != EINTR) status = kBroken;
      if (written < 0 && errno != EINTR) break;
      if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
    }
  } catch (const std::bad_alloc&) {
    status = kNoMemory;
  } catch (...) {
    status = kBroken;
  }
  _exit(status);
}

// Reads until the child closes its end; false if the time was up first.
bool collect(int in, std::uint64_t seconds, std::string& output) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point end = Clock::now() + std::chrono::seconds(seconds);
  std::array<char, 65'536> buffer;
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    if (left <= 0) return false;
    pollfd ready{in, POLLIN, 0};
    if (poll(&ready, 1, static_cast<int>(left)) <= 0) continue;  // time, or a signal
    const ssize_t got = read(in, buffer.data(), buffer.size());
    if (got == 0) return true;
    if (got > 0) output.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

std::string why(int state, bool in_time, const Limits& limits) {
  const std::string memory = std::to_string(limits.mebibytes) + " MiB of memory";
  const std::string time = std::to_string(limits.seconds) + " s";
  if (!in_time) return "needed more than " + time;
  if (WIFSIGNALED(state) && (WTERMSIG(state) == SIGXCPU || WTERMSIG(state) == SIGKILL)) {
    return "needed more than " + time + " of the processor";
  }
  // Running out of memory is not always survived by what is in need of it.
  if (WIFSIGNALED(state)) {
    return "was ended by signal " + std::to_string(WTERMSIG(state)) + ", perhaps for want of more than " +
           memory;
  }
  if (WEXITSTATUS(state) == kNoMemory) return "needed more than " + memory;
  if (WEXITSTATUS(state) == kBroken) return "failed unexpectedly";
  return {};
}

}  // namespace

LimitedRun run_limited(const Limits& limits, const std::function<int(Whereabouts&, std::string&)>& work) {
  LimitedRun run;
  run.end = "could not be started";
  void* const shared =
      mmap(nullptr, sizeof(Whereabouts), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  int ends[2] = {-1, -1};
  if (shared == MAP_FAILED) return run;
  auto* const where = new (shared) Whereabouts{};
  if (pipe(ends) == 0) {
    const pid_t child = fork();
    if (child == 0) {
      close(ends[0]);
      be_the_child(limits, ends[1], *where, work);
    }
    close(ends[1]);
    if (child > 0) {
      const bool in_time = collect(ends[0], limits.seconds, run.output);
      if (!in_time) kill(child, SIGKILL);
      int state = 0;
      while (waitpid(child, &state, 0) < 0 && errno == EINTR) {
      }
      run.end = why(state, in_time, limits);
      if (run.end.empty()) run.exit_status = WEXITSTATUS(state);
    }
    close(ends[0]);
  }
  run.where = *where;
  munmap(shared, sizeof(Whereabouts));
  return run;
}

}  // namespace postgate_cli
