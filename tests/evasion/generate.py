#!/usr/bin/env python3
"""Makes evasive posts and innocent ones that look like them, one JSON object a line.

  tests/evasion/generate.py --seed 1 --per 5 --depth 3 > posts.jsonl

Each of 30 classes of evasion is put on `per` base phrases at every depth from 1 to --depth; at depth n, n - 1 other
disguises are put on top. Beside each stands a trap: an innocent text that the same disguise could be read into.
The same seed gives the same posts.
"""
import argparse
import json
import random
import sys

import disguises
import texts

CLASSES = range(1, 31)
FIELDS = 25  # the class that spreads a text over the fields of a post
TRIES = 200
# Disguises that honest posts wear too, put on traps at depth 2 and beyond.
HONEST = (1, 3)


def spread(pieces, rng):
    """Title, body and picture text, cut inside or between the pieces."""
    flat = "".join(text for _, text in pieces)
    ends, at = [], 0
    for kind, text in pieces:
        if kind == "word" and len(text) > 1:
            ends.append(at + rng.randint(1, len(text) - 1))
        at += len(text)
        ends.append(at)
    cuts = sorted(set(end for end in ends if 0 < end < len(flat)))
    if not cuts:
        return None
    first = rng.choice(cuts)
    later = [cut for cut in cuts if cut > first]
    second = rng.choice(later) if later and rng.random() < 0.6 else len(flat)
    post = {"title": flat[:first], "text": flat[first:second]}
    if second < len(flat):
        post["alt"] = [flat[second:]]
    return post


def dress(pieces, stack, rng):
    """The post with all disguises of `stack` on, or None where one of them changes nothing."""
    for number in sorted((n for n in stack if n in disguises.DISGUISES), key=lambda n: (disguises.DISGUISES[n][0], n)):
        pieces = disguises.DISGUISES[number][1](pieces, rng)
        if pieces is None:
            return None
    if FIELDS in stack:
        return spread(pieces, rng)
    return {"text": "".join(text for _, text in pieces)}


def evasive(number, depth, rng, phrases):
    disguising = list(disguises.DISGUISES) + [FIELDS]
    own = [p for p in phrases if p[0] == number]
    bases = own or [p for p in phrases if p[0] == 0]
    for _ in range(TRIES):
        _, group, template = rng.choice(bases)
        # A class without a disguise is what its phrases say.
        others = [n for n in disguising if n != number]
        stack = [number] + rng.sample(others, depth - 1)
        post = dress(texts.fill(template, rng), stack, rng)
        if post is None:
            continue
        if template.startswith("["):
            post["format"] = "markdown"
        return post, stack, group
    raise RuntimeError("class %d has no phrase for depth %d" % (number, depth))


def trap(number, depth, rng, traps):
    pieces = [["word", rng.choice(traps[number])]]
    stack = [number]
    for honest in HONEST[:depth - 1]:
        dressed = disguises.DISGUISES[honest][1](pieces, rng)
        if dressed is not None and honest != number and "http" not in pieces[0][1]:
            pieces, stack = dressed, stack + [honest]
    post = {"text": pieces[0][1]}
    if pieces[0][1].startswith("["):
        post["format"] = "markdown"
    return post, stack


def generate(seed, per, depth):
    phrases, traps = texts.phrases(), texts.traps()
    for number in CLASSES:
        for level in range(1, depth + 1):
            for index in range(per):
                rng = random.Random("%d/%d/%d/%d" % (seed, number, level, index))
                post, stack, group = evasive(number, level, rng, phrases)
                name = "%d-%d-%d" % (number, level, index)
                yield {"id": "e" + name, "label": "evasive", "class": number, "depth": level, "stack": stack,
                       "group": group, **post}
                post, stack = trap(number, level, rng, traps)
                yield {"id": "t" + name, "label": "trap", "class": number, "depth": level, "stack": stack, **post}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per", type=int, default=5, help="posts a class and depth (default 5)")
    parser.add_argument("--depth", type=int, default=4, choices=(1, 2, 3, 4), help="deepest stack (default 4)")
    options = parser.parse_args()
    for post in generate(options.seed, options.per, options.depth):
        json.dump(post, sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
