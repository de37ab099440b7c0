// What a file of exports begins with: how they are guarded, what they report to, how options are read. To be
// included by the files of capi that define functions of postgate.h, and by nothing else. No state, any
// thread.
#pragma once

#include "capi/boundary.h"
#include "capi/handles.h"
#include "capi/options.h"
#include "capi/sized.h"

using postgate::Status;
using postgate::capi::alive;
using postgate::capi::guard;
using postgate::capi::guard_out;
using postgate::capi::Report;
namespace capi = postgate::capi;
