// Status codes of every fallible operation. The numbers are the public ones of
// abi/postgate.h; capi/status_check.cc proves that the two lists agree.
#pragma once

#include <cstdint>

namespace postgate {

enum class Status : std::int32_t {
  kOk = 0,
  // the caller's mistakes
  kArgument = -1,
  kStructSize = -2,
  kUnknownOption = -3,
  kState = -4,
  kBusy = -5,
  // the post's text
  kEncoding = -20,
  kTooLarge = -21,
  kFormat = -22,
  kStructureLimit = -23,
  // packs
  kPackSyntax = -40,
  kPackInvalid = -41,
  kPackLimit = -42,
  kPackUnsupported = -43,
  kPackSelfTest = -44,
  kPackBudget = -45,
  kPackArchive = -46,
  kPackSignature = -47,
  kPackRollback = -48,
  kPackExpired = -49,
  // accounts
  kAccount = -53,
  kApproval = -54,
  // resources
  kNoMemory = -60,
  kDeadline = -61,
  kMatcherLimit = -62,
  kIo = -63,
  kPlatform = -64,
  kInternal = -90,
};

}  // namespace postgate
