// Makes well-formed UTF-8 of UTF-16 and of ill-formed UTF-8, into a buffer
// that FieldText keeps. Stateless functions; linear.
#pragma once

#include "base/deadline.h"
#include "base/result.h"
#include "text/byte_buffer.h"
#include "text/field_text.h"

namespace postgate {

// UTF-16 -> UTF-8. A lone surrogate is an error at its unit, or U+FFFD on request.
Result<void> transcode_utf16(const FieldInput& input, const Deadline& deadline, ByteBuffer& out);

// UTF-8 with one U+FFFD for each maximal ill-formed part.
Result<void> repair_utf8(std::string_view utf8, const Deadline& deadline, ByteBuffer& out);

Error encoding_error(const char* what, std::size_t offset);
Error too_large_error();
Error deadline_error();

// The text of a field as raw() would show it, in UTF-8: `raw` points into the caller's text or into
// `storage`. Errors as of FieldText::assign().
Result<void> decode_field(const FieldInput& input, const Deadline& deadline, ByteBuffer& storage,
                          std::string_view& raw);

}  // namespace postgate
