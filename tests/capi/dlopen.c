/* A host that knows the library by path alone: two loads, the function table, unloading that must do
 * nothing, and a table that works afterwards.   dlopen LIBRARY */
#define _POSIX_C_SOURCE 200809L
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#include "postgate.h"

typedef const postgate_api*(POSTGATE_CALL* get_api_fn)(uint32_t, uint32_t, postgate_error*);

#define EXPECT(condition)                            \
  do {                                               \
    if (!(condition)) {                              \
      printf("line %d: %s\n", __LINE__, #condition); \
      return 1;                                      \
    }                                                \
  } while (0)

static get_api_fn find(void* library) {
  get_api_fn found = NULL;
  void* symbol = dlsym(library, "postgate_get_api");
  memcpy(&found, &symbol, sizeof(found)); /* ISO C has no cast from data to function pointers */
  return found;
}

static int refuses_other_versions(get_api_fn get_api) {
  postgate_error error = POSTGATE_INIT(postgate_error);
  EXPECT(get_api(POSTGATE_ABI_MAJOR, POSTGATE_ABI_MINOR + 1, &error) == NULL);
  EXPECT(error.status == POSTGATE_E_PLATFORM);
  EXPECT(strstr(error.message, "ABI 0.1") != NULL);
  EXPECT(get_api(POSTGATE_ABI_MAJOR + 1, 0, NULL) == NULL);
  EXPECT(get_api(POSTGATE_ABI_MAJOR, 0, NULL) != NULL);
  error.struct_size = 1;
  error.status = 5;
  EXPECT(get_api(POSTGATE_ABI_MAJOR + 1, 0, &error) == NULL);
  EXPECT(error.status == 5);
  return 0;
}

static int judges(const postgate_api* api) {
  static const char pack[] =
      "[pack]\nname = \"host\"\nversion = 1\nrelease = \"1\"\nrequires = \"0.1\"\n"
      "title = { en = \"host\" }\n[[category]]\nid = \"ads\"\ntitle = { en = \"ads\" }\n"
      "clause = { document = \"a\", text = \"b\" }\n";
  static const char rules[] =
      "[[rule]]\nid = \"ads.one\"\ncategory = \"ads\"\naction = \"hold\"\ngrade = 2\ntitle = { en = \"one\" "
      "}\n"
      "words = [\"buy now\"]\nhint = { en = \"leave it out\" }\n"
      "examples = [\"please buy now\", \"BUY NOW!\"]\ncounter = [\"buy it later\", \"buy nowhere\"]\n";
  postgate_compiler* compiler = NULL;
  postgate_ruleset* ruleset = NULL;
  postgate_engine* engine = NULL;
  postgate_scanner* scanner = NULL;
  const postgate_verdict* verdict = NULL;
  postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
  postgate_error error = POSTGATE_INIT(postgate_error);
  EXPECT(api->compiler_create(NULL, &compiler, &error) == POSTGATE_OK);
  EXPECT(api->compiler_add_file(compiler, "p", "pack.toml", pack, sizeof(pack) - 1, &error) == POSTGATE_OK);
  EXPECT(api->compiler_add_file(compiler, "p", "rules/a.toml", rules, sizeof(rules) - 1, &error) ==
         POSTGATE_OK);
  if (api->compiler_build(compiler, &ruleset, &error) != POSTGATE_OK) {
    printf("%s:%u: %s\n", error.file, (unsigned)error.line, error.message);
    return 1;
  }
  EXPECT(api->engine_create(NULL, &engine, NULL) == POSTGATE_OK);
  EXPECT(api->engine_install(engine, ruleset, NULL, NULL) == POSTGATE_OK);
  EXPECT(api->scanner_create(engine, &scanner, NULL) == POSTGATE_OK);
  EXPECT(api->scan_utf8(scanner, "do buy now", 10, NULL, &verdict, NULL) == POSTGATE_OK);
  EXPECT(api->verdict_get_summary(verdict, &summary) == POSTGATE_OK);
  EXPECT(summary.action == POSTGATE_ACTION_HOLD);
  EXPECT(strcmp(api->action_name(summary.action), "hold") == 0);
  api->compiler_destroy(compiler);
  api->engine_destroy(engine);
  api->ruleset_release(ruleset);
  api->scanner_destroy(scanner);
  return 0;
}

int main(int argc, char** argv) {
  void* first;
  void* second;
  const postgate_api* api;
  EXPECT(argc == 2);
  first = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
  if (first == NULL) {
    printf("%s\n", dlerror());
    return 1;
  }
  second = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
  EXPECT(second != NULL && find(first) != NULL && find(first) == find(second));
  EXPECT(refuses_other_versions(find(first)) == 0);
  api = find(first)(POSTGATE_ABI_MAJOR, POSTGATE_ABI_MINOR, NULL);
  EXPECT(api != NULL && api->struct_size == sizeof(*api));
  EXPECT(judges(api) == 0);
  EXPECT(dlclose(first) == 0 && dlclose(second) == 0);
  EXPECT(judges(api) == 0); /* still there */
  first = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
  EXPECT(first != NULL && find(first)(POSTGATE_ABI_MAJOR, POSTGATE_ABI_MINOR, NULL) == api);
  return 0;
}
