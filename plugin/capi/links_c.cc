// postgate_links_*: reads what postgate_links_find found, by index into the caller's structs.
// Nothing is copied but numbers and pointers into the scanner. Thread: as its scanner.
#include "capi/exports.h"
#include "capi/links.h"
#include "capi/pack_info.h"
#include "capi/spans.h"

namespace postgate::capi {
namespace {

static_assert(static_cast<int>(LinkKind::kWeb) == POSTGATE_LINK_WEB);
static_assert(static_cast<int>(LinkKind::kApp) == POSTGATE_LINK_APP);
static_assert(static_cast<int>(LinkKind::kToken) == POSTGATE_LINK_TOKEN);
static_assert(static_cast<int>(LinkKind::kEmail) == POSTGATE_LINK_EMAIL);
static_assert(kRoleAlt == POSTGATE_ROLE_ALT);

constexpr std::uint64_t kDefaultBudget = 200'000'000;  // 200 ms
constexpr std::uint32_t kDefaultMost = 8;
constexpr std::uint32_t kMost = 1024;

}  // namespace

postgate_link link_of(const PostLink& from) {
  postgate_link made{};
  made.kind = static_cast<std::uint32_t>(from.link.kind);
  made.field = from.field;
  made.role = from.role;
  made.folds = from.link.folds;
  made.where = spans_of(from.where);
  made.url = view_of(from.link.url);
  made.host = view_of(from.link.host);
  made.registrable = view_of(from.link.registrable);
  made.target = view_of(from.link.target);
  made.looks_like = view_of(from.link.looks_like);
  made.resolved = view_of(from.link.resolved);
  return made;
}

namespace {

// The links behind a handle; NULL if the handle is none, or its scanner has moved on.
const std::vector<PostLink>* read(const postgate_links* handle) {
  return alive(handle) ? handle->links : nullptr;
}

}  // namespace
}  // namespace postgate::capi

size_t postgate_links_count(const postgate_links* links) {
  const auto* read = capi::read(links);
  return read == nullptr ? 0 : read->size();
}

int32_t postgate_links_at(const postgate_links* links, size_t index, postgate_link* out) {
  return capi::guard(nullptr, [&](const capi::Report&) {
    const auto* read = capi::read(links);
    if (read == nullptr || out == nullptr || index >= read->size()) return Status::kArgument;
    return capi::write_sized(capi::link_of((*read)[index]), out);
  });
}

int32_t postgate_scanner_set_resolver(postgate_scanner* scanner, postgate_resolve_fn resolve, void* context,
                                      uint64_t budget_ns, uint32_t most, postgate_error* error) {
  return capi::guard(error, [&](const capi::Report& report) {
    if (!capi::alive(scanner)) return report.fail(Status::kArgument, "not a scanner");
    if (most > capi::kMost) return report.fail(Status::kArgument, "most is above 1,024");
    postgate::Resolver resolver;
    resolver.ask = resolve;
    resolver.context = context;
    resolver.budget_ns = budget_ns != 0 ? budget_ns : capi::kDefaultBudget;
    resolver.most = most != 0 ? most : capi::kDefaultMost;
    scanner->scanner.set_resolver(resolver);
    return Status::kOk;
  });
}
