#include "pack/file_io.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "pack/crypto.h"

namespace postgate {

namespace {

Error failed(const std::string& path, int number) {
  Error error = make_error(Status::kIo, path + ": " + std::system_category().message(number));
  error.file = path;
  return error;
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const { return number_; }
  // 0, or why it could not be closed.
  int close() {
    const int number = std::exchange(number_, -1);
    return number >= 0 && ::close(number) != 0 && errno != EINTR ? errno : 0;
  }

 private:
  int number_;
};

int write_all(int number, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(number, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

int write_durably(const std::string& path, std::string_view bytes, mode_t mode) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
  if (file.number() < 0) return errno;
  if (const int number = write_all(file.number(), bytes); number != 0) return number;
  if (::fsync(file.number()) != 0) return errno;
  return file.close();
}

// The rename itself is durable only when the folder is.
int sync_folder(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.number() < 0) return errno;
  return ::fsync(opened.number()) != 0 && errno != EINVAL ? errno : 0;
}

}  // namespace

Result<std::optional<std::string>> read_file(const std::string& path, std::size_t most) {
  // O_NONBLOCK: opening a pipe must not wait for its writer.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (file.number() < 0 && errno == ENOENT) return std::optional<std::string>();
  if (file.number() < 0) return failed(path, errno);
  struct stat facts {};
  if (::fstat(file.number(), &facts) != 0) return failed(path, errno);
  if (!S_ISREG(facts.st_mode)) return failed(path, EINVAL);
  std::string bytes;
  constexpr std::size_t kAtOnce = 1U << 20U;
  const std::size_t step = std::min(kAtOnce, static_cast<std::size_t>(facts.st_size) + 1);
  while (true) {
    const std::size_t before = bytes.size();
    bytes.resize(before + step);
    const ssize_t got = ::read(file.number(), bytes.data() + before, step);
    if (got < 0 && errno != EINTR) return failed(path, errno);
    bytes.resize(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
    if (bytes.size() > most) return failed(path, EFBIG);
    if (got == 0) return std::optional<std::string>(std::move(bytes));
  }
}

Result<void> replace_file(const std::string& path, std::string_view bytes, mode_t mode) {
  std::array<unsigned char, 8> salt{};
  if (!random_bytes(salt.data(), salt.size())) return make_error(Status::kPlatform, "no random numbers");
  const std::string beside = path + "." + hex(view_of_bytes(salt)) + ".tmp";
  int number = write_durably(beside, bytes, mode);
  if (number == 0 && ::rename(beside.c_str(), path.c_str()) != 0) number = errno;
  if (number == 0) number = sync_folder(path);
  if (number == 0) return {};
  ::unlink(beside.c_str());
  return failed(path, number);
}

}  // namespace postgate
