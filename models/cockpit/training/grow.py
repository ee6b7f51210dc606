"""Adds the layers 2 and 4 to a checkpoint of six layers: `python3 grow.py CHECKPOINT`. Until they have learnt, they change nothing."""

import sys
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor

from layout import Layout
from qwen3 import Config, Qwen3

KEPT = (0, 1, 3, 5, 6, 7)
"""Where the six layers go."""


def moved(name: str) -> str:
    """The name of a weight of six layers, among eight."""
    head, layers, tail = name.partition(".layers.")
    number, dot, rest = tail.partition(".")
    return f"{head}{layers}{KEPT[int(number)]}{dot}{rest}" if layers else name


def grown(row: Tensor, before: Layout, after: Layout, new: dict[str, Tensor]) -> Tensor:
    return after.flat({**new, **{moved(name): part for name, part in before.named(row).items()}})


def main() -> None:
    path = Path(sys.argv[1])
    state = torch.load(path)
    config = Config()
    before, after = Layout(replace(config, num_hidden_layers=len(KEPT))), Layout(config)
    torch.manual_seed(0)
    first = {name: parameter.detach() for name, parameter in Qwen3(config).named_parameters()}
    none = {name: torch.zeros_like(weights) for name, weights in first.items()}
    for key in ("masters", "first", "second"):
        state[key] = grown(state[key], before, after, first if key == "masters" else none)
    torch.save({**state, "shape": config.as_dict()}, path)


if __name__ == "__main__":
    main()
