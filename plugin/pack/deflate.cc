#include "pack/deflate.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

namespace postgate {

namespace {

constexpr int kLevel = 9;
constexpr int kWindowBits = 15;
constexpr int kMemoryLevel = 8;
constexpr std::size_t kMostExpansion = 1032;  // of the format itself
constexpr std::size_t kAtOnce = 1U << 30U;    // zlib counts in unsigned int

Error bad(const char* what) { return make_error(Status::kPackArchive, what); }

Bytef* bytes_of(std::string_view text) {
  // zlib takes its input without const and does not write to it.
  return const_cast<Bytef*>(reinterpret_cast<const Bytef*>(text.data()));
}

// Gives the stream its next piece of input and room for output.
struct Window {
  std::string_view input;
  std::string& output;
  std::size_t written = 0;

  void open(z_stream& stream) {
    stream.next_in = bytes_of(input);
    stream.avail_in = static_cast<uInt>(std::min(input.size(), kAtOnce));
    stream.next_out = reinterpret_cast<Bytef*>(output.data()) + written;
    stream.avail_out = static_cast<uInt>(std::min(output.size() - written, kAtOnce));
  }
  // False if the call made no progress.
  bool close(const z_stream& stream, uInt had_in, uInt had_out) {
    const std::size_t read = had_in - stream.avail_in;
    const std::size_t made = had_out - stream.avail_out;
    input.remove_prefix(read);
    written += made;
    return read + made != 0;
  }
};

}  // namespace

Result<std::string> deflate_bytes(std::string_view raw) {
  z_stream stream{};
  if (deflateInit2(&stream, kLevel, Z_DEFLATED, kWindowBits, kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK) {
    return make_error(Status::kNoMemory, "no memory to compress the pack");
  }
  std::string out(deflateBound(&stream, static_cast<uLong>(raw.size())), '\0');
  Window window{raw, out};
  int code = Z_OK;
  while (code == Z_OK) {
    window.open(stream);
    const uInt had_in = stream.avail_in;
    const uInt had_out = stream.avail_out;
    code = deflate(&stream, window.input.size() <= kAtOnce ? Z_FINISH : Z_NO_FLUSH);
    if (!window.close(stream, had_in, had_out)) break;
  }
  deflateEnd(&stream);
  if (code != Z_STREAM_END) return make_error(Status::kInternal, "the pack could not be compressed");
  out.resize(window.written);
  return out;
}

Result<std::string> inflate_bytes(std::string_view packed, std::size_t size) {
  if (size / kMostExpansion > packed.size()) return bad("the pack file claims to hold more than it can");
  z_stream stream{};
  if (inflateInit2(&stream, kWindowBits) != Z_OK) {
    return make_error(Status::kNoMemory, "no memory to unpack the pack");
  }
  std::string out(size + 1, '\0');  // one more, to see a stream that does not end in time
  Window window{packed, out};
  int code = Z_OK;
  while (code == Z_OK) {
    window.open(stream);
    const uInt had_in = stream.avail_in;
    const uInt had_out = stream.avail_out;
    code = inflate(&stream, Z_NO_FLUSH);
    if (!window.close(stream, had_in, had_out)) break;
  }
  inflateEnd(&stream);
  if (code == Z_MEM_ERROR) return make_error(Status::kNoMemory, "no memory to unpack the pack");
  if (code != Z_STREAM_END || window.written != size || !window.input.empty()) {
    return bad("the payload of the pack file is damaged");
  }
  out.resize(size);
  return out;
}

}  // namespace postgate
