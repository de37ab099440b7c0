# Script: writes OUTPUT, a C++ source with the files that LIST names below ROOT as arrays of bytes.
# Run by the build (see builtin_packs.cmake). The order is that of LIST, so the output is reproducible.
file(STRINGS ${LIST} files ENCODING UTF-8)

set(arrays "")
set(entries "")
set(number 0)
string(REPEAT "0x..," 32 row)
foreach(file IN LISTS files)
  string(REGEX REPLACE "/.*" "" pack ${file})
  string(REGEX REPLACE "^${pack}/(.*)$" "\\1" path ${file})
  file(READ ${ROOT}/${file} hex HEX)
  string(LENGTH "${hex}" digits)
  math(EXPR size "${digits} / 2")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  # A row for every 32 bytes; the array ends in a byte of its own, so that no file is an empty array.
  string(REGEX REPLACE "(${row})" "\\1\n" bytes "${bytes}")
  string(APPEND arrays "const unsigned char kFile${number}[] = {\n${bytes}0};\n")
  string(APPEND entries "    {\"${pack}\", \"${path}\", kFile${number}, ${size}},\n")
  math(EXPR number "${number} + 1")
endforeach()

file(WRITE ${OUTPUT} "// Made from patterns/ by embed_packs.cmake.
#include \"engine/builtin_files.h\"

namespace postgate {
namespace {
${arrays}}  // namespace

const BuiltinFile kBuiltinFiles[] = {
${entries}    {nullptr, nullptr, nullptr, 0},
};

}  // namespace postgate
")
