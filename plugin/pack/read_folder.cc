// read_pack_folder(): a pack from disk. Files are opened by their resolved path without following
// links, so that nothing outside of the folder is read even if it changes meanwhile.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "pack/loader.h"
#include "pack/pack_files.h"
#include "pack/text_place.h"

namespace postgate {

namespace {

namespace fs = std::filesystem;

constexpr int kDeepest = 3;  // folders below the pack in which stray files are looked for
constexpr std::size_t kEntriesPerFile = 10;
constexpr std::size_t kReadAtOnce = 1U << 16U;
constexpr std::size_t kQuotedPath = 200;

Error path_error(Status status, const std::string& path, const std::string& what) {
  Error error = make_error(status, printable(path, kQuotedPath) + ": " + what);
  error.file = path;
  return error;
}

// Not strerror(): it is not thread-safe.
std::string system_message(int number) { return std::system_category().message(number); }

class FileHandle {
 public:
  explicit FileHandle(int number) : number_(number) {}
  ~FileHandle() {
    if (number_ >= 0) ::close(number_);
  }
  FileHandle(const FileHandle&) = delete;
  FileHandle& operator=(const FileHandle&) = delete;
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

class FolderReader {
 public:
  FolderReader(const std::string& folder, const PackLimits& limits) : folder_(folder), limits_(limits) {}

  Result<std::vector<PackFile>> run() {
    if (Result<void> opened = open_folder(); !opened.ok()) return opened.error();
    if (Result<void> walked = walk(root_, {}, 0); !walked.ok()) return walked.error();
    std::sort(files_.begin(), files_.end(),
              [](const PackFile& a, const PackFile& b) { return a.path < b.path; });
    return std::move(files_);
  }

 private:
  Result<void> open_folder() {
    std::error_code failure;
    root_ = fs::canonical(folder_, failure);
    if (failure) return path_error(Status::kIo, folder_, "cannot open the pack folder: " + failure.message());
    if (!fs::is_directory(root_, failure)) {
      return path_error(Status::kIo, folder_, "is not a folder; a pack is a folder with a pack.toml");
    }
    const fs::file_status identity = fs::symlink_status(root_ / "pack.toml", failure);
    if (identity.type() == fs::file_type::not_found) {
      return path_error(Status::kIo, folder_, "is no pack: it has no pack.toml");
    }
    return {};
  }

  // `prefix` is the place in the pack, "" or "rules/".
  Result<void> walk(const fs::path& folder, const std::string& prefix, int depth) {
    std::error_code failure;
    fs::directory_iterator at(folder, failure);
    if (failure) return path_error(Status::kIo, folder_ + "/" + prefix, failure.message());
    for (const fs::directory_iterator end; at != end; at.increment(failure)) {
      if (++entries_ > kEntriesPerFile * limits_.files) {
        return path_error(Status::kTooLarge, folder_, "holds too many files for a pack");
      }
      if (Result<void> taken = take(at->path(), prefix, depth); !taken.ok()) return taken;
    }
    if (failure) return path_error(Status::kIo, folder_ + "/" + prefix, failure.message());
    return {};
  }

  Result<void> take(const fs::path& path, const std::string& prefix, int depth) {
    const std::string name = path.filename().string();
    if (name.empty() || name.front() == '.') return {};
    const std::string place = prefix + name;
    const PackPlace kind = place_of(place);
    std::error_code failure;
    const bool folder = fs::is_directory(path, failure);
    if (!folder && kind == PackPlace::kIgnored) return {};
    const fs::path real = fs::canonical(path, failure);
    if (failure) return path_error(Status::kIo, folder_ + "/" + place, failure.message());
    if (!is_inside(real))
      return path_error(Status::kIo, folder_ + "/" + place, "is a link that leaves the pack");
    if (folder) return depth < kDeepest ? walk(real, place + "/", depth + 1) : Result<void>();
    PackFile file;
    file.path = place;
    if (kind != PackPlace::kStrayToml) {
      if (Result<void> got = read(real.string(), file); !got.ok()) return got;
    }
    if (files_.size() == limits_.files) {
      return path_error(Status::kTooLarge, folder_,
                        "has more than " + std::to_string(limits_.files) + " files");
    }
    files_.push_back(std::move(file));
    return {};
  }

  [[nodiscard]] bool is_inside(const fs::path& real) const {
    return std::mismatch(root_.begin(), root_.end(), real.begin(), real.end()).first == root_.end();
  }

  Result<void> read(const std::string& real, PackFile& file) {
    const std::string shown = folder_ + "/" + file.path;
    // O_NONBLOCK: opening a pipe must not wait for its writer.
    const FileHandle handle(::open(real.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (handle.number() < 0) return path_error(Status::kIo, shown, system_message(errno));
    struct stat facts {};
    if (::fstat(handle.number(), &facts) != 0) return path_error(Status::kIo, shown, system_message(errno));
    if (!S_ISREG(facts.st_mode)) return path_error(Status::kIo, shown, "is not a regular file");
    const std::size_t room = std::min(limits_.file_bytes, limits_.total_bytes - total_);
    // The size is only a hint: the file may grow while it is read.
    file.bytes.reserve(std::min(room, static_cast<std::size_t>(facts.st_size)));
    while (true) {
      const std::size_t before = file.bytes.size();
      file.bytes.resize(before + kReadAtOnce);
      const ssize_t got = ::read(handle.number(), file.bytes.data() + before, kReadAtOnce);
      if (got < 0 && errno != EINTR) return path_error(Status::kIo, shown, system_message(errno));
      file.bytes.resize(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
      if (file.bytes.size() > room) {
        const bool alone = room == limits_.file_bytes;
        return path_error(
            Status::kTooLarge, shown,
            alone ? "has more than " + std::to_string(room) + " bytes"
                  : "makes the pack larger than " + std::to_string(limits_.total_bytes) + " bytes");
      }
      if (got == 0) break;
    }
    total_ += file.bytes.size();
    return {};
  }

  const std::string& folder_;
  const PackLimits& limits_;
  fs::path root_;
  std::vector<PackFile> files_;
  std::size_t entries_ = 0;
  std::size_t total_ = 0;
};

}  // namespace

Result<std::vector<PackFile>> read_pack_folder(const std::string& folder, const PackLimits& limits) {
  return FolderReader(folder, limits).run();
}

}  // namespace postgate
