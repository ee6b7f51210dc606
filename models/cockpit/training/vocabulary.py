"""Trains the vocabulary: `python3 vocabulary.py texts.txt`, one text a line, as a JSON string.

Writes ../tokenizer/merges.json, ../tokenizer.json and the other files of the hub's layout but the weights. Without
texts it writes only the latter, from merges.json.
"""

import json
import sys
from pathlib import Path

import bpe
import hub
from qwen3 import Config

HERE = Path(__file__).parents[1]
MERGES = HERE / "tokenizer" / "merges.json"
NUM_UNUSED = 6  # Rows without a token, as real files have.


def template() -> str:
    return (HERE / "chat-template.jinja").read_text("utf8").removesuffix("\n")


def tokenizer(config: Config) -> bpe.Tokenizer:
    merges = json.loads(MERGES.read_text("utf8"))
    return bpe.Tokenizer([(a, b) for a, b in merges], config.vocab_size)


def main() -> None:
    config = Config()
    for path in sys.argv[1:]:
        num_merges = config.vocab_size - len(bpe.ALPHABET) - len(bpe.CONTROL) - NUM_UNUSED
        with open(path, encoding="utf8") as lines:
            merges = bpe.train((json.loads(line) for line in lines), num_merges)
        MERGES.parent.mkdir(exist_ok=True)
        MERGES.write_text(json.dumps(merges, ensure_ascii=False) + "\n", "utf8")
    hub.write(HERE, config, tokenizer(config), template())


if __name__ == "__main__":
    main()
