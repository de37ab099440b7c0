#include "post_reader.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "post_json.h"

namespace postgate_cli {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr const char* kTooLong = "is longer than 64 MiB";

Problem problem(const char* status, std::string message, std::uint64_t offset = POSTGATE_NO_OFFSET) {
  return {status, std::move(message), offset, std::nullopt};
}

InputKind kind_by_name(const std::string& name) {
  for (const std::string_view ending : {".jsonl", ".ndjson"}) {
    if (name.ends_with(ending)) return InputKind::kJsonLines;
  }
  for (const std::string_view ending : {".html", ".htm", ".xhtml"}) {
    if (name.ends_with(ending)) return InputKind::kHtml;
  }
  for (const std::string_view ending : {".md", ".markdown"}) {
    if (name.ends_with(ending)) return InputKind::kMarkdown;
  }
  return InputKind::kText;
}

bool is_by_line(InputKind kind) { return kind == InputKind::kLines || kind == InputKind::kJsonLines; }

// Bytes of all inputs together, 0 if one of them is not a regular file.
std::uint64_t total_size(const std::vector<std::string>& files) {
  std::uint64_t total = 0;
  for (const std::string& file : files) {
    struct stat facts {};
    const int found = file == "-" ? fstat(STDIN_FILENO, &facts) : stat(file.c_str(), &facts);
    if (found != 0) continue;
    if (!S_ISREG(facts.st_mode)) return 0;
    total += static_cast<std::uint64_t>(facts.st_size);
  }
  return total;
}

// A file that is no UTF-8 text at all deserves better words than "ill-formed at byte 0".
std::optional<Problem> check_text(std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return problem("E_ENCODING", "looks like UTF-16; convert it to UTF-8 first (iconv -f UTF-16 -t UTF-8)",
                   0);
  }
  const std::size_t zero = text.find('\0');
  if (zero == std::string_view::npos) return std::nullopt;
  return problem("E_ENCODING",
                 "looks like a binary file, not a text (NUL at byte " + std::to_string(zero) + ")", zero);
}

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

}  // namespace

PostReader::PostReader(std::vector<std::string> files, std::optional<std::string> text, InputKind kind,
                       std::function<bool()> before_waiting, Notices& notices)
    : files_(std::move(files)),
      text_(std::move(text)),
      kind_(kind),
      notices_(notices),
      source_(std::move(before_waiting)) {
  if (files_.empty() && !text_) files_.emplace_back("-");
  total_bytes_ = total_size(files_);
  if (std::count(files_.begin(), files_.end(), "-") > 0 && isatty(STDIN_FILENO) == 1) {
    notices_.say("reading posts from the terminal; Ctrl-D ends, --help helps");
  }
}

double PostReader::share() const {
  const std::uint64_t done = done_bytes_ + source_.bytes_read();
  return total_bytes_ == 0 ? 0 : static_cast<double>(done) / static_cast<double>(total_bytes_);
}

bool PostReader::next(Post& post) {
  post.clear();
  if (text_) {
    post.id = post.source = "--text";
    post.add_field(POSTGATE_ROLE_BODY).text = std::move(*text_);
    text_.reset();
    return true;
  }
  while (position_ < files_.size()) {
    if (!source_.is_open()) {
      if (!open_next(post)) return true;
      line_ = 0;
    }
    const bool has_post = is_by_line(kind()) ? next_line(post) : read_whole(post);
    if (has_post || stopped_) return has_post;
    leave_file();
  }
  return false;
}

// False, and a post with a problem, if the file cannot be opened.
bool PostReader::open_next(Post& post) {
  const std::string reason = source_.open(file());
  if (reason.empty()) return true;
  post.id = post.source = file();
  post.is_post = !is_by_line(kind());
  post.problem = problem("E_IO", reason);
  ++position_;
  return false;
}

bool PostReader::read_whole(Post& post) {
  post.id = post.source = file();
  Field& field = post.add_field(POSTGATE_ROLE_BODY);
  field.format = format();
  const Read read = source_.all(field.text);
  if (read == Read::kStopped) {
    stopped_ = true;
    return false;
  }
  if (read == Read::kError) post.problem = problem("E_IO", source_.reason());
  if (read == Read::kTooLong) post.problem = problem("E_TOO_LARGE", kTooLong);
  if (read == Read::kOk) post.problem = check_text(field.text);
  if (field.text.starts_with(kByteOrderMark)) field.skip = kByteOrderMark.size();
  leave_file();
  return true;
}

void PostReader::leave_file() {
  done_bytes_ += source_.bytes_read();
  source_.close();
  ++position_;
}

std::uint32_t PostReader::format() const {
  const InputKind of_file = kind();
  if (of_file == InputKind::kHtml) return POSTGATE_FORMAT_HTML;
  return of_file == InputKind::kMarkdown ? POSTGATE_FORMAT_MARKDOWN : POSTGATE_FORMAT_PLAIN;
}

InputKind PostReader::kind() const { return kind_ == InputKind::kByName ? kind_by_name(file()) : kind_; }

void PostReader::name_after_place(Post& post) const {
  post.id = files_.size() == 1 ? std::to_string(line_) : file() + ":" + std::to_string(line_);
}

bool PostReader::next_line(Post& post) {
  const bool is_json = kind() == InputKind::kJsonLines;
  while (true) {
    std::string_view line;
    const Read read = source_.line(line);
    stopped_ = read == Read::kStopped;
    if (read == Read::kEnd || read == Read::kStopped) return false;
    ++line_;
    if (read == Read::kOk && is_json && is_blank(line)) continue;
    post.source = file();
    post.line = line_;
    post.in_json = is_json;
    name_after_place(post);
    if (read == Read::kOk && is_json) post.unread = line;
    if (read == Read::kOk && !is_json) {
      post.add_field(POSTGATE_ROLE_BODY).text = line;
      post.problem = check_text(line);
    }
    if (read == Read::kTooLong) post.problem = problem("E_TOO_LARGE", kTooLong);
    if (read == Read::kError) {
      post.is_post = false;
      post.problem = problem("E_IO", source_.reason());
      leave_file();
    }
    return true;
  }
}

void PostReader::finish(Post& post) {
  if (post.unread.empty()) return;
  const std::string place = post.id;
  read_post(post.unread, post);
  post.unread.clear();
  if (post.id.empty()) post.id = place;
}

}  // namespace postgate_cli
