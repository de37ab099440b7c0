"""The disguises: one function a class, each takes the pieces of a phrase and a random source and returns
the disguised pieces, or None where there is nothing to disguise."""
import base64

import texts

SMALL = dict(zip("abcdefghijklmnoprstuvwyz", "\u1d00\u0299\u1d04\u1d05\u1d07\ua730\u0262\u029c\u026a\u1d0a\u1d0b\u029f"
                 "\u1d0d\u0274\u1d0f\u1d18\u0280\ua731\u1d1b\u1d1c\u1d20\u1d21\u028f\u1d22"))
HAN_DIGITS = "\u96f6\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d"
SPOKEN = ("\u6d1e\u96f6", "\u5e7a\u8981", "\u4e24\u513f", "\u4e09\u6563", "\u56db\u601d", "\u4e94\u821e", "\u516d\u6e9c",
          "\u62d0\u4e03", "\u516b\u5427", "\u52fe\u9152")
NOISE = "*.~\u00b7\u3001/|_^\u4e36\u2606\u3010\u3011"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u0336"
CYRILLIC = {"a": "\u0430", "c": "\u0441", "e": "\u0435", "o": "\u043e", "p": "\u0440", "x": "\u0445", "y": "\u0443"}
FILLER = ("\u6668\u5149\u6f2b\u8fc7\u7a97\u53f0", "\u6625\u98ce\u5439\u6765\u65b0\u610f", "\u5fc3\u60c5\u9010\u6e10\u660e\u6717")


def over(pieces, kinds, change):
    """Applies `change` to the texts of some kinds; None if nothing changed."""
    result = [[kind, change(text) if kind in kinds else text] for kind, text in pieces]
    return result if result != pieces else None


def swap_characters(name, share):
    known = texts.characters(name) if name not in ("pinyin.txt", "split_side.txt", "split_stack.txt") else texts.table(name)

    def disguise(pieces, rng):
        places = [(i, j) for i, (kind, text) in enumerate(pieces) if kind == "word"
                  for j, c in enumerate(text) if c in known]
        if not places:
            return None
        chosen = {place for place in places if rng.random() < share} or {rng.choice(places)}
        return [[kind, "".join(rng.choice(known[c]) if (i, j) in chosen else c for j, c in enumerate(text))]
                for i, (kind, text) in enumerate(pieces)]
    return disguise


def swap_words(name):
    known = texts.table(name)
    longest_first = sorted(known, key=lambda word: (-len(word), word))

    def disguise(pieces, rng):
        def change(text):
            for word in longest_first:
                if word in text:
                    return text.replace(word, rng.choice(known[word]), 1)
            return text
        return over(pieces, {"word"}, change)
    return disguise


def full_width(pieces, _):
    if not any(c.isascii() and c.isalnum() for _, text in pieces for c in text):
        return None
    return over(pieces, {kind for kind, _ in pieces},
                lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text))


def letter_style(pieces, rng):
    style = rng.randrange(4)

    def one(c):
        low = c.lower()
        if not ("a" <= low <= "z"):
            return c
        if style == 0:
            return chr(0x1D400 + ord(low) - ord("a"))
        if style == 1:
            return chr(0x24D0 + ord(low) - ord("a"))
        if style == 2:
            return chr(0x1F170 + ord(low) - ord("a"))
        return SMALL.get(low, c)
    return over(pieces, {"id", "word", "host"}, lambda text: "".join(map(one, text)))


def between(pieces, rng, mark, most=4):
    """Puts a mark between the characters of one or more words."""
    words = [i for i, (kind, text) in enumerate(pieces) if kind == "word" and 1 < len(text)]
    if not words:
        return None
    chosen = {i for i in words if rng.random() < 0.7} or {rng.choice(words)}
    return [[kind, mark(rng).join(text) if i in chosen else text] for i, (kind, text) in enumerate(pieces)]


def noise(pieces, rng):
    return between(pieces, rng, lambda r: r.choice(NOISE))


def layout(pieces, rng):
    style = rng.randrange(4)
    if style == 0:
        return between(pieces, rng, lambda r: "\n")
    words = [i for i, (kind, text) in enumerate(pieces) if kind == "word"]
    if style != 1 or not words:
        return between(pieces, rng, lambda r: " ")
    # The first letters of lines make the word.
    at = rng.choice(words)
    poem = "\n".join(c + rng.choice(FILLER) for c in pieces[at][1])
    return [["plain", poem + "\n"]] + [p for i, p in enumerate(pieces) if i != at]


def invisible(pieces, rng):
    return between(pieces, rng, lambda r: r.choice(INVISIBLE))


def digit_style(pieces, rng):
    style = rng.randrange(4)

    def one(c):
        if not c.isdigit() or not c.isascii():
            return c
        if style == 0:
            return "\u24ea" if c == "0" else chr(0x2460 + int(c) - 1)
        if style == 1:
            return HAN_DIGITS[int(c)]
        if style == 2:
            return chr(0xFF10 + int(c))
        return c + "-" if rng.random() < 0.3 else c
    return over(pieces, {"id", "phone", "qq"}, lambda text: "".join(map(one, text)))


def spoken_digits(pieces, rng):
    return over(pieces, {"phone", "qq"},
                lambda text: "".join(rng.choice(SPOKEN[int(c)]) if c.isascii() and c.isdigit() else c for c in text))


def stretch(pieces, rng):
    return over(pieces, {"word"}, lambda text: "".join(c * rng.randint(2, 3) for c in text))


def turn(pieces, rng):
    """Words or the account from right to left."""
    kinds = {"word"} if rng.random() < 0.7 else {"id", "qq"}
    turned = over(pieces, kinds, lambda text: text[::-1])
    return turned and [["plain", "\u8bf7\u5012\u7740\u5ff5\uff1a"]] + turned


def url_dots(pieces, rng):
    style = rng.randrange(5)

    def change(text):
        name, dot, end = text.rpartition(".")
        if style == 0:
            return "www" + "\u70b9" + name[4:] + "\u70b9" + "com"
        if style == 1:
            return text.replace(".", "\u3002")
        if style == 2:
            return "hxxps://" + text.replace(".", "[.]")
        if style == 3:
            return " ".join("http://" + text)
        return name.replace(".", "\uff0e") + "\uff0e" + end
    return over(pieces, {"host"}, change)


def url_letters(pieces, rng):
    style = rng.randrange(3)

    def change(text):
        if style == 0:
            return "".join(CYRILLIC.get(c, c) for c in text)
        if style == 1:
            return "http://" + "".join("%%%02X" % ord(c) if rng.random() < 0.4 else c for c in text)
        return "".join("&#%d;" % ord(c) for c in "http://" + text)
    return over(pieces, {"host"}, change)


def encoded(pieces, rng):
    words = [i for i, (kind, _) in enumerate(pieces) if kind == "word"]
    if not words:
        return None
    style = rng.randrange(3)
    chosen = {i for i in words if rng.random() < 0.6} or {rng.choice(words)}

    def change(text):
        if style == 0:
            return base64.b64encode(text.encode()).decode()
        if style == 1:
            return "".join("\\u%04x" % ord(c) if ord(c) < 0x10000 else c for c in text)
        return "<!-- -->".join(text)
    return [[kind, change(text) if i in chosen else text] for i, (kind, text) in enumerate(pieces)]


# class -> (stage, disguise). Disguises of a lower stage are put on first: those of words before those of
# characters before those of the whole text.
DISGUISES = {
    1: (3, full_width),
    2: (3, letter_style),
    3: (1, swap_characters("traditional.txt", 1.0)),
    4: (1, swap_characters("homophone.txt", 0.6)),
    5: (1, swap_characters("near_homophone.txt", 0.6)),
    6: (1, swap_characters("pinyin.txt", 0.5)),
    7: (0, swap_words("alias.txt")),
    8: (0, swap_words("slang.txt")),
    9: (1, swap_characters("shape.txt", 0.6)),
    10: (1, swap_characters("split_side.txt", 0.5)),
    11: (1, swap_characters("split_stack.txt", 0.7)),
    12: (2, noise),
    13: (2, layout),
    14: (2, invisible),
    15: (0, swap_words("emoji.txt")),
    16: (3, digit_style),
    17: (3, spoken_digits),
    18: (1, stretch),
    19: (1, turn),
    20: (3, url_dots),
    21: (3, url_letters),
    30: (4, encoded),
}
