"""Greedy answers on phrasings that training never saw: `python3 evaluate.py` prints the table of README.md."""

import argparse
import random

import torch

import bpe
import chatml
import data
from data import BEYOND, KNOWN, Reply, load, reply_to
from export import shipped
from qwen3 import Qwen3

MAX_TOKENS = 120
ANSWERS = {entry[language]["answer"] for entry in KNOWN.values() for language in ("en", "de")}
ANSWERS |= {BEYOND[language]["answer"] for language in ("en", "de", "other")}

Case = tuple[list[dict[str, str]], Reply]


def user(text: str) -> list[dict[str, str]]:
    return [{"role": "user", "content": text}]


def generated(count: int) -> list[Case]:
    """The generator's own distribution under another seed."""
    rng = random.Random(99)
    made = [data.dialogue(rng) for _ in range(count)]
    return [(example.messages, example.reply) for example in made if example.tools is None]


def held_known(language: str) -> list[Case]:
    return [(user(text), reply_to(name, language)) for name in KNOWN for text in KNOWN[name][language]["held"]]


def held_beyond(language: str) -> list[Case]:
    return [(user(text), reply_to("beyond", language)) for text in BEYOND["held"][language]]


def people(language: str) -> list[Case]:
    return [(user(text), reply_to(intent, language)) for text, intent in load("people")[language]]


def answer(model: Qwen3, tok: bpe.Tokenizer, messages: list[dict[str, str]]) -> str:
    """Greedy, to the end of the turn."""
    ids = tok.encode(chatml.prompt(messages))
    begin, end = len(ids), tok.ids["<|im_end|>"]
    while ids[-1] != end and len(ids) < begin + MAX_TOKENS:
        with torch.no_grad():
            ids.append(int(model(torch.tensor([ids]))[0, -1].argmax()))
    return tok.decode(ids[begin:]).removesuffix(chatml.END)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--missed", action="store_true", help="list what was not answered exactly")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    model, tok = shipped()
    suites = {
        "generated anew": generated(300),
        "known, unseen phrasing, English": held_known("en"),
        "known, unseen phrasing, German": held_known("de"),
        "beyond it, English": held_beyond("en"),
        "beyond it, German": held_beyond("de"),
        "other languages": held_beyond("other"),
        "people, English": people("en"),
        "people, German": people("de"),
    }
    print("| what is asked | cases | right | whole |\n|---|---|---|---|")
    for title, cases in suites.items():
        answers = [answer(model, tok, messages) for messages, _ in cases]
        right = [given == reply.answer for given, (_, reply) in zip(answers, cases)]
        whole = [given in ANSWERS for given in answers]
        share = lambda flags: f"{100 * sum(flags) / len(flags):.0f} %"
        print(f"| {title} | {len(cases)} | {share(right)} | {share(whole)} |", flush=True)
        for given, (messages, _), is_right in zip(answers, cases, right):
            if arguments.missed and not is_right:
                print(f"  {messages[-1]['content']} → {given}")


if __name__ == "__main__":
    main()
