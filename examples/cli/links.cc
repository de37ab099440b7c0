#include "links.h"

#include <unistd.h>

#include <csignal>

#include "gate.h"
#include "json_text.h"
#include "report.h"
#include "scan.h"
#include "utf8.h"
#include "verdict_text.h"

namespace postgate_cli {
namespace {

constexpr std::size_t kLongestShown = 400;

const char* kind_name(std::uint32_t kind) {
  switch (kind) {
    case POSTGATE_LINK_APP:
      return "app";
    case POSTGATE_LINK_TOKEN:
      return "token";
    case POSTGATE_LINK_EMAIL:
      return "email";
    default:
      return "web";
  }
}

// A scanner without a ruleset: finding links needs none.
class LinkFinder {
 public:
  LinkFinder() {
    postgate_engine* engine = nullptr;
    postgate_engine_create(nullptr, &engine, nullptr);
    engine_.reset(engine);
    renew();
  }

  // Borrowed until the next post; nullptr with the post's problem set if there are none to be had.
  const postgate_links* find(Post& post) {
    fill_fields(post, fields_);
    postgate_error error = POSTGATE_INIT(postgate_error);
    const postgate_links* links = nullptr;
    const int32_t status = postgate_links_find(scanner_.get(), fields_.data(), fields_.size(),
                                               sizeof(postgate_field), nullptr, &links, &error);
    if (status == POSTGATE_OK) return links;
    post.problem = problem_of(post, status, error);
    if (status == POSTGATE_E_INTERNAL) renew();
    return nullptr;
  }

 private:
  void renew() {
    postgate_scanner* scanner = nullptr;
    postgate_scanner_create(engine_.get(), &scanner, nullptr);
    scanner_.reset(scanner);
  }

  Engine engine_;
  Scanner scanner_;
  std::vector<postgate_field> fields_;
};

void append_link_json(const Post& post, const postgate_link& link, std::string& out) {
  const postgate_spans where = in_source(post, link.field, link.where);
  out += '{';
  json_member(out, "url", view(link.url));
  json_member(out, "host", view(link.host));
  json_member(out, "registrable", view(link.registrable));
  if (link.target.size != 0) json_member(out, "target", view(link.target));
  json_key(out, "span");
  append_spans_json(where, out);
  json_member(out, "text", cut(post, link.field, where.bytes));
  json_key(out, "folds");
  append_folds_json(link.folds, out);
  json_member(out, "kind", kind_name(link.kind));
  if (post.fields.size() > 1) append_field_json(post, link.field, out);
  if (link.looks_like.size != 0) json_member(out, "looks_like", view(link.looks_like));
  out += '}';
}

void append_links_json(const Post& post, const postgate_links* links, std::string& out) {
  out += '{';
  json_member(out, "id", post.id);
  if (links == nullptr) {
    const Problem& problem = *post.problem;
    json_key(out, "error");
    out += '{';
    json_member(out, "status", problem.status);
    json_member(out, "message", problem.message);
    out += '}';
  }
  json_key(out, "links");
  out += '[';
  postgate_link link = POSTGATE_INIT(postgate_link);
  for (std::size_t i = 0; postgate_links_at(links, i, &link) == POSTGATE_OK; ++i) {
    if (i > 0) out += ',';
    append_link_json(post, link, out);
  }
  out += "]}\n";
}

void append_address(const postgate_link& link, const VerdictText& text, std::string& out) {
  out += "     " + text.paint(kCyan, visible(view(link.url), kLongestShown));
  if (link.target.size != 0)
    out += "  \u2192 " + text.paint(kYellow, visible(view(link.target), kLongestShown));
  if (link.looks_like.size != 0)
    out += "  \u2248 " + text.paint(kRed, visible(view(link.looks_like), kLongestShown));
  out += '\n';
}

void append_links_text(const Post& post, const postgate_links* links, const VerdictText& text,
                       std::string& out) {
  const std::size_t count = postgate_links_count(links);
  out += text.paint(kBold, visible(post.id, kLongestShown)) + "  " + std::to_string(count) + "\n";
  postgate_link link = POSTGATE_INIT(postgate_link);
  for (std::size_t i = 0; postgate_links_at(links, i, &link) == POSTGATE_OK; ++i) {
    const postgate_spans where = in_source(post, link.field, link.where);
    out += "   " + text.paint(kDim, text.place(post, link.field, where)) + "  " + kind_name(link.kind) + "  ";
    out += visible(cut(post, link.field, where.bytes), kLongestShown) + '\n';
    if (link.url.size != 0) append_address(link, text, out);
    if (link.folds != 0) text.labelled(kUndone, text.folds(link.folds), out);
  }
}

int finish(const Output& output, Notices& notices, bool failed) {
  notices.finish();
  if (output.closed_pipe()) return kExitSignal + SIGPIPE;
  if (output.broken()) {
    notices.say("cannot write the links: " + output.reason());
    return kExitUnscanned;
  }
  if (Interrupt::signal() != 0) return kExitSignal + Interrupt::signal();
  return failed ? kExitUnscanned : kExitClean;
}

}  // namespace

int list_links(const LinksSettings& settings) {
  const Interrupt interrupt;
  Style style;
  style.screen = look_at(STDOUT_FILENO, settings.colour);
  style.language = settings.language;
  const VerdictText text(style);
  Notices notices(look_at(STDERR_FILENO, settings.colour));
  Output output(style.screen);
  PostReader posts(
      settings.files, std::nullopt, settings.input, [&output] { return output.flush(); }, notices);
  LinkFinder finder;
  Post post;
  bool failed = false;
  while (Interrupt::signal() == 0 && !output.broken() && posts.next(post)) {
    PostReader::finish(post);
    const postgate_links* links = post.problem ? nullptr : finder.find(post);
    if (links == nullptr) {
      failed = true;
      notices.complain(post.where() + ": " + post.problem->message);
    }
    if (settings.as_json) {
      append_links_json(post, links, output.buffer());
    } else if (links != nullptr) {
      append_links_text(post, links, text, output.buffer());
    }
    output.commit();
  }
  output.flush();
  return finish(output, notices, failed);
}

}  // namespace postgate_cli
