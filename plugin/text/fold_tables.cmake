# Generates the fold tables from ICU and the data files when the library is built. The generator is the only
# user of ICU here; this layer carries the tables and does not need ICU at run time (link/idna.cc does).
file(GLOB fold_data CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/data/*.txt)
set(fold_tables_source ${CMAKE_CURRENT_BINARY_DIR}/fold_tables.cc)

file(GLOB fold_tools CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/tools/*.cc)
add_executable(postgate_make_fold_tables ${fold_tools})
target_include_directories(postgate_make_fold_tables PRIVATE ${CMAKE_CURRENT_LIST_DIR}/..)
target_link_libraries(postgate_make_fold_tables PRIVATE PkgConfig::ICU postgate_flags)

add_custom_command(
  OUTPUT ${fold_tables_source}
  COMMAND postgate_make_fold_tables ${CMAKE_CURRENT_LIST_DIR}/data ${fold_tables_source}
  DEPENDS postgate_make_fold_tables ${fold_data}
  COMMENT "Making the fold tables"
  VERBATIM)
target_sources(postgate_text PRIVATE ${fold_tables_source})

# Pairing the loop's pointers in vector registers puts moves between register files on its critical path.
set_source_files_properties(${CMAKE_CURRENT_LIST_DIR}/fold_loop.cc PROPERTIES COMPILE_OPTIONS -fno-tree-slp-vectorize)
target_link_libraries(postgate_text PUBLIC PkgConfig::HWY)

# What the tests of this layer link besides the layer: they compare the tables with ICU itself, and read a
# compressed list of UTF-8 cases where zlib and the list are at hand.
if(POSTGATE_BUILD_TESTS)
  add_library(postgate_text_test_deps INTERFACE)
  target_link_libraries(postgate_text_test_deps INTERFACE PkgConfig::ICU)
  find_package(ZLIB QUIET)
  if(ZLIB_FOUND)
    target_link_libraries(postgate_text_test_deps INTERFACE ZLIB::ZLIB)
    target_compile_definitions(postgate_text_test_deps INTERFACE POSTGATE_TEST_ZLIB=1)
  endif()
endif()
