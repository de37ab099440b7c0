# Sourced by the lint scripts: the source files of the project, one a line, sorted.
# sources [folder ...] lists C and C++ files; generated ones live in build folders, not here.
sources() {
  find "$@" -type f \( -name '*.h' -o -name '*.cc' -o -name '*.c' \) | LC_ALL=C sort
}
