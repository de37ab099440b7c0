#include "post_json.h"

#include <nlohmann/json.hpp>

#include "utf8.h"

namespace postgate_cli {
namespace {

// The engine takes 100,000 fields; one more is enough for it to refuse the post.
constexpr std::size_t kMostFields = 100'001;
constexpr std::size_t kLongestMessage = 300;

enum class Key { kNone, kId, kTitle, kText, kLinks, kAlt, kFormat, kAccount };
constexpr std::size_t kKeyCount = 8;

Key key_of(std::string_view name) {
  if (name == "text") return Key::kText;
  if (name == "id") return Key::kId;
  if (name == "title") return Key::kTitle;
  if (name == "links") return Key::kLinks;
  if (name == "alt") return Key::kAlt;
  if (name == "format") return Key::kFormat;
  if (name == "account") return Key::kAccount;
  return Key::kNone;
}

const char* name_of(Key key) {
  constexpr const char* kNames[kKeyCount] = {"", "id", "title", "text", "links", "alt", "format", "account"};
  return kNames[static_cast<std::size_t>(key)];
}

bool is_list(Key key) { return key == Key::kLinks || key == Key::kAlt; }

// Takes the events of the JSON reader; no tree is built. Only the members of the outermost object and
// the strings of its lists count. The first mistake is kept and reading goes on, for the sake of the id.
class PostBuilder : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit PostBuilder(Post& post) : post_(post) {}

  void finish() {
    if (!has(Key::kText)) refuse("the post has no \"text\"");
    for (Field& field : post_.fields) {
      if (field.role == POSTGATE_ROLE_BODY) field.format = format_;
    }
  }

  bool null() override {
    if (depth_ == 1 && key_ != Key::kText) return true;  // as if it were not there
    return unexpected("null");
  }
  bool boolean(bool /*value*/) override { return unexpected("true or false"); }
  bool number_integer(number_integer_t value) override { return number(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return number(std::to_string(value)); }
  bool number_float(number_float_t /*value*/, const string_t& written) override { return number(written); }
  bool binary(binary_t& /*value*/) override { return unexpected("binary data"); }

  bool string(string_t& value) override {
    if (depth_ == 1) return member(value);
    if (depth_ == 2 && in_list_) {
      add(key_ == Key::kLinks ? POSTGATE_ROLE_LINK : POSTGATE_ROLE_ALT, value);
      return true;
    }
    return unexpected("a string");
  }

  bool start_object(std::size_t /*size*/) override {
    if (depth_ > 0) unexpected("an object");
    ++depth_;
    return true;
  }
  bool end_object() override {
    --depth_;
    return true;
  }
  bool start_array(std::size_t /*size*/) override {
    if (depth_ == 1 && is_list(key_)) {
      in_list_ = true;
    } else {
      unexpected("a list");
    }
    ++depth_;
    return true;
  }
  bool end_array() override {
    --depth_;
    if (depth_ == 1) in_list_ = false;
    return true;
  }
  bool key(string_t& name) override {
    if (depth_ != 1) return true;
    key_ = key_of(name);
    if (key_ == Key::kNone) return true;
    // Two readers could disagree about which one counts.
    if (has(key_)) refuse("the post has \"" + std::string(name_of(key_)) + "\" twice");
    seen_ |= 1U << static_cast<unsigned>(key_);
    return true;
  }

  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::json::exception& error) override {
    std::string_view what = error.what();
    for (const std::string_view prefix :
         {"] ", "column ", ": "}) {  // "[id] parse error at line 1, column 5: "
      const std::size_t found = what.find(prefix);
      if (found != std::string_view::npos) what.remove_prefix(found + prefix.size());
    }
    Problem problem{"E_INPUT", "not JSON: " + visible(what, kLongestMessage), position > 0 ? position - 1 : 0,
                    std::nullopt};
    post_.problem = std::move(problem);
    return false;
  }

 private:
  bool has(Key key) const { return ((seen_ >> static_cast<unsigned>(key)) & 1U) != 0; }

  void refuse(std::string message, const char* status = "E_INPUT") {
    if (!post_.problem) post_.problem = Problem{status, std::move(message), POSTGATE_NO_OFFSET, std::nullopt};
  }

  bool unexpected(const char* what) {
    if (depth_ == 0) {
      refuse("a post is a JSON object, not " + std::string(what));
    } else if (depth_ == 1 && key_ != Key::kNone) {
      refuse("\"" + std::string(name_of(key_)) + "\" must be " + wanted() + ", not " + what);
    } else if (depth_ == 2 && in_list_) {
      refuse("\"" + std::string(name_of(key_)) + "\" must hold strings, not " + what);
    }
    return true;
  }

  const char* wanted() const {
    if (is_list(key_)) return "a list of strings";
    return key_ == Key::kId ? "a string or a number" : "a string";
  }

  bool number(const std::string& written) {
    if (depth_ != 1 || key_ != Key::kId) return unexpected("a number");
    post_.id = written;
    return true;
  }

  // Of the text, wherever it stands in the object; the other members are always plain.
  bool format(const string_t& value) {
    if (value == "html") {
      format_ = POSTGATE_FORMAT_HTML;
    } else if (value == "markdown") {
      format_ = POSTGATE_FORMAT_MARKDOWN;
    } else if (value != "text" && value != "plain") {
      refuse("format \"" + visible(value, 40) + "\" cannot be read; write text, html or markdown",
             "E_FORMAT");
    }
    return true;
  }

  bool member(string_t& value) {
    switch (key_) {
      case Key::kId:
        post_.id.swap(value);
        return true;
      case Key::kTitle:
        add(POSTGATE_ROLE_TITLE, value);
        return true;
      case Key::kText:
        add(POSTGATE_ROLE_BODY, value);
        return true;
      case Key::kFormat:
        return format(value);
      case Key::kAccount:
        post_.account.swap(value);
        return true;
      case Key::kNone:
        return true;
      case Key::kLinks:
      case Key::kAlt:
        break;
    }
    return unexpected("a string");
  }

  void add(std::uint32_t role, string_t& value) {
    if (post_.fields.size() < kMostFields) post_.add_field(role).text.swap(value);
  }

  Post& post_;
  std::size_t depth_ = 0;
  Key key_ = Key::kNone;
  bool in_list_ = false;
  unsigned seen_ = 0;
  std::uint32_t format_ = POSTGATE_FORMAT_PLAIN;
};

}  // namespace

void read_post(std::string_view line, Post& post) {
  PostBuilder builder(post);
  const bool is_json = nlohmann::json::sax_parse(line.begin(), line.end(), &builder);
  if (is_json) builder.finish();
}

}  // namespace postgate_cli
