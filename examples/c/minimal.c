/* The smallest host: judge one post and say why.   minimal "text of the post"
 * Exit status: 0 may be published, 1 hold it, 2 wrong usage. */
#include <stdio.h>
#include <string.h>

#include <postgate.h>

/* Once at start: the rules, an engine that holds them, one scanner for each worker thread. */
static int32_t start(postgate_engine** engine, postgate_scanner** scanner, postgate_error* error) {
  postgate_compiler* compiler = NULL;
  postgate_ruleset* ruleset = NULL;
  int32_t status = postgate_compiler_create(NULL, &compiler, error);
  if (status == POSTGATE_OK) status = postgate_compiler_add_builtin(compiler, "gov-cn", error);
  if (status == POSTGATE_OK) status = postgate_compiler_build(compiler, &ruleset, error);
  if (status == POSTGATE_OK) status = postgate_engine_create(NULL, engine, error);
  if (status == POSTGATE_OK) status = postgate_engine_install(*engine, ruleset, NULL, error);
  if (status == POSTGATE_OK) status = postgate_scanner_create(*engine, scanner, error);
  postgate_ruleset_release(ruleset); /* the engine holds it now */
  postgate_compiler_destroy(compiler);
  return status;
}

static void print(const char* label, postgate_string text) {
  if (text.size != 0) printf("%s%.*s\n", label, (int)text.size, text.data);
}

static void explain(const postgate_verdict* verdict, const char* post, size_t count) {
  size_t i;
  for (i = 0; i < count; i++) {
    postgate_finding finding = POSTGATE_INIT(postgate_finding);
    postgate_string text;
    if (postgate_verdict_finding_at(verdict, i, &finding) != POSTGATE_OK) continue;
    text.data = post + finding.where.bytes.begin;
    text.size = (size_t)(finding.where.bytes.end - finding.where.bytes.begin);
    print("- ", finding.rule);
    print("  text:   ", text);
    print("  clause: ", finding.clause_document);
    print("  hint:   ", finding.hint_zh);
  }
}

int main(int argc, char** argv) {
  postgate_engine* engine = NULL;
  postgate_scanner* scanner = NULL;
  const postgate_verdict* verdict = NULL;
  postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
  postgate_error error = POSTGATE_INIT(postgate_error);
  int32_t status;
  if (argc != 2) {
    fprintf(stderr, "usage: %s \"text of the post\"\n", argv[0]);
    return 2;
  }
  status = start(&engine, &scanner, &error);
  if (status == POSTGATE_OK) {
    status = postgate_scan_utf8(scanner, argv[1], strlen(argv[1]), NULL, &verdict, &error);
  }
  if (status == POSTGATE_OK) status = postgate_verdict_get_summary(verdict, &summary);
  if (status == POSTGATE_OK) {
    printf("%s\n", postgate_action_name(summary.action));
    explain(verdict, argv[1], (size_t)summary.finding_count);
  } else { /* this host holds what it could not judge */
    fprintf(stderr, "%s: %s\n", postgate_status_name(status), error.message);
    summary.action = POSTGATE_ACTION_NONE;
  }
  postgate_scanner_destroy(scanner);
  postgate_engine_destroy(engine);
  return summary.action == POSTGATE_ACTION_ALLOW || summary.action == POSTGATE_ACTION_FLAG ? 0 : 1;
}
