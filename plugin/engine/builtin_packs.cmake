# Builds every pack below patterns/ into the library. Included by plugin/CMakeLists.txt after
# postgate_engine exists; defines the generated source that engine/builtin_pack.cc reads. A pack
# is a folder with a pack.toml; only the files that pack/loader.h reads are taken.
include_guard()

set(pack_root ${PROJECT_SOURCE_DIR}/patterns)
file(GLOB pack_files RELATIVE ${pack_root} CONFIGURE_DEPENDS ${pack_root}/*/pack.toml ${pack_root}/*/rules/*.toml
     ${pack_root}/*/lists/*.txt ${pack_root}/*/cases/*.toml)
list(FILTER pack_files EXCLUDE REGEX "/\\.")  # hidden files are no part of a pack
list(SORT pack_files COMPARE STRING)

set(embedded "")
foreach(file IN LISTS pack_files)
  if(NOT file MATCHES "^[A-Za-z0-9._/-]+$")
    message(FATAL_ERROR "patterns/${file}: name the files of a pack with letters, digits, '.', '_' and '-'")
  endif()
  string(REGEX REPLACE "/.*" "" pack ${file})
  if(EXISTS ${pack_root}/${pack}/pack.toml)
    list(APPEND embedded ${file})
  endif()
endforeach()
list(TRANSFORM embedded PREPEND ${pack_root}/ OUTPUT_VARIABLE embedded_paths)

set(pack_list ${PROJECT_BINARY_DIR}/generated/builtin_packs.txt)
set(pack_source ${PROJECT_BINARY_DIR}/generated/builtin_packs.cc)
list(JOIN embedded "\n" pack_list_text)
# Written only if it differs: a removed file must make the source again.
file(CONFIGURE OUTPUT ${pack_list} CONTENT "@pack_list_text@\n" @ONLY)
add_custom_command(
  OUTPUT ${pack_source}
  COMMAND ${CMAKE_COMMAND} -DROOT=${pack_root} -DLIST=${pack_list} -DOUTPUT=${pack_source} -P
          ${CMAKE_CURRENT_LIST_DIR}/embed_packs.cmake
  DEPENDS ${pack_list} ${embedded_paths} ${CMAKE_CURRENT_LIST_DIR}/embed_packs.cmake
  COMMENT "Building the packs of patterns/ into the library"
  VERBATIM)
target_sources(postgate_engine PRIVATE ${pack_source})
