// POSTGATE_INLINE: on the way that every post takes, a call costs as much as the work of a small function;
// for those with one caller.
#pragma once

#define POSTGATE_INLINE [[gnu::always_inline]] inline
