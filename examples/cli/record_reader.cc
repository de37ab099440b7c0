#include "record_reader.h"

#include <charconv>
#include <nlohmann/json.hpp>

namespace postgate_cli {
namespace {

using Json = nlohmann::json;

constexpr const char* kDamaged = "is damaged: it is not what a record holds";

std::optional<Json> parse(std::string_view body) {
  std::string whole(body);
  whole += '}';  // which the sum stood before
  Json json = Json::parse(whole, nullptr, false);
  if (json.is_discarded() || !json.is_object()) return std::nullopt;
  return json;
}

// A missing member is as good as an empty one where it may be missing.
bool text_of(const Json& json, const char* name, bool optional, std::string& out) {
  const auto found = json.find(name);
  out.clear();
  if (found == json.end()) return optional;
  if (!found->is_string()) return false;
  out = found->get<std::string>();
  return true;
}

bool number_of(const Json& json, const char* name, bool optional, std::uint64_t& out) {
  const auto found = json.find(name);
  out = 0;
  if (found == json.end()) return optional;
  if (!found->is_number_unsigned()) return false;
  out = found->get<std::uint64_t>();
  return true;
}

bool exact_text_of(const Json& json, std::string& out) {
  if (json.contains("text")) return text_of(json, "text", false, out);
  std::string hex;
  if (!text_of(json, "hex", false, hex) || hex.size() % 2 != 0) return false;
  out.clear();
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    unsigned byte = 0;
    const auto done = std::from_chars(hex.data() + i, hex.data() + i + 2, byte, 16);
    if (done.ec != std::errc() || done.ptr != hex.data() + i + 2) return false;
    out += static_cast<char>(byte);
  }
  return true;
}

bool role_of(const Json& json, std::uint32_t& role) {
  std::string name;
  if (!text_of(json, "role", false, name)) return false;
  for (role = POSTGATE_ROLE_BODY; role <= POSTGATE_ROLE_TAG; ++role) {
    if (name == role_name(role)) return true;
  }
  return false;
}

bool field_of(const Json& json, Post& post) {
  std::uint32_t role = 0;
  std::string format;
  std::uint64_t skip = 0;
  if (!json.is_object() || !role_of(json, role) || !text_of(json, "format", true, format)) return false;
  Field& field = post.add_field(role);
  if (!number_of(json, "skip", true, skip) || !exact_text_of(json, field.text)) return false;
  if (skip > field.text.size()) return false;
  field.skip = static_cast<std::size_t>(skip);
  if (format == "html") field.format = POSTGATE_FORMAT_HTML;
  if (format == "markdown") field.format = POSTGATE_FORMAT_MARKDOWN;
  return format.empty() || field.format != POSTGATE_FORMAT_PLAIN;
}

bool post_of(const Json& json, Post& post) {
  const auto fields = json.find("fields");
  const bool good = json.is_object() && text_of(json, "id", false, post.id) &&
                    text_of(json, "account", true, post.account) &&
                    text_of(json, "source", false, post.source) && number_of(json, "line", true, post.line) &&
                    fields != json.end() && fields->is_array();
  if (!good) return false;
  for (const Json& field : *fields) {
    if (!field_of(field, post)) return false;
  }
  return true;
}

}  // namespace

std::string RecordChain::take(std::string_view line, std::string_view& body) {
  const std::size_t tail = record_tail(0).size();
  body = line.substr(0, line.size() - std::min(line.size(), tail));
  const std::string_view end = line.substr(body.size());
  std::uint64_t said = 0;
  if (end.size() == tail) {
    const char* const digits = end.data() + tail - 18;  // sixteen, a quotation mark and a bracket
    std::from_chars(digits, digits + 16, said, 16);
  }
  const std::uint64_t made = record_sum(said_, body);
  const bool whole = end == record_tail(said);
  // Where the line before is damaged, this one may follow what it said or what it was.
  const bool fits = made == said || record_sum(made_, body) == said;
  said_ = whole ? said : made;
  made_ = made;
  if (!whole) return "is cut short, or no line of a record";
  return fits ? std::string() : "is damaged, or lines before it are missing";
}

RecordPart part_of(std::string_view body) {
  if (body.starts_with("{\"post\":")) return RecordPart::kPost;
  if (body.starts_with("{\"record\":")) return RecordPart::kHead;
  if (body.starts_with("{\"file\":")) return RecordPart::kOwner;
  return body.starts_with("{\"end\":") ? RecordPart::kEnd : RecordPart::kOther;
}

std::string read_record_head(std::string_view body, RecordHead& head) {
  const std::optional<Json> json = parse(body);
  std::uint64_t release = 0;
  if (!json || !number_of(*json, "record", false, release)) return kDamaged;
  if (release != 1) return "is of a later release than this command reads";
  const auto given = json->find("given");
  const auto packs = json->find("pack");
  if (!text_of(*json, "engine", false, head.engine) || !text_of(*json, "profile", true, head.profile) ||
      !number_of(*json, "now", false, head.now) || given == json->end() || !given->is_array() ||
      packs == json->end() || !packs->is_array())
    return kDamaged;
  head.fixes = json->value("fixes", Json()) == true;
  for (const Json& pack : *given) {
    if (!pack.is_string()) return kDamaged;
    head.given.push_back(pack.get<std::string>());
  }
  for (const Json& pack : *packs) {
    PackFacts facts;
    if (!pack.is_object() || !text_of(pack, "name", false, facts.name) ||
        !number_of(pack, "version", false, facts.version) || !text_of(pack, "digest", false, facts.digest))
      return kDamaged;
    head.packs.push_back(std::move(facts));
  }
  return {};
}

std::string read_record_owner(std::string_view body, OwnerSource& source) {
  const std::optional<Json> json = parse(body);
  std::string kind;
  if (!json || !text_of(*json, "file", false, kind) || !text_of(*json, "name", false, source.name) ||
      !exact_text_of(*json, source.bytes))
    return kDamaged;
  if (kind == "accounts") {
    source.kind = OwnerSource::Kind::kAccounts;
  } else if (kind == "approver-key") {
    source.kind = OwnerSource::Kind::kApproverKey;
  } else if (kind == "approval") {
    source.kind = OwnerSource::Kind::kToken;
  } else {
    return kDamaged;
  }
  return {};
}

std::string read_record_end(std::string_view body, std::uint64_t& posts) {
  const std::optional<Json> json = parse(body);
  return json && number_of(*json, "end", false, posts) ? std::string() : kDamaged;
}

std::string read_recorded_post(std::string_view body, Post& post, std::string_view& verdict) {
  post.clear();
  // Inside a string its quotation marks would be escaped, so that this is the key itself.
  const std::size_t key = body.find(kVerdictKey);
  if (key == std::string_view::npos) return kDamaged;
  verdict = body.substr(key + kVerdictKey.size());
  const std::optional<Json> json = parse(body.substr(0, key));
  if (!json || !json->contains("post") || !post_of((*json)["post"], post)) return kDamaged;
  return {};
}

}  // namespace postgate_cli
