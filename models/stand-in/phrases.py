"""Phrases from templates: [a|b] chooses, {slot} fills, and people's typing is imitated."""

import random
import re
import unicodedata

BRACKET = re.compile(r"\[([^\[\]]*)\]")
SLOT = re.compile(r"\{(\w+)\}")
SYLLABLES = (
    "ba be bo bra ci co da del do dra e fa fi flo ga gi go gra ha ho i ja jo ka ke kra la le li lo ma me mi mo na ne no "
    "o pa pe po qua ra re ri ro sa se si so sta ta te ti to tra u va ve vo wa xi yo za ze zu"
).split()
SCRIPTS = [  # First and last letter of Chinese, Japanese, Korean, Cyrillic, Greek, Arabic, Hebrew, Devanagari.
    (0x4E00, 0x9FA5),
    (0x3041, 0x3096),
    (0xAC00, 0xD7A3),
    (0x0430, 0x044F),
    (0x03B1, 0x03C9),
    (0x0627, 0x064A),
    (0x05D0, 0x05EA),
    (0x0905, 0x0939),
]
NEIGHBOURS = {a: b for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm") for a, b in zip(row, row[1:] + row[-2])}
SNIPPETS = [
    "for i in range({n}): print({w})",
    "const {w} = {n};",
    "def {w}(x): return x + {n}",
    "SELECT * FROM {w} WHERE id = {n}",
    '{{"{w}": {n}}}',
    "<div>{w}</div>",
    "if ({w} > {n}) {{ return; }}",
    "git {w}",
    "{w}.{w}()",
    "https://{w}.example/{w}",
    "{w}@{w}.example",
]


def expand(template: str, rng: random.Random, lists: dict[str, list[str]]) -> str:
    """One of the phrases that a template stands for."""
    while match := BRACKET.search(template):
        template = template[: match.start()] + rng.choice(match.group(1).split("|")) + template[match.end() :]
    return " ".join(SLOT.sub(lambda slot: fill(slot.group(1), rng, lists), template).split())


def fill(slot: str, rng: random.Random, lists: dict[str, list[str]]) -> str:
    if slot == "number":
        small, medium, large = rng.randrange(20), rng.randrange(1000), rng.randrange(10**6)
        return str(rng.choice([small, medium, large, rng.randrange(1900, 2030)]))
    if slot == "nonsense":
        return nonsense(rng)
    if slot == "name":
        return nonsense(rng).capitalize()
    if slot == "words":
        count = rng.randint(3, 14)
        return " ".join(rng.choice(lists["thing"]) if rng.random() < 0.7 else nonsense(rng) for _ in range(count))
    if slot == "snippet":
        return rng.choice(SNIPPETS).format(w=nonsense(rng), n=rng.randrange(100))
    if slot == "script":
        first, last = rng.choice(SCRIPTS)
        word = lambda: "".join(chr(rng.randint(first, last)) for _ in range(rng.randint(1, 6)))
        return " ".join(word() for _ in range(rng.randint(1, 4)))
    return rng.choice(lists[slot])


def nonsense(rng: random.Random) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4)))


def loosened(phrase: str, fillers: list[str], rng: random.Random) -> str:
    """A word more or a word less, now and then, so that no single phrasing is needed."""
    words = phrase.split(" ")
    if len(words) > 3 and rng.random() < 0.12:
        del words[rng.randrange(len(words))]
    if rng.random() < 0.18:
        words.insert(rng.randrange(len(words) + 1), rng.choice(fillers))
    return " ".join(words)


def as_typed(phrase: str, question: bool, rng: random.Random) -> str:
    """Capitals, end marks, spelled-out umlauts and slips, as they occur."""
    if rng.random() < 0.5:
        phrase = phrase[:1].upper() + phrase[1:]
    elif rng.random() < 0.04:
        phrase = phrase.upper()
    if phrase[-1:].isalnum():
        phrase += rng.choice(["?", "?", "?", "", "", " ?", "??", "."] if question else ["", "", "", ".", "!", "!", "?"])
    if rng.random() < 0.12:
        phrase = phrase.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss").replace("'", "")
    for _ in range(rng.choice([0, 0, 0, 0, 0, 0, 0, 1, 1, 2])):
        phrase = slip(phrase, rng)
    return unicodedata.normalize("NFC", phrase)


def slip(phrase: str, rng: random.Random) -> str:
    """One typing error inside a word of at least four letters; shorter words would become other words."""
    places = [m for m in re.finditer(r"[^\W\d_]{4,}", phrase)]
    if not places:
        return phrase
    word = rng.choice(places)
    at = rng.randrange(word.start() + 1, word.end() - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return phrase[:at] + phrase[at + 1 :]
    if kind == 1:
        return phrase[:at] + phrase[at] + phrase[at:]
    if kind == 2:
        return phrase[:at] + phrase[at + 1] + phrase[at] + phrase[at + 2 :]
    return phrase[:at] + NEIGHBOURS.get(phrase[at], phrase[at]) + phrase[at + 1 :]
