// See transcode.h. Both loops keep room for the longest code point ahead and
// look at the clock every 64 Ki units.
#include "text/transcode.h"

#include <string>

#include "text/utf8.h"

namespace postgate {
namespace {

constexpr std::size_t kMaxViewBytes = 0x7FFFFFFF;
constexpr std::size_t kLongestCodePoint = 4;
constexpr std::size_t kClockMask = 0xFFFF;

}  // namespace

Error encoding_error(const char* what, std::size_t offset) {
  Error error = make_error(Status::kEncoding,
                           std::string("ill-formed ") + what + " at offset " + std::to_string(offset));
  error.offset = offset;
  return error;
}

Error too_large_error() { return make_error(Status::kTooLarge, "a field of more than 2147483647 bytes"); }

Error deadline_error() {
  return make_error(Status::kDeadline, "the deadline passed while a field was decoded");
}

Result<void> transcode_utf16(const FieldInput& input, const Deadline& deadline, ByteBuffer& out) {
  if (input.utf16_units > kMaxViewBytes) return too_large_error();
  const std::uint16_t* const begin = input.utf16;
  const std::uint16_t* const end = begin + input.utf16_units;
  // Three bytes are the most that one unit needs.
  out.reserve(3 * input.utf16_units + kLongestCodePoint, 0);
  std::uint8_t* to = out.data();
  std::size_t next_look = kClockMask;
  for (const std::uint16_t* at = begin; at < end;) {
    const auto offset = static_cast<std::size_t>(at - begin);
    if (offset > next_look) {
      if (deadline.expired()) return deadline_error();
      next_look = offset + kClockMask;
    }
    const Decoded decoded = decode_utf16(at, end);
    if (!decoded.ok && !input.replace_ill_formed) return encoding_error("UTF-16", offset);
    to = encode_utf8(decoded.codepoint, to);
    at += decoded.length;
  }
  out.set_size(static_cast<std::size_t>(to - out.data()));
  if (out.size() > kMaxViewBytes) return too_large_error();
  return {};
}

Result<void> repair_utf8(std::string_view utf8, const Deadline& deadline, ByteBuffer& out) {
  const auto* const begin = reinterpret_cast<const std::uint8_t*>(utf8.data());
  const std::uint8_t* const end = begin + utf8.size();
  out.reserve(utf8.size() + kLongestCodePoint, 0);
  std::size_t used = 0;
  std::size_t next_look = kClockMask;
  for (const std::uint8_t* at = begin; at < end;) {
    const auto offset = static_cast<std::size_t>(at - begin);
    if (offset > next_look) {
      if (deadline.expired()) return deadline_error();
      if (used > kMaxViewBytes) return too_large_error();
      next_look = offset + kClockMask;
    }
    const Decoded decoded = decode_utf8(at, end);
    if (used + kLongestCodePoint > out.capacity()) out.reserve(used + kLongestCodePoint, used);
    used = static_cast<std::size_t>(encode_utf8(decoded.codepoint, out.data() + used) - out.data());
    at += decoded.length;
  }
  out.set_size(used);
  if (used > kMaxViewBytes) return too_large_error();
  return {};
}

Result<void> decode_field(const FieldInput& input, const Deadline& deadline, ByteBuffer& storage,
                          std::string_view& raw) {
  if (input.is_utf16) {
    Result<void> transcoded = transcode_utf16(input, deadline, storage);
    raw = storage.view();
    return transcoded;
  }
  raw = input.utf8;
  if (raw.size() > kMaxViewBytes) return too_large_error();
  const auto* const begin = reinterpret_cast<const std::uint8_t*>(raw.data());
  const std::uint8_t* const end = begin + raw.size();
  for (const std::uint8_t* at = begin; at < end;) {
    const Decoded decoded = decode_utf8(at, end);
    if (!decoded.ok) {
      if (!input.replace_ill_formed) return encoding_error("UTF-8", static_cast<std::size_t>(at - begin));
      Result<void> repaired = repair_utf8(input.utf8, deadline, storage);
      raw = storage.view();
      return repaired;
    }
    at += decoded.length;
  }
  return {};
}

}  // namespace postgate
