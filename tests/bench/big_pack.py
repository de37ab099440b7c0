#!/usr/bin/env python3
"""Writes a large pack: big_pack.py DIR [--words 100000] [--regexes 2000] [--seed 1].

Words are made of common characters, two to six of them, a thousand in a rule; regexes look like those of real packs: words, a
gap, a number, a unit. The same arguments give the same bytes. tests/bench/big_pack.sh measures what such a pack costs."""
import argparse
import pathlib
import random

# No numerals: beside digits they are folded to digits.
COMMON = (
    "的是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开"
    "美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因很给名法间斯知世什次使身者被高已亲其进此话常与活正感见明问力理尔点文几定本公特做外孩相西"
    "果走将月实向声车全信重机工物气每并别真打太新比才便夫再书部水像眼等体却加电主界门利海受听表德少克代员许先口由死安写性马光白或住难望教命花结乐色更拉东神记")
UNITS = ["元", "块", "折", "次", "份", "天"]

PACK = """[pack]
name = "big"
version = 1
release = "2026.11.0"
requires = "0.1"
title = { en = "a large pack, made by machine" }

[[category]]
id = "made"
title = { en = "made by machine" }
clause = { document = "none", text = "none" }
"""

RULE = """
[[rule]]
id = "%s"
category = "made"
action = "hold"
grade = 3
title = { en = "made by machine" }
hint = { en = "none" }
%s
examples = ["%s", "%s"]
counter = ["%s", "%s"]
"""


def word(draw, least, most):
    return "".join(draw.choice(COMMON) for _ in range(draw.randint(least, most)))


def word_rules(draw, count, lists):
    """Rules of a thousand words each, and all words."""
    seen = set()
    rules = []
    while len(seen) < count:
        own = []
        while len(own) < min(1000, count) and len(seen) < count:
            new = word(draw, 3, 6)
            if new not in seen:
                seen.add(new)
                own.append(new)
        number = len(rules)
        (lists / f"w{number}.txt").write_text("".join(w + "\n" for w in own))
        rules.append(RULE % (f"words.w{number}", f'words_file = "lists/w{number}.txt"', own[0], own[-1], "ok", "fine"))
    return rules


def regex_rules(draw, count):
    rules = []
    for number in range(count):
        first, second, unit = word(draw, 2, 3), word(draw, 2, 2), draw.choice(UNITS)
        regex = f"{first}.{{0,4}}{second}[0-9]{{1,4}}{unit}"
        rules.append(RULE % (f"regexes.r{number}", f"regex = ['{regex}']", f"{first}{second}12{unit}",
                             f"{first}ab{second}345{unit}", f"{first}{second}", f"12{unit}"))
    return rules


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--words", type=int, default=100_000)
    arguments.add_argument("--regexes", type=int, default=2_000)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    draw = random.Random(given.seed)
    for name in ("rules", "lists"):
        (given.folder / name).mkdir(parents=True, exist_ok=True)
    (given.folder / "pack.toml").write_text(PACK)
    rules = word_rules(draw, given.words, given.folder / "lists") + regex_rules(draw, given.regexes)
    for at in range(0, len(rules), 200):
        (given.folder / "rules" / f"r{at // 200:03}.toml").write_text("".join(rules[at:at + 200]))


if __name__ == "__main__":
    main()
