/* What the header says at compile time is what the library says at run time. */
#include <stdio.h>
#include <string.h>

#include "postgate.h"

static int wrong = 0;

static void expect(int holds, const char* what) {
  if (holds) return;
  printf("wrong: %s\n", what);
  wrong = 1;
}

int main(void) {
  const postgate_api* api = postgate_get_api(POSTGATE_ABI_MAJOR, POSTGATE_ABI_MINOR, NULL);
  const uint32_t version = ((uint32_t)POSTGATE_ABI_MAJOR << 16) | POSTGATE_ABI_MINOR;
  expect(postgate_abi_version() == version, "ABI version");
  expect(strcmp(postgate_version_string(), POSTGATE_VERSION) == 0, "release");
  expect(strcmp(postgate_build_info("version"), POSTGATE_VERSION) == 0, "release in the build info");
  expect(api != NULL && api->struct_size == sizeof(postgate_api), "size of the function table");
  expect(api != NULL && api->abi_version == version, "ABI version in the function table");
  expect(strcmp(postgate_status_name(POSTGATE_E_NOMEM), "E_NOMEM") == 0, "name of a status");
  expect(strcmp(postgate_action_name(POSTGATE_ACTION_HOLD), "hold") == 0, "name of an action");
  return wrong;
}
