# Third-party libraries, each as one imported target. All are Debian 12 packages.
include_guard()

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

# Hyperscan, or Vectorscan, which has the same API and pkg-config name.
pkg_check_modules(HS REQUIRED IMPORTED_TARGET libhs>=5.4.0)
if(HS_VERSION VERSION_EQUAL 5.4.1)
  message(FATAL_ERROR "Hyperscan 5.4.1 rejects valid scratch space; install 5.4.0 or 5.4.2 or later")
endif()
message(STATUS "matcher: libhs ${HS_VERSION}")

pkg_check_modules(HWY REQUIRED IMPORTED_TARGET libhwy)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(ICU REQUIRED IMPORTED_TARGET icu-uc icu-i18n)  # to build the fold tables and to test them
pkg_check_modules(ICUUC REQUIRED IMPORTED_TARGET icu-uc)  # IDNA, in the library
pkg_check_modules(GUMBO REQUIRED IMPORTED_TARGET gumbo)
pkg_check_modules(MD4C REQUIRED IMPORTED_TARGET md4c)
pkg_check_modules(PSL REQUIRED IMPORTED_TARGET libpsl)
pkg_check_modules(DEFLATE REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(TOMLPLUSPLUS REQUIRED IMPORTED_TARGET tomlplusplus)
