#include "traced_run.h"

#include <elf.h>
#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <optional>

namespace postgate_cli_test {
namespace {

struct Call {
  std::uint64_t number = 0;
  std::array<std::uint64_t, 6> arguments{};
};

struct Step {
  const char* name;
  bool is_write;
};

bool writes_when_opened(std::uint64_t flags) {
  constexpr std::uint64_t kChanging = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC;
  return (flags & kChanging) != 0;
}

bool is_a_file(std::uint64_t descriptor) { return descriptor > STDERR_FILENO; }

// What the call does to files; nothing if it leaves them as they are.
std::optional<Step> step_of(const Call& call) {
  switch (call.number) {
    case SYS_openat:
      return writes_when_opened(call.arguments[2]) ? std::optional<Step>({"open", false}) : std::nullopt;
    case SYS_write:
      return is_a_file(call.arguments[0]) ? std::optional<Step>({"write", true}) : std::nullopt;
    case SYS_pwrite64:
    case SYS_writev:
      return is_a_file(call.arguments[0]) ? std::optional<Step>({"write", false}) : std::nullopt;
    case SYS_fsync:
    case SYS_fdatasync:
      return Step{"fsync", false};
    case SYS_ftruncate:
      return Step{"truncate", false};
    case SYS_renameat:
    case SYS_renameat2:
      return Step{"rename", false};
    case SYS_linkat:
      return Step{"link", false};
    case SYS_unlinkat:
      return Step{"unlink", false};
    case SYS_mkdirat:
      return Step{"mkdir", false};
#if defined(__x86_64__)
    case SYS_open:
      return writes_when_opened(call.arguments[1]) ? std::optional<Step>({"open", false}) : std::nullopt;
    case SYS_rename:
      return Step{"rename", false};
    case SYS_link:
      return Step{"link", false};
    case SYS_unlink:
      return Step{"unlink", false};
    case SYS_mkdir:
      return Step{"mkdir", false};
#endif
    default:
      return std::nullopt;
  }
}

// At the entry of a call; nothing at its exit.
std::optional<Call> entered(pid_t child) {
  __ptrace_syscall_info info{};
  if (ptrace(PTRACE_GET_SYSCALL_INFO, child, sizeof(info), &info) <= 0) {
    return std::nullopt;
  }
  if (info.op != PTRACE_SYSCALL_INFO_ENTRY) return std::nullopt;
  Call call;
  call.number = info.entry.nr;
  for (std::size_t i = 0; i < call.arguments.size(); ++i) call.arguments[i] = info.entry.args[i];
  return call;
}

// Makes a write that was entered write half as much; false where nobody knows how.
bool halve_write(pid_t child) {
  user_regs_struct registers{};
  iovec all{&registers, sizeof(registers)};
  if (ptrace(PTRACE_GETREGSET, child, NT_PRSTATUS, &all) != 0) return false;
#if defined(__x86_64__)
  registers.rdx /= 2;
#elif defined(__aarch64__)
  registers.regs[2] /= 2;
#else
  return false;
#endif
  return ptrace(PTRACE_SETREGSET, child, NT_PRSTATUS, &all) == 0;
}

[[noreturn]] void be_the_command(const std::vector<std::string>& arguments) {
  const int nothing = open("/dev/null", O_RDWR);
  for (const int end : {0, 1, 2}) dup2(nothing, end);
  // What looks for leaks cannot do so in a traced process.
  const char* sanitizer = getenv("ASAN_OPTIONS");
  setenv("ASAN_OPTIONS", (std::string(sanitizer == nullptr ? "" : sanitizer) + ":detect_leaks=0").c_str(), 1);
  std::vector<std::string> texts = {POSTGATE_COMMAND};
  texts.insert(texts.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  if (ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) _exit(126);
  execv(POSTGATE_COMMAND, pointers.data());
  _exit(127);
}

// Runs to the next stop of any kind; nothing once the command has ended.
bool go_on(pid_t child, int signal, int& state) {
  ptrace(PTRACE_SYSCALL, child, nullptr, signal);
  while (waitpid(child, &state, 0) < 0) {
    if (errno != EINTR) return false;
  }
  return WIFSTOPPED(state);
}

void end(pid_t child, TracedRun& run) {
  int state = 0;
  kill(child, SIGKILL);
  while (waitpid(child, &state, 0) == child && WIFSTOPPED(state)) {
  }
  run.killed = true;
}

}  // namespace

TracedRun run_traced(const std::vector<std::string>& arguments, std::size_t number, KillAt when) {
  TracedRun run;
  const pid_t child = fork();
  if (child == 0) be_the_command(arguments);
  int state = 0;
  if (child < 0 || waitpid(child, &state, 0) != child || !WIFSTOPPED(state)) return run;
  constexpr int kSyscallStop = SIGTRAP | 0x80;
  run.traced = ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) == 0;
  int signal = 0;
  while (go_on(child, signal, state)) {
    signal = WSTOPSIG(state) == kSyscallStop || WSTOPSIG(state) == SIGTRAP ? 0 : WSTOPSIG(state);
    if (WSTOPSIG(state) != kSyscallStop) continue;
    const std::optional<Call> call = entered(child);
    const std::optional<Step> step = call ? step_of(*call) : std::nullopt;
    if (!step || ++run.steps < number) continue;
    run.step = step->name;
    run.is_write = step->is_write;
    if (when == KillAt::kHalfWay && (!halve_write(child) || !go_on(child, 0, state))) run.traced = false;
    end(child, run);
    return run;
  }
  run.exit_status = WIFEXITED(state) ? WEXITSTATUS(state) : -1;
  return run;
}

}  // namespace postgate_cli_test
