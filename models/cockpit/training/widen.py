"""Gives a checkpoint of hidden size 256 the channels of `initial.REPEATED`: `python3 widen.py FROM TO`.

What it computes stays about the same, but for what the heads that repeat write: of that, the larger half is kept, and
the other half of their values is what they now repeat.
"""

import sys
from dataclasses import replace

import torch
from torch import Tensor

import vocabulary
from initial import COPYING_LAYER, REPEATED, repeated
from layout import Layout
from qwen3 import Config

REPEAT = 6.0  # Less than at the beginning of a run: here the channels are heard in full at once.
NEW, OLD = Config(), replace(Config(), hidden_size=256)
SIZE, NUM = NEW.head_dim, REPEATED.stop - REPEATED.start


def widened(name: str, weights: Tensor, fill: float = 0) -> Tensor:
    reads = weights.dim() == 1 or not name.endswith(("o_proj.weight", "down_proj.weight"))
    if weights.shape[-1 if reads else 0] != OLD.hidden_size:
        return weights.clone()
    shape = list(weights.shape)
    shape[-1 if reads else 0] = NUM
    return torch.cat((weights, torch.full(shape, fill)), -1 if reads else 0)


def main() -> None:
    source, target = sys.argv[1:]
    state = torch.load(source)
    rows = {name: Layout(OLD).named(state[name]) for name in ("masters", "first", "second")}
    wide = {row: {name: widened(name, weights) for name, weights in parts.items()} for row, parts in rows.items()}
    masters = wide["masters"]
    for name, weights in masters.items():
        if weights.shape == (NEW.hidden_size,):  # A mean over more channels is less.
            weights *= (OLD.hidden_size / NEW.hidden_size) ** 0.5
            weights[REPEATED] = 1
    torch.manual_seed(0)
    masters["model.embed_tokens.weight"][:, REPEATED] = repeated(vocabulary.tokenizer(NEW))
    stem = f"model.layers.{COPYING_LAYER}.self_attn."
    v, o = masters[f"{stem}v_proj.weight"], masters[f"{stem}o_proj.weight"]
    both = torch.cat((o[:, 2 * SIZE : 3 * SIZE], o[:, 3 * SIZE :]))
    left, scale, right = torch.linalg.svd(both @ v[SIZE:], full_matrices=False)
    keep = SIZE - NUM
    v[SIZE : SIZE + keep] = scale[:keep, None].sqrt() * right[:keep]
    v[SIZE + keep :] = 0
    v[SIZE + keep :, REPEATED] = torch.eye(NUM)
    for i, head in enumerate((2, 3)):
        columns = o[:, head * SIZE : (head + 1) * SIZE]
        columns[:, :keep] = (left[:, :keep] * scale[:keep].sqrt())[i * NEW.hidden_size : (i + 1) * NEW.hidden_size]
        columns[:, keep:] = 0
        columns[REPEATED, keep:] = REPEAT * torch.eye(NUM)
    for row in ("first", "second"):
        wide[row][f"{stem}v_proj.weight"][SIZE:] = 0
        wide[row][f"{stem}o_proj.weight"][:, 2 * SIZE :] = 0
    layout = Layout(NEW)
    rows = {row: layout.flat(parts) for row, parts in wide.items()}
    torch.save({**rows, "progress": state["progress"], "shape": NEW.as_dict()}, target)


if __name__ == "__main__":
    main()
