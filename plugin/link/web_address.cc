#include "link/web_address.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "link/chars.h"
#include "link/web_host.h"

namespace postgate::link {
namespace {

constexpr std::uint64_t kTooBig = std::uint64_t{1} << 40U;

// A decimal, 0octal or 0xhex number; kTooBig for all larger ones.
std::optional<std::uint64_t> read_number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  int base = 10;
  if (text.size() >= 2 && text[0] == '0' && lower(text[1]) == 'x') {
    base = 16;
    text.remove_prefix(2);
  } else if (text.size() >= 2 && text[0] == '0') {
    base = 8;
    text.remove_prefix(1);
  }
  std::uint64_t value = 0;
  for (const char c : text) {
    const int digit = hex_value(c);
    if (digit < 0 || digit >= base) return std::nullopt;
    value = std::min(value * static_cast<std::uint64_t>(base) + static_cast<std::uint64_t>(digit), kTooBig);
  }
  return value;
}

using Pieces = std::array<std::uint16_t, 8>;

// Reads the pieces of an IPv6 address from left to right.
class Ipv6Reader {
 public:
  explicit Ipv6Reader(std::string_view text) : text_(text) {}

  bool read(Pieces& pieces) {
    if (at(text_, 0) == ':') {
      if (at(text_, 1) != ':') return false;
      pos_ = 2;
      compress_ = 1;
      count_ = 1;
    }
    while (pos_ < text_.size()) {
      if (count_ == 8) return false;
      if (text_[pos_] == ':') {
        if (compress_ >= 0) return false;
        ++pos_;
        compress_ = static_cast<int>(++count_);
        continue;
      }
      if (!read_piece(pieces)) return false;
      if (done_) break;
    }
    if (compress_ < 0) return count_ == 8;
    const auto compress = static_cast<std::size_t>(compress_);
    std::size_t swaps = count_ - compress;
    for (std::size_t i = 7; i != 0 && swaps > 0; --i, --swaps)
      std::swap(pieces[i], pieces[compress + swaps - 1]);
    return true;
  }

 private:
  bool read_piece(Pieces& pieces) {
    unsigned value = 0;
    std::size_t length = 0;
    while (length < 4 && hex_value(at(text_, pos_)) >= 0) {
      value = value * 16 + static_cast<unsigned>(hex_value(text_[pos_]));
      ++pos_;
      ++length;
    }
    if (at(text_, pos_) == '.') {
      if (length == 0) return false;
      pos_ -= length;
      done_ = true;
      return count_ <= 6 && read_ipv4_tail(pieces);
    }
    if (at(text_, pos_) == ':') {
      if (++pos_ == text_.size()) return false;
    } else if (pos_ < text_.size()) {
      return false;
    }
    pieces[count_++] = static_cast<std::uint16_t>(value);
    return true;
  }

  bool read_ipv4_tail(Pieces& pieces) {
    unsigned seen = 0;
    while (pos_ < text_.size()) {
      if (seen > 0) {
        if (text_[pos_] != '.' || seen >= 4) return false;
        ++pos_;
      }
      if (!is_digit(at(text_, pos_))) return false;
      unsigned value = 0;
      for (std::size_t digits = 0; is_digit(at(text_, pos_)); ++pos_, ++digits) {
        if (digits > 0 && value == 0) return false;
        value = value * 10 + static_cast<unsigned>(text_[pos_] - '0');
        if (value > 255) return false;
      }
      pieces[count_] = static_cast<std::uint16_t>(pieces[count_] * 256U + value);
      ++seen;
      if (seen == 2 || seen == 4) ++count_;
    }
    return seen == 4;
  }

  std::string_view text_;
  std::size_t pos_ = 0;
  std::size_t count_ = 0;
  int compress_ = -1;
  bool done_ = false;
};

std::string to_hex(std::uint16_t value) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (int shift = 12; shift >= 0; shift -= 4) {
    const unsigned digit = (static_cast<unsigned>(value) >> static_cast<unsigned>(shift)) & 0xFU;
    if (digit != 0 || !out.empty() || shift == 0) out += kHex[digit];
  }
  return out;
}

// The first longest run of zeros, at least two long; 8 if there is none.
std::size_t longest_zeros(const Pieces& pieces, std::size_t& length) {
  std::size_t best = 8;
  length = 1;
  for (std::size_t i = 0; i < 8;) {
    std::size_t end = i;
    while (end < 8 && pieces[end] == 0) ++end;
    if (end - i > length) {
      best = i;
      length = end - i;
    }
    i = std::max(end, i + 1);
  }
  return best;
}

}  // namespace

bool ends_in_number(std::string_view name) {
  if (!name.empty() && name.back() == '.') name.remove_suffix(1);
  const std::size_t dot = name.rfind('.');
  const std::string_view last = dot == std::string_view::npos ? name : name.substr(dot + 1);
  if (last.empty()) return false;
  if (std::all_of(last.begin(), last.end(), is_digit)) return true;
  return last.size() >= 2 && last[0] == '0' && lower(last[1]) == 'x' && read_number(last).has_value();
}

std::optional<std::string> parse_ipv4(std::string_view text) {
  if (!text.empty() && text.back() == '.') text.remove_suffix(1);
  std::array<std::uint64_t, 4> numbers{};
  std::size_t count = 0;
  while (true) {
    const std::size_t dot = text.find('.');
    const std::optional<std::uint64_t> number = read_number(text.substr(0, dot));
    if (!number || count == numbers.size()) return std::nullopt;
    numbers[count++] = *number;
    if (dot == std::string_view::npos) break;
    text.remove_prefix(dot + 1);
  }
  for (std::size_t i = 0; i + 1 < count; ++i) {
    if (numbers[i] > 255) return std::nullopt;
  }
  std::uint64_t address = numbers[count - 1];
  if (address >= std::uint64_t{1} << (8 * (5 - count))) return std::nullopt;
  for (std::size_t i = 0; i + 1 < count; ++i) address += numbers[i] << (8 * (3 - i));
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) {
    out += std::to_string((address >> static_cast<unsigned>(shift)) & 0xFFU);
    if (shift > 0) out += '.';
  }
  return out;
}

std::optional<std::string> parse_ipv6(std::string_view text) {
  Pieces pieces{};
  if (!Ipv6Reader(text).read(pieces)) return std::nullopt;
  std::size_t zeros = 0;
  const std::size_t skip = longest_zeros(pieces, zeros);
  std::string out = "[";
  for (std::size_t i = 0; i < 8;) {
    if (i == skip) {
      out += i == 0 ? "::" : ":";
      i += zeros;
      continue;
    }
    out += to_hex(pieces[i]);
    if (++i < 8) out += ':';
  }
  return out + "]";
}

}  // namespace postgate::link
