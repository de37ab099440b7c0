# Flags as usage requirements of one interface target; nothing global. Every target of the project
# links it PRIVATE, so that neither an installed library nor a host's own targets inherit a flag.
include_guard()

add_library(postgate_flags INTERFACE)
target_compile_options(
  postgate_flags
  INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wvla -Wformat=2
            $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor -Wold-style-cast -Wmissing-declarations>
            $<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes -Wmissing-prototypes>
            $<$<BOOL:${POSTGATE_WERROR}>:-Werror>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 warns of overlapping copies inside std::string concatenation, wrongly (GCC bug 105651).
  target_compile_options(postgate_flags INTERFACE -Wno-restrict)
endif()

# Hardening. Post text and packs are hostile; these turn most memory defects into a stop.
target_compile_options(postgate_flags INTERFACE -fstack-protector-strong -fstack-clash-protection)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  target_compile_options(postgate_flags INTERFACE -fcf-protection=full)
endif()
target_compile_definitions(postgate_flags INTERFACE $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<CONFIG:Debug>>:_GLIBCXX_ASSERTIONS>)
target_link_options(postgate_flags INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)

if(POSTGATE_SANITIZE)
  target_compile_options(postgate_flags INTERFACE -fsanitize=${POSTGATE_SANITIZE} -fno-sanitize-recover=all
                                                  -fno-omit-frame-pointer)
  target_link_options(postgate_flags INTERFACE -fsanitize=${POSTGATE_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang" AND POSTGATE_SANITIZE MATCHES "undefined")
    # These two need the C++ half of the run-time library, which a host in C does not link.
    target_compile_options(postgate_flags INTERFACE -fno-sanitize=vptr,function)
  endif()
else()
  # Undefined first: some distributions predefine another level.
  target_compile_options(
    postgate_flags INTERFACE $<$<CONFIG:Release,RelWithDebInfo,MinSizeRel>:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2>)
endif()
