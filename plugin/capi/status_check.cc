// Proof that the numbers of the layers are those of abi/postgate.h. Holds no code.
#include "base/result.h"
#include "base/status.h"
#include "engine/canary.h"
#include "engine/field_scan.h"
#include "engine/installed.h"
#include "engine/ruleset.h"
#include "engine/scan_unit.h"
#include "engine/shadow.h"
#include "engine/update.h"
#include "engine/verdict.h"
#include "pack/diagnostics.h"
#include "pack/model.h"
#include "policy/account.h"
#include "policy/approval.h"
#include "policy/finding.h"
#include "postgate.h"
#include "text/fold.h"
#include "text/structure.h"

namespace postgate::capi {
namespace {

template <typename T>
constexpr std::int64_t value(T from) {
  return static_cast<std::int64_t>(from);
}

static_assert(value(Status::kOk) == POSTGATE_OK);
static_assert(value(Status::kArgument) == POSTGATE_E_ARGUMENT);
static_assert(value(Status::kStructSize) == POSTGATE_E_STRUCT_SIZE);
static_assert(value(Status::kUnknownOption) == POSTGATE_E_UNKNOWN_OPTION);
static_assert(value(Status::kState) == POSTGATE_E_STATE);
static_assert(value(Status::kBusy) == POSTGATE_E_BUSY);
static_assert(value(Status::kEncoding) == POSTGATE_E_ENCODING);
static_assert(value(Status::kTooLarge) == POSTGATE_E_TOO_LARGE);
static_assert(value(Status::kFormat) == POSTGATE_E_FORMAT);
static_assert(value(Status::kStructureLimit) == POSTGATE_E_STRUCTURE);
static_assert(value(Status::kPackSyntax) == POSTGATE_E_PACK_SYNTAX);
static_assert(value(Status::kPackInvalid) == POSTGATE_E_PACK_INVALID);
static_assert(value(Status::kPackLimit) == POSTGATE_E_PACK_LIMIT);
static_assert(value(Status::kPackUnsupported) == POSTGATE_E_PACK_UNSUPPORTED);
static_assert(value(Status::kPackSelfTest) == POSTGATE_E_PACK_SELF_TEST);
static_assert(value(Status::kPackBudget) == POSTGATE_E_PACK_BUDGET);
static_assert(value(Status::kPackArchive) == POSTGATE_E_PACK_ARCHIVE);
static_assert(value(Status::kPackSignature) == POSTGATE_E_PACK_SIGNATURE);
static_assert(value(Status::kPackRollback) == POSTGATE_E_PACK_ROLLBACK);
static_assert(value(Status::kPackExpired) == POSTGATE_E_PACK_EXPIRED);
static_assert(value(Status::kAccount) == POSTGATE_E_ACCOUNT);
static_assert(value(Status::kApproval) == POSTGATE_E_APPROVAL);
static_assert(value(Status::kNoMemory) == POSTGATE_E_NOMEM);
static_assert(value(Status::kDeadline) == POSTGATE_E_DEADLINE);
static_assert(value(Status::kMatcherLimit) == POSTGATE_E_MATCHER_LIMIT);
static_assert(value(Status::kIo) == POSTGATE_E_IO);
static_assert(value(Status::kPlatform) == POSTGATE_E_PLATFORM);
static_assert(value(Status::kInternal) == POSTGATE_E_INTERNAL);

static_assert(value(Action::kNone) == POSTGATE_ACTION_NONE);
static_assert(value(Action::kAllow) == POSTGATE_ACTION_ALLOW);
static_assert(value(Action::kFlag) == POSTGATE_ACTION_FLAG);
static_assert(value(Action::kHold) == POSTGATE_ACTION_HOLD);
static_assert(value(Action::kBlock) == POSTGATE_ACTION_BLOCK);

static_assert(value(Severity::kError) == POSTGATE_SEVERITY_ERROR);
static_assert(value(Severity::kWarning) == POSTGATE_SEVERITY_WARNING);

static_assert(value(kFoldWidth) == POSTGATE_FOLD_WIDTH);
static_assert(value(kFoldCase) == POSTGATE_FOLD_CASE);
static_assert(value(kFoldStyle) == POSTGATE_FOLD_STYLE);
static_assert(value(kFoldScript) == POSTGATE_FOLD_SCRIPT);
static_assert(value(kFoldDigit) == POSTGATE_FOLD_DIGIT);
static_assert(value(kFoldIgnorable) == POSTGATE_FOLD_IGNORABLE);
static_assert(value(kFoldSeparator) == POSTGATE_FOLD_SEPARATOR);
static_assert(value(kFoldRepeat) == POSTGATE_FOLD_REPEAT);
static_assert(value(kFoldHomophone) == POSTGATE_FOLD_HOMOPHONE);
static_assert(value(kFoldShape) == POSTGATE_FOLD_SHAPE);
static_assert(value(kFoldFuzzy) == POSTGATE_FOLD_FUZZY);
static_assert(value(kFoldEmoji) == POSTGATE_FOLD_EMOJI);
static_assert(value(kFoldOrder) == POSTGATE_FOLD_ORDER);
static_assert(value(kFoldJoined) == POSTGATE_FOLD_JOINED);
static_assert(value(kFoldLink) == POSTGATE_FOLD_LINK);
static_assert(kFoldCount == 15);

static_assert(value(TraceKind::kSignal) == POSTGATE_TRACE_SIGNAL);
static_assert(value(TraceKind::kExcepted) == POSTGATE_TRACE_EXCEPTED);
static_assert(value(TraceKind::kNotNear) == POSTGATE_TRACE_NOT_NEAR);
static_assert(value(TraceKind::kRefused) == POSTGATE_TRACE_REFUSED);
static_assert(value(TraceKind::kWeak) == POSTGATE_TRACE_WEAK);
static_assert(value(TraceKind::kRule) == POSTGATE_TRACE_RULE);
static_assert(value(TraceKind::kGuarded) == POSTGATE_TRACE_GUARDED);
static_assert(value(TraceKind::kExcused) == POSTGATE_TRACE_EXCUSED);

static_assert(value(Excuse::kOwnDomain) == POSTGATE_EXCUSE_OWN_DOMAIN);
static_assert(value(Excuse::kHotline) == POSTGATE_EXCUSE_HOTLINE);
static_assert(value(Excuse::kContact) == POSTGATE_EXCUSE_CONTACT);
static_assert(value(Excuse::kMiniProgram) == POSTGATE_EXCUSE_MINI_PROGRAM);
static_assert(value(Excuse::kName) == POSTGATE_EXCUSE_NAME);
static_assert(value(Excuse::kPhrase) == POSTGATE_EXCUSE_PHRASE);
static_assert(value(Excuse::kDisabled) == POSTGATE_EXCUSE_DISABLED);
static_assert(value(Excuse::kLowered) == POSTGATE_EXCUSE_LOWERED);
static_assert(value(Excuse::kApproval) == POSTGATE_EXCUSE_APPROVAL);

static_assert(value(ApprovalState::kApplied) == POSTGATE_APPROVAL_APPLIED);
static_assert(value(ApprovalState::kExpired) == POSTGATE_APPROVAL_EXPIRED);
static_assert(value(ApprovalState::kForged) == POSTGATE_APPROVAL_FORGED);
static_assert(value(ApprovalState::kForeign) == POSTGATE_APPROVAL_FOREIGN);
static_assert(value(ApprovalState::kUnused) == POSTGATE_APPROVAL_UNUSED);

static_assert(value(UpdateStep::kNone) == POSTGATE_STEP_NONE);
static_assert(value(UpdateStep::kParse) == POSTGATE_STEP_PARSE);
static_assert(value(UpdateStep::kCompile) == POSTGATE_STEP_COMPILE);
static_assert(value(UpdateStep::kTest) == POSTGATE_STEP_TEST);
static_assert(value(UpdateStep::kTiming) == POSTGATE_STEP_TIMING);
static_assert(value(UpdateStep::kDiff) == POSTGATE_STEP_DIFF);
static_assert(value(UpdateStep::kState) == POSTGATE_STEP_STATE);
static_assert(value(UpdateStep::kInstall) == POSTGATE_STEP_INSTALL);

static_assert(value(BuildStage::kRegex) == POSTGATE_STAGE_REGEX);
static_assert(value(BuildStage::kCompile) == POSTGATE_STAGE_COMPILE);
static_assert(value(BuildStage::kTest) == POSTGATE_STAGE_TEST);

static_assert(kIncompleteHits == POSTGATE_INCOMPLETE_HITS);
static_assert(kIncompleteDeadline == POSTGATE_INCOMPLETE_DEADLINE);
static_assert(kIncompleteMatcher == POSTGATE_INCOMPLETE_MATCHER);
static_assert(kIncompleteStructure == POSTGATE_INCOMPLETE_STRUCTURE);

static_assert(kRoleNames.size() == POSTGATE_ROLE_TAG + 1);
static_assert(kRoleNames[POSTGATE_ROLE_ALT] == "alt" && kRoleNames[POSTGATE_ROLE_AUTHOR] == "author");
static_assert(kRoleTitle == POSTGATE_ROLE_TITLE);
static_assert(kRoleLink == POSTGATE_ROLE_LINK);
static_assert(kRoleAlt == POSTGATE_ROLE_ALT);

static_assert(value(TextFormat::kPlain) == POSTGATE_FORMAT_PLAIN);
static_assert(value(TextFormat::kHtml) == POSTGATE_FORMAT_HTML);
static_assert(value(TextFormat::kMarkdown) == POSTGATE_FORMAT_MARKDOWN);

static_assert(value(Slot::kLive) == POSTGATE_SLOT_LIVE);
static_assert(value(Slot::kCanary) == POSTGATE_SLOT_CANARY);
static_assert(value(Slot::kShadow) == POSTGATE_SLOT_SHADOW);
static_assert(value(ShadowState::kNone) == POSTGATE_SHADOW_NONE);
static_assert(value(ShadowState::kDone) == POSTGATE_SHADOW_DONE);
static_assert(value(ShadowState::kCut) == POSTGATE_SHADOW_CUT);
static_assert(value(ShadowState::kSkipped) == POSTGATE_SHADOW_SKIPPED);
static_assert(value(ShadowState::kFailed) == POSTGATE_SHADOW_FAILED);
static_assert(value(CanaryState::kNone) == POSTGATE_CANARY_NONE);
static_assert(value(CanaryState::kRunning) == POSTGATE_CANARY_RUNNING);
static_assert(value(CanaryState::kFallenBack) == POSTGATE_CANARY_FALLEN_BACK);
static_assert(value(CanaryReason::kNone) == POSTGATE_CANARY_REASON_NONE);
static_assert(value(CanaryReason::kHoldRate) == POSTGATE_CANARY_REASON_HOLD_RATE);
static_assert(value(CanaryReason::kLatency) == POSTGATE_CANARY_REASON_LATENCY);

static_assert(Error::kNoOffset == POSTGATE_NO_OFFSET);

}  // namespace
}  // namespace postgate::capi
