// See html_tree.h. gumbo does not look at failed allocations, so the arena leaves the parse with a
// jump; nothing in between has a destructor, and the arena owns all there is to free.
#include "text/html_tree.h"

#include <gumbo.h>

#include <algorithm>
#include <csetjmp>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>
#include <vector>

namespace postgate {
namespace {

// Blocks that live until the end of the parse; the youngest can be given back.
class Arena {
 public:
  Arena(std::uint64_t most, const Deadline& deadline) : left_(most), deadline_(deadline) {}
  ~Arena() {
    while (chunks_ != nullptr) {
      std::byte* const next = chunks_->next;
      std::free(chunks_);
      chunks_ = reinterpret_cast<Chunk*>(next);
    }
  }
  Arena(const Arena&) = delete;  // gumbo holds its address
  Arena& operator=(const Arena&) = delete;

  enum class Trouble : std::uint8_t { kNone, kFull, kNoMemory, kDeadline };
  [[nodiscard]] Trouble trouble() const { return trouble_; }
  std::jmp_buf& way_out() { return way_out_; }

  static void* allocate(void* arena, std::size_t size) { return static_cast<Arena*>(arena)->get(size); }
  static void release(void* arena, void* block) { static_cast<Arena*>(arena)->give_back(block); }

 private:
  static constexpr std::size_t kChunk = std::size_t{256} << 10U;
  static constexpr std::size_t kAlign = alignof(std::max_align_t);
  static constexpr std::uint32_t kClockMask = 255;
  struct alignas(kAlign) Chunk {
    std::byte* next;
  };

  void* get(std::size_t size) {
    if ((++count_ & kClockMask) == 0 && deadline_.expired()) leave(Trouble::kDeadline);
    if (size > left_) leave(Trouble::kFull);
    const std::size_t wanted = (std::max<std::size_t>(size, 1) + kAlign - 1) / kAlign * kAlign;
    if (wanted > left_) leave(Trouble::kFull);
    if (wanted > room_) add_chunk(wanted);
    left_ -= wanted;
    last_ = next_;
    last_size_ = wanted;
    next_ += wanted;
    room_ -= wanted;
    return last_;
  }

  void add_chunk(std::size_t wanted) {
    const std::size_t size = std::max(wanted, kChunk) + sizeof(Chunk);
    auto* const bytes = static_cast<std::byte*>(std::malloc(size));
    if (bytes == nullptr) leave(Trouble::kNoMemory);
    chunks_ = new (bytes) Chunk{reinterpret_cast<std::byte*>(chunks_)};
    next_ = bytes + sizeof(Chunk);
    room_ = size - sizeof(Chunk);
    last_ = nullptr;
  }

  void give_back(void* block) {
    if (block == nullptr || block != last_) return;
    next_ = last_;
    room_ += last_size_;
    left_ += last_size_;
    last_ = nullptr;
  }

  [[noreturn]] void leave(Trouble trouble) {
    trouble_ = trouble;
    std::longjmp(way_out_, 1);
  }

  std::uint64_t left_;
  Deadline deadline_;
  Chunk* chunks_ = nullptr;
  std::byte* next_ = nullptr;
  std::byte* last_ = nullptr;
  std::size_t last_size_ = 0;
  std::size_t room_ = 0;
  std::uint32_t count_ = 0;
  Trouble trouble_ = Trouble::kNone;
  std::jmp_buf way_out_{};
};

std::string_view view(const GumboStringPiece& piece) {
  return piece.data == nullptr ? std::string_view() : std::string_view(piece.data, piece.length);
}

class Element : public HtmlElement {
 public:
  explicit Element(const GumboNode& node) : node_(node) {
    const GumboElement& element = node.v.element;
    if (element.tag != GUMBO_TAG_UNKNOWN) {
      name_ = gumbo_normalized_tagname(element.tag);
      return;
    }
    GumboStringPiece piece = element.original_tag;
    if (piece.data != nullptr) gumbo_tag_from_original_text(&piece);
    name_ = view(piece);
    if (std::none_of(name_.begin(), name_.end(), [](char c) { return c >= 'A' && c <= 'Z'; })) return;
    lower_ = name_;
    for (char& c : lower_) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    name_ = lower_;
  }

  [[nodiscard]] std::string_view name() const override { return name_; }

  bool attribute(const char* name, HtmlAttribute& out) const override {
    const GumboAttribute* const found = gumbo_get_attribute(&node_.v.element.attributes, name);
    if (found == nullptr) return false;
    std::string_view written = view(found->original_value);
    const bool quoted = written.size() >= 2 && (written.front() == '"' || written.front() == '\'') &&
                        written.back() == written.front();
    if (quoted) written = written.substr(1, written.size() - 2);
    out = {found->name, found->value, written};
    return true;
  }

  [[nodiscard]] std::string_view start_tag() const override { return view(node_.v.element.original_tag); }
  [[nodiscard]] std::string_view end_tag() const override { return view(node_.v.element.original_end_tag); }

  [[nodiscard]] bool is_copy() const override {
    constexpr unsigned kCopies =
        GUMBO_INSERTION_RECONSTRUCTED_FORMATTING_ELEMENT | GUMBO_INSERTION_ADOPTION_AGENCY_CLONED;
    return (static_cast<unsigned>(node_.parse_flags) & kCopies) != 0;
  }

 private:
  const GumboNode& node_;
  std::string_view name_;
  std::string lower_;
};

bool is_element(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

// Depth first without recursion.
void walk(const GumboNode& root, HtmlVisitor& visitor) {
  struct Step {
    const GumboNode* node;
    unsigned next;
  };
  std::vector<Step> path;
  const auto enter = [&](const GumboNode* node) {
    if (is_element(*node)) {
      visitor.open(Element(*node));
      path.push_back({node, 0});
    } else if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
               node->type == GUMBO_NODE_CDATA) {
      visitor.text(node->v.text.text, view(node->v.text.original_text));
    }
  };
  enter(&root);
  while (!path.empty()) {
    Step& step = path.back();
    const GumboVector& children = step.node->v.element.children;
    if (step.next < children.length) {
      enter(static_cast<const GumboNode*>(children.data[step.next++]));
      continue;
    }
    visitor.close(Element(*step.node));
    path.pop_back();
  }
}

// The only frame that the jump crosses into; it holds nothing to destroy.
const GumboOutput* parse(Arena& arena, std::string_view source) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = &Arena::allocate;
  options.deallocator = &Arena::release;
  options.userdata = &arena;
  options.max_errors = 0;
  if (setjmp(arena.way_out()) != 0) return nullptr;
  return gumbo_parse_with_options(&options, source.data(), source.size());
}

Error trouble_error(Arena::Trouble trouble) {
  switch (trouble) {
    case Arena::Trouble::kDeadline:
      return make_error(Status::kDeadline, "the time budget was used up while HTML was parsed");
    case Arena::Trouble::kNoMemory:
      return make_error(Status::kNoMemory, "no memory to parse HTML");
    case Arena::Trouble::kNone:
    case Arena::Trouble::kFull:
      break;
  }
  return make_error(Status::kStructureLimit, "the parsed page needs more memory than the limit");
}

}  // namespace

Result<void> walk_html(std::string_view source, const HtmlTreeLimits& limits, const Deadline& deadline,
                       HtmlVisitor& visitor) {
  try {
    Arena arena(limits.memory, deadline);
    const std::string_view bytes = source.empty() ? std::string_view("") : source;
    const GumboOutput* const output = parse(arena, bytes);
    if (output == nullptr) return trouble_error(arena.trouble());
    if (output->root != nullptr) walk(*output->root, visitor);
  } catch (const std::bad_alloc&) {
    return make_error(Status::kNoMemory, "no memory to take HTML apart");
  }
  return {};
}

}  // namespace postgate
