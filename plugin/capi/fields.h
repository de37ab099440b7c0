// The caller's array of fields, read and checked. Used by every call that takes a post. No state.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "capi/boundary.h"
#include "engine/scanner.h"

namespace postgate::capi {

// The caller's struct may be longer or shorter than ours.
struct FieldArray {
  const postgate_field* first;
  std::size_t count;
  std::size_t stride;
};

Status check_array(const FieldArray& array, std::uint64_t most, const Report& report);
Status read_fields(const FieldArray& array, std::vector<PostField>& to, const Report& report);

}  // namespace postgate::capi
