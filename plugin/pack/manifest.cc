#include "pack/manifest.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "pack/ids.h"
#include "pack/pack_files.h"
#include "pack/text_place.h"

namespace postgate {

namespace {

constexpr std::string_view kFormat = "postgate-pack ";
constexpr std::string_view kFormatNumber = "1";
constexpr std::size_t kHexDigest = 64;

Error bad(const std::string& what) {
  return make_error(Status::kPackArchive, "not a pack file that can be read: " + what);
}

template <typename Number>
bool read_number(std::string_view text, Number& value) {
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failure == std::errc() && end == text.data() + text.size() && !text.empty();
}

bool is_hex_digest(std::string_view text) {
  return text.size() == kHexDigest && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

void line(std::string& out, std::string_view key, std::string_view value) {
  ((out += key) += ' ') += value;
  out += '\n';
}

void number_line(std::string& out, std::string_view key, std::uint64_t value) {
  line(out, key, std::to_string(value));
}

// Cuts the first word off `rest`.
std::string_view take_word(std::string_view& rest) {
  const std::size_t space = std::min(rest.find(' '), rest.size());
  const std::string_view word = rest.substr(0, space);
  rest.remove_prefix(std::min(space + 1, rest.size()));
  return word;
}

class ManifestReader {
 public:
  Result<Manifest> read(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      if (end == std::string_view::npos) return bad("its last line has no end");
      std::string_view rest = text.substr(0, end);
      text.remove_prefix(end + 1);
      if (!take(take_word(rest), rest)) return bad("a line of its manifest is wrong");
    }
    if (!whole()) return bad("its manifest lacks something");
    return std::move(made_);
  }

 private:
  bool take(std::string_view key, std::string_view rest) {
    if (key == "file") return take_file(rest);
    if (key == "payload") return take_payload(rest);
    if (std::uint64_t* number = number_of(key)) return read_number(rest, *number);
    if (std::string* text = text_of(key)) {
      *text = rest;
      return !rest.empty() && !first_ill_formed(rest) && !hidden_character(rest);
    }
    return key == kFormat.substr(0, kFormat.size() - 1);  // its number was looked at before
  }

  std::uint64_t* number_of(std::string_view key) {
    const std::pair<std::string_view, std::uint64_t*> numbers[] = {
        {"version", &made_.version},
        {"rules", &made_.cost.rules},
        {"signals", &made_.cost.signals},
        {"words", &made_.cost.words},
        {"regexes", &made_.cost.regexes},
        {"regex-cost", &made_.cost.regex_cost},
        {"hostile-hits", &made_.cost.hostile_hits},
        {"tests", &made_.cost.tests},
        {"benign-characters", &made_.benign.characters},
        {"false-hits", &made_.benign.stopped}};
    for (const auto& [name, place] : numbers) {
      if (name == key) return place;
    }
    return nullptr;
  }

  std::string* text_of(std::string_view key) {
    const std::pair<std::string_view, std::string*> texts[] = {
        {"name", &made_.name},       {"release", &made_.release},          {"date", &made_.date},
        {"expires", &made_.expires}, {"requires", &made_.requires_engine}, {"digest", &made_.digest}};
    for (const auto& [name, place] : texts) {
      if (name == key) return place;
    }
    return nullptr;
  }

  bool take_file(std::string_view rest) {
    ManifestFile file;
    if (!read_number(take_word(rest), file.size)) return false;
    file.sha256 = take_word(rest);
    file.path = rest;
    const PackPlace place = place_of(file.path);
    const bool read = place != PackPlace::kIgnored && place != PackPlace::kStrayToml;
    if (!read || !is_hex_digest(file.sha256) || !is_fit_path(file.path)) return false;
    if (!made_.files.empty() && made_.files.back().path >= file.path) return false;
    made_.files.push_back(std::move(file));
    return true;
  }

  bool take_payload(std::string_view rest) {
    if (take_word(rest) != "zlib" || !read_number(take_word(rest), made_.compressed_size)) return false;
    if (!read_number(take_word(rest), made_.raw_size)) return false;
    made_.compressed_sha256 = rest;
    return is_hex_digest(rest);
  }

  [[nodiscard]] bool whole() const {
    const auto date_or_none = [](const std::string& text) { return text.empty() || is_date(text); };
    return is_pack_name(made_.name) && made_.version != 0 && date_or_none(made_.date) &&
           date_or_none(made_.expires) && !made_.digest.empty() && !made_.files.empty() &&
           !made_.compressed_sha256.empty();
  }

  Manifest made_;
};

}  // namespace

std::uint64_t false_hits_per_million(const BenignText& text) {
  if (text.characters == 0) return 0;
  constexpr std::uint64_t kMillion = 1'000'000;
  if (text.stopped > UINT64_MAX / kMillion) return UINT64_MAX;
  const std::uint64_t scaled = text.stopped * kMillion;
  return scaled / text.characters + (scaled % text.characters != 0 ? 1 : 0);
}

std::string write_manifest(const Manifest& manifest) {
  std::string out(kFormat);
  (out += kFormatNumber) += '\n';
  const auto text = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) line(out, key, value);
  };
  text("name", manifest.name);
  number_line(out, "version", manifest.version);
  text("release", manifest.release);
  text("date", manifest.date);
  text("expires", manifest.expires);
  text("requires", manifest.requires_engine);
  text("digest", manifest.digest);
  number_line(out, "rules", manifest.cost.rules);
  number_line(out, "signals", manifest.cost.signals);
  number_line(out, "words", manifest.cost.words);
  number_line(out, "regexes", manifest.cost.regexes);
  number_line(out, "regex-cost", manifest.cost.regex_cost);
  number_line(out, "hostile-hits", manifest.cost.hostile_hits);
  number_line(out, "tests", manifest.cost.tests);
  if (manifest.benign.characters != 0) {
    number_line(out, "benign-characters", manifest.benign.characters);
    number_line(out, "false-hits", manifest.benign.stopped);
  }
  for (const ManifestFile& file : manifest.files) {
    line(out, "file", std::to_string(file.size) + " " + file.sha256 + " " + file.path);
  }
  line(out, "payload",
       "zlib " + std::to_string(manifest.compressed_size) + " " + std::to_string(manifest.raw_size) + " " +
           manifest.compressed_sha256);
  return out;
}

Result<Manifest> parse_manifest(std::string_view text) {
  if (text.substr(0, kFormat.size()) != kFormat) return bad("it does not begin with \"postgate-pack\"");
  const std::string_view number = text.substr(kFormat.size(), text.find('\n') - kFormat.size());
  if (number != kFormatNumber) {
    return make_error(Status::kPackUnsupported, "the pack file has format " + printable(number, 20) +
                                                    ", this engine reads format 1; update the engine");
  }
  Result<Manifest> made = ManifestReader().read(text);
  if (made.ok() && write_manifest(made.value()) != text) return bad("its manifest is not in canonical form");
  return made;
}

}  // namespace postgate
