"""Where each weight lies in one long row of numbers: masters, gradients, optimizer states and working copies alike."""

from math import prod

import torch
from torch import Tensor

from qwen3 import Config, Qwen3

# What is side by side on a line here has the same input and is multiplied as one matrix.
ENDS = (("model.embed_tokens",), ("model.norm",))
LAYER = (
    ("input_layernorm",),
    ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
    ("self_attn.q_norm",),
    ("self_attn.k_norm",),
    ("self_attn.o_proj",),
    ("post_attention_layernorm",),
    ("mlp.gate_proj", "mlp.up_proj"),
    ("mlp.down_proj",),
)


class Layout:
    def __init__(self, config: Config):
        self.config = config
        shapes = {name: tuple(p.shape) for name, p in Qwen3(config).named_parameters()}
        layers = [[f"model.layers.{i}.{n}" for n in line] for i in range(config.num_hidden_layers) for line in LAYER]
        self.parts: dict[str, tuple[slice, tuple[int, ...]]] = {}
        """By the hub's name: its place, its shape."""
        self.fused: list[tuple[slice, tuple[int, ...]]] = []
        """The same, for each line above."""
        begin = 0
        for line in [*ENDS, *layers]:
            first, rows = begin, 0
            for name in (f"{stem}.weight" for stem in line):
                end = begin + prod(shapes[name])
                self.parts[name] = (slice(begin, end), shapes[name])
                begin, rows = end, rows + shapes[name][0]
            self.fused.append((slice(first, begin), (rows, *shapes[name][1:])))
        self.size = begin

    def flat(self, weights: dict[str, Tensor]) -> Tensor:
        row = torch.empty(self.size)
        for name, (part, _) in self.parts.items():
            row[part] = weights[name].detach().flatten()
        return row

    def named(self, row: Tensor) -> dict[str, Tensor]:
        """Views, not copies."""
        return {name: row[part].view(shape) for name, (part, shape) in self.parts.items()}
