#!/usr/bin/env python3
"""Scans generated posts and says what the rules stop: recall by class and depth, beside false hits.

  tests/evasion/evaluate.py --per 10                                # the default pack
  tests/evasion/evaluate.py --pack patterns/gov-cn --misses 3       # three missed posts of each class
  tests/evasion/evaluate.py --legit month.jsonl.gz notices.txt      # false hits on texts of your own

"Stopped" is held or blocked. False hits are counted per million characters of the traps, and of the --legit files
(.txt: a text a line; .jsonl: "text" and maybe "title"; either may be .gz). The exit status is 1 when a --floor or
--most-traps is not kept.
"""
import argparse
import gzip
import json
import os
import subprocess
import sys

import generate

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
POST_KEYS = ("id", "title", "text", "alt", "format")


def scan(options, posts):
    """The verdict of each post, in order; posts that could not be scanned have the action "error"."""
    command = [options.postgate, "scan", "--input", "jsonl", "--format", "jsonl"]
    for pack in options.pack:
        command += ["--pack", pack]
    if options.profile:
        command += ["--profile", options.profile]
    given = "".join(json.dumps({k: p[k] for k in POST_KEYS if k in p}, ensure_ascii=False) + "\n" for p in posts)
    ran = subprocess.run(command + ["-"], input=given.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         check=False)
    verdicts = [json.loads(line) for line in ran.stdout.decode().splitlines()]
    if ran.returncode not in (0, 1, 3) or len(verdicts) != len(posts):
        sys.exit("the scan failed with status %d after %d of %d posts: %s" %
                 (ran.returncode, len(verdicts), len(posts), ran.stderr.decode()[:400]))
    return verdicts


def stopped(verdict):
    return verdict.get("action") in ("hold", "block")


def size(post):
    return len(post.get("title", "")) + len(post["text"]) + sum(map(len, post.get("alt", [])))


def read_legit(paths):
    for path in paths:
        with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file):
                post = json.loads(line) if ".jsonl" in path else {"text": line.rstrip("\n")}
                kept = {key: post[key] for key in ("title", "text") if isinstance(post.get(key), str)}
                if kept.get("text"):
                    yield {"id": "%s:%d" % (os.path.basename(path), number + 1), **kept}


def share(part, whole):
    return "%5.1f" % (100.0 * part / whole) if whole else "    -"


def print_recall(rows, depth):
    print("class " + "".join("  depth %d" % d for d in range(1, depth + 1)) + "   traps stopped")
    keys = sorted({post["class"] for post, _ in rows})
    for key in keys + ["all"]:
        mine = [(p, v) for p, v in rows if key in ("all", p["class"])]
        cells = ""
        for level in range(1, depth + 1):
            hits = [stopped(v) for p, v in mine if p["label"] == "evasive" and p["depth"] == level]
            cells += "    " + share(sum(hits), len(hits))
        hits = [stopped(v) for p, v in mine if p["label"] == "trap"]
        print("%5s %s           %s %%" % (key, cells, share(sum(hits), len(hits))))


def print_false(name, posts, verdicts):
    characters = sum(map(size, posts))
    hits = sum(map(stopped, verdicts))
    print("%s: %d of %d stopped, %.1f per million characters" % (name, hits, len(posts), 1e6 * hits / max(characters, 1)))


def why(verdict):
    return ", ".join(sorted({f["rule"] for f in verdict.get("findings", [])})) or verdict.get("status", "nothing found")


def print_examples(title, wanted, rows, most):
    counts = {}
    for post, verdict in rows:
        if not wanted(post, verdict) or counts.get(post["class"], 0) >= most:
            continue
        counts[post["class"]] = counts.get(post["class"], 0) + 1
        shown = " / ".join([post.get("title", ""), post["text"], *post.get("alt", [])]).strip(" /")
        print("%s %s %s  %s  [%s]" % (title, post["id"], post["stack"], json.dumps(shown, ensure_ascii=False), why(verdict)))


def keeps_promises(options, rows):
    kept = True
    for floor in options.floor:
        level, least = floor.split("=")
        hits = [stopped(v) for p, v in rows if p["label"] == "evasive" and p["depth"] == int(level)]
        if not hits or 100.0 * sum(hits) / len(hits) < float(least):
            print("recall at depth %s is below %s %%" % (level, least))
            kept = False
    traps = [stopped(v) for p, v in rows if p["label"] == "trap"]
    if options.most_traps is not None and 100.0 * sum(traps) / len(traps) > options.most_traps:
        print("more than %s %% of the traps are stopped" % options.most_traps)
        kept = False
    return kept


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postgate", default=os.path.join(ROOT, "build", "release", "postgate"), help="the command")
    parser.add_argument("--pack", action="append", default=[], help="a pack; without it the default one")
    parser.add_argument("--profile")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per", type=int, default=5, help="posts a class and depth (default 5)")
    parser.add_argument("--depth", type=int, default=4, choices=(1, 2, 3, 4))
    parser.add_argument("--legit", nargs="+", default=[], metavar="FILE")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show N missed posts and N stopped traps a class")
    parser.add_argument("--floor", action="append", default=[], metavar="DEPTH=PERCENT", help="least recall at a depth")
    parser.add_argument("--most-traps", type=float, metavar="PERCENT")
    return parser.parse_args()


def main():
    options = arguments()
    posts = list(generate.generate(options.seed, options.per, options.depth))
    rows = list(zip(posts, scan(options, posts)))
    print_recall(rows, options.depth)
    traps = [(p, v) for p, v in rows if p["label"] == "trap"]
    print_false("traps", [p for p, _ in traps], [v for _, v in traps])
    if options.legit:
        legit = list(read_legit(options.legit))
        print_false("legit files", legit, scan(options, legit))
    if options.misses:
        print_examples("missed", lambda p, v: p["label"] == "evasive" and not stopped(v), rows, options.misses)
        print_examples("stopped", lambda p, v: p["label"] == "trap" and stopped(v), rows, options.misses)
    return 0 if keeps_promises(options, rows) else 1


if __name__ == "__main__":
    sys.exit(main())
