// GrowingBuffer: bytes or symbols that grow without the zero-filling of std::string::resize.
// Keeps its memory between fields; contents move with the object.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

namespace postgate {

template <typename T>
class GrowingBuffer {
 public:
  [[nodiscard]] T* data() { return items_.get(); }
  [[nodiscard]] const T* data() const { return items_.get(); }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t capacity() const { return capacity_; }
  void set_size(std::size_t size) { size_ = size; }

  // Room for `wanted` items; the first `used` are kept. Doubles, so that
  // appending stays linear. May throw std::bad_alloc.
  void reserve(std::size_t wanted, std::size_t used) {
    if (wanted <= capacity_) return;
    const std::size_t capacity = wanted > 2 * capacity_ ? wanted : 2 * capacity_;
    std::unique_ptr<T[]> items(new T[capacity]);
    if (used > 0) std::memcpy(items.get(), items_.get(), used * sizeof(T));
    items_ = std::move(items);
    capacity_ = capacity;
  }

 private:
  std::unique_ptr<T[]> items_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

class ByteBuffer : public GrowingBuffer<std::uint8_t> {
 public:
  [[nodiscard]] std::string_view view() const {
    // char may alias anything; the bytes were written as UTF-8.
    return {reinterpret_cast<const char*>(data()), size()};
  }
};

class SymbolBuffer : public GrowingBuffer<char16_t> {
 public:
  [[nodiscard]] std::u16string_view view() const { return {data(), size()}; }
};

}  // namespace postgate
