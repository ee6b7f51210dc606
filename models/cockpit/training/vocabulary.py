"""Trains the vocabulary: `python3 vocabulary.py texts.txt`, one text a line, as a JSON string.

Writes ../tokenizer.json and the other files of the hub's layout but the weights. Without texts it writes them anew with
the merges that ../tokenizer.json has.
"""

import json
import sys
from pathlib import Path

import bpe
import hub
from qwen3 import Config

HERE = Path(__file__).parents[1]
NUM_UNUSED = 6  # Rows without a token, as real files have.
PREFIXED_SHARE = 0.4  # Of the merges. Between 0.35 and 0.4 texts are the shortest.


def template() -> str:
    return (HERE / "chat-template.jinja").read_text("utf8").removesuffix("\n")


def tokenizer(config: Config) -> bpe.Tokenizer:
    merges = json.loads((HERE / "tokenizer.json").read_text("utf8"))["model"]["merges"]
    return bpe.Tokenizer([(a, b) for a, b in merges], config.vocab_size)


def trained(config: Config, path: str) -> bpe.Tokenizer:
    num_merges = config.vocab_size - len(bpe.ALPHABET) - len(bpe.CONTROL) - NUM_UNUSED
    with open(path, encoding="utf8") as lines:
        return bpe.Tokenizer(bpe.train((json.loads(line) for line in lines), num_merges, int(PREFIXED_SHARE * num_merges)), config.vocab_size)


def main() -> None:
    config = Config()
    made = trained(config, sys.argv[1]) if len(sys.argv) > 1 else tokenizer(config)
    hub.write(HERE, config, made, template())


if __name__ == "__main__":
    main()
