#include "limited.h"

#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <ctime>
#include <exception>
#include <new>

namespace postgate_cli {
namespace {

constexpr int kNoMemory = 120;
constexpr int kBroken = 121;
constexpr std::uint64_t kWallFactor = 5;

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

void limit(int what, std::uint64_t most, std::uint64_t hard) {
  rlimit value{};
  value.rlim_cur = most;
  value.rlim_max = hard;
  setrlimit(static_cast<__rlimit_resource_t>(what), &value);
}

[[noreturn]] void be_the_child(const Limits& limits, int out, Whereabouts& where,
                               const std::function<int(Whereabouts&, std::string&)>& work) {
  const std::uint64_t bytes = limits.mebibytes << 20U;
  limit(RLIMIT_CORE, 0, 0);
  limit(RLIMIT_CPU, limits.seconds, RLIM_INFINITY);
  if (kLimitMemory) limit(RLIMIT_AS, bytes, bytes);
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

enum class Ended : std::uint8_t { kItself, kTime, kStepTime };

// Processor time of a child, in seconds; 0 if nobody knows.
double processor_seconds(pid_t child) {
  clockid_t clock = 0;
  timespec time{};
  if (clock_getcpuclockid(child, &clock) != 0 || clock_gettime(clock, &time) != 0) return 0;
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

bool in_no_hurry(const Whereabouts& where) { return __atomic_load_n(&where.no_hurry, __ATOMIC_RELAXED) != 0; }

// Whether the child is too long at one short step. Asked a few times a second.
class StepWatch {
 public:
  StepWatch(pid_t child, const Whereabouts& where, std::uint64_t most)
      : child_(child), where_(where), most_(static_cast<double>(most)) {}
  bool too_long() {
    const double now = processor_seconds(child_);
    const std::uint32_t step = __atomic_load_n(&where_.step, __ATOMIC_RELAXED);
    if (step != step_) begun_ = now;
    step_ = step;
    return __atomic_load_n(&where_.is_short, __ATOMIC_RELAXED) != 0 && now - begun_ > most_;
  }

 private:
  pid_t child_;
  const Whereabouts& where_;
  double most_;
  std::uint32_t step_ = 0;
  double begun_ = 0;
};

// Reads until the child closes its end, or its time is up.
Ended collect(int in, const Limits& limits, const Whereabouts& where, StepWatch& watch, std::string& output) {
  using Clock = std::chrono::steady_clock;
  constexpr int kLookEveryMs = 200;
  const Clock::time_point end = Clock::now() + std::chrono::seconds(limits.seconds * kWallFactor);
  std::array<char, 65'536> buffer;
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    if (left <= 0 && !in_no_hurry(where)) return Ended::kTime;
    if (watch.too_long()) return Ended::kStepTime;
    pollfd ready{in, POLLIN, 0};
    if (poll(&ready, 1, kLookEveryMs) <= 0) continue;
    const ssize_t got = read(in, buffer.data(), buffer.size());
    if (got == 0) return Ended::kItself;
    if (got > 0) output.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

std::string why(int state, Ended ended, const Limits& limits) {
  const std::string memory = std::to_string(limits.mebibytes) + " MiB of memory";
  const std::string time = std::to_string(limits.seconds) + " s";
  if (ended == Ended::kTime) {
    return "needed more than " + std::to_string(limits.seconds * kWallFactor) + " s on the wall";
  }
  if (ended == Ended::kStepTime) {
    return "needed more than " + std::to_string(limits.step_seconds) + " s of the processor";
  }
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

void lift_time_limit(Whereabouts& where) {
  __atomic_store_n(&where.is_short, 0U, __ATOMIC_RELAXED);
  __atomic_store_n(&where.no_hurry, 1U, __ATOMIC_RELAXED);
  limit(RLIMIT_CPU, RLIM_INFINITY, RLIM_INFINITY);
}

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
      StepWatch watch(child, *where, limits.step_seconds);
      const Ended ended = collect(ends[0], limits, *where, watch, run.output);
      if (ended != Ended::kItself) kill(child, SIGKILL);
      int state = 0;
      while (waitpid(child, &state, 0) < 0 && errno == EINTR) {
      }
      run.end = why(state, ended, limits);
      if (run.end.empty()) run.exit_status = WEXITSTATUS(state);
    }
    close(ends[0]);
  }
  run.where = *where;
  munmap(shared, sizeof(Whereabouts));
  return run;
}

}  // namespace postgate_cli
