#include "record.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "json_text.h"
#include "report.h"
#include "utf8.h"

namespace postgate_cli {
namespace {

constexpr std::size_t kBuffered = std::size_t{256} * 1024;
constexpr std::string_view kHex = "0123456789abcdef";

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    if (!character.valid) return false;
    at += character.bytes;
  }
  return true;
}

// As it is, or, if it is no UTF-8, each byte as two hex digits.
void exact_text(std::string_view text, std::string& out) {
  if (is_utf8(text)) {
    json_member(out, "text", text);
    return;
  }
  std::string hex;
  hex.reserve(text.size() * 2);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    hex += kHex[byte >> 4U];
    hex += kHex[byte & 0xFU];
  }
  json_member(out, "hex", hex);
}

void field_json(const Field& field, std::string& out) {
  out += '{';
  json_member(out, "role", role_name(field.role));
  if (field.format == POSTGATE_FORMAT_HTML) json_member(out, "format", "html");
  if (field.format == POSTGATE_FORMAT_MARKDOWN) json_member(out, "format", "markdown");
  if (field.skip != 0) {
    json_member(out, "skip", field.skip);
  }
  exact_text(field.text, out);
  out += '}';
}

// A file of something else, such as the posts, must not be overwritten by mistake.
bool is_record(int descriptor) {
  constexpr std::string_view kBegin = "{\"record\":";
  char begin[kBegin.size()];
  return pread(descriptor, begin, kBegin.size(), 0) == static_cast<ssize_t>(kBegin.size()) &&
         std::memcmp(begin, kBegin.data(), kBegin.size()) == 0;
}

}  // namespace

std::string record_line(const Post& post, std::string_view verdict_json) {
  std::string out = "{\"post\":{";
  json_member(out, "id", post.id);
  if (!post.account.empty()) json_member(out, "account", post.account);
  json_member(out, "source", post.source);
  if (post.line != 0) {
    json_member(out, "line", post.line);
  }
  json_key(out, "fields");
  out += '[';
  for (const Field& field : post.fields) {
    if (out.back() != '[') out += ',';
    field_json(field, out);
  }
  out += "]}";
  out += kVerdictKey;
  out += verdict_json;
  return out;
}

std::string record_head_line(const RecordHead& head) {
  std::string out = "{\"record\":1";
  json_member(out, "engine", head.engine);
  json_key(out, "given");
  out += '[';
  for (const std::string& pack : head.given) {
    if (out.back() != '[') out += ',';
    json_string(out, pack);
  }
  out += "],\"pack\":";
  append_packs_json(head.packs, out);
  if (!head.profile.empty()) json_member(out, "profile", head.profile);
  json_member(out, "now", head.now);
  if (head.fixes) out += ",\"fixes\":true";
  return out;
}

std::string record_owner_line(const OwnerSource& source) {
  const char* kind = source.kind == OwnerSource::Kind::kAccounts      ? "accounts"
                     : source.kind == OwnerSource::Kind::kApproverKey ? "approver-key"
                                                                      : "approval";
  std::string out = "{";
  json_member(out, "file", kind);
  json_member(out, "name", source.name);
  exact_text(source.bytes, out);
  return out;
}

std::string record_end_line(std::uint64_t posts) {
  std::string out = "{\"end\":";
  json_number(out, posts);
  return out;
}

// FNV-1a.
std::uint64_t record_sum(std::uint64_t before, std::string_view line) {
  std::uint64_t sum = 0xCBF2'9CE4'8422'2325ULL ^ before;
  for (const char c : line) sum = (sum ^ static_cast<unsigned char>(c)) * 0x100'0000'01B3ULL;
  return sum;
}

std::string record_tail(std::uint64_t sum) {
  std::string out = ",\"sum\":\"";
  for (unsigned shift = 64; shift > 0; shift -= 4) out += kHex[sum >> (shift - 4) & 0xFU];
  return out + "\"}";
}

std::unique_ptr<RecordWriter> RecordWriter::open(const std::string& path, std::string& complaint) {
  constexpr mode_t kOwnerOnly = S_IRUSR | S_IWUSR;
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnly);
  struct stat facts {};
  if (descriptor < 0 || fstat(descriptor, &facts) != 0) {
    complaint = std::strerror(errno);
  } else if (S_ISREG(facts.st_mode) && facts.st_size != 0 && !is_record(descriptor)) {
    complaint = "it exists and is no record; remove it first";
  } else if (S_ISREG(facts.st_mode) &&
             (fchmod(descriptor, kOwnerOnly) != 0 || ftruncate(descriptor, 0) != 0)) {
    complaint = std::strerror(errno);  // others who could read it must not be able to
  }
  if (complaint.empty()) return std::unique_ptr<RecordWriter>(new RecordWriter(path, descriptor));
  complaint = "cannot write the record " + path + ": " + complaint;
  if (descriptor >= 0) close(descriptor);
  return nullptr;
}

RecordWriter::~RecordWriter() {
  flush();
  if (descriptor_ >= 0) close(descriptor_);
}

void RecordWriter::add(std::string_view line) {
  sum_ = record_sum(sum_, line);
  buffer_ += line;
  buffer_ += record_tail(sum_);
  buffer_ += '\n';
  if (buffer_.size() >= kBuffered) flush();
}

void RecordWriter::add_post(std::string_view line) {
  ++posts_;
  add(line);
}

void RecordWriter::flush() {
  std::string_view left = buffer_;
  while (error_ == 0 && !left.empty()) {
    const ssize_t written = write(descriptor_, left.data(), left.size());
    if (written < 0 && errno != EINTR) error_ = errno;
    if (written > 0) left.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
}

std::string RecordWriter::finish() {
  add(record_end_line(posts_));
  flush();
  if (close(descriptor_) != 0 && error_ == 0 && errno != EINTR) error_ = errno;
  descriptor_ = -1;
  return error_ == 0 ? std::string() : path_ + ": " + std::strerror(error_);
}

}  // namespace postgate_cli
