# Settings that only a stand-alone build of postgate may make.
include_guard()

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

# The library and the programs people run stand in the build folder itself.
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(POSTGATE_CCACHE ccache DOC "Compiler cache; used when it is there")
mark_as_advanced(POSTGATE_CCACHE)
if(POSTGATE_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER "${POSTGATE_CCACHE}")
  set(CMAKE_CXX_COMPILER_LAUNCHER "${POSTGATE_CCACHE}")
endif()
