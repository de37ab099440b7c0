// file_state(): the record of installed packs in a file. It is replaced whole: written beside, made
// durable, renamed; whoever is killed meanwhile leaves the old one or the new one.
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include "pack/file_io.h"
#include "pack/pack_state.h"

namespace postgate {

namespace {

constexpr std::size_t kMostBytes = 4U << 20U;

// Held until it goes out of scope; a process that dies lets go of it.
class Lock {
 public:
  explicit Lock(const std::string& path)
      : number_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)) {
    if (number_ < 0) return;
    int result = 0;
    do {
      result = ::flock(number_, LOCK_EX);
    } while (result != 0 && errno == EINTR);
    held_ = result == 0;
  }
  ~Lock() {
    if (number_ >= 0) ::close(number_);
  }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  [[nodiscard]] bool held() const { return held_; }

 private:
  int number_;
  bool held_ = false;
};

}  // namespace

StateKeeper file_state(const std::string& path) {
  StateKeeper keeper;
  keeper.load = [path]() -> Result<std::string> {
    Result<std::optional<std::string>> text = read_file(path, kMostBytes);
    if (!text.ok()) return text.error();
    return text.value().value_or(std::string());
  };
  keeper.store = [path](const std::string& text) { return replace_file(path, text, 0600); };
  keeper.locked = [path](const std::function<Result<void>()>& run) -> Result<void> {
    const Lock lock(path + ".lock");
    if (!lock.held()) return make_error(Status::kIo, path + ".lock cannot be opened and locked");
    return run();
  };
  return keeper;
}

}  // namespace postgate
