#include "pack/pack_state.h"

#include <algorithm>
#include <charconv>
#include <tuple>
#include <utility>

#include "pack/crypto.h"
#include "pack/ids.h"

namespace postgate {

namespace {

constexpr std::string_view kFirstLine = "postgate-state 1\n";
constexpr std::string_view kCheck = "check ";
constexpr std::size_t kMostBytes = 4U << 20U;

Error damaged() {
  return make_error(Status::kIo,
                    "the record of installed packs is damaged; restore it, or remove it to begin anew "
                    "(then the next pack of each name is trusted whatever its version)");
}

std::string_view take_word(std::string_view& rest) {
  const std::size_t space = std::min(rest.find(' '), rest.size());
  const std::string_view word = rest.substr(0, space);
  rest.remove_prefix(std::min(space + 1, rest.size()));
  return word;
}

bool read_number(std::string_view text, std::uint64_t& value) {
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failure == std::errc() && end == text.data() + text.size() && !text.empty();
}

bool take_line(std::string_view line, PackState& state) {
  const std::string_view key = take_word(line);
  if (key == "time") return read_number(line, state.latest_time);
  if (key != "pack") return false;
  SeenPack pack;
  pack.name = take_word(line);
  pack.key = take_word(line);
  if (!read_number(take_word(line), pack.version)) return false;
  pack.digest = line;
  state.packs.push_back(std::move(pack));
  return true;
}

auto order(const SeenPack& pack) { return std::tie(pack.name, pack.key); }

std::uint64_t number_at(std::string_view text, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  read_number(text.substr(at, size), value);
  return value;
}

}  // namespace

const SeenPack* PackState::find(std::string_view name, std::string_view key) const {
  for (const SeenPack& pack : packs) {
    if (pack.name == name && pack.key == key) return &pack;
  }
  return nullptr;
}

void PackState::add(const SeenPack& pack) {
  const auto place =
      std::lower_bound(packs.begin(), packs.end(), pack,
                       [](const SeenPack& a, const SeenPack& b) { return order(a) < order(b); });
  if (place == packs.end() || order(*place) != order(pack)) {
    packs.insert(place, pack);
  } else if (place->version <= pack.version) {
    *place = pack;
  }
}

std::string write_state(const PackState& state) {
  std::string out(kFirstLine);
  out += "time " + std::to_string(state.latest_time) + "\n";
  for (const SeenPack& pack : state.packs) {
    out +=
        "pack " + pack.name + " " + pack.key + " " + std::to_string(pack.version) + " " + pack.digest + "\n";
  }
  out += std::string(kCheck) + hex(view_of_bytes(sha256(out))) + "\n";
  return out;
}

Result<PackState> parse_state(std::string_view text) {
  PackState state;
  if (text.empty()) return state;
  if (text.size() > kMostBytes || text.substr(0, kFirstLine.size()) != kFirstLine) return damaged();
  std::string_view rest = text.substr(kFirstLine.size());
  while (rest.substr(0, kCheck.size()) != kCheck) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos || !take_line(rest.substr(0, end), state)) return damaged();
    rest.remove_prefix(end + 1);
  }
  if (write_state(state) != text) return damaged();
  return state;
}

Result<void> StateKeeper::update(const std::function<Result<bool>(PackState&)>& change) {
  const auto run = [&]() -> Result<void> {
    Result<std::string> text = load ? load() : Result<std::string>(text_);
    if (!text.ok()) return text.error();
    Result<PackState> state = parse_state(text.value());
    if (!state.ok()) return state.error();
    const Result<bool> changed = change(state.value());
    if (!changed.ok()) return changed.error();
    if (!changed.value()) return {};
    std::string written = write_state(state.value());
    if (store) return store(written);
    text_ = std::move(written);
    return {};
  };
  return locked ? locked(run) : run();
}

std::uint64_t end_of_day(std::string_view date) {
  if (!is_date(date)) return 0;
  // Days of the civil calendar since 1970-01-01, counted from March so that leap days come last.
  const std::uint64_t month = number_at(date, 5, 2);
  const std::uint64_t year = number_at(date, 0, 4) + 400 - (month <= 2 ? 1 : 0);
  const std::uint64_t day_of_year =
      (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + number_at(date, 8, 2);
  const std::uint64_t days = 365 * year + year / 4 - year / 100 + year / 400 + day_of_year;
  constexpr std::uint64_t kDaysBefore1970 = 719'469 + 146'097;  // of the era above, less the day itself
  return days < kDaysBefore1970 ? 0 : (days - kDaysBefore1970 + 1) * 86'400;
}

}  // namespace postgate
