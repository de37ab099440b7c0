// ByteBuffer: growing bytes without the zero-filling of std::string::resize.
// Keeps its memory between fields; contents move with the object.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

namespace postgate {

class ByteBuffer {
 public:
  [[nodiscard]] std::uint8_t* data() { return bytes_.get(); }
  [[nodiscard]] const std::uint8_t* data() const { return bytes_.get(); }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t capacity() const { return capacity_; }
  void set_size(std::size_t size) { size_ = size; }

  [[nodiscard]] std::string_view view() const {
    // char may alias anything; the bytes were written as UTF-8.
    return {reinterpret_cast<const char*>(bytes_.get()), size_};
  }

  // Room for `wanted` bytes; the first `used` are kept. Doubles, so that
  // appending stays linear. May throw std::bad_alloc.
  void reserve(std::size_t wanted, std::size_t used) {
    if (wanted <= capacity_) return;
    const std::size_t capacity = wanted > 2 * capacity_ ? wanted : 2 * capacity_;
    std::unique_ptr<std::uint8_t[]> bytes(new std::uint8_t[capacity]);
    if (used > 0) std::memcpy(bytes.get(), bytes_.get(), used);
    bytes_ = std::move(bytes);
    capacity_ = capacity;
  }

 private:
  std::unique_ptr<std::uint8_t[]> bytes_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace postgate
