#include "whole_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace postgate_cli {
namespace {

std::string failed(const std::string& path, int number) { return path + ": " + std::strerror(number); }

// 0, or the errno of what failed. `descriptor` is closed in any case.
int fill_and_close(int descriptor, std::string_view bytes) {
  int number = 0;
  while (number == 0 && !bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) number = errno;
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (number == 0 && fsync(descriptor) != 0 && errno != EINVAL) number = errno;
  if (close(descriptor) != 0 && number == 0 && errno != EINTR) number = errno;
  return number;
}

void sync_folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  fsync(descriptor);  // best effort: the file itself is durable
  close(descriptor);
}

}  // namespace

std::string read_whole(const std::string& path, std::size_t most, std::string& out) {
  out.clear();
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return failed(path, errno);
  std::string complaint;
  struct stat facts {};
  if (fstat(descriptor, &facts) != 0) complaint = failed(path, errno);
  if (complaint.empty() && !S_ISREG(facts.st_mode)) complaint = path + ": is not a regular file";
  constexpr std::size_t kAtOnce = std::size_t{1} << 20U;
  while (complaint.empty()) {
    const std::size_t before = out.size();
    out.resize(before + kAtOnce);
    const ssize_t got = read(descriptor, out.data() + before, kAtOnce);
    if (got < 0 && errno != EINTR) complaint = failed(path, errno);
    out.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (out.size() > most) complaint = path + ": is larger than " + std::to_string(most) + " bytes";
    if (got == 0) break;
  }
  close(descriptor);
  return complaint;
}

std::string write_whole(const std::string& path, std::string_view bytes, mode_t mode) {
  const std::string beside = path + "." + std::to_string(getpid()) + ".tmp";
  unlink(beside.c_str());  // of a process of this number that was killed
  const int descriptor = open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (descriptor < 0) return failed(path, errno);
  int number = fill_and_close(descriptor, bytes);
  if (number == 0 && rename(beside.c_str(), path.c_str()) != 0) number = errno;
  if (number != 0) {
    unlink(beside.c_str());
    return failed(path, number);
  }
  sync_folder_of(path);
  return {};
}

}  // namespace postgate_cli
