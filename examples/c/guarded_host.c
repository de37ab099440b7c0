/* A host that always has an answer: what to do with each line of standard input, whatever happens to the
 * gate. Its choices: a post that cannot be judged is blocked, a gate that fails holds, and one that keeps
 * failing is left alone for a while.   guarded_host < posts
 * Exit status: 0 every post was published, 1 some were not, 2 there is no gate. */
#include <stdio.h>
#include <string.h>

#include <postgate.h>

static int32_t start(postgate_engine** engine, postgate_scanner** scanner, postgate_error* error) {
  postgate_compiler* compiler = NULL;
  postgate_ruleset* ruleset = NULL;
  int32_t status = postgate_compiler_create(NULL, &compiler, error);
  if (status == POSTGATE_OK) status = postgate_compiler_add_builtin(compiler, "gov-cn", error);
  if (status == POSTGATE_OK) status = postgate_compiler_build(compiler, &ruleset, error);
  if (status == POSTGATE_OK) status = postgate_engine_create(NULL, engine, error);
  if (status == POSTGATE_OK) status = postgate_engine_install(*engine, ruleset, NULL, error);
  if (status == POSTGATE_OK) status = postgate_scanner_create(*engine, scanner, error);
  postgate_ruleset_release(ruleset);
  postgate_compiler_destroy(compiler);
  return status;
}

/* The three calls around a scan: may it be tried, the scan, what follows from it. */
static postgate_decision judge(postgate_scanner* scanner, postgate_breaker* breaker, const char* post) {
  postgate_policy policy = POSTGATE_INIT(postgate_policy);
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  postgate_decision decision = POSTGATE_INIT(postgate_decision);
  const postgate_verdict* verdict = NULL;
  int32_t status;
  policy.on_post_error = POSTGATE_ACTION_BLOCK;
  policy.on_gate_error = POSTGATE_ACTION_HOLD;
  options.deadline_ns = 50000000; /* 50 ms; what they do not suffice for is a partial verdict, never ALLOW */
  options.flags = POSTGATE_SCAN_ACCEPT_PARTIAL;
  if (postgate_breaker_admit(breaker, 0, &decision) != POSTGATE_OK) return decision;
  if (decision.reason == POSTGATE_DECIDED_BY_BREAKER) return decision;
  status = postgate_scan_utf8(scanner, post, strlen(post), &options, &verdict, NULL);
  /* On an error of its own, too, publish is 0. */
  postgate_decide(&policy, breaker, status, verdict, 0, &decision);
  return decision;
}

int main(void) {
  static const char* const kReasons[] = {"nobody",     "verdict",    "partial verdict",
                                         "post error", "gate error", "breaker"};
  postgate_engine* engine = NULL;
  postgate_scanner* scanner = NULL;
  postgate_breaker* breaker = NULL;
  postgate_error error = POSTGATE_INIT(postgate_error);
  static char line[65536];
  int stopped = 0;
  if (start(&engine, &scanner, &error) != POSTGATE_OK ||
      postgate_breaker_create(NULL, &breaker, &error) != POSTGATE_OK) {
    fprintf(stderr, "%s: %s\n", postgate_status_name(error.status), error.message);
    return 2;
  }
  while (fgets(line, sizeof(line), stdin) != NULL) {
    postgate_decision decision;
    line[strcspn(line, "\n")] = '\0';
    decision = judge(scanner, breaker, line);
    printf("%s %s, by %s\n", decision.publish ? "publish" : "keep", postgate_action_name(decision.action),
           decision.reason < 6 ? kReasons[decision.reason] : "?");
    if (!decision.publish) stopped = 1;
  }
  postgate_breaker_destroy(breaker);
  postgate_scanner_destroy(scanner);
  postgate_engine_destroy(engine);
  return stopped;
}
