/* The smallest complete host: prints the library's version and the action on a fixed offending post. */
#include <postgate.h>
#include <stdio.h>
#include <string.h>

static int32_t judge(postgate_engine* engine, const char* text, int32_t* action) {
  postgate_scanner* scanner = NULL;
  const postgate_verdict* verdict = NULL;
  postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
  int32_t status = postgate_scanner_create(engine, &scanner, NULL);
  if (status == POSTGATE_OK) status = postgate_scan_utf8(scanner, text, strlen(text), NULL, &verdict, NULL);
  if (status == POSTGATE_OK) status = postgate_verdict_get_summary(verdict, &summary);
  *action = summary.action;
  postgate_scanner_destroy(scanner);
  return status;
}

int main(void) {
  postgate_compiler* compiler = NULL;
  postgate_ruleset* rules = NULL;
  postgate_engine* engine = NULL;
  int32_t action = POSTGATE_ACTION_NONE;
  int32_t status = postgate_compiler_create(NULL, &compiler, NULL);
  if (status == POSTGATE_OK) status = postgate_compiler_add_builtin(compiler, "gov-cn", NULL);
  if (status == POSTGATE_OK) status = postgate_compiler_build(compiler, &rules, NULL);
  if (status == POSTGATE_OK) status = postgate_engine_create(NULL, &engine, NULL);
  if (status == POSTGATE_OK) status = postgate_engine_install(engine, rules, NULL, NULL);
  if (status == POSTGATE_OK) status = judge(engine, "全体职工务必下载“某某通”APP", &action);
  postgate_compiler_destroy(compiler);
  postgate_ruleset_release(rules);
  postgate_engine_destroy(engine);
  if (status != POSTGATE_OK) {
    fprintf(stderr, "%s\n", postgate_status_name(status));
    return 1;
  }
  printf("%s %s\n", postgate_version_string(), postgate_action_name(action));
  return 0;
}
