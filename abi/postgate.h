/* postgate.h: the one public header of libpostgate, a gate that reads a post
 * before it is published and allows, flags, holds or blocks it.
 *
 * Rules that hold for every function; the comments below give only what differs.
 *  1. Ownership. What a *_create, *_build or *_retain function hands out is given back with
 *     the *_destroy or *_release function of the same object; these accept NULL. The host
 *     never frees anything else. Handles may be destroyed in any order.
 *  2. Errors. Functions return an int32_t status: POSTGATE_OK is 0, errors are negative, nothing
 *     is positive. Treat an unknown negative as an error. Out-pointers are NULL unless the status is
 *     OK. A postgate_error passed in (it may be NULL) says more.
 *  3. Threads. compiler: one thread at a time. ruleset: immutable, any thread. engine: any thread.
 *     scanner and its verdict: one thread at a time. Two scanners never disturb each other.
 *  4. Verdicts are borrowed from their scanner until its next scan, reset or destroy; so is every
 *     pointer read from them.
 *  5. Sizes. Structs begin with struct_size; initialise them with POSTGATE_INIT. The library reads
 *     as many bytes as both sides know; bytes it does not know must be zero, else UNKNOWN_OPTION. Of an
 *     out-struct it writes at most struct_size bytes and leaves struct_size as it was. A size below that
 *     of the struct's first release or above 4096 is E_STRUCT_SIZE; so is that of a postgate_error, in
 *     every function, and nothing is written to it then. Members named reserved must be 0. 0 always
 *     means "the default".
 *  6. Strings in structs are pointer + length, UTF-8, not NUL-terminated unless said; a NULL pointer
 *     is allowed with length 0. NUL bytes inside a post are ordinary characters.
 *  7. Offsets are half-open and point into the caller's own text, in bytes, UTF-16 units and code
 *     points at once. For UTF-16 posts `bytes` counts the same text in UTF-8. They never cut a character.
 *  8. The library starts no thread, installs no handler or hook, writes to no stream, reads no
 *     environment and no locale, and throws nothing. It is never unloaded (dlclose does nothing).
 *  9. Versions. Symbols, signatures, constants and struct prefixes are fixed within one ABI major. The
 *     major is 0 until release 1.0 and may change; every change is in abi/CHANGES.md.
 *
 * An error, an incomplete scan or a zeroed struct is never ALLOW. What to do then is the host's
 * policy; the recommended one is to hold the post. */
#ifndef POSTGATE_H
#define POSTGATE_H

#include <stddef.h>
#include <stdint.h>

#define POSTGATE_ABI_MAJOR 0
#define POSTGATE_ABI_MINOR 1
#define POSTGATE_VERSION "0.1.0"

#if defined(_WIN32)
#define POSTGATE_CALL __cdecl
#define POSTGATE_API
#else
#define POSTGATE_CALL
#define POSTGATE_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- statuses ---------------------------------------------------------------------------- */
#define POSTGATE_OK 0
#define POSTGATE_E_ARGUMENT (-1)          /* NULL, out of range, or a dead handle; nothing was changed */
#define POSTGATE_E_STRUCT_SIZE (-2)       /* struct_size is too small or was never set; rule 5 */
#define POSTGATE_E_UNKNOWN_OPTION (-3)    /* a flag or field that this release does not know is set */
#define POSTGATE_E_STATE (-4)             /* not now: no ruleset installed, compiler already built */
#define POSTGATE_E_BUSY (-5)              /* the scanner is in use by another thread (best effort) */
#define POSTGATE_E_ENCODING (-20)         /* ill-formed text; error.offset and error.field say where */
#define POSTGATE_E_TOO_LARGE (-21)        /* more text or fields than the limit allows */
#define POSTGATE_E_FORMAT (-22)           /* a text format that this release cannot read */
#define POSTGATE_E_STRUCTURE (-23)        /* HTML or Markdown beyond a limit of POSTGATE_FORMAT_* */
#define POSTGATE_E_PACK_SYNTAX (-40)      /* not TOML, or not UTF-8; see the diagnostics */
#define POSTGATE_E_PACK_INVALID (-41)     /* breaks a rule of the pack format; see the diagnostics */
#define POSTGATE_E_PACK_LIMIT (-42)       /* exceeds a limit on packs */
#define POSTGATE_E_PACK_UNSUPPORTED (-43) /* needs a later engine */
#define POSTGATE_E_PACK_SELF_TEST (-44)   /* an example is not found, a counterexample is */
#define POSTGATE_E_PACK_BUDGET (-45)      /* costs more than the host allows; the message says what */
#define POSTGATE_E_PACK_ARCHIVE (-46)     /* a pack file is damaged, not whole or none at all */
#define POSTGATE_E_PACK_SIGNATURE (-47)   /* no signature, a wrong one, or a key that is not trusted for it */
#define POSTGATE_E_PACK_ROLLBACK (-48)    /* a lower version than the one that was installed before */
#define POSTGATE_E_PACK_EXPIRED (-49)     /* too old to become the current one */
#define POSTGATE_E_ACCOUNT (-53)          /* an account file has mistakes; see the diagnostics */
#define POSTGATE_E_APPROVAL (-54)         /* not an approval, or one that cannot be written */
#define POSTGATE_E_NOMEM (-60)
#define POSTGATE_E_DEADLINE (-61)      /* the time budget was used up */
#define POSTGATE_E_MATCHER_LIMIT (-62) /* a matching engine gave up; never read as "no match" */
#define POSTGATE_E_IO (-63)            /* a pack folder or file could not be read */
#define POSTGATE_E_PLATFORM (-64)      /* CPU or library not fit; see the message */
#define POSTGATE_E_INTERNAL (-90)      /* a defect of postgate; the object must not be used again */

/* ---- actions: another number line than statuses ------------------------------------------- */
#define POSTGATE_ACTION_NONE 0 /* no verdict was reached; never treat it as ALLOW */
#define POSTGATE_ACTION_ALLOW 1
#define POSTGATE_ACTION_FLAG 2 /* publish, and log */
#define POSTGATE_ACTION_HOLD 3 /* a person decides */
#define POSTGATE_ACTION_BLOCK 4

/* ---- other constants ------------------------------------------------------------------------ */
#define POSTGATE_ENCODING_UTF8 0
#define POSTGATE_ENCODING_UTF16 1 /* native byte order, no BOM handling */

#define POSTGATE_FORMAT_PLAIN 0
/* HTML and Markdown are taken apart: visible text (blocks are lines, entities are decoded, scripts,
 * styles and comments are no text), hidden text, the targets of links (scanned with ROLE_LINK), image
 * texts, captions and other words in attributes (ROLE_ALT), the page's title (ROLE_TITLE). Offsets point
 * into the source. Limits: 512 elements open at a time, 200,000 tags, 4,096 misnested tags, 64 KiB an
 * attribute that is read, 256 MiB for the parsed tree; beyond one it is E_STRUCTURE or, with
 * SCAN_ACCEPT_PARTIAL, the source is scanned as plain text and the verdict is incomplete. */
#define POSTGATE_FORMAT_HTML 1
#define POSTGATE_FORMAT_MARKDOWN \
  2 /* CommonMark with tables, strikethrough and task lists; HTML inside is read */

#define POSTGATE_ROLE_BODY 0
#define POSTGATE_ROLE_TITLE 1
#define POSTGATE_ROLE_LINK 2
#define POSTGATE_ROLE_ALT 3
#define POSTGATE_ROLE_AUTHOR 4
#define POSTGATE_ROLE_TAG 5

#define POSTGATE_LIST_DOMAINS 1 /* a domain a line; it stands for all names below it */
#define POSTGATE_LIST_FILTERS 2 /* network rules in the syntax of EasyList, AdGuard and uBlock Origin */

#define POSTGATE_SEVERITY_ERROR 1
#define POSTGATE_SEVERITY_WARNING 2

/* folds, as bits of postgate_finding.folds */
#define POSTGATE_FOLD_WIDTH 0x001u
#define POSTGATE_FOLD_CASE 0x002u
#define POSTGATE_FOLD_STYLE 0x004u
#define POSTGATE_FOLD_SCRIPT 0x008u
#define POSTGATE_FOLD_DIGIT 0x010u
#define POSTGATE_FOLD_IGNORABLE 0x020u
#define POSTGATE_FOLD_SEPARATOR 0x040u
#define POSTGATE_FOLD_REPEAT 0x080u
#define POSTGATE_FOLD_HOMOPHONE 0x100u
#define POSTGATE_FOLD_SHAPE 0x200u
#define POSTGATE_FOLD_FUZZY 0x400u   /* nearly the same sound; beside HOMOPHONE */
#define POSTGATE_FOLD_EMOJI 0x800u   /* a picture or sign for a word */
#define POSTGATE_FOLD_ORDER 0x1000u  /* backwards, or the first characters of lines */
#define POSTGATE_FOLD_JOINED 0x2000u /* over the border of two fields, see postgate_signal */
#define POSTGATE_FOLD_LINK 0x4000u   /* a link's disguise: spelt dots, a broken scheme, blanks, escapes */

/* postgate_scan_options.flags */
#define POSTGATE_SCAN_REPLACE_ILL_FORMED 0x1u /* U+FFFD for ill-formed parts instead of E_ENCODING */
#define POSTGATE_SCAN_ACCEPT_PARTIAL                                                  \
  0x2u                           /* a deadline or matcher limit gives a verdict of at \
                                    least HOLD with complete = 0 instead of an error */
#define POSTGATE_SCAN_TRACE 0x4u /* also record every step, for postgate_verdict_trace_at */

/* postgate_trace.kind */
#define POSTGATE_TRACE_SIGNAL 1   /* a signal was seen */
#define POSTGATE_TRACE_EXCEPTED 2 /* ... but an `except` phrase covers it */
#define POSTGATE_TRACE_NOT_NEAR 3 /* ... but no `near` word is close enough */
#define POSTGATE_TRACE_REFUSED 4  /* ... but a gap is too wide or a word boundary is missing */
#define POSTGATE_TRACE_WEAK 5     /* a rule has only weakly folded signals */
#define POSTGATE_TRACE_RULE 6     /* a rule fired */
#define POSTGATE_TRACE_GUARDED 7  /* a rule would have fired, but one of its `none` is there */
#define POSTGATE_TRACE_EXCUSED 8  /* ... but the account or an approval takes it away; `by` says what */

/* postgate_excused.by: why a rule did not count, or counted less */
#define POSTGATE_EXCUSE_OWN_DOMAIN 1 /* the link is the account's own */
#define POSTGATE_EXCUSE_HOTLINE 2
#define POSTGATE_EXCUSE_CONTACT 3
#define POSTGATE_EXCUSE_MINI_PROGRAM 4
#define POSTGATE_EXCUSE_NAME 5
#define POSTGATE_EXCUSE_PHRASE 6
#define POSTGATE_EXCUSE_DISABLED 7 /* the account, or a later pack, switched the rule off */
#define POSTGATE_EXCUSE_LOWERED 8  /* ... lowered its action; it is among the findings */
#define POSTGATE_EXCUSE_APPROVAL 9

/* postgate_approval_use.state */
#define POSTGATE_APPROVAL_APPLIED 1
#define POSTGATE_APPROVAL_EXPIRED 2 /* the day is past, or the host gave no time */
#define POSTGATE_APPROVAL_FORGED 3  /* not signed by a key of the approvers, or changed since */
#define POSTGATE_APPROVAL_FOREIGN 4 /* for another text or another account */
#define POSTGATE_APPROVAL_UNUSED 5  /* good, but none of its rules fired */

/* postgate_link.kind */
#define POSTGATE_LINK_WEB 1   /* a browser opens it */
#define POSTGATE_LINK_APP 2   /* an app opens it, or it has one installed */
#define POSTGATE_LINK_TOKEN 3 /* text to be copied into an app */
#define POSTGATE_LINK_EMAIL 4

/* postgate_compiler_options.cpu: how much of this CPU the ruleset's matchers and folding use. Verdicts are
 * the same at each level; the lower ones are for whoever wants to see that. More than the CPU has is
 * E_PLATFORM. */
#define POSTGATE_CPU_BEST 0     /* all of it */
#define POSTGATE_CPU_BASELINE 1 /* what every CPU of the architecture has that the library runs on */
#define POSTGATE_CPU_AVX2 2
#define POSTGATE_CPU_AVX512 3
#define POSTGATE_CPU_AVX512_VBMI 4

/* postgate_compiler_options.flags */
#define POSTGATE_COMPILE_SKIP_SELF_TEST 0x1u /* do not run examples, counterexamples and cases */
#define POSTGATE_COMPILE_KEEP_SOURCE 0x2u    /* for postgate_compiler_write_archive */

/* postgate_trust_options.flags */
#define POSTGATE_TRUST_ALLOW_UNSIGNED 0x1u /* pack files without a signature are accepted */

/* postgate_watch_options.flags */
#define POSTGATE_WATCH_NO_NOTICES 0x1u /* do not ask the kernel; the host polls */

/* postgate_update_report.step: the last step that was begun; on an error, the one that failed */
#define POSTGATE_STEP_NONE 0
#define POSTGATE_STEP_PARSE 1
#define POSTGATE_STEP_COMPILE 2
#define POSTGATE_STEP_TEST 3
#define POSTGATE_STEP_TIMING 4
#define POSTGATE_STEP_DIFF 5
#define POSTGATE_STEP_STATE 6
#define POSTGATE_STEP_INSTALL 7

/* postgate_progress.stage */
#define POSTGATE_STAGE_REGEX 1   /* one regex is about to be compiled; file, line and column say which */
#define POSTGATE_STAGE_COMPILE 2 /* all patterns together are */
#define POSTGATE_STAGE_TEST 3    /* examples, counterexamples and cases are about to be run */
#define POSTGATE_STAGE_MEASURE \
  4 /* the cost of one rule is about to be measured; file, line and column say which */

#define POSTGATE_COMPILE_HYGIENE \
  0x4u /* also warn of what is needless or never applies, such as words that another word holds */
#define POSTGATE_COMPILE_MEASURE_RULES \
  0x8u /* say what each rule costs alone, see postgate_rule_info; takes about as long as the build again */

/* postgate_engine_options.flags */
#define POSTGATE_ENGINE_STATISTICS 0x1u /* count, for postgate_stats_take */

/* what a ruleset is to an engine */
#define POSTGATE_SLOT_LIVE 0   /* judges */
#define POSTGATE_SLOT_CANARY 1 /* judges a share of the posts in its place */
#define POSTGATE_SLOT_SHADOW 2 /* only says what it would have done */

/* postgate_shadow_report.state */
#define POSTGATE_SHADOW_NONE 0    /* there is no shadow */
#define POSTGATE_SHADOW_DONE 1    /* it looked at everything */
#define POSTGATE_SHADOW_CUT 2     /* its time ended, or a limit was met, before it was done */
#define POSTGATE_SHADOW_SKIPPED 3 /* not begun: the time left would not have been enough */
#define POSTGATE_SHADOW_FAILED 4  /* an error, such as a profile that it does not have */

/* postgate_canary_status.state and .reason */
#define POSTGATE_CANARY_NONE 0
#define POSTGATE_CANARY_RUNNING 1
#define POSTGATE_CANARY_FALLEN_BACK 2
#define POSTGATE_CANARY_REASON_NONE 0
#define POSTGATE_CANARY_REASON_HOLD_RATE 1
#define POSTGATE_CANARY_REASON_LATENCY 2

/* postgate_decision.reason */
#define POSTGATE_DECIDED_BY_NOBODY 0 /* there is no decision: scan the post */
#define POSTGATE_DECIDED_BY_VERDICT 1
#define POSTGATE_DECIDED_BY_PARTIAL_VERDICT 2 /* of a scan that did not look at everything: HOLD or BLOCK */
#define POSTGATE_DECIDED_BY_POST_ERROR 3      /* the post cannot be judged: encoding, size, format */
#define POSTGATE_DECIDED_BY_GATE_ERROR 4      /* the gate failed, or was called wrongly */
#define POSTGATE_DECIDED_BY_BREAKER 5         /* the gate failed too often and is left alone for a while */

/* of postgate_stats_text */
#define POSTGATE_STATS_JSON 0
#define POSTGATE_STATS_PROMETHEUS 1

/* postgate_verdict_summary.incomplete: why `complete` is 0 */
#define POSTGATE_INCOMPLETE_HITS 0x1u /* more hits than were kept */
#define POSTGATE_INCOMPLETE_DEADLINE 0x2u
#define POSTGATE_INCOMPLETE_MATCHER 0x4u
#define POSTGATE_INCOMPLETE_STRUCTURE 0x8u /* HTML or Markdown beyond a limit: scanned as plain text */

/* postgate_finding.flags */
#define POSTGATE_FINDING_HIDDEN 0x1u /* in text of a page that not every reader sees */

typedef struct postgate_compiler postgate_compiler;
typedef struct postgate_ruleset postgate_ruleset;
typedef struct postgate_engine postgate_engine;
typedef struct postgate_scanner postgate_scanner;
typedef struct postgate_verdict postgate_verdict;
typedef struct postgate_trust postgate_trust;
typedef struct postgate_stats postgate_stats;
typedef struct postgate_breaker postgate_breaker;

typedef struct postgate_accounts postgate_accounts;
typedef struct postgate_account postgate_account;
typedef struct postgate_approvals postgate_approvals;
typedef struct postgate_links postgate_links;
typedef struct postgate_watch postgate_watch;

typedef struct postgate_string {
  const char* data;
  size_t size;
} postgate_string;

typedef struct postgate_span {
  uint64_t begin;
  uint64_t end;
} postgate_span;

/* Where something is in the caller's text. */
typedef struct postgate_spans {
  postgate_span bytes;
  postgate_span utf16;
  postgate_span codepoints;
} postgate_spans;

#define POSTGATE_NO_OFFSET UINT64_MAX

/* What went wrong. Filled on every error when given; left alone on success. */
typedef struct postgate_error {
  uint32_t struct_size;
  int32_t status;
  uint64_t offset; /* in the caller's own units of `field`; POSTGATE_NO_OFFSET if there is none */
  uint32_t field;  /* index of the field the offset is in */
  uint32_t line;   /* of a pack file, from 1; 0 = none */
  uint32_t column; /* from 1, in code points */
  uint32_t reserved;
  char rule[128];    /* rule id, NUL-terminated, cut at a code point */
  char file[256];    /* pack file, NUL-terminated */
  char message[512]; /* UTF-8, NUL-terminated, cut at a code point */
} postgate_error;

/* What a build is about to do. Strings live during the call only. */
typedef struct postgate_progress {
  uint32_t struct_size;
  uint32_t stage; /* POSTGATE_STAGE_* */
  uint32_t line;
  uint32_t column;
  postgate_string pack;
  postgate_string file;
  postgate_string rule; /* rule or signal id */
} postgate_progress;

/* Called from within postgate_compiler_build, on its thread; must not call the library and not throw. */
typedef void(POSTGATE_CALL* postgate_progress_function)(void* context, const postgate_progress* what);

typedef struct postgate_compiler_options {
  uint32_t struct_size;
  uint32_t flags;                      /* POSTGATE_COMPILE_* */
  uint64_t max_pack_bytes;             /* of all files together; default 256 MiB */
  uint64_t max_words;                  /* budget of all packs together, else E_PACK_BUDGET; default none */
  uint64_t max_regexes;                /* likewise */
  uint64_t max_regex_cost;             /* likewise: work for the regex compiler */
  uint64_t max_memory_bytes;           /* likewise: of the compiled matchers */
  uint64_t max_hostile_hits;           /* likewise: matcher hits per KiB of the worst hostile text */
  postgate_progress_function progress; /* may be NULL */
  void* progress_context;
  /* Folder for compiled databases, so that the next start is quick; empty = none. It is made if missing and
   * must be closed to all other users, else E_IO. What is in it is only used if this user made it here. */
  postgate_string cache_folder;
  /* Likewise, for each pack: innocent posts it stops per million characters, rounded up, as its pack file
   * says. A pack that does not say so is refused, which folders and built-in packs never do. 0 = no such
   * budget. */
  uint64_t max_false_hits;
  uint32_t cpu; /* POSTGATE_CPU_* */
  uint32_t reserved;
} postgate_compiler_options;

/* How a pack file is to be written. */
typedef struct postgate_archive_options {
  uint32_t struct_size;
  uint32_t flags;             /* none yet */
  postgate_string date;       /* YYYY-MM-DD of the release; empty = none */
  uint64_t benign_characters; /* code points of innocent text the pack was tried on; 0 = on none */
  uint64_t benign_stopped;    /* posts of it that the pack holds or blocks */
} postgate_archive_options;

/* What the manifest of a pack file says; strings point into the caller's bytes. */
typedef struct postgate_archive_info {
  uint32_t struct_size;
  uint32_t file_count;
  uint64_t version;
  uint64_t rule_count;
  uint64_t signal_count;
  uint64_t word_count;
  uint64_t regex_count;
  uint64_t regex_cost;   /* as postgate_compiler_options.max_regex_cost counts */
  uint64_t hostile_hits; /* matcher hits per KiB of the worst hostile text */
  uint64_t test_count;   /* examples, counterexamples and cases; all were passed */
  uint64_t source_bytes;
  uint64_t compressed_bytes;
  postgate_string name;
  postgate_string release; /* this and the next three may be empty */
  postgate_string date;
  postgate_string expires;
  postgate_string requires_engine;
  postgate_string digest;     /* "sha256:..." of the source */
  uint64_t benign_characters; /* as postgate_archive_options; 0 = not measured */
  uint64_t benign_stopped;
} postgate_archive_info;

/* A key pair as the texts of two files in minisign's format, NUL-terminated. Wipe it after use. */
typedef struct postgate_key_pair {
  uint32_t struct_size;
  uint32_t reserved;
  char key_id[24]; /* 16 hex digits */
  char public_key[256];
  char secret_key[512];
} postgate_key_pair;

/* A signature as the text of a .minisig file, NUL-terminated. */
typedef struct postgate_signature {
  uint32_t struct_size;
  uint32_t reserved;
  char key_id[24];
  char trusted_comment[512];
  char text[1024];
} postgate_signature;

/* Who is trusted and what is remembered. */
typedef struct postgate_trust_options {
  uint32_t struct_size;
  uint32_t flags;             /* POSTGATE_TRUST_* */
  postgate_string state_path; /* a file that remembers what was installed; empty: see below, else memory */
  /* Or the host keeps that text itself. `load` gives what was stored last (size 0: nothing yet); its bytes
   * must live until its next call. `store` returns POSTGATE_OK once the text is durable. */
  int32_t(POSTGATE_CALL* load)(void* context, postgate_string* text);
  int32_t(POSTGATE_CALL* store)(void* context, postgate_string text);
  void* context;
} postgate_trust_options;

/* What an update must pass before it is installed. */
typedef struct postgate_update_options {
  uint32_t struct_size;
  uint32_t flags;                /* none yet */
  uint64_t max_ns_per_kib;       /* for texts that are made to be slow; 0 = not measured */
  const postgate_string* corpus; /* posts in UTF-8 that the running and the new ruleset judge; may be NULL */
  size_t corpus_count;
  uint64_t max_changed;  /* verdicts over the corpus that may change; 0 = any number */
  postgate_trust* trust; /* remembers what is installed, before it is; may be NULL */
  uint64_t now;          /* seconds since 1970 for `trust`; 0 = not known */
} postgate_update_options;

typedef struct postgate_update_report {
  uint32_t struct_size;
  uint32_t step;       /* POSTGATE_STEP_* */
  uint64_t generation; /* of the new ruleset; 0 if it was not installed */
  uint64_t hostile_ns_per_kib;
  uint64_t hostile_hits_per_kib;
  uint64_t judged;   /* posts of the corpus */
  uint64_t changed;  /* ... whose action or rules are others now */
  uint64_t stricter; /* ... whose action is more severe */
  uint64_t milder;
} postgate_update_report;

typedef struct postgate_watch_options {
  uint32_t struct_size;
  uint32_t flags;     /* POSTGATE_WATCH_* */
  uint64_t settle_ns; /* a change counts once nothing moved for this long; default 0.2 s */
} postgate_watch_options;

/* How a pack file is to be accepted. */
typedef struct postgate_accept_options {
  uint32_t struct_size;
  uint32_t flags;              /* none yet */
  postgate_string signature;   /* text of the .minisig file; empty = unsigned */
  const postgate_trust* trust; /* NULL: nobody is trusted, so that every pack file is refused */
  uint64_t now;                /* seconds since 1970; 0 = not known, so that expiry is not looked at */
} postgate_accept_options;

typedef struct postgate_diagnostic {
  uint32_t struct_size;
  uint32_t severity;    /* POSTGATE_SEVERITY_* */
  uint32_t line;        /* from 1; 0 = the file or pack as a whole */
  uint32_t column;      /* from 1, in code points */
  postgate_string code; /* stable name, such as "unknown-key" */
  postgate_string pack;
  postgate_string file;
  postgate_string rule; /* rule or signal id, may be empty */
  postgate_string message;
} postgate_diagnostic;

typedef struct postgate_ruleset_info {
  uint32_t struct_size;
  uint32_t pack_count;
  uint64_t rule_count;
  uint64_t signal_count;
  uint64_t word_count;
  uint64_t regex_count;
  uint64_t example_count;  /* examples, counterexamples and cases that were run */
  uint64_t memory_bytes;   /* of the compiled matchers */
  uint64_t cached_count;   /* databases that came from the cache folder */
  uint64_t compiled_count; /* databases that were compiled */
  uint64_t expires_at;     /* seconds since 1970 from when verdicts are stale; 0 = never */
} postgate_ruleset_info;

typedef struct postgate_pack_info {
  uint32_t struct_size;
  uint32_t reserved;
  uint64_t version;
  postgate_string name;
  postgate_string release;
  postgate_string expires; /* YYYY-MM-DD or empty */
  postgate_string digest;  /* "sha256:..." of the source */
  postgate_string date;    /* YYYY-MM-DD of the release, from a pack file; else empty */
  postgate_string key_id;  /* who signed the pack file; empty if nobody did */
} postgate_pack_info;

/* One rule of a ruleset. Strings live as long as the ruleset. */
typedef struct postgate_rule_info {
  uint32_t struct_size;
  int32_t action; /* as the pack says */
  uint32_t grade;
  uint32_t verified;      /* 1 = the clause's wording was compared with its source */
  uint64_t example_count; /* examples and counterexamples */
  uint64_t word_count;    /* of all its signals */
  uint64_t regex_count;
  uint32_t line;      /* of `file`, from 1 */
  int32_t lowered_to; /* the most a later pack lets it ask for; ALLOW = switched off, NONE = unchanged */
  postgate_string pack;
  postgate_string rule;
  postgate_string category;
  postgate_string title_zh;
  postgate_string title_en;
  postgate_string hint_zh;
  postgate_string hint_en;
  postgate_string clause_document;
  postgate_string clause_text;
  postgate_string digest; /* "sha256:..." over all it says, its signals included */
  postgate_string file;
  postgate_string lowered_by;     /* the later pack; empty = unchanged */
  postgate_string lowered_reason; /* as that pack says */
  /* What the rule costs alone, with all its signals; 0 without POSTGATE_COMPILE_MEASURE_RULES. */
  uint64_t compile_ns;
  uint64_t database_bytes;       /* of its compiled matchers */
  uint64_t hostile_ns_per_kib;   /* time of a scan, per KiB of the hostile text that takes the longest */
  uint64_t hostile_hits_per_kib; /* most matcher hits per KiB of such a text */
  postgate_string hostile_text;  /* what kind of text that is, in English */
} postgate_rule_info;

typedef struct postgate_engine_options {
  uint32_t struct_size;
  uint32_t flags;          /* POSTGATE_ENGINE_* */
  uint64_t deadline_ns;    /* budget of a scan; default none */
  uint64_t max_post_bytes; /* all fields together, as UTF-8; default 16 MiB, at most 1 GiB */
  uint64_t max_fields;     /* default 100,000 */
  uint32_t max_hits;       /* matcher hits kept per field and view; default 1,048,576 */
  uint32_t max_findings;   /* findings kept per verdict; default 64 */
  uint32_t latency_every;  /* statistics: one scan in so many is timed; default 16, 1 = each */
  uint32_t reserved;
} postgate_engine_options;

/* One field of a post. */
typedef struct postgate_field {
  uint32_t struct_size;
  uint32_t role;     /* POSTGATE_ROLE_* */
  uint32_t encoding; /* POSTGATE_ENCODING_* */
  uint32_t format;   /* POSTGATE_FORMAT_* */
  const void* text;  /* bytes, or uint16_t units aligned to 2; borrowed during the scan only */
  size_t length;     /* in bytes or UTF-16 units */
} postgate_field;

typedef struct postgate_scan_options {
  uint32_t struct_size;
  uint32_t flags;        /* POSTGATE_SCAN_* */
  uint64_t deadline_ns;  /* 0 = as the engine says */
  uint32_t max_findings; /* 0 = as the engine says */
  uint32_t reserved;
  postgate_string profile; /* empty = the account's, or "standard" */
  /* Whose post it is; may be NULL. Borrowed during the scan; the verdict keeps what it shows. */
  const postgate_account* account;
  /* Seconds since 1970, UTC, for whatever expires on a day; such things are good until that day ends.
   * 0 = not known: what can expire has expired. No clock is read, so a scan can be repeated. */
  uint64_t now;
  const postgate_approvals* approvals; /* may be NULL; borrowed during the scan */
  postgate_string canary_key;          /* what the canary's share is drawn by: an account or post id */
  postgate_string group; /* of accounts, for the statistics; empty = the account's; at most 128 bytes */
} postgate_scan_options;

/* One post of a batch. */
typedef struct postgate_post {
  uint32_t struct_size;
  uint32_t reserved;
  const postgate_field* fields;         /* borrowed during the call only */
  size_t count;                         /* of fields */
  size_t field_size;                    /* sizeof(postgate_field) in the caller's compilation */
  const postgate_scan_options* options; /* for this post; NULL = those of the call */
} postgate_post;

typedef struct postgate_verdict_summary {
  uint32_t struct_size;
  int32_t action;         /* POSTGATE_ACTION_* */
  uint32_t grade;         /* of the most serious finding, 1 most serious .. 4; 0 = no finding */
  uint32_t complete;      /* 1 = everything was looked at */
  uint32_t incomplete;    /* POSTGATE_INCOMPLETE_* */
  uint32_t slot;          /* POSTGATE_SLOT_LIVE or _CANARY: which ruleset judged */
  double score;           /* sum of the scores of the rules found */
  uint64_t finding_count; /* findings that can be read */
  uint64_t finding_total; /* findings there were; more than finding_count if max_findings cut them */
  uint64_t generation;    /* of the ruleset that judged, from postgate_engine_install */
  uint64_t excused_count; /* for postgate_verdict_excused_at */
  uint64_t approval_count;
  postgate_string account; /* id of the account, empty without one */
  uint32_t stale;          /* 1 = a pack had expired by postgate_scan_options.now: get a newer release */
  uint32_t reserved2;
} postgate_verdict_summary;

/* What the shadow would have done. */
typedef struct postgate_shadow_report {
  uint32_t struct_size;
  uint32_t state;      /* POSTGATE_SHADOW_* */
  int32_t action;      /* what it would have done; NONE unless it is DONE */
  uint32_t rule_count; /* rules that only one of the two found */
  uint64_t generation; /* of the shadow */
} postgate_shadow_report;

/* A rule that only one of the two found, by its id. Strings live as long as the verdict. */
typedef struct postgate_shadow_rule {
  uint32_t struct_size;
  uint32_t gained; /* 1 = only the shadow found it, 0 = only the ruleset that judged */
  postgate_string rule;
  postgate_string pack;
  postgate_string category;
} postgate_shadow_rule;

/* One reason of a verdict. Strings live as long as the verdict. */
typedef struct postgate_finding {
  uint32_t struct_size;
  int32_t action; /* after the profile */
  uint32_t grade;
  uint32_t field; /* index into the post's fields */
  uint32_t role;  /* of the text: of a field in HTML or Markdown a link target has ROLE_LINK, ... */
  uint32_t folds; /* POSTGATE_FOLD_*: what had to be undone to see it */
  uint32_t signal_count;
  uint32_t verified;    /* 1 = the clause's wording was compared with its source */
  postgate_spans where; /* smallest span over all its signals in `field` */
  double score;
  postgate_string rule;
  postgate_string category;
  postgate_string pack;
  postgate_string title_zh;
  postgate_string title_en;
  postgate_string category_zh;
  postgate_string category_en;
  postgate_string clause_document;
  postgate_string clause_text;
  postgate_string hint_zh;
  postgate_string hint_en;
  uint32_t flags; /* POSTGATE_FINDING_* */
  uint32_t reserved;
} postgate_finding;

/* One signal that made a rule fire. What was read over the border of two fields (POSTGATE_FOLD_JOINED) is one
 * of these for each field it is in, one behind the other. */
typedef struct postgate_signal {
  uint32_t struct_size;
  uint32_t field;
  uint32_t folds;
  uint32_t reserved;
  postgate_spans where;
  postgate_string id;
  postgate_string list;  /* of a link that a list of the pack knows: the list, ... */
  postgate_string entry; /* ... the entry as the list has it, ... */
  uint32_t line;         /* ... and its line, from 1; otherwise empty and 0 */
  uint32_t reserved2;
  postgate_string word; /* as the pack writes it; empty if a regex or detector found it */
} postgate_signal;

/* A change of one field that, with the others of its post, lets the post pass. One change may mend several
 * findings; then it bears the number of the first. */
typedef struct postgate_fix {
  uint32_t struct_size;
  uint32_t finding;            /* index in the verdict of the post */
  uint32_t field;              /* index in the post */
  uint32_t reserved;           /* 0 */
  postgate_spans where;        /* in the caller's text, as in a finding; to be deleted ... */
  postgate_string replacement; /* ... and replaced by this, if it is not empty */
} postgate_fix;

/* One step of a scan with POSTGATE_SCAN_TRACE. */
typedef struct postgate_trace {
  uint32_t struct_size;
  uint32_t kind; /* POSTGATE_TRACE_* */
  uint32_t field;
  uint32_t folds;
  postgate_spans where;
  postgate_string id;   /* of the signal or rule */
  postgate_string by;   /* GUARDED: the signal that stopped it; otherwise empty */
  postgate_string word; /* of a signal: as the pack writes it; empty if a regex or detector found it */
} postgate_trace;

/* What an account says, in numbers. Strings live as long as the account. */
typedef struct postgate_account_info {
  uint32_t struct_size;
  uint32_t reserved;
  uint64_t memory_bytes; /* without the wordings, which accounts of one file may share */
  uint64_t item_count;   /* domains, hotlines, contacts, mini programs, names, phrases and changed rules */
  uint64_t term_count;   /* of its wordings */
  postgate_string id;
  postgate_string title_zh;
  postgate_string title_en;
  postgate_string profile; /* empty = "standard" */
  postgate_string group;   /* for the statistics; may be empty */
} postgate_account_info;

/* A field that was not looked at as a whole. */
typedef struct postgate_unseen {
  uint32_t struct_size;
  uint32_t field;   /* index into the post's fields */
  uint32_t reasons; /* POSTGATE_INCOMPLETE_* */
  uint32_t reserved;
} postgate_unseen;

/* A rule that did not count, or counted less. Strings live as long as the verdict. */
typedef struct postgate_excused {
  uint32_t struct_size;
  uint32_t by; /* POSTGATE_EXCUSE_* */
  postgate_string pack;
  postgate_string rule;
  postgate_string by_name; /* "own-domain", "hotline", "contact", "mini-program", "name", "phrase",
                              "disabled", "lowered", "approval" */
  postgate_string what;    /* the asset, phrase or rule as the account lists it; the pack that changes
                              the rule; the approver */
  postgate_string reason;  /* of a changed rule or an approval; may be empty */
} postgate_excused;

/* What became of an approval. Strings live as long as the verdict. */
typedef struct postgate_approval_use {
  uint32_t struct_size;
  uint32_t state;             /* POSTGATE_APPROVAL_* */
  postgate_string by;         /* as the approval claims; believe it only if it is not forged */
  postgate_string rules;      /* separated by blanks */
  postgate_string expires;    /* YYYY-MM-DD, the last day */
  postgate_string account;    /* empty = any */
  postgate_string reason;     /* may be empty */
  postgate_string state_name; /* "applied", "expired", "forged", "foreign", "unused" */
} postgate_approval_use;

/* What an approval is to say. */
typedef struct postgate_approval_request {
  uint32_t struct_size;
  uint32_t reserved;
  postgate_string rules;   /* ids, pack/id, or family.* (all that begin with it), with blanks or commas */
  postgate_string by;      /* who approves */
  postgate_string expires; /* YYYY-MM-DD, the last day */
  postgate_string account; /* empty = any */
  postgate_string reason;  /* may be empty */
} postgate_approval_request;
typedef struct postgate_shadow_options {
  uint32_t struct_size;
  uint32_t reserved;
  uint64_t budget_ns; /* most time for the shadow in a scan; 0 = what is left of the scan's own */
} postgate_shadow_options;

typedef struct postgate_canary_options {
  uint32_t struct_size;
  uint32_t share_ppm;           /* of the posts with a canary_key, 0 to 1,000,000 */
  uint8_t key[16];              /* the host's secret; the same key draws the same posts everywhere */
  uint32_t max_hold_move_ppm;   /* how far the share of posts held, blocked or failed may move, up or
                                   down; default 20,000 (2 %), 1,000,000 = any */
  uint32_t max_latency_percent; /* of the live ruleset's median and 95th percentile; default 150 */
  uint32_t window_posts;        /* posts of each ruleset in one comparison; default 1,000 */
  uint32_t windows;             /* bad comparisons in a row that end it; default 3 */
} postgate_canary_options;

/* One side of the comparison: totals, and rates of the window that was compared last. */
typedef struct postgate_canary_arm {
  uint64_t posts;
  uint64_t p50_ns;
  uint64_t p95_ns;
  uint32_t hold_rate_ppm;
  uint32_t reserved;
} postgate_canary_arm;

typedef struct postgate_canary_status {
  uint32_t struct_size;
  uint32_t state;     /* POSTGATE_CANARY_* */
  uint32_t reason;    /* POSTGATE_CANARY_REASON_*: why it fell back */
  uint32_t share_ppm; /* as it was set; a canary that fell back judges nothing */
  uint32_t bad_windows;
  uint32_t reserved;
  uint64_t generation;
  uint64_t comparisons;
  postgate_canary_arm live;
  postgate_canary_arm canary;
  char message[256]; /* the reason in words, NUL-terminated */
} postgate_canary_status;

/* What to do with a post that has no verdict: HOLD (0 means that, too), BLOCK, or FLAG, which publishes
 * it. ALLOW is refused: what was not judged is at least logged. */
typedef struct postgate_policy {
  uint32_t struct_size;
  int32_t on_post_error; /* E_ENCODING, E_TOO_LARGE, E_FORMAT, E_MATCHER_LIMIT and other faults of the post */
  int32_t on_gate_error; /* all other errors */
  uint32_t reserved;
} postgate_policy;

typedef struct postgate_decision {
  uint32_t struct_size;
  int32_t action;   /* POSTGATE_ACTION_* */
  uint32_t reason;  /* POSTGATE_DECIDED_BY_* */
  int32_t status;   /* of the scan */
  uint32_t publish; /* 1 = ALLOW or FLAG */
  uint32_t reserved;
} postgate_decision;

typedef struct postgate_breaker_options {
  uint32_t struct_size;
  uint32_t errors;    /* errors of the gate that open it; default 5 */
  uint64_t window_ns; /* within this time; default 10 s */
  uint64_t open_ns;   /* it answers HOLD that long before a probe; default 5 s */
  uint32_t probes;    /* scans that must succeed, one after the other, to close it; default 3 */
  uint32_t reserved;
} postgate_breaker_options;

/* What happened to the posts that one slot judged. */
typedef struct postgate_stats_totals {
  uint32_t struct_size;
  uint32_t reserved;
  uint64_t allowed;
  uint64_t flagged;
  uint64_t held;
  uint64_t blocked;
  uint64_t failed;          /* scans that ended with an error */
  uint64_t findings;        /* that were kept in verdicts */
  uint64_t findings_cut;    /* that were not, because of max_findings */
  uint64_t incomplete_hits; /* verdicts with POSTGATE_INCOMPLETE_HITS, ... */
  uint64_t incomplete_deadline;
  uint64_t incomplete_matcher;
  uint64_t latency_count;  /* scans that were timed */
  uint64_t latency_p50_ns; /* at most a sixteenth too long */
  uint64_t latency_p99_ns;
  uint64_t latency_p999_ns;
  uint64_t incomplete_structure;
} postgate_stats_totals;

typedef struct postgate_stats_shadow {
  uint32_t struct_size;
  uint32_t reserved;
  uint64_t allowed; /* what the shadow would have done */
  uint64_t flagged;
  uint64_t held;
  uint64_t blocked;
  uint64_t stricter; /* than the ruleset that judged */
  uint64_t milder;
  uint64_t skipped; /* as in POSTGATE_SHADOW_* */
  uint64_t cut;
  uint64_t failed;
  uint64_t latency_p50_ns;
  uint64_t latency_p99_ns;
} postgate_stats_shadow;

/* Findings of a rule since the engine was made, over all rulesets that had it. */
typedef struct postgate_stats_rule {
  uint32_t struct_size;
  uint32_t reserved;
  postgate_string rule;
  postgate_string pack;
  postgate_string category;
  uint64_t live;   /* findings of the live ruleset */
  uint64_t canary; /* ... of the canary */
  uint64_t shadow; /* ... of the shadow */
  uint64_t gained; /* posts in which only the shadow found it */
  uint64_t lost;   /* posts in which the shadow did not */
} postgate_stats_rule;

/* Posts or findings under a name: a category, or a group of accounts. */
typedef struct postgate_stats_named {
  uint32_t struct_size;
  uint32_t reserved;
  postgate_string name;
  uint64_t findings; /* of a category; 0 for a group */
  uint64_t allowed;  /* posts of a group; 0 for a category, as are: */
  uint64_t flagged;
  uint64_t held;
  uint64_t blocked;
  uint64_t failed;
} postgate_stats_named;

/* A ruleset that is alive in the engine, and a scanner that holds it. */
typedef struct postgate_stats_pin {
  uint32_t struct_size;
  uint32_t slot;    /* POSTGATE_SLOT_* */
  uint32_t current; /* 1 = it is what new scans use */
  uint32_t reserved;
  uint64_t generation;
  uint64_t scanner; /* postgate_scanner_number; 0 = none holds it */
} postgate_stats_pin;
/* Says where a short link leads: writes a URL of at most `capacity` bytes to `answer`, its size to
 * *answer_size, and returns 0; anything else means that it does not know. It should be back within
 * `budget_ns`; the library does not interrupt it. Called during postgate_scan, on its thread; it must not
 * use the scanner, and must not throw. `url` is UTF-8, not NUL-terminated. */
typedef int32_t(POSTGATE_CALL* postgate_resolve_fn)(void* context, const char* url, size_t size,
                                                    uint64_t budget_ns, char* answer, size_t capacity,
                                                    size_t* answer_size);

/* One link of a post. Strings live as long as the postgate_links they were read from. */
typedef struct postgate_link {
  uint32_t struct_size;
  uint32_t kind;  /* POSTGATE_LINK_* */
  uint32_t field; /* index into the post's fields */
  uint32_t role;
  uint32_t folds; /* POSTGATE_FOLD_*: what had to be undone to see it; letter case is none */
  uint32_t reserved;
  postgate_spans where;
  postgate_string url;         /* as a browser would show it; of a token the token */
  postgate_string host;        /* as a browser would resolve it: lower-case ASCII; empty if nothing is */
  postgate_string registrable; /* of the host; addresses and public suffixes are their own */
  postgate_string target;      /* the innermost host that it redirects to; empty if it is no wrapper */
  postgate_string looks_like;  /* the name that a reader takes the host for; empty if it is the host */
  postgate_string resolved;    /* what the resolver answered about a short link; empty if nothing */
} postgate_link;

/* ---- versions and features ---------------------------------------------------------------- */

/* (major << 16) | minor of the library, which may differ from the header's.
 * thread: any. since 0.1 */
POSTGATE_API uint32_t POSTGATE_CALL postgate_abi_version(void);

/* Release, such as "0.1.0"; static, NUL-terminated. thread: any. since 0.1 */
POSTGATE_API const char* POSTGATE_CALL postgate_version_string(void);

/* 1 if the library has the named feature ("fold.homophone", "detector.url", ...), else 0; 0 for NULL.
 * thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_has_feature(const char* name);

/* Name of feature number `index`, NULL behind the last. thread: any. since 0.1 */
POSTGATE_API const char* POSTGATE_CALL postgate_feature_at(uint32_t index);

/* Facts about this build and the libraries it found at run time; keys: "version", "matcher", "regex",
 * "unicode", "compiler". NULL for an unknown key. Static, NUL-terminated. thread: any. since 0.1 */
POSTGATE_API const char* POSTGATE_CALL postgate_build_info(const char* key);

/* "OK", "E_ARGUMENT", ...; "E_UNKNOWN" for a number that is no status. thread: any. since 0.1 */
POSTGATE_API const char* POSTGATE_CALL postgate_status_name(int32_t status);

/* "none", "allow", "flag", "hold", "block"; "unknown" otherwise. thread: any. since 0.1 */
POSTGATE_API const char* POSTGATE_CALL postgate_action_name(int32_t action);

/* ---- compiler: packs -> ruleset ------------------------------------------------------------- */

/* Makes a compiler. `options` may be NULL.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE | E_UNKNOWN_OPTION | E_NOMEM | E_PLATFORM.
 * thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_compiler_create(const postgate_compiler_options* options,
                                                            postgate_compiler** out, postgate_error* error);

/* thread: one at a time. since 0.1 */
POSTGATE_API void POSTGATE_CALL postgate_compiler_destroy(postgate_compiler* compiler);

/* Adds a pack folder; `path` is NUL-terminated. Files are read now, parsed by build.
 * returns OK | E_ARGUMENT | E_STATE | E_IO | E_TOO_LARGE | E_NOMEM.
 * thread: one at a time. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_compiler_add_folder(postgate_compiler* compiler, const char* path,
                                                                postgate_error* error);

/* Adds one file of a pack from memory, for hosts that keep packs elsewhere. `pack_key` groups the
 * files of one pack; `path` is relative to the pack ("pack.toml", "rules/forced.toml"). Both are
 * NUL-terminated; the bytes are copied.
 * returns OK | E_ARGUMENT | E_STATE | E_TOO_LARGE | E_NOMEM.
 * thread: one at a time. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_compiler_add_file(postgate_compiler* compiler,
                                                              const char* pack_key, const char* path,
                                                              const void* bytes, size_t size,
                                                              postgate_error* error);

/* Adds a pack that is built into the library; "gov-cn" is the default one.
 * returns OK | E_ARGUMENT (no such pack) | E_STATE | E_NOMEM.
 * thread: one at a time. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_compiler_add_builtin(postgate_compiler* compiler,
                                                                 const char* name, postgate_error* error);

/* Adds a pack file, as postgate_compiler_write_archive makes it. The signature and its key are looked at
 * before anything of the file is read; then the version, which must not be lower than one that
 * postgate_trust_remember was told of, and the day it expires. `options` may be NULL: then nobody is
 * trusted. Nothing of `options` is used after the call.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE | E_UNKNOWN_OPTION | E_STATE | E_PACK_SIGNATURE | E_PACK_ARCHIVE
 *         | E_PACK_UNSUPPORTED | E_PACK_ROLLBACK | E_PACK_EXPIRED | E_PACK_BUDGET | E_TOO_LARGE | E_IO
 *         | E_NOMEM.
 * thread: one at a time. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_compiler_add_archive(postgate_compiler* compiler,
                                                                 const void* bytes, size_t size,
                                                                 const postgate_accept_options* options,
                                                                 postgate_error* error);

/* Writes the one pack that was built, with its self-test, into a pack file and lends its bytes until the
 * compiler is destroyed. Needs POSTGATE_COMPILE_KEEP_SOURCE. The same source, date and engine release give
 * the same bytes. `options` may be NULL.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE | E_UNKNOWN_OPTION | E_STATE (not built, no self-test, several
 *         packs) | E_PACK_INVALID (a value that does not fit a manifest) | E_NOMEM.
 * thread: one at a time. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_compiler_write_archive(postgate_compiler* compiler,
                                                                   const postgate_archive_options* options,
                                                                   const void** bytes, size_t* size,
                                                                   postgate_error* error);

/* Parses, checks, compiles and self-tests everything that was added. On an error all mistakes are
 * among the diagnostics and `error` holds the first; warnings are there on success too. A compiler
 * builds once; E_STATE if it has, or if no pack was added.
 * returns OK | E_ARGUMENT | E_STATE | E_PACK_* | E_NOMEM | E_MATCHER_LIMIT | E_INTERNAL.
 * thread: one at a time. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_compiler_build(postgate_compiler* compiler,
                                                           postgate_ruleset** out, postgate_error* error);

/* Number of diagnostics of the build, at most 1,000; 0 for NULL. thread: one at a time. since 0.1 */
POSTGATE_API size_t POSTGATE_CALL postgate_compiler_diagnostic_count(const postgate_compiler* compiler);

/* Reads one diagnostic; its strings live as long as the compiler.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: one at a time. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_compiler_diagnostic_at(const postgate_compiler* compiler,
                                                                   size_t index, postgate_diagnostic* out);

/* ---- pack files and who signs them ------------------------------------------------------------ */

/* Reads the manifest of a pack file. Says nothing of who made it: verify first.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE | E_PACK_ARCHIVE | E_PACK_UNSUPPORTED | E_NOMEM.
 * thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_archive_read(const void* bytes, size_t size,
                                                         postgate_archive_info* out, postgate_error* error);

/* Makes a key pair. With a password the secret key is encrypted, which takes a second and 1 GiB.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE | E_NOMEM | E_PLATFORM (no random numbers).
 * thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_key_generate(postgate_string password, postgate_key_pair* out,
                                                         postgate_error* error);

/* Signs a pack file with the text of a secret key file. The trusted comment carries name, version and
 * digest of the pack. The same input gives the same signature.
 * returns OK | E_ARGUMENT (no such key, wrong password) | E_STRUCT_SIZE | E_PACK_ARCHIVE
 *         | E_PACK_UNSUPPORTED | E_NOMEM. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_archive_sign(const void* bytes, size_t size,
                                                         postgate_string secret_key, postgate_string password,
                                                         postgate_signature* out, postgate_error* error);

/* Makes a store of trusted keys, empty at first. `options` may be NULL: nothing unsigned, and what is
 * remembered lives as long as the store.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE | E_UNKNOWN_OPTION | E_NOMEM. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_trust_create(const postgate_trust_options* options,
                                                         postgate_trust** out, postgate_error* error);

/* Compilers and rulesets do not need it any more. thread: any. since 0.1 */
POSTGATE_API void POSTGATE_CALL postgate_trust_destroy(postgate_trust* trust);

/* Trusts a key: the text of a public key file of minisign, or its second line. `pack` is the only pack it
 * may sign (call again for more), or empty for any.
 * returns OK | E_ARGUMENT | E_NOMEM. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_trust_add_key(postgate_trust* trust, postgate_string public_key,
                                                          postgate_string pack, postgate_error* error);

/* Never again accepts a key, be it trusted or not: by its id or as a public key.
 * returns OK | E_ARGUMENT | E_NOMEM. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_trust_revoke_key(postgate_trust* trust, postgate_string key,
                                                             postgate_error* error);

/* Checks a pack file against its signature as postgate_compiler_add_archive does, without what is
 * remembered. `out` (may be NULL) gets who signed it.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE | E_PACK_SIGNATURE | E_PACK_ARCHIVE | E_PACK_UNSUPPORTED | E_NOMEM.
 * thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_trust_verify(const postgate_trust* trust, const void* bytes,
                                                         size_t size, postgate_string signature,
                                                         postgate_signature* out, postgate_error* error);

/* Remembers the packs of a ruleset that came from pack files as installed, so that lower versions by the
 * same key are refused from now on. Call it before postgate_engine_install and do not install on an error.
 * returns OK | E_ARGUMENT | E_PACK_ROLLBACK (another process was faster) | E_IO | E_NOMEM.
 * thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_trust_remember(postgate_trust* trust,
                                                           const postgate_ruleset* ruleset, uint64_t now,
                                                           postgate_error* error);

/* ---- ruleset --------------------------------------------------------------------------------- */

/* One more owner; returns its argument. NULL is passed through. thread: any. since 0.1 */
POSTGATE_API postgate_ruleset* POSTGATE_CALL postgate_ruleset_retain(postgate_ruleset* ruleset);

/* One owner less; the last one frees it. thread: any. since 0.1 */
POSTGATE_API void POSTGATE_CALL postgate_ruleset_release(postgate_ruleset* ruleset);

/* returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_ruleset_get_info(const postgate_ruleset* ruleset,
                                                             postgate_ruleset_info* out);

/* Strings live as long as the ruleset. returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_ruleset_pack_at(const postgate_ruleset* ruleset, size_t index,
                                                            postgate_pack_info* out);

/* Rule number `index` < rule_count, in the order of packs and files.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_ruleset_rule_at(const postgate_ruleset* ruleset, size_t index,
                                                            postgate_rule_info* out);

/* ---- engine ---------------------------------------------------------------------------------- */

/* Makes an engine without a ruleset: scans answer E_STATE until one is installed. `options` may be NULL.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE | E_UNKNOWN_OPTION | E_NOMEM. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_engine_create(const postgate_engine_options* options,
                                                          postgate_engine** out, postgate_error* error);

/* Scanners that were made from it go on. thread: any. since 0.1 */
POSTGATE_API void POSTGATE_CALL postgate_engine_destroy(postgate_engine* engine);

/* Makes `ruleset` the current one, atomically: scans that have begun finish with the one they began
 * with. Retains the ruleset. `generation` (may be NULL) gets its number, from 1, or 0 on an error;
 * numbers grow and never return.
 * returns OK | E_ARGUMENT | E_NOMEM. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_engine_install(postgate_engine* engine, postgate_ruleset* ruleset,
                                                           uint64_t* generation, postgate_error* error);

/* Builds what was added to `compiler` and installs it, in steps: parse, compile, self-test, time on slow
 * texts, difference of the verdicts over a corpus, record of what is installed, swap. Whatever fails leaves
 * the running ruleset alone. `options` may be NULL. `out` (may be NULL) gets a report, on errors too. The
 * compiler holds the diagnostics afterwards.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE | E_UNKNOWN_OPTION | E_STATE | E_PACK_* | E_IO | E_NOMEM
 *         | E_MATCHER_LIMIT | E_INTERNAL. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_engine_update(postgate_engine* engine,
                                                          postgate_compiler* compiler,
                                                          const postgate_update_options* options,
                                                          postgate_update_report* out, postgate_error* error);

/* Brings back the ruleset that the last postgate_engine_update replaced; once more brings that one back. It
 * was kept in memory, so that nothing can fail but its absence. What is remembered of versions stays.
 * returns OK | E_ARGUMENT | E_STATE (nothing to go back to). thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_engine_rollback(postgate_engine* engine, uint64_t* generation,
                                                            postgate_error* error);

/* The current ruleset, retained for the caller under a handle of its own, which may differ from the
 * one that was installed; NULL in *out and OK if there is none.
 * returns OK | E_ARGUMENT | E_NOMEM. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_engine_current(postgate_engine* engine, postgate_ruleset** out,
                                                           postgate_error* error);

/* Puts `ruleset` into the shadow, or, if NULL, ends it. From the next scan on, each post that got a
 * verdict is judged by the shadow too, after it, on the fields that are folded already; the verdict says
 * what it would have done. It never changes the verdict. The scan returns when both are done, within
 * the scan's time budget: a shadow that is too slow for it is skipped and counted. `options` may be NULL,
 * `generation` too.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE | E_UNKNOWN_OPTION | E_NOMEM. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_engine_set_shadow(postgate_engine* engine,
                                                              postgate_ruleset* ruleset,
                                                              const postgate_shadow_options* options,
                                                              uint64_t* generation, postgate_error* error);

/* Lets `ruleset` judge a share of the posts in place of the live one, or, if NULL, ends that. The posts
 * are drawn by a keyed hash of scan_options.canary_key: the same ones everywhere and every time, and a
 * larger share contains a smaller one. Posts without a key are judged by the live ruleset. Both are
 * compared window by window; a canary that moves the hold rate or the latency too far falls back: it
 * judges nothing more until its share is set again. At a share of 1,000,000 it is compared with what the
 * live ruleset did last. `options` may be NULL only if `ruleset` is; `generation` may be NULL.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE | E_UNKNOWN_OPTION | E_NOMEM. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_engine_set_canary(postgate_engine* engine,
                                                              postgate_ruleset* ruleset,
                                                              const postgate_canary_options* options,
                                                              uint64_t* generation, postgate_error* error);

/* A new share for the canary, 0 to 1,000,000, from the next scan on; also another chance for one that
 * fell back. returns OK | E_ARGUMENT | E_STATE (there is no canary). thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_engine_set_canary_share(postgate_engine* engine,
                                                                    uint32_t share_ppm,
                                                                    postgate_error* error);

/* How the canary is doing; state NONE if there is none.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_engine_canary_status(postgate_engine* engine,
                                                                 postgate_canary_status* out);

/* ---- scanner --------------------------------------------------------------------------------- */

/* Makes a scanner, one per worker thread; it keeps its engine alive.
 * returns OK | E_ARGUMENT | E_NOMEM. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_scanner_create(postgate_engine* engine, postgate_scanner** out,
                                                           postgate_error* error);

/* Its verdict dies with it. thread: one at a time. since 0.1 */
POSTGATE_API void POSTGATE_CALL postgate_scanner_destroy(postgate_scanner* scanner);

/* Pins the current ruleset and sizes all buffers for it, so that the next scan does not.
 * returns OK | E_ARGUMENT | E_STATE | E_BUSY | E_NOMEM. thread: one at a time. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_scanner_prepare(postgate_scanner* scanner, postgate_error* error);

/* Drops the verdict, the pinned ruleset and large buffers. returns OK | E_ARGUMENT | E_BUSY.
 * thread: one at a time. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_scanner_reset(postgate_scanner* scanner);

/* The scanner's number in its engine, from 1, in the order they were made; 0 for NULL.
 * thread: any. since 0.1 */
POSTGATE_API uint64_t POSTGATE_CALL postgate_scanner_number(const postgate_scanner* scanner);

/* Judges one post and lends the verdict. `fields` is an array of `count` structs of `field_size` bytes
 * each (sizeof(postgate_field) in the caller's compilation). `options` may be NULL. No field at all is
 * an empty post: ALLOW.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE | E_UNKNOWN_OPTION | E_STATE | E_BUSY | E_ENCODING | E_TOO_LARGE
 *         | E_STRUCTURE | E_NOMEM | E_DEADLINE | E_MATCHER_LIMIT | E_INTERNAL.
 * thread: one at a time. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_scan(postgate_scanner* scanner, const postgate_field* fields,
                                                 size_t count, size_t field_size,
                                                 const postgate_scan_options* options,
                                                 const postgate_verdict** out, postgate_error* error);

/* postgate_scan for a post that is one plain UTF-8 text; returns what that returns.
 * thread: one at a time. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_scan_utf8(postgate_scanner* scanner, const char* text,
                                                      size_t size, const postgate_scan_options* options,
                                                      const postgate_verdict** out, postgate_error* error);

/* Judges `count` posts, one after the other, as postgate_scan would; postgate_batch_at then lends the
 * verdicts, all of them until the scanner's next scan, reset or destroy. A post that cannot be judged has
 * its own status and does not stop the others. `posts` is an array of structs of `post_size` bytes each.
 * `options` may be NULL. At most 65,536 posts; each keeps its findings until the next call. The library
 * starts no thread: to use several cores, give each thread its own scanner and its own share.
 * returns OK (every post was tried) | E_ARGUMENT | E_STRUCT_SIZE | E_UNKNOWN_OPTION | E_BUSY | E_TOO_LARGE
 *         (more posts than that; none was judged) | E_NOMEM. error.field is the index of a bad struct.
 * thread: one at a time. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_scan_batch(postgate_scanner* scanner, const postgate_post* posts,
                                                       size_t count, size_t post_size,
                                                       const postgate_scan_options* options,
                                                       postgate_error* error);

/* Post number `index` of the last batch: OK and its verdict in *out, or what postgate_scan would have
 * returned for it, with `error` filled. E_ARGUMENT if there is no such post, too.
 * returns as postgate_scan. thread: one at a time. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_batch_at(postgate_scanner* scanner, size_t index,
                                                     const postgate_verdict** out, postgate_error* error);
/* ---- suggestions: how a stopped post can be mended -------------------------------------------- */

/* Judges the post with the live ruleset and, if it is held or blocked, looks for the smallest change for each
 * finding that stops it: the wording that the pack prefers, or a deletion. The post with all of the changes
 * is ALLOW or FLAG under the same options; that was tried before they are offered. Writes the number of
 * changes to *fix_count: 0 if the post passes as it is, or if none were found; that is not looked for in
 * posts of more than 64 KiB, with more than 16 findings that stop them, that are not complete or not
 * well-formed. Takes up to 128 scans of the post, each with the deadline of the options; nothing is counted
 * in statistics. The verdict of the scanner's last scan stays as it is. returns what postgate_scan returns.
 * thread: one at a time. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_suggest(postgate_scanner* scanner, const postgate_field* fields,
                                                    size_t count, size_t field_size,
                                                    const postgate_scan_options* options, size_t* fix_count,
                                                    postgate_error* error);

/* Change number `index` of the last postgate_suggest; it and its string live until the scanner's next scan,
 * suggest, reset or destroy. returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: as its scanner. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_suggest_at(const postgate_scanner* scanner, size_t index,
                                                       postgate_fix* out);

/* ---- verdict --------------------------------------------------------------------------------- */

/* returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: as its scanner. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_verdict_get_summary(const postgate_verdict* verdict,
                                                                postgate_verdict_summary* out);

/* Finding number `index` < finding_count, in the order of the post.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: as its scanner. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_verdict_finding_at(const postgate_verdict* verdict, size_t index,
                                                               postgate_finding* out);

/* Signal number `signal` < signal_count of finding number `finding`.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: as its scanner. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_verdict_signal_at(const postgate_verdict* verdict, size_t finding,
                                                              size_t signal, postgate_signal* out);

/* Step number `index` of a scan with POSTGATE_SCAN_TRACE; E_ARGUMENT behind the last. At most 10,000 are
 * kept. returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: as its scanner. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_verdict_trace_at(const postgate_verdict* verdict, size_t index,
                                                             postgate_trace* out);

/* Pack number `index` of the ruleset that judged; E_ARGUMENT behind the last.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: as its scanner. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_verdict_pack_at(const postgate_verdict* verdict, size_t index,
                                                            postgate_pack_info* out);

/* Excused rule number `index` < excused_count, in the order of the rules; at most 256 are kept.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: as its scanner. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_verdict_excused_at(const postgate_verdict* verdict, size_t index,
                                                               postgate_excused* out);

/* Approval number `index` < approval_count, in the order they were added.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: as its scanner. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_verdict_approval_at(const postgate_verdict* verdict, size_t index,
                                                                postgate_approval_use* out);

/* Field number `index` of those that were not looked at as a whole, by field; E_ARGUMENT behind the last. At
 * most 256 are kept. A verdict can be incomplete without any: then it is the post as a whole.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: as its scanner. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_verdict_unseen_at(const postgate_verdict* verdict, size_t index,
                                                              postgate_unseen* out);

/* ---- accounts: what belongs to whom ------------------------------------------------------------ */

/* Makes an empty list of accounts. returns OK | E_ARGUMENT | E_NOMEM. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_accounts_create(postgate_accounts** out, postgate_error* error);

/* Accounts that were taken from it live on. thread: one at a time. since 0.1 */
POSTGATE_API void POSTGATE_CALL postgate_accounts_destroy(postgate_accounts* accounts);

/* Adds the accounts of one file (TOML, at most 8 MiB; examples/accounts says how it is written). `name`
 * is what diagnostics call it, NUL-terminated. A file with a mistake adds nothing; all its mistakes are among
 * the diagnostics and `error` holds the first.
 * returns OK | E_ARGUMENT | E_ACCOUNT | E_NOMEM. thread: one at a time. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_accounts_add_file(postgate_accounts* accounts, const char* name,
                                                              const void* bytes, size_t size,
                                                              postgate_error* error);

/* Number of diagnostics of the last file, at most 1,000; 0 for NULL. thread: one at a time. since 0.1 */
POSTGATE_API size_t POSTGATE_CALL postgate_accounts_diagnostic_count(const postgate_accounts* accounts);

/* Reads one diagnostic; its strings live until the next file is added. `rule` holds the account's id.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: one at a time. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_accounts_diagnostic_at(const postgate_accounts* accounts,
                                                                   size_t index, postgate_diagnostic* out);

/* Number of accounts; 0 for NULL. No file may be added meanwhile. thread: any. since 0.1 */
POSTGATE_API size_t POSTGATE_CALL postgate_accounts_count(const postgate_accounts* accounts);

/* Account number `index`, retained for the caller. No file may be added meanwhile.
 * returns OK | E_ARGUMENT | E_NOMEM. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_accounts_at(const postgate_accounts* accounts, size_t index,
                                                        postgate_account** out, postgate_error* error);

/* The account of that id, retained for the caller; NULL in *out and OK if there is none. No file may be
 * added meanwhile. returns OK | E_ARGUMENT | E_NOMEM. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_accounts_find(const postgate_accounts* accounts,
                                                          postgate_string id, postgate_account** out,
                                                          postgate_error* error);

/* One more owner; returns its argument. NULL is passed through. An account is immutable: to change it,
 * read its file anew and use the new one from then on. thread: any. since 0.1 */
POSTGATE_API postgate_account* POSTGATE_CALL postgate_account_retain(postgate_account* account);

/* One owner less; the last one frees it. thread: any. since 0.1 */
POSTGATE_API void POSTGATE_CALL postgate_account_release(postgate_account* account);

/* returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_account_get_info(const postgate_account* account,
                                                             postgate_account_info* out);

/* What of an account no longer fits a ruleset: warning number `index`, E_ARGUMENT behind the last.
 * Codes: "unknown-rule" and "unknown-profile" (the ruleset has none of that name; scans with such a
 * profile are refused), "expired" (a changed rule counts as written again). `rule` holds the name. Strings
 * live as long as the account. returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_account_check_at(const postgate_account* account,
                                                             const postgate_ruleset* ruleset, uint64_t now,
                                                             size_t index, postgate_diagnostic* out);

/* ---- approvals: a signed waiver for one text and named rules ------------------------------------- */

/* Makes an empty list of approvals. returns OK | E_ARGUMENT | E_NOMEM. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_approvals_create(postgate_approvals** out, postgate_error* error);

/* Verdicts keep what they show. thread: one at a time. since 0.1 */
POSTGATE_API void POSTGATE_CALL postgate_approvals_destroy(postgate_approvals* approvals);

/* Lets a key approve: the text of a public key file of minisign, or its second line. Add keys first:
 * a token is checked when it is added. No scan may be using the list meanwhile.
 * returns OK | E_ARGUMENT | E_STATE (a token was added) | E_NOMEM. thread: one at a time. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_approvals_add_key(postgate_approvals* approvals,
                                                              postgate_string public_key,
                                                              postgate_error* error);

/* Adds a token, as postgate_approve writes it. One with a wrong signature is added, too: verdicts say
 * that it is forged. At most 10,000. No scan may be using the list meanwhile; one that no longer changes may
 * serve scans of many threads.
 * returns OK | E_ARGUMENT | E_APPROVAL | E_TOO_LARGE | E_NOMEM. thread: one at a time. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_approvals_add(postgate_approvals* approvals, const void* token,
                                                          size_t size, postgate_error* error);

/* Writes an approval of one post, at most `capacity` bytes of text to `buffer` (may be NULL with capacity
 * 0) and its full size to *size. The text is known by a digest over roles and folded texts, without blanks:
 * a stray blank or full-width letters change nothing, a word does. `secret_key` is the text of a key file
 * of minisign.
 * returns OK | E_ARGUMENT (no such key, wrong password) | E_STRUCT_SIZE | E_UNKNOWN_OPTION | E_APPROVAL
 *         | E_ENCODING | E_FORMAT | E_TOO_LARGE | E_NOMEM. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_approve(const postgate_field* fields, size_t count,
                                                    size_t field_size,
                                                    const postgate_approval_request* request,
                                                    postgate_string secret_key, postgate_string password,
                                                    char* buffer, size_t capacity, size_t* size,
                                                    postgate_error* error);
/* What the shadow would have done with the post; state NONE if there was none.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: as its scanner. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_verdict_get_shadow(const postgate_verdict* verdict,
                                                               postgate_shadow_report* out);

/* Rule number `index` < rule_count that only one of the two found: first those gained, then those lost.
 * Counted among the findings that were kept.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: as its scanner. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_verdict_shadow_rule_at(const postgate_verdict* verdict,
                                                                   size_t index, postgate_shadow_rule* out);

/* ---- statistics ------------------------------------------------------------------------------- */

/* A copy of the engine's counters, to be read at leisure. Scans do not wait for it; counts of scans that
 * are under way may be missing. Without POSTGATE_ENGINE_STATISTICS only generations and scanners are in
 * it. It holds names of packs, rules and groups, never text of a post.
 * returns OK | E_ARGUMENT | E_NOMEM. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_stats_take(postgate_engine* engine, postgate_stats** out,
                                                       postgate_error* error);

/* thread: any. since 0.1 */
POSTGATE_API void POSTGATE_CALL postgate_stats_destroy(postgate_stats* stats);

/* Of POSTGATE_SLOT_LIVE or _CANARY. returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_stats_get_totals(const postgate_stats* stats, uint32_t slot,
                                                             postgate_stats_totals* out);

/* returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_stats_get_shadow(const postgate_stats* stats,
                                                             postgate_stats_shadow* out);

/* Rule number `index` of those that were found, gained or lost; E_ARGUMENT behind the last. At most
 * 200,000 are kept. Strings live as long as `stats`.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_stats_rule_at(const postgate_stats* stats, size_t index,
                                                          postgate_stats_rule* out);

/* Category number `index`; E_ARGUMENT behind the last. Strings live as long as `stats`.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_stats_category_at(const postgate_stats* stats, size_t index,
                                                              postgate_stats_named* out);

/* Group number `index`; E_ARGUMENT behind the last. There are 255; posts of more are under "other".
 * Strings live as long as `stats`. returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_stats_group_at(const postgate_stats* stats, size_t index,
                                                           postgate_stats_named* out);

/* Ruleset and holder number `index`, by generation; one without a holder is listed once. E_ARGUMENT behind
 * the last. returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_stats_pin_at(const postgate_stats* stats, size_t index,
                                                         postgate_stats_pin* out);

/* All of it as text, POSTGATE_STATS_JSON or _PROMETHEUS. Writes at most `capacity` bytes to `buffer` (may be
 * NULL with capacity 0) and the full size to *size; the text is whole only if that is no more.
 * returns OK | E_ARGUMENT | E_NOMEM. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_stats_text(const postgate_stats* stats, uint32_t format,
                                                       char* buffer, size_t capacity, size_t* size,
                                                       postgate_error* error);

/* ---- when there is no verdict ------------------------------------------------------------------- */

/* A circuit breaker: after so many errors of the gate it answers HOLD by itself, and lets a scan through
 * as a probe now and then. Share one among all threads. `options` may be NULL.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE | E_UNKNOWN_OPTION | E_NOMEM. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_breaker_create(const postgate_breaker_options* options,
                                                           postgate_breaker** out, postgate_error* error);

/* thread: any. since 0.1 */
POSTGATE_API void POSTGATE_CALL postgate_breaker_destroy(postgate_breaker* breaker);

/* To be asked before a scan. out->reason NOBODY: scan, then call postgate_decide with this breaker. BREAKER:
 * do not; out->action is HOLD. `now_ns` is a monotonic time in nanoseconds; 0 = the library looks. returns OK
 * | E_ARGUMENT | E_STRUCT_SIZE. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_breaker_admit(postgate_breaker* breaker, uint64_t now_ns,
                                                          postgate_decision* out);

/* Turns the end of a scan into what is to be done: the verdict's action if there is one, else the choice in
 * `policy` (NULL = HOLD for everything). `status` is what the scan returned, `verdict` its verdict or NULL.
 * `breaker` (may be NULL) is told; errors that are the post's or the caller's own fault do not count, so
 * that nobody can open it with bad posts. On an error of this function the action is NONE.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE | E_UNKNOWN_OPTION.
 * thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_decide(const postgate_policy* policy, postgate_breaker* breaker,
                                                   int32_t status, const postgate_verdict* verdict,
                                                   uint64_t now_ns, postgate_decision* out);
/* ---- links: every way that a post leads elsewhere ---------------------------------------------- */

/* Finds every link of a post, offending or not, in the order of the post: repaired, and resolved as a
 * browser would. Nothing is fetched. Arguments as postgate_scan; needs no ruleset, so `options->profile`
 * is not looked at. What is lent lives until the scanner's next postgate_links_find, scan, reset or
 * destroy; the verdict of the last scan stays.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE | E_UNKNOWN_OPTION | E_BUSY | E_ENCODING | E_TOO_LARGE | E_FORMAT
 *         | E_NOMEM | E_DEADLINE | E_INTERNAL.
 * thread: one at a time. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_links_find(postgate_scanner* scanner,
                                                       const postgate_field* fields, size_t count,
                                                       size_t field_size,
                                                       const postgate_scan_options* options,
                                                       const postgate_links** out, postgate_error* error);

/* How many there are; 0 for NULL. thread: as its scanner. since 0.1 */
POSTGATE_API size_t POSTGATE_CALL postgate_links_count(const postgate_links* links);

/* Link number `index` < count. returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: as its scanner. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_links_at(const postgate_links* links, size_t index,
                                                     postgate_link* out);

/* Whom to ask about short links from now on; NULL: nobody, as at first. The library fetches nothing
 * itself. Asked only where a rule asks about links, at most `most` times a post (0: 8, at most 1,024) and
 * while the questions of the post together took less than `budget_ns` (0: 200 ms). What is not answered
 * stays a short link. Answers show in postgate_verdict_link_at.
 * returns OK | E_ARGUMENT. thread: one at a time. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_scanner_set_resolver(postgate_scanner* scanner,
                                                                 postgate_resolve_fn resolve, void* context,
                                                                 uint64_t budget_ns, uint32_t most,
                                                                 postgate_error* error);

/* Link number `index` that the resolver answered about; E_ARGUMENT behind the last.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: as its scanner. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_verdict_link_at(const postgate_verdict* verdict, size_t index,
                                                            postgate_link* out);
/* ---- watching a folder ------------------------------------------------------------------------ */

/* Watches a folder of packs; `folder` is NUL-terminated. What is in it now counts as known, so load it
 * after this call. `options` may be NULL.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE | E_UNKNOWN_OPTION | E_IO | E_NOMEM. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_watch_create(const char* folder,
                                                         const postgate_watch_options* options,
                                                         postgate_watch** out, postgate_error* error);

/* thread: one at a time. since 0.1 */
POSTGATE_API void POSTGATE_CALL postgate_watch_destroy(postgate_watch* watch);

/* Sets *changed to 1 once for every change of a file that has come to rest: half-written and temporary
 * files do not count. Does not wait.
 * returns OK | E_ARGUMENT | E_IO (ask again later) | E_NOMEM. thread: one at a time. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_watch_poll(postgate_watch* watch, int32_t* changed,
                                                       postgate_error* error);

/* A descriptor that gets readable when something in the folder moves, for the host's own event loop; poll
 * then and once more after settle_ns. -1 = there is none: poll from time to time. The watch owns it.
 * returns a descriptor or -1. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_watch_descriptor(const postgate_watch* watch);

/* ---- explain: how a text looks to the matchers ------------------------------------------------ */

/* Folds one UTF-8 text and copies a view of it: view 0 = text (separators kept), 1 = squeezed. Writes at most
 * `capacity` bytes to `buffer` (may be NULL with capacity 0), never part of a character, and the full size to
 * *size. returns OK | E_ARGUMENT | E_ENCODING | E_TOO_LARGE | E_NOMEM. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_fold_utf8(const char* text, size_t length, uint32_t view,
                                                      char* buffer, size_t capacity, size_t* size,
                                                      postgate_error* error);

/* ---- audit: what was decided, in a file that shows tampering ------------------------------------- */

/* postgate_audit_options.flags */
#define POSTGATE_AUDIT_SYNC 0x1u /* each line is on the disk before append returns */

/* postgate_audit_problem.kind */
#define POSTGATE_AUDIT_CHANGED 1 /* the line was changed, or written with another key */
#define POSTGATE_AUDIT_MISSING 2 /* lines before this one are missing */
#define POSTGATE_AUDIT_ORDER 3   /* the line was there already, or stands too late */
#define POSTGATE_AUDIT_FOREIGN 4 /* not an audit line: inserted, or changed beyond recognition */
#define POSTGATE_AUDIT_TORN 5    /* the last line has no end: a crash, or it was cut */
#define POSTGATE_AUDIT_TAIL 6    /* lines are missing behind the last one */
#define POSTGATE_AUDIT_NO_HEAD 7 /* nothing says where the file should end */

typedef struct postgate_audit postgate_audit;
typedef struct postgate_audit_report postgate_audit_report;

typedef struct postgate_audit_options {
  uint32_t struct_size;
  uint32_t flags;        /* POSTGATE_AUDIT_* */
  postgate_string path;  /* of the file; PATH.head beside it holds the number and mac of the last line */
  postgate_string key;   /* 16 to 1,024 secret bytes, the host's; needed again to verify */
  uint64_t rotate_bytes; /* a larger file becomes PATH.<number of its first line>; default 64 MiB */
} postgate_audit_options;

typedef struct postgate_audit_entry {
  uint32_t struct_size;
  int32_t status;          /* of the scan; not OK: there is no verdict */
  uint64_t time_ms;        /* since 1970-01-01 UTC, as the host says */
  uint64_t latency_ns;     /* as the host measured it; 0 = not measured */
  postgate_string post_id; /* at most 4,096 bytes */
  postgate_string account; /* empty: the one of the verdict, if any */
} postgate_audit_entry;

/* The last line there is; with `mac` noted elsewhere nobody can cut the file before it unseen. */
typedef struct postgate_audit_head {
  uint32_t struct_size;
  uint32_t reserved;
  uint64_t seq; /* 0 = no line yet */
  char mac[72]; /* 64 hex digits, NUL-terminated */
} postgate_audit_head;

typedef struct postgate_audit_summary {
  uint32_t struct_size;
  uint32_t reserved;
  uint64_t lines;
  uint64_t problem_count; /* that can be read, at most 10,000 */
  uint64_t problem_total;
} postgate_audit_summary;

typedef struct postgate_audit_problem {
  uint32_t struct_size;
  uint32_t kind; /* POSTGATE_AUDIT_* */
  uint32_t file; /* index into the files given */
  uint32_t reserved;
  uint64_t line; /* of that file, from 1 */
  uint64_t seq;  /* the line's own number; 0 = it cannot be read */
  postgate_string message;
} postgate_audit_problem;

/* Opens or makes an audit file, mode 0600, and takes over where it ends; a line that a crash cut short
 * is dropped and its size told in the next line. A line is JSON: number, time, post id, keyed HMAC of the
 * text (never the text), action, findings with their spans, packs, engine, latency, and the chain.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE | E_UNKNOWN_OPTION | E_BUSY (another writer has it) | E_STATE (its
 *         last line does not verify with this key) | E_IO | E_NOMEM. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_audit_open(const postgate_audit_options* options,
                                                       postgate_audit** out, postgate_error* error);

/* Closes the file. thread: one at a time. since 0.1 */
POSTGATE_API void POSTGATE_CALL postgate_audit_destroy(postgate_audit* audit);

/* Appends one line for a post: the fields that were scanned and the verdict they got, still lent, or NULL
 * with the status of the scan in `entry`. The line is written whole or, on E_IO, not at all.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE | E_TOO_LARGE | E_IO | E_NOMEM.
 * The verdict's scanner must not be scanning meanwhile. thread: one at a time. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_audit_append(postgate_audit* audit,
                                                         const postgate_audit_entry* entry,
                                                         const postgate_field* fields, size_t count,
                                                         size_t field_size, const postgate_verdict* verdict,
                                                         postgate_error* error);

/* returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: one at a time. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_audit_get_head(const postgate_audit* audit,
                                                           postgate_audit_head* out);

/* Checks the file at `path` with all that were rotated away from it, oldest first. With `anchor`, "SEQ:MAC"
 * as noted elsewhere (may be NULL), the line it names must be there; without, PATH.head says where the end
 * is. returns OK (also when there are problems) | E_ARGUMENT | E_IO | E_NOMEM. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_audit_verify(const char* path, const void* key, size_t key_size,
                                                         const char* anchor, postgate_audit_report** out,
                                                         postgate_error* error);

/* thread: any. since 0.1 */
POSTGATE_API void POSTGATE_CALL postgate_audit_report_destroy(postgate_audit_report* report);

/* The head is that of the last line that verified. `head` may be NULL.
 * returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_audit_report_get_summary(const postgate_audit_report* report,
                                                                     postgate_audit_summary* out,
                                                                     postgate_audit_head* head);

/* Strings live as long as the report. returns OK | E_ARGUMENT | E_STRUCT_SIZE. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_audit_report_problem_at(const postgate_audit_report* report,
                                                                    size_t index,
                                                                    postgate_audit_problem* out);

/* Path of file number `index` of the report, NUL-terminated, as long as the report lives; NULL behind the
 * last. thread: any. since 0.1 */
POSTGATE_API const char* POSTGATE_CALL postgate_audit_report_file_at(const postgate_audit_report* report,
                                                                     size_t index);

/* ---- lists that a pack can name in `detect` ------------------------------------------------------ */

/* Says whether one line of a list is of use for the links of posts, for hosts that turn the lists of others
 * into packs. `kind` is POSTGATE_LIST_*; `line` has no line end. *reason is static and UTF-8: empty if the
 * line is of use, "comment" if it is no entry, "malformed" if it should be one, otherwise what it needs that
 * a post has not ("element hiding", "page option", "named pages only", ...).
 * returns OK | E_ARGUMENT | E_NOMEM. thread: any. since 0.1 */
POSTGATE_API int32_t POSTGATE_CALL postgate_list_line_reason(uint32_t kind, const char* line, size_t size,
                                                             postgate_string* reason);

/* ---- dlopen hosts ------------------------------------------------------------------------------ */

/* Every function above under one symbol. Slots are only ever appended; check struct_size before using
 * one that came with a later minor. */
typedef struct postgate_api {
  uint32_t struct_size;
  uint32_t abi_version;
  uint32_t(POSTGATE_CALL* abi_version_fn)(void);
  const char*(POSTGATE_CALL* version_string)(void);
  int32_t(POSTGATE_CALL* has_feature)(const char*);
  const char*(POSTGATE_CALL* feature_at)(uint32_t);
  const char*(POSTGATE_CALL* build_info)(const char*);
  const char*(POSTGATE_CALL* status_name)(int32_t);
  const char*(POSTGATE_CALL* action_name)(int32_t);
  int32_t(POSTGATE_CALL* compiler_create)(const postgate_compiler_options*, postgate_compiler**,
                                          postgate_error*);
  void(POSTGATE_CALL* compiler_destroy)(postgate_compiler*);
  int32_t(POSTGATE_CALL* compiler_add_folder)(postgate_compiler*, const char*, postgate_error*);
  int32_t(POSTGATE_CALL* compiler_add_file)(postgate_compiler*, const char*, const char*, const void*, size_t,
                                            postgate_error*);
  int32_t(POSTGATE_CALL* compiler_add_builtin)(postgate_compiler*, const char*, postgate_error*);
  int32_t(POSTGATE_CALL* compiler_build)(postgate_compiler*, postgate_ruleset**, postgate_error*);
  size_t(POSTGATE_CALL* compiler_diagnostic_count)(const postgate_compiler*);
  int32_t(POSTGATE_CALL* compiler_diagnostic_at)(const postgate_compiler*, size_t, postgate_diagnostic*);
  postgate_ruleset*(POSTGATE_CALL* ruleset_retain)(postgate_ruleset*);
  void(POSTGATE_CALL* ruleset_release)(postgate_ruleset*);
  int32_t(POSTGATE_CALL* ruleset_get_info)(const postgate_ruleset*, postgate_ruleset_info*);
  int32_t(POSTGATE_CALL* ruleset_pack_at)(const postgate_ruleset*, size_t, postgate_pack_info*);
  int32_t(POSTGATE_CALL* engine_create)(const postgate_engine_options*, postgate_engine**, postgate_error*);
  void(POSTGATE_CALL* engine_destroy)(postgate_engine*);
  int32_t(POSTGATE_CALL* engine_install)(postgate_engine*, postgate_ruleset*, uint64_t*, postgate_error*);
  int32_t(POSTGATE_CALL* engine_current)(postgate_engine*, postgate_ruleset**, postgate_error*);
  int32_t(POSTGATE_CALL* scanner_create)(postgate_engine*, postgate_scanner**, postgate_error*);
  void(POSTGATE_CALL* scanner_destroy)(postgate_scanner*);
  int32_t(POSTGATE_CALL* scanner_prepare)(postgate_scanner*, postgate_error*);
  int32_t(POSTGATE_CALL* scanner_reset)(postgate_scanner*);
  int32_t(POSTGATE_CALL* scan)(postgate_scanner*, const postgate_field*, size_t, size_t,
                               const postgate_scan_options*, const postgate_verdict**, postgate_error*);
  int32_t(POSTGATE_CALL* scan_utf8)(postgate_scanner*, const char*, size_t, const postgate_scan_options*,
                                    const postgate_verdict**, postgate_error*);
  int32_t(POSTGATE_CALL* verdict_get_summary)(const postgate_verdict*, postgate_verdict_summary*);
  int32_t(POSTGATE_CALL* verdict_finding_at)(const postgate_verdict*, size_t, postgate_finding*);
  int32_t(POSTGATE_CALL* verdict_signal_at)(const postgate_verdict*, size_t, size_t, postgate_signal*);
  int32_t(POSTGATE_CALL* verdict_trace_at)(const postgate_verdict*, size_t, postgate_trace*);
  int32_t(POSTGATE_CALL* verdict_pack_at)(const postgate_verdict*, size_t, postgate_pack_info*);
  int32_t(POSTGATE_CALL* fold_utf8)(const char*, size_t, uint32_t, char*, size_t, size_t*, postgate_error*);
  int32_t(POSTGATE_CALL* audit_open)(const postgate_audit_options*, postgate_audit**, postgate_error*);
  void(POSTGATE_CALL* audit_destroy)(postgate_audit*);
  int32_t(POSTGATE_CALL* audit_append)(postgate_audit*, const postgate_audit_entry*, const postgate_field*,
                                       size_t, size_t, const postgate_verdict*, postgate_error*);
  int32_t(POSTGATE_CALL* audit_get_head)(const postgate_audit*, postgate_audit_head*);
  int32_t(POSTGATE_CALL* audit_verify)(const char*, const void*, size_t, const char*, postgate_audit_report**,
                                       postgate_error*);
  void(POSTGATE_CALL* audit_report_destroy)(postgate_audit_report*);
  int32_t(POSTGATE_CALL* audit_report_get_summary)(const postgate_audit_report*, postgate_audit_summary*,
                                                   postgate_audit_head*);
  int32_t(POSTGATE_CALL* audit_report_problem_at)(const postgate_audit_report*, size_t,
                                                  postgate_audit_problem*);
  const char*(POSTGATE_CALL* audit_report_file_at)(const postgate_audit_report*, size_t);
  int32_t(POSTGATE_CALL* ruleset_rule_at)(const postgate_ruleset*, size_t, postgate_rule_info*);
  int32_t(POSTGATE_CALL* list_line_reason)(uint32_t, const char*, size_t, postgate_string*);
  int32_t(POSTGATE_CALL* compiler_add_archive)(postgate_compiler*, const void*, size_t,
                                               const postgate_accept_options*, postgate_error*);
  int32_t(POSTGATE_CALL* compiler_write_archive)(postgate_compiler*, const postgate_archive_options*,
                                                 const void**, size_t*, postgate_error*);
  int32_t(POSTGATE_CALL* archive_read)(const void*, size_t, postgate_archive_info*, postgate_error*);
  int32_t(POSTGATE_CALL* key_generate)(postgate_string, postgate_key_pair*, postgate_error*);
  int32_t(POSTGATE_CALL* archive_sign)(const void*, size_t, postgate_string, postgate_string,
                                       postgate_signature*, postgate_error*);
  int32_t(POSTGATE_CALL* trust_create)(const postgate_trust_options*, postgate_trust**, postgate_error*);
  void(POSTGATE_CALL* trust_destroy)(postgate_trust*);
  int32_t(POSTGATE_CALL* trust_add_key)(postgate_trust*, postgate_string, postgate_string, postgate_error*);
  int32_t(POSTGATE_CALL* trust_revoke_key)(postgate_trust*, postgate_string, postgate_error*);
  int32_t(POSTGATE_CALL* trust_verify)(const postgate_trust*, const void*, size_t, postgate_string,
                                       postgate_signature*, postgate_error*);
  int32_t(POSTGATE_CALL* trust_remember)(postgate_trust*, const postgate_ruleset*, uint64_t, postgate_error*);
  int32_t(POSTGATE_CALL* verdict_excused_at)(const postgate_verdict*, size_t, postgate_excused*);
  int32_t(POSTGATE_CALL* verdict_approval_at)(const postgate_verdict*, size_t, postgate_approval_use*);
  int32_t(POSTGATE_CALL* accounts_create)(postgate_accounts**, postgate_error*);
  void(POSTGATE_CALL* accounts_destroy)(postgate_accounts*);
  int32_t(POSTGATE_CALL* accounts_add_file)(postgate_accounts*, const char*, const void*, size_t,
                                            postgate_error*);
  size_t(POSTGATE_CALL* accounts_diagnostic_count)(const postgate_accounts*);
  int32_t(POSTGATE_CALL* accounts_diagnostic_at)(const postgate_accounts*, size_t, postgate_diagnostic*);
  size_t(POSTGATE_CALL* accounts_count)(const postgate_accounts*);
  int32_t(POSTGATE_CALL* accounts_at)(const postgate_accounts*, size_t, postgate_account**, postgate_error*);
  int32_t(POSTGATE_CALL* accounts_find)(const postgate_accounts*, postgate_string, postgate_account**,
                                        postgate_error*);
  postgate_account*(POSTGATE_CALL* account_retain)(postgate_account*);
  void(POSTGATE_CALL* account_release)(postgate_account*);
  int32_t(POSTGATE_CALL* account_get_info)(const postgate_account*, postgate_account_info*);
  int32_t(POSTGATE_CALL* account_check_at)(const postgate_account*, const postgate_ruleset*, uint64_t, size_t,
                                           postgate_diagnostic*);
  int32_t(POSTGATE_CALL* approvals_create)(postgate_approvals**, postgate_error*);
  void(POSTGATE_CALL* approvals_destroy)(postgate_approvals*);
  int32_t(POSTGATE_CALL* approvals_add_key)(postgate_approvals*, postgate_string, postgate_error*);
  int32_t(POSTGATE_CALL* approvals_add)(postgate_approvals*, const void*, size_t, postgate_error*);
  int32_t(POSTGATE_CALL* approve)(const postgate_field*, size_t, size_t, const postgate_approval_request*,
                                  postgate_string, postgate_string, char*, size_t, size_t*, postgate_error*);
  int32_t(POSTGATE_CALL* scan_batch)(postgate_scanner*, const postgate_post*, size_t, size_t,
                                     const postgate_scan_options*, postgate_error*);
  int32_t(POSTGATE_CALL* batch_at)(postgate_scanner*, size_t, const postgate_verdict**, postgate_error*);
  int32_t(POSTGATE_CALL* engine_set_shadow)(postgate_engine*, postgate_ruleset*,
                                            const postgate_shadow_options*, uint64_t*, postgate_error*);
  int32_t(POSTGATE_CALL* engine_set_canary)(postgate_engine*, postgate_ruleset*,
                                            const postgate_canary_options*, uint64_t*, postgate_error*);
  int32_t(POSTGATE_CALL* engine_set_canary_share)(postgate_engine*, uint32_t, postgate_error*);
  int32_t(POSTGATE_CALL* engine_canary_status)(postgate_engine*, postgate_canary_status*);
  uint64_t(POSTGATE_CALL* scanner_number)(const postgate_scanner*);
  int32_t(POSTGATE_CALL* verdict_get_shadow)(const postgate_verdict*, postgate_shadow_report*);
  int32_t(POSTGATE_CALL* verdict_shadow_rule_at)(const postgate_verdict*, size_t, postgate_shadow_rule*);
  int32_t(POSTGATE_CALL* stats_take)(postgate_engine*, postgate_stats**, postgate_error*);
  void(POSTGATE_CALL* stats_destroy)(postgate_stats*);
  int32_t(POSTGATE_CALL* stats_get_totals)(const postgate_stats*, uint32_t, postgate_stats_totals*);
  int32_t(POSTGATE_CALL* stats_get_shadow)(const postgate_stats*, postgate_stats_shadow*);
  int32_t(POSTGATE_CALL* stats_rule_at)(const postgate_stats*, size_t, postgate_stats_rule*);
  int32_t(POSTGATE_CALL* stats_category_at)(const postgate_stats*, size_t, postgate_stats_named*);
  int32_t(POSTGATE_CALL* stats_group_at)(const postgate_stats*, size_t, postgate_stats_named*);
  int32_t(POSTGATE_CALL* stats_pin_at)(const postgate_stats*, size_t, postgate_stats_pin*);
  int32_t(POSTGATE_CALL* stats_text)(const postgate_stats*, uint32_t, char*, size_t, size_t*,
                                     postgate_error*);
  int32_t(POSTGATE_CALL* breaker_create)(const postgate_breaker_options*, postgate_breaker**,
                                         postgate_error*);
  void(POSTGATE_CALL* breaker_destroy)(postgate_breaker*);
  int32_t(POSTGATE_CALL* breaker_admit)(postgate_breaker*, uint64_t, postgate_decision*);
  int32_t(POSTGATE_CALL* decide)(const postgate_policy*, postgate_breaker*, int32_t, const postgate_verdict*,
                                 uint64_t, postgate_decision*);
  int32_t(POSTGATE_CALL* links_find)(postgate_scanner*, const postgate_field*, size_t, size_t,
                                     const postgate_scan_options*, const postgate_links**, postgate_error*);
  size_t(POSTGATE_CALL* links_count)(const postgate_links*);
  int32_t(POSTGATE_CALL* links_at)(const postgate_links*, size_t, postgate_link*);
  int32_t(POSTGATE_CALL* scanner_set_resolver)(postgate_scanner*, postgate_resolve_fn, void*, uint64_t,
                                               uint32_t, postgate_error*);
  int32_t(POSTGATE_CALL* verdict_link_at)(const postgate_verdict*, size_t, postgate_link*);
  int32_t(POSTGATE_CALL* engine_update)(postgate_engine*, postgate_compiler*, const postgate_update_options*,
                                        postgate_update_report*, postgate_error*);
  int32_t(POSTGATE_CALL* engine_rollback)(postgate_engine*, uint64_t*, postgate_error*);
  int32_t(POSTGATE_CALL* watch_create)(const char*, const postgate_watch_options*, postgate_watch**,
                                       postgate_error*);
  void(POSTGATE_CALL* watch_destroy)(postgate_watch*);
  int32_t(POSTGATE_CALL* watch_poll)(postgate_watch*, int32_t*, postgate_error*);
  int32_t(POSTGATE_CALL* watch_descriptor)(const postgate_watch*);
  int32_t(POSTGATE_CALL* suggest)(postgate_scanner*, const postgate_field*, size_t, size_t,
                                  const postgate_scan_options*, size_t*, postgate_error*);
  int32_t(POSTGATE_CALL* suggest_at)(const postgate_scanner*, size_t, postgate_fix*);
  int32_t(POSTGATE_CALL* verdict_unseen_at)(const postgate_verdict*, size_t, postgate_unseen*);
} postgate_api;

/* The table, static; NULL if `abi_major` is not the library's or `abi_minor` is newer than it, and
 * then `error` holds E_PLATFORM and says which it has. thread: any. since 0.1 */
POSTGATE_API const postgate_api* POSTGATE_CALL postgate_get_api(uint32_t abi_major, uint32_t abi_minor,
                                                                postgate_error* error);

#ifdef __cplusplus
} /* extern "C" */
#endif

/* A struct with struct_size set in the caller's own compilation and everything else zero:
 *   postgate_scan_options options = POSTGATE_INIT(postgate_scan_options); */
#ifdef __cplusplus
namespace postgate_detail {
template <typename T>
inline T init() {
  T value = T();
  value.struct_size = static_cast<uint32_t>(sizeof(T));
  return value;
}
}  // namespace postgate_detail
#define POSTGATE_INIT(type) (::postgate_detail::init<type>())
#else
#define POSTGATE_INIT(type) \
  { .struct_size = (uint32_t)sizeof(type) }
#endif

#endif /* POSTGATE_H */
