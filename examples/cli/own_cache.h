// Where the command keeps compiled databases if nobody says where: the folder "postgate" in $XDG_CACHE_HOME
// or ~/.cache, so that it starts at once from the second time on. One thread.
#pragma once

#include "pack_access.h"

namespace postgate_cli {

// --cache as it was given; the user's own folder if it was not, where that can be used; nothing for "none".
PackAccess with_cache(PackAccess access);

}  // namespace postgate_cli
