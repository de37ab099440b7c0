// The objects behind the handles of abi/postgate.h. Each begins with a word that
// says what it is, so that a handle of another kind, or one that was destroyed, is
// refused where it can be seen. What they share is held by shared_ptr: handles may
// be destroyed in any order. Used by the files of capi only.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/marked.h"
#include "engine/audit_log.h"
#include "engine/audit_verify.h"
#include "engine/breaker.h"
#include "engine/canary.h"
#include "engine/engine.h"
#include "engine/link_scan.h"
#include "engine/ruleset.h"
#include "engine/statistics.h"
#include "engine/suggest.h"
#include "engine/verdict.h"
#include "engine/worker.h"
#include "pack/trust.h"
#include "policy/account_reader.h"
#include "policy/approval.h"
#include "postgate.h"

namespace postgate::capi {

template <typename Handle>
bool alive(const Handle* handle) {
  return handle != nullptr && handle->marked();
}

// A postgate_account is the account itself, so that a scan has one object to look at instead of two.
inline const Account* account_of(const postgate_account* handle) {
  return reinterpret_cast<const Account*>(handle);
}
inline bool alive(const postgate_account* handle) {
  return handle != nullptr && account_of(handle)->is_lent();
}
inline postgate_account* lend(const Account& account) {
  account.lend();
  return reinterpret_cast<postgate_account*>(const_cast<Account*>(&account));
}

}  // namespace postgate::capi

struct postgate_compiler : postgate::Marked<0x70676331U> {
  postgate::CompileOptions options;
  std::vector<postgate::PackSource> sources;
  std::map<std::string, std::size_t> source_of_key;  // add_file: pack_key -> index in sources
  std::size_t bytes = 0;                             // of all files so far
  bool built = false;
  bool keep_source = false;
  postgate::Diagnostics diagnostics;
  std::shared_ptr<const postgate::Ruleset> kept;  // what was built, if the source was to be kept
  std::string archive;                            // lent by write_archive
};

struct postgate_trust : postgate::Marked<0x70677431U> {
  std::shared_ptr<postgate::TrustStore> store;
};

struct postgate_ruleset : postgate::Marked<0x70677231U> {
  explicit postgate_ruleset(std::shared_ptr<const postgate::Ruleset> held) : ruleset(std::move(held)) {}
  std::shared_ptr<const postgate::Ruleset> ruleset;
  std::atomic<std::uint64_t> owners{1};
};

struct postgate_engine : postgate::Marked<0x70676531U> {
  explicit postgate_engine(const postgate::EngineOptions& options)
      : engine(std::make_shared<postgate::Engine>(options)) {}
  std::shared_ptr<postgate::Engine> engine;
};

struct postgate_accounts : postgate::Marked<0x70676131U> {
  postgate::AccountBook book;
  postgate::Diagnostics diagnostics;  // of the last file
};

struct postgate_approvals : postgate::Marked<0x70676133U> {
  postgate::ApprovalList list;
};

// Part of its scanner; empty whenever there is no verdict to read.
struct postgate_verdict : postgate::Marked<0x70677631U> {
  const postgate::Verdict* verdict = nullptr;
};

namespace postgate::capi {

// What became of one post of a batch.
struct BatchEntry {
  Verdict verdict;
  postgate_verdict lent;
  Status status = Status::kOk;
  std::unique_ptr<postgate_error> error;  // of a status other than kOk
};

}  // namespace postgate::capi

// Part of its scanner as well.
struct postgate_links : postgate::Marked<0x70676c31U> {
  const std::vector<postgate::PostLink>* links = nullptr;
};

struct postgate_scanner : postgate::Marked<0x70677331U> {
  explicit postgate_scanner(std::shared_ptr<postgate::Engine> held)
      : engine(std::move(held)), scanner(engine) {}
  std::shared_ptr<postgate::Engine> engine;
  postgate::Worker scanner;
  std::vector<postgate::PostField> fields;  // of the post being scanned; reused
  postgate_verdict lent;
  std::vector<std::unique_ptr<postgate::capi::BatchEntry>> batch;  // the last one's, and spare entries
  std::size_t batch_size = 0;
  postgate::LinkScan link_scan;
  postgate_links lent_links;
  std::unique_ptr<postgate::Scanner> suggester;  // made when it is needed; counts nothing
  std::vector<postgate::Fix> fixes;              // of the last postgate_suggest
  std::atomic_flag busy;
};

struct postgate_audit : postgate::Marked<0x70676134U> {
  std::unique_ptr<postgate::AuditLog> log;
  std::vector<postgate::PostField> fields;  // reused
};

struct postgate_audit_report : postgate::Marked<0x70676135U> {
  postgate::AuditReport report;
  std::vector<std::string> files;
};

struct postgate_stats : postgate::Marked<0x70677332U> {
  std::unique_ptr<const postgate::StatisticsSnapshot> counts;
  postgate::CanaryStatus canary;
  std::vector<std::pair<std::string, std::uint64_t>> categories;
  std::vector<postgate_stats_pin> pins;
};

struct postgate_breaker : postgate::Marked<0x70676231U> {
  explicit postgate_breaker(const postgate::BreakerOptions& options) : breaker(options) {}
  postgate::Breaker breaker;
};
