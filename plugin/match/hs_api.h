// The one inclusion of Hyperscan (or Vectorscan, which has the same API). Only hs_*.cc include this.
#pragma once

#include <hs.h>
