#include "utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>

namespace postgate_cli {
namespace {

unsigned byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

struct Block {
  char32_t first;
  char32_t last;
};

constexpr std::array kWide = {
    Block{0x1100, 0x115F},   Block{0x2E80, 0x303E},   Block{0x3041, 0x33FF},   Block{0x3400, 0x4DBF},
    Block{0x4E00, 0xA4CF},   Block{0xA960, 0xA97F},   Block{0xAC00, 0xD7A3},   Block{0xF900, 0xFAFF},
    Block{0xFE30, 0xFE6F},   Block{0xFF01, 0xFF60},   Block{0xFFE0, 0xFFE6},   Block{0x1F000, 0x1F0FF},
    Block{0x1F200, 0x1F2FF}, Block{0x1F300, 0x1F64F}, Block{0x1F680, 0x1F6FF}, Block{0x1F900, 0x1FAFF},
    Block{0x20000, 0x3FFFD},
};
constexpr std::array kNone = {
    Block{0x0300, 0x036F}, Block{0x0483, 0x0489}, Block{0x0591, 0x05BD},   Block{0x064B, 0x065F},
    Block{0x0E34, 0x0E3A}, Block{0x1AB0, 0x1AFF}, Block{0x1DC0, 0x1DFF},   Block{0x200B, 0x200F},
    Block{0x20D0, 0x20FF}, Block{0xFE00, 0xFE0F}, Block{0xE0100, 0xE01EF},
};
// Characters that hide or turn text around: shown by number.
constexpr std::array kHidden = {
    Block{0x00AD, 0x00AD}, Block{0x034F, 0x034F}, Block{0x061C, 0x061C}, Block{0x115F, 0x1160},
    Block{0x180B, 0x180F}, Block{0x200B, 0x200C}, Block{0x200E, 0x200F}, Block{0x2028, 0x202E},
    Block{0x2060, 0x206F}, Block{0x3164, 0x3164}, Block{0xFEFF, 0xFEFF}, Block{0xE0000, 0xE007F},
};

template <std::size_t kSize>
bool contains(const std::array<Block, kSize>& blocks, char32_t code) {
  return std::any_of(blocks.begin(), blocks.end(),
                     [&](const Block& block) { return block.first <= code && code <= block.last; });
}

// Bytes that a first byte asks for; 0 if none can begin with it.
std::size_t length_of(unsigned lead) {
  if (lead < 0x80U) return 1;
  if (lead < 0xC2U) return 0;
  if (lead < 0xE0U) return 2;
  if (lead < 0xF0U) return 3;
  return lead < 0xF5U ? 4 : 0;
}

}  // namespace

Character character_at(std::string_view text, std::size_t at) {
  const unsigned lead = byte_at(text, at);
  const std::size_t length = length_of(lead);
  if (length == 1) return {lead, 1, true};
  if (length == 0 || length > text.size() - at) return {};
  std::uint32_t code = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const unsigned next = byte_at(text, at + i);
    if ((next & 0xC0U) != 0x80U) return {};
    code = (code << 6U) | (next & 0x3FU);
  }
  const bool overlong = (length == 3 && code < 0x800U) || (length == 4 && code < 0x10000U);
  if (overlong || code > 0x10FFFFU || (code >= 0xD800U && code <= 0xDFFFU)) return {};
  return {code, length, true};
}

std::size_t previous(std::string_view text, std::size_t at) {
  for (std::size_t back = 1; back <= std::min<std::size_t>(4, at); ++back) {
    if ((byte_at(text, at - back) & 0xC0U) == 0x80U) continue;
    return character_at(text, at - back).bytes == back ? at - back : at - 1;
  }
  return at - 1;
}

void append_utf8(std::string& out, char32_t code) {
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  const auto tail = [&](unsigned shift) { put(0x80U | ((code >> shift) & 0x3FU)); };
  if (code < 0x80U) return put(code);
  if (code < 0x800U) {
    put(0xC0U | (code >> 6U));
    return tail(0);
  }
  if (code < 0x10000U) {
    put(0xE0U | (code >> 12U));
    tail(6);
    return tail(0);
  }
  put(0xF0U | (code >> 18U));
  tail(12);
  tail(6);
  tail(0);
}

std::size_t cells_of(char32_t code) {
  if (code < 0x300U) return 1;
  if (contains(kNone, code)) return 0;
  return contains(kWide, code) ? 2 : 1;
}

std::size_t cells_of(std::string_view text) {
  std::size_t cells = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    cells += cells_of(character.code);
    at += character.bytes;
  }
  return cells;
}

void append_visible(std::string& out, const Character& character) {
  const char32_t code = character.code;
  if (code == U'\n') {
    out += "\u23CE";  // return sign
  } else if (code == U'\t') {
    out += ' ';
  } else if (code == U'\r') {
    return;  // half of a line break, or nothing to see
  } else if (code < 0x20U) {
    append_utf8(out, 0x2400U + code);  // control pictures
  } else if (code == 0x7FU) {
    out += "\u2421";
  } else if ((code >= 0x80U && code < 0xA0U) || contains(kHidden, code)) {
    std::array<char, 16> number{};
    std::snprintf(number.data(), number.size(), "<%04X>", static_cast<unsigned>(code));
    out += number.data();
  } else {
    append_utf8(out, code);
  }
}

std::string visible(std::string_view text, std::size_t most_cells) {
  std::string out;
  std::size_t cells = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    const std::size_t before = out.size();
    append_visible(out, character);
    cells += cells_of(std::string_view(out).substr(before));
    if (cells > most_cells) {
      out.resize(before);
      out += "\u2026";  // ellipsis
      break;
    }
    at += character.bytes;
  }
  return out;
}

Place place_of(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, std::min(at, text.size()));
  Place place;
  place.line += static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  const std::size_t break_at = before.rfind('\n');
  const std::size_t begin = break_at == std::string_view::npos ? 0 : break_at + 1;
  for (std::size_t i = begin; i < before.size(); i += character_at(before, i).bytes) ++place.column;
  return place;
}

}  // namespace postgate_cli
