"""Makes a checkpoint's weights the mean of its own and an earlier one's: `python3 average.py CHECKPOINT EARLIER`."""

import sys
from pathlib import Path

import torch


def main() -> None:
    path, earlier = (Path(argument) for argument in sys.argv[1:3])
    state, before = torch.load(path), torch.load(earlier)
    if state["shape"] != before["shape"]:
        raise SystemExit(f"{path} and {earlier} are of models of different shapes")
    state["masters"] = (state["masters"] + before["masters"]) / 2
    torch.save(state, path)


if __name__ == "__main__":
    main()
