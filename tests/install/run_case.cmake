# Runs one case of tests/install; every variable comes from CMakeLists.txt beside this file.
cmake_minimum_required(VERSION 3.22)

function(run)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE code OUTPUT_VARIABLE out ERROR_VARIABLE err)
  if(NOT code EQUAL 0)
    list(JOIN ARGV " " line)
    message(FATAL_ERROR "exit ${code}: ${line}\n${out}${err}")
  endif()
  set(run_output "${out}" PARENT_SCOPE)
endfunction()

function(expect_output expected)
  if(NOT run_output MATCHES "${expected}")
    message(FATAL_ERROR "expected '${expected}' in the output, got:\n${run_output}")
  endif()
endfunction()

# Configures, builds and runs the project in SOURCE/<name> against the prefix.
function(outside_project name prefix)
  set(build ${WORK}/build_${name}_${CASE})
  file(REMOVE_RECURSE ${build})
  run(${CMAKE_COMMAND} -S ${SOURCE}/${name} -B ${build} -G ${GENERATOR} -DCMAKE_PREFIX_PATH=${prefix}
      -DCMAKE_C_COMPILER=${C_COMPILER} -DCMAKE_CXX_COMPILER=${CXX_COMPILER})
  run(${CMAKE_COMMAND} --build ${build})
  run(${build}/host)
  expect_output("^${VERSION} block\n$")
endfunction()

if(CASE STREQUAL "stage")
  file(REMOVE_RECURSE ${STAGE})
  run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${STAGE} --config "${CONFIG}")

elseif(CASE STREQUAL "tree")
  file(GLOB_RECURSE files LIST_DIRECTORIES false RELATIVE ${STAGE} ${STAGE}/*)
  set(expected
      ${INCLUDEDIR}/postgate.h
      ${LIBDIR}/cmake/postgate/postgateConfig.cmake
      ${LIBDIR}/cmake/postgate/postgateConfigVersion.cmake
      ${LIBDIR}/cmake/postgate/postgateTargets.cmake
      ${LIBDIR}/libpostgate.so
      ${LIBDIR}/libpostgate.so.0
      ${LIBDIR}/libpostgate.so.${VERSION}
      ${LIBDIR}/pkgconfig/postgate.pc)
  string(TOLOWER "${CONFIG}" config)
  list(APPEND expected ${LIBDIR}/cmake/postgate/postgateTargets-${config}.cmake)
  if(HAS_COMMAND)
    list(APPEND expected ${BINDIR}/postgate)
  endif()
  list(SORT files)
  list(SORT expected)
  if(NOT files STREQUAL expected)
    message(FATAL_ERROR "installed:\n  ${files}\nexpected:\n  ${expected}")
  endif()
  # Runtime alone is a working library and command, without anything to compile with.
  run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/runtime --component Runtime --config "${CONFIG}")
  if(EXISTS ${WORK}/runtime/${INCLUDEDIR} OR NOT EXISTS ${WORK}/runtime/${LIBDIR}/libpostgate.so.0)
    message(FATAL_ERROR "the component Runtime holds the wrong files")
  endif()

elseif(CASE STREQUAL "cmake_c" OR CASE STREQUAL "cmake_cxx")
  outside_project(${CASE} ${STAGE})

elseif(CASE STREQUAL "version_check")
  # The next ABI major must not be satisfied by this one.
  set(build ${WORK}/build_version)
  file(REMOVE_RECURSE ${build})
  execute_process(
    COMMAND ${CMAKE_COMMAND} -S ${SOURCE}/cmake_c -B ${build} -G ${GENERATOR} -DCMAKE_PREFIX_PATH=${STAGE}
            -DCMAKE_C_COMPILER=${C_COMPILER} -DWANTED=1.0
    RESULT_VARIABLE code OUTPUT_QUIET ERROR_VARIABLE err)
  if(code EQUAL 0 OR NOT err MATCHES "1.0")
    message(FATAL_ERROR "find_package(postgate 1.0) was satisfied by ${VERSION}\n${err}")
  endif()

elseif(CASE STREQUAL "pkg_config")
  find_program(PKG_CONFIG NAMES pkgconf pkg-config REQUIRED)
  set(ENV{PKG_CONFIG_LIBDIR} ${STAGE}/${LIBDIR}/pkgconfig) # this folder alone: no dependency may be asked for
  run(${PKG_CONFIG} --modversion postgate)
  expect_output("^${VERSION}\n$")
  run(${PKG_CONFIG} --cflags --libs postgate)
  separate_arguments(flags UNIX_COMMAND "${run_output}")
  run(${C_COMPILER} -std=c99 -Wall -Wextra -Wpedantic -Werror ${SOURCE}/cmake_c/host.c -o ${WORK}/pkg_config_host ${flags})
  set(ENV{LD_LIBRARY_PATH} ${STAGE}/${LIBDIR})
  run(${WORK}/pkg_config_host)
  expect_output("^${VERSION} block\n$")

elseif(CASE STREQUAL "command")
  if(HAS_COMMAND)
    run(${STAGE}/${BINDIR}/postgate --version)
    expect_output("${VERSION}")
  endif()

elseif(CASE STREQUAL "moved")
  file(REMOVE_RECURSE ${WORK}/moved)
  file(RENAME ${STAGE} ${WORK}/moved)
  if(HAS_COMMAND)
    run(${WORK}/moved/${BINDIR}/postgate --version)
  endif()
  outside_project(cmake_c ${WORK}/moved)
  file(RENAME ${WORK}/moved ${STAGE})

elseif(CASE STREQUAL "superproject")
  set(build ${WORK}/build_superproject)
  file(REMOVE_RECURSE ${build})
  run(${CMAKE_COMMAND} -S ${SOURCE}/superproject -B ${build} -G ${GENERATOR} -DPOSTGATE_SOURCE=${PROJECT_ROOT}
      -DCMAKE_C_COMPILER=${C_COMPILER} -DCMAKE_CXX_COMPILER=${CXX_COMPILER})

else()
  message(FATAL_ERROR "no such case: ${CASE}")
endif()
