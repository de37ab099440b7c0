/* A host that finds the library at run time and can do without it.   dlopen_host LIBRARY < post
 * Exit status: 0 may be published, 1 hold it, 2 wrong usage. */
#define _POSIX_C_SOURCE 200809L
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#include <postgate.h> /* types and constants only: nothing is linked */

typedef const postgate_api*(POSTGATE_CALL* get_api_fn)(uint32_t, uint32_t, postgate_error*);

static const postgate_api* load(const char* path) {
  postgate_error error = POSTGATE_INIT(postgate_error);
  get_api_fn get_api = NULL;
  const postgate_api* api;
  void* symbol = NULL;
  void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library != NULL) symbol = dlsym(library, "postgate_get_api");
  if (symbol == NULL) {
    fprintf(stderr, "%s\n", dlerror());
    return NULL;
  }
  memcpy(&get_api, &symbol, sizeof(get_api)); /* ISO C has no cast from data to function pointers */
  api = get_api(POSTGATE_ABI_MAJOR, POSTGATE_ABI_MINOR, &error);
  if (api == NULL) fprintf(stderr, "%s: %s\n", path, error.message);
  return api;
}

static int32_t judge(const postgate_api* api, const char* post, size_t size, postgate_error* error) {
  postgate_compiler* compiler = NULL;
  postgate_ruleset* ruleset = NULL;
  postgate_engine* engine = NULL;
  postgate_scanner* scanner = NULL;
  const postgate_verdict* verdict = NULL;
  postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
  int32_t status = api->compiler_create(NULL, &compiler, error);
  if (status == POSTGATE_OK) status = api->compiler_add_builtin(compiler, "gov-cn", error);
  if (status == POSTGATE_OK) status = api->compiler_build(compiler, &ruleset, error);
  if (status == POSTGATE_OK) status = api->engine_create(NULL, &engine, error);
  if (status == POSTGATE_OK) status = api->engine_install(engine, ruleset, NULL, error);
  if (status == POSTGATE_OK) status = api->scanner_create(engine, &scanner, error);
  if (status == POSTGATE_OK) status = api->scan_utf8(scanner, post, size, NULL, &verdict, error);
  if (status == POSTGATE_OK) status = api->verdict_get_summary(verdict, &summary);
  if (status == POSTGATE_OK) {
    printf("%s, %d finding(s)\n", api->action_name(summary.action), (int)summary.finding_count);
  } else { /* no verdict: the action stays NONE, which is not ALLOW */
    fprintf(stderr, "%s: %s\n", api->status_name(status), error->message);
  }
  api->scanner_destroy(scanner); /* in any order */
  api->engine_destroy(engine);
  api->ruleset_release(ruleset);
  api->compiler_destroy(compiler);
  return summary.action;
}

int main(int argc, char** argv) {
  static char post[1 << 20];
  postgate_error error = POSTGATE_INIT(postgate_error);
  const postgate_api* api;
  size_t size;
  int32_t action;
  if (argc != 2) {
    fprintf(stderr, "usage: %s LIBRARY < post\n", argv[0]);
    return 2;
  }
  api = load(argv[1]);
  if (api == NULL) return 1;
  size = fread(post, 1, sizeof(post), stdin);
  if (size == sizeof(post)) return 1; /* more than this host reads: held, not cut */
  action = judge(api, post, size, &error);
  return action == POSTGATE_ACTION_ALLOW || action == POSTGATE_ACTION_FLAG ? 0 : 1;
}
