// See html_style.h.
#include "text/html_style.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>

namespace postgate {
namespace {

constexpr unsigned kAlike = 12;  // difference of a channel that no eye sees

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// Lower case, without comments, escapes undone.
std::string plain_css(std::string_view style) {
  std::string out;
  for (std::size_t at = 0; at < style.size(); ++at) {
    const char c = style[at];
    if (c == '/' && at + 1 < style.size() && style[at + 1] == '*') {
      const std::size_t end = style.find("*/", at + 2);
      if (end == std::string_view::npos) break;
      at = end + 1;
    } else if (c == '\\' && at + 1 < style.size()) {
      unsigned value = 0;
      std::size_t digits = 0;
      while (digits < 6 && at + 1 < style.size()) {
        const char d = style[at + 1];
        const int digit = hex_value(d >= 'A' && d <= 'F' ? static_cast<char>(d + 32) : d);
        if (digit < 0) break;
        value = value * 16 + static_cast<unsigned>(digit);
        ++digits;
        ++at;
      }
      if (digits > 0 && at + 1 < style.size() && is_space(style[at + 1])) ++at;
      if (digits > 0) out += value < 0x80 ? static_cast<char>(value) : '?';
    } else {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
  }
  return out;
}

// A number at the front, in thousandths; nothing if there is none. Behind it is left in `text`.
std::optional<long> take_number(std::string_view& text) {
  text = trimmed(text);
  const bool minus = !text.empty() && text.front() == '-';
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  long value = 0;
  long scale = 1000;
  bool any = false;
  bool fraction = false;
  while (!text.empty() && (is_digit(text.front()) || (text.front() == '.' && !fraction))) {
    if (text.front() == '.') {
      fraction = true;
    } else {
      any = true;
      if (fraction) scale /= 10;
      const long digit = text.front() - '0';
      value = std::min(fraction ? value + digit * scale : value * 10 + digit * 1000, 1'000'000'000L);
    }
    text.remove_prefix(1);
  }
  if (!any) return std::nullopt;
  return minus ? -value : value;
}

// "0", "0px", "0.4px": nothing that could be read. Percentages and em count the same.
bool is_no_size(std::string_view value) {
  const std::optional<long> size = take_number(value);
  if (!size || *size < 0) return false;
  const bool relative =
      value.substr(0, 2) == "em" || value.substr(0, 3) == "rem" || value.substr(0, 1) == "%";
  return relative ? *size < 50 : *size < 1500;
}

bool is_far_away(std::string_view value) {
  const std::optional<long> place = take_number(value);
  return place && *place <= -500'000;
}

struct NamedColour {
  std::string_view name;
  std::uint32_t rgb;
};
constexpr std::array<NamedColour, 24> kColours = {
    {{"black", 0x000000},   {"silver", 0xC0C0C0},     {"gray", 0x808080},       {"grey", 0x808080},
     {"white", 0xFFFFFF},   {"maroon", 0x800000},     {"red", 0xFF0000},        {"purple", 0x800080},
     {"fuchsia", 0xFF00FF}, {"green", 0x008000},      {"lime", 0x00FF00},       {"olive", 0x808000},
     {"yellow", 0xFFFF00},  {"navy", 0x000080},       {"blue", 0x0000FF},       {"teal", 0x008080},
     {"aqua", 0x00FFFF},    {"orange", 0xFFA500},     {"pink", 0xFFC0CB},       {"snow", 0xFFFAFA},
     {"ivory", 0xFFFFF0},   {"whitesmoke", 0xF5F5F5}, {"ghostwhite", 0xF8F8FF}, {"gold", 0xFFD700}}};

std::optional<std::uint32_t> hex_colour(std::string_view digits, bool& transparent) {
  std::size_t count = 0;
  while (count < digits.size() && hex_value(digits[count]) >= 0) ++count;
  if (count != 3 && count != 4 && count != 6 && count != 8) return std::nullopt;
  const bool is_short = count < 6;
  const auto channel = [&](std::size_t n) {
    const auto digit = [&](std::size_t i) { return static_cast<std::uint32_t>(hex_value(digits[i])); };
    return is_short ? digit(n) * 17 : digit(2 * n) * 16 + digit(2 * n + 1);
  };
  if ((count == 4 || count == 8) && channel(3) == 0) transparent = true;
  return channel(0) << 16U | channel(1) << 8U | channel(2);
}

std::optional<std::uint32_t> function_colour(std::string_view inside, bool& transparent) {
  std::array<long, 4> values{0, 0, 0, 1000};
  for (std::size_t i = 0; i < values.size(); ++i) {
    while (!inside.empty() && (is_space(inside.front()) || inside.front() == ',' || inside.front() == '/'))
      inside.remove_prefix(1);
    const std::optional<long> number = take_number(inside);
    if (!number) {
      if (i < 3) return std::nullopt;
      break;
    }
    values[i] = *number;
    if (inside.substr(0, 1) != "%") continue;
    inside.remove_prefix(1);
    values[i] = i < 3 ? *number * 255 / 100 : *number / 100;
  }
  if (values[3] <= 0) transparent = true;
  const auto channel = [](long thousandths) {
    return static_cast<std::uint32_t>(std::clamp(thousandths / 1000, 0L, 255L));
  };
  return channel(values[0]) << 16U | channel(values[1]) << 8U | channel(values[2]);
}

struct Sizes {
  bool no_width = false;
  bool no_height = false;
  bool cut_off = false;  // overflow: hidden
  bool placed = false;   // position: absolute or fixed
  bool far_away = false;
  bool clip_text = false;  // the background shows through the letters
};

void apply_background(std::string_view value, bool shorthand, Look& look) {
  bool transparent = false;
  const std::optional<std::uint32_t> colour = read_colour(value, transparent);
  const bool picture =
      value.find("url(") != std::string_view::npos || value.find("gradient") != std::string_view::npos;
  if (transparent || value == "none" || value == "inherit" || value == "initial") return;
  look.background_known = colour.has_value() && !picture;
  if (colour) look.background = *colour;
  if (!colour && !shorthand) look.background_known = false;
}

void apply_display(std::string_view value, Look& look) {
  if (value == "none") {
    look.gone = true;
  } else if (value.substr(0, 6) == "inline" || value == "contents") {
    look.box = Box::kInline;
  } else if (value != "inherit" && value != "initial") {
    look.box = Box::kBlock;
  }
}

void apply_place(std::string_view name, std::string_view value, Look& look, Sizes& sizes) {
  if (name == "width" || name == "max-width") {
    sizes.no_width = is_no_size(value);
  } else if (name == "height" || name == "max-height") {
    sizes.no_height = is_no_size(value);
  } else if (name == "overflow" || name == "overflow-x" || name == "overflow-y") {
    sizes.cut_off = sizes.cut_off || value == "hidden" || value == "clip";
  } else if (name == "position") {
    sizes.placed = value == "absolute" || value == "fixed";
  } else if (name == "left" || name == "top" || name == "right" || name == "bottom") {
    sizes.far_away = sizes.far_away || is_far_away(value);
  } else if (name == "text-indent" || name == "margin-left" || name == "margin-top") {
    look.collapsed = look.collapsed || is_far_away(value);
  } else if (name == "clip") {
    look.collapsed = look.collapsed || value.substr(0, 6) == "rect(0" || value.substr(0, 6) == "rect(1";
  } else if (name == "background-clip" || name == "-webkit-background-clip") {
    sizes.clip_text = value == "text";
  } else if (name == "clip-path") {
    look.collapsed =
        look.collapsed || value.substr(0, 10) == "inset(100%" || value.substr(0, 9) == "inset(50%";
  } else if (name == "transform") {
    look.collapsed = look.collapsed || value == "scale(0)" || value == "scale(0,0)" || value == "scale(0, 0)";
  }
}

void apply_declaration(std::string_view name, std::string_view value, Look& look, Sizes& sizes) {
  if (name == "display") {
    apply_display(value, look);
  } else if (name == "visibility") {
    if (value == "hidden" || value == "collapse") look.invisible = true;
    if (value == "visible") look.invisible = false;
  } else if (name == "font-size") {
    look.tiny = is_no_size(value);
  } else if (name == "font") {
    const std::size_t zero = value.find(" 0 ");
    if (value.substr(0, 2) == "0 " || value.substr(0, 2) == "0/" || zero != std::string_view::npos)
      look.tiny = true;
  } else if (name == "opacity") {
    std::string_view rest = value;
    const std::optional<long> opacity = take_number(rest);
    if (opacity && *opacity <= 20) look.collapsed = true;
  } else if (name == "color") {
    bool transparent = false;
    const std::optional<std::uint32_t> colour = read_colour(value, transparent);
    if (value == "inherit") return;
    look.clear = transparent;
    look.colour = transparent ? std::nullopt : colour;
  } else if (name == "background-color" || name == "background" || name == "background-image") {
    apply_background(value, name != "background-color", look);
  } else {
    apply_place(name, value, look, sizes);
  }
}

}  // namespace

std::optional<std::uint32_t> read_colour(std::string_view value, bool& transparent) {
  value = trimmed(value);
  if (value.substr(0, 1) == "#") return hex_colour(value.substr(1), transparent);
  if (value.substr(0, 4) == "rgb(" || value.substr(0, 5) == "rgba(") {
    return function_colour(value.substr(value.find('(') + 1), transparent);
  }
  std::size_t end = 0;
  while (end < value.size() && value[end] >= 'a' && value[end] <= 'z') ++end;
  const std::string_view name = value.substr(0, end);
  if (name == "transparent") {
    transparent = true;
    return std::nullopt;
  }
  const auto* const found = std::find_if(kColours.begin(), kColours.end(),
                                         [name](const NamedColour& each) { return each.name == name; });
  if (found == kColours.end()) return std::nullopt;
  return found->rgb;
}

bool Look::same_colour() const {
  if (!colour || !background_known) return false;
  for (unsigned shift = 0; shift < 24; shift += 8) {
    const auto a = static_cast<int>(*colour >> shift & 0xFFU);
    const auto b = static_cast<int>(background >> shift & 0xFFU);
    if (static_cast<unsigned>(std::abs(a - b)) > kAlike) return false;
  }
  return true;
}

void apply_style(std::string_view style, Look& look) {
  const std::string css = plain_css(style);
  std::string_view rest = css;
  Sizes sizes;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    const std::string_view declaration = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t colon = declaration.find(':');
    if (colon == std::string_view::npos) continue;
    std::string_view value = trimmed(declaration.substr(colon + 1));
    const std::size_t important = value.find('!');
    if (important != std::string_view::npos) value = trimmed(value.substr(0, important));
    apply_declaration(trimmed(declaration.substr(0, colon)), value, look, sizes);
  }
  if ((sizes.no_width || sizes.no_height) && sizes.cut_off) look.collapsed = true;
  if (sizes.clip_text) look.clear = false;
  if (sizes.placed && sizes.far_away) look.collapsed = true;
}

}  // namespace postgate
