#include "differential/gz_lines.h"

#include <zlib.h>

#include <memory>
#include <utility>

namespace postgate_test {

std::optional<std::vector<std::string>> read_gz_lines(const std::string& path) {
  struct Closer {
    void operator()(gzFile file) const { gzclose(file); }
  };
  const std::unique_ptr<gzFile_s, Closer> file(gzopen(path.c_str(), "rb"));
  if (file == nullptr) return std::nullopt;
  std::string all;
  std::vector<char> buffer(1U << 18U);
  for (;;) {
    const int got = gzread(file.get(), buffer.data(), static_cast<unsigned>(buffer.size()));
    if (got < 0) return std::nullopt;
    if (got == 0) break;
    all.append(buffer.data(), static_cast<std::size_t>(got));
  }
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < all.size();) {
    std::size_t end = all.find('\n', begin);
    if (end == std::string::npos) end = all.size();
    lines.push_back(all.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

}  // namespace postgate_test
