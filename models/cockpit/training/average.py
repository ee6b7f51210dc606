"""Makes a checkpoint's weights the mean of its own and others': `python3 average.py CHECKPOINT OTHER…`, checkpoints or GGUF files."""

import sys
from pathlib import Path

import torch

from layout import Layout
from qwen3 import Config
from tensors import weights_of


def masters(path: Path) -> torch.Tensor:
    """All weights of a file, in the order of `Layout`."""
    if path.suffix == ".gguf":
        return Layout(Config()).flat(weights_of(path, Config()))
    return torch.load(path)["masters"]


def main() -> None:
    path, *others = (Path(argument) for argument in sys.argv[1:])
    state = torch.load(path)
    for other in others:
        more = masters(other)
        if more.shape != state["masters"].shape:
            raise SystemExit(f"{path} and {other} are of models of different shapes")
        state["masters"] += more
    state["masters"] /= 1 + len(others)
    torch.save(state, path)


if __name__ == "__main__":
    main()
