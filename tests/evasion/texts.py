"""Reads the word tables, base phrases and traps of the evasion tests; see data/*.txt for their forms."""
import os
import re

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
LETTERS = "abcdefghjkmnpqrstuvwxyz"


def lines(name):
    with open(os.path.join(DATA, name), encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                yield line


def table(name):
    """word -> what it may be replaced by."""
    entries = {}
    for line in lines(name):
        word, *others = line.split()
        entries.setdefault(word, []).extend(others)
    return entries


def characters(name):
    """character -> the characters it may be replaced by."""
    return {one: [c for other in others for c in other] for one, others in table(name).items()}


def phrases():
    """[(class or 0, group, template)]"""
    result = []
    for line in lines("phrases.txt"):
        head, template = line.split(" | ", 1)
        number, _, group = head.rpartition(" ")
        result.append((int(number or 0), group, template))
    return result


def traps():
    """class -> innocent texts"""
    result = {}
    for line in lines("traps.txt"):
        number, text = line.split(" | ", 1)
        result.setdefault(int(number), []).append(text.replace("\\n", "\n"))
    return result


def _account(rng):
    return "".join(rng.choice(LETTERS) for _ in range(rng.randint(3, 5))) + str(rng.randint(100, 9999))


def _host(rng):
    name = "".join(rng.choice(LETTERS) for _ in range(3)) + str(rng.randint(10, 99)) + rng.choice(LETTERS)
    return "www." + name + ".example"


APPS = ("\u4e91\u4e0a\u6e05\u6cb3", "\u793a\u4f8b\u901a", "\u667a\u6167\u793a\u4f8b\u57ce")
SLOTS = {
    "id": _account,
    "phone": lambda rng: "1380013" + "%04d" % rng.randint(8000, 8999),
    "qq": lambda rng: str(rng.randint(100000000, 999999999)),
    "host": _host,
    "app": lambda rng: rng.choice(APPS),
}


def fill(template, rng):
    """The pieces of a phrase: [kind, text], where kind is "word", "plain" or the name of a slot."""
    pieces = []
    for part in re.findall(r"\{[^}]*\}|<[a-z]+>|[^{<]+", template):
        if part.startswith("{"):
            pieces.append(["word", part[1:-1]])
        elif part.startswith("<"):
            pieces.append([part[1:-1], SLOTS[part[1:-1]](rng)])
        else:
            pieces.append(["plain", part])
    return pieces
