#include "text/structure.h"
namespace postgate {
Result<void> read_markdown(std::string_view, const StructureLimits&, const Deadline&, Structure&) {
  return make_error(Status::kFormat, "x");
}
}
