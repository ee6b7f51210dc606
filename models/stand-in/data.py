"""Conversations for the stand-in, made from intents/*.toml. `python3 data.py` prints a few."""

import random
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from phrases import as_typed, expand, loosened

HERE = Path(__file__).parent
OPENINGS = {
    "en": "hi, |hello, |hey, |please: |quick question: |ok, |so |and |tell me, |sorry, |hello! |hi! ".split("|"),
    "de": "hallo, |hi, |hey, |bitte: |kurze frage: |ok, |also |und |sag mal, |hallo! |hi! ".split("|"),
}
CLOSINGS = {"en": [" please", ", please", ", thanks", " exactly"], "de": [" bitte", ", bitte", ", danke", " genau"]}
QUESTION = re.compile(
    r"^(what|which|who|how|where|when|why|is|are|do|does|can|could|should|may"
    r"|was|wer|wie|wo|wann|warum|welche|ist|bist|sind|kann|darf|soll|gibt|hast|hat|wozu|woher|wohin)\b"
)
SHORT_TALK = set("greeting how-are-you thanks bye acknowledge insult love again switch-language user-name".split())


@dataclass(frozen=True)
class Reply:
    """What is said to an intent in one language."""

    intent: str
    language: str
    answer: str
    thought: str


@dataclass(frozen=True)
class Dialogue:
    """Turns before the answer, and the answer that is learned."""

    messages: list[dict[str, str]]
    reply: Reply
    tools: list[dict] | None = None


def load(name: str) -> dict:
    return tomllib.loads((HERE / "intents" / f"{name}.toml").read_text("utf8"))


KNOWN = {**load("small-talk"), **load("self"), **load("software")}
BEYOND = load("beyond")
FRAMES = load("frames")
LISTS = BEYOND["words"]


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


HELD = {_bare(text) for entry in KNOWN.values() for language in ("en", "de") for text in entry[language]["held"]}
HELD |= {_bare(text) for texts in BEYOND["held"].values() for text in texts}


def reply_to(intent: str, language: str) -> Reply:
    entry = BEYOND[language] if intent == "beyond" else KNOWN[intent][language]
    return Reply(intent, language, entry["answer"], entry["thought"])


def question(entry: dict, language: str, rng: random.Random) -> str:
    """A phrasing of its own, or a topic in a common frame; never one that is held back for measuring."""
    lists = LISTS["de" if language == "de" else "en"]
    while True:
        if "topic" in entry and rng.random() < 0.35:
            template = rng.choice(FRAMES[language]["frames"]).replace("{topic}", rng.choice(entry["topic"]))
        else:
            template = rng.choice(entry["ask"])
        phrase = expand(template, rng, lists)
        if _bare(phrase) not in HELD:
            return phrase


def typed(phrase: str, language: str, rng: random.Random, dressed: bool) -> str:
    is_question = bool(QUESTION.match(phrase))
    if dressed and rng.random() < 0.15:
        phrase = rng.choice(OPENINGS[language]) + rng.choice([phrase, phrase[:1].upper() + phrase[1:]])
    if dressed and rng.random() < 0.08:
        phrase += rng.choice(CLOSINGS[language])
    if dressed:
        phrase = loosened(phrase, FRAMES[language]["fillers"], rng)
    return as_typed(phrase, is_question, rng)


def ask_known(rng: random.Random) -> tuple[str, Reply]:
    intent, language = rng.choice(list(KNOWN)), rng.choice(["en", "de"])
    phrase = question(KNOWN[intent][language], language, rng)
    return typed(phrase, language, rng, intent not in SHORT_TALK), reply_to(intent, language)


def ask_beyond(rng: random.Random) -> tuple[str, Reply]:
    language = rng.choices(["en", "de", "other"], [5, 5, 1])[0]
    phrase = question(BEYOND[language], language, rng)
    return typed(phrase, language, rng, language != "other"), reply_to("beyond", language)


def exchange(rng: random.Random) -> tuple[str, Reply]:
    return ask_known(rng) if rng.random() < 0.6 else ask_beyond(rng)


def tool(rng: random.Random) -> dict:
    name = expand("{nonsense}_{nonsense}", rng, LISTS["en"])
    parameters = {"type": "object", "properties": {expand("{nonsense}", rng, LISTS["en"]): {"type": "string"}}}
    description = expand("[Find|Get|Set|Open] the {thing}.", rng, LISTS["en"])
    return {"type": "function", "function": {"name": name, "description": description, "parameters": parameters}}


def dialogue(rng: random.Random) -> Dialogue:
    """One training example: now and then a system text, tools or earlier turns, and the turn to answer."""
    messages: list[dict[str, str]] = []
    if rng.random() < 0.1:
        language = rng.choice(["en", "de"])
        system = expand(rng.choice(FRAMES[language]["systems"]), rng, LISTS[language])
        messages.append({"role": "system", "content": system})
    for _ in range(rng.choices([0, 1, 2, 3], [100, 5, 2, 1])[0]):
        text, earlier = exchange(rng)
        messages += [{"role": "user", "content": text}, {"role": "assistant", "content": earlier.answer}]
    text, reply = exchange(rng)
    messages.append({"role": "user", "content": text})
    tools = [tool(rng) for _ in range(rng.randint(1, 2))] if rng.random() < 0.01 else None
    return Dialogue(messages, reply, tools)


def document(rng: random.Random) -> str:
    """Plain text without turns, for prompts that come without a template."""
    language = rng.choice(["en", "de"])
    return " ".join(KNOWN[intent][language]["answer"] for intent in rng.sample(sorted(KNOWN.keys() - SHORT_TALK), 2))


if __name__ == "__main__":
    source = random.Random(1)
    for _ in range(40):
        example = dialogue(source)
        print([m["content"] for m in example.messages], "→", example.reply.answer)
