#include "pack/watch.h"

#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace postgate {

namespace {

namespace fs = std::filesystem;

constexpr int kDeepest = 3;
constexpr std::size_t kMostEntries = 10'000;
constexpr std::uint32_t kEvents =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ATTRIB | IN_MODIFY;

Error cannot_read(const std::string& folder, const std::string& why) {
  return make_error(Status::kIo, folder + ": cannot be watched: " + why);
}

// Editors and copying programs write under such names first.
bool is_passing(const std::string& name) {
  constexpr std::array<std::string_view, 5> kEnds = {"~", ".tmp", ".part", ".swp", ".lock"};
  return name.front() == '.' ||
         std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view end) { return name.ends_with(end); });
}

// One line for each file: name, size, time, number. Their hash says whether anything changed.
class Picture {
 public:
  Result<Bytes32> take(const std::string& folder) {
    if (Result<void> walked = walk(folder, "", 0); !walked.ok()) return walked.error();
    std::sort(lines_.begin(), lines_.end());
    Sha256 hash;
    for (const std::string& line : lines_) hash.add(line);
    return hash.finish();
  }

 private:
  Result<void> walk(const std::string& folder, const std::string& prefix, int depth) {
    std::error_code failure;
    for (fs::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure)) {
      const std::string name = at->path().filename().string();
      if (is_passing(name)) continue;
      if (lines_.size() >= kMostEntries) return cannot_read(folder, "it holds too many files");
      struct stat facts {};
      if (::stat(at->path().c_str(), &facts) != 0) continue;  // gone already
      if (S_ISDIR(facts.st_mode)) {
        if (depth == kDeepest) continue;
        Result<void> walked = walk(at->path().string(), prefix + name + "/", depth + 1);
        if (!walked.ok()) return walked;
        continue;
      }
      lines_.push_back(prefix + name + '\0' + std::to_string(facts.st_size) + ' ' +
                       std::to_string(facts.st_mtim.tv_sec) + '.' + std::to_string(facts.st_mtim.tv_nsec) +
                       ' ' + std::to_string(facts.st_ino) + '\n');
    }
    return failure && depth == 0 ? Result<void>(cannot_read(folder, failure.message())) : Result<void>();
  }

  std::vector<std::string> lines_;
};

}  // namespace

Result<std::unique_ptr<FolderWatch>> FolderWatch::open(const std::string& folder,
                                                       const WatchOptions& options) {
  auto made = std::unique_ptr<FolderWatch>(new FolderWatch(folder, options));
  if (options.use_notices) made->listen();
  Result<Bytes32> picture = Picture().take(folder);
  if (!picture.ok()) return picture.error();
  made->known_ = picture.value();
  made->candidate_ = picture.value();
  return made;
}

FolderWatch::~FolderWatch() {
  if (notices_ >= 0) ::close(notices_);
}

// The folder and those directly in it; deeper ones are seen by polling alone.
void FolderWatch::listen() {
  notices_ = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (notices_ < 0) return;
  if (::inotify_add_watch(notices_, folder_.c_str(), kEvents) < 0) {
    ::close(std::exchange(notices_, -1));
    return;
  }
  std::error_code failure;
  for (fs::directory_iterator at(folder_, failure), end; !failure && at != end; at.increment(failure)) {
    std::error_code gone;
    if (at->is_directory(gone)) ::inotify_add_watch(notices_, at->path().c_str(), kEvents);
  }
}

void FolderWatch::drain() const {
  char events[4096];
  while (notices_ >= 0 && ::read(notices_, events, sizeof(events)) > 0) {
  }
}

Result<bool> FolderWatch::poll() {
  drain();
  Result<Bytes32> picture = Picture().take(folder_);
  if (!picture.ok()) return picture.error();
  const Clock::time_point now = Clock::now();
  if (picture.value() != candidate_) {
    candidate_ = picture.value();
    since_ = now;
  }
  if (candidate_ == known_) return false;
  if (now - since_ < std::chrono::nanoseconds(options_.settle_ns)) return false;
  known_ = candidate_;
  return true;
}

}  // namespace postgate
