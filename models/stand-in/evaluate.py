"""Greedy answers, whole and exact, on phrasings that training never saw: `python3 evaluate.py` prints the table of README.md."""

import argparse
import random

import torch

import chatml
import data
import train
from data import BEYOND, KNOWN, Reply, load, reply_to
from export import shipped
from qwen3 import Qwen3

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


def is_exact(model: Qwen3, tok, case: Case) -> bool:
    """Whether greedy decoding gives exactly the reply: every token of it is the likeliest after those before it."""
    before = tok.encode(chatml.prompt(case[0]))
    after = tok.encode(chatml.answer(case[1].answer))
    with torch.no_grad():
        likeliest = model(torch.tensor([before + after]))[0].argmax(-1)
    return likeliest[len(before) - 1 : -1].tolist() == after


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--missed", action="store_true", help="list what was not answered exactly")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    model, tok = shipped()
    suites = {
        "generated anew": generated(500),
        "known, unseen phrasing, English": held_known("en"),
        "known, unseen phrasing, German": held_known("de"),
        "beyond it, English": held_beyond("en"),
        "beyond it, German": held_beyond("de"),
        "other languages": held_beyond("other"),
        "people, English": people("en"),
        "people, German": people("de"),
    }
    print("| what is asked | cases | exact |\n|---|---|---|")
    for title, cases in suites.items():
        missed = [case for case in cases if not is_exact(model, tok, case)]
        print(f"| {title} | {len(cases)} | {100 * (1 - len(missed) / len(cases)):.0f} % |")
        if arguments.missed:
            print(*(f"  {messages[-1]['content']} → {reply.intent}" for messages, reply in missed), sep="\n")


if __name__ == "__main__":
    main()
