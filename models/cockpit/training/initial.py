"""The first weights. Some heads of the first layer look at the tokens just before from the beginning.

Heads that find what followed the same token earlier, and so copy, are built on such heads; left to chance, it takes
thousands of steps until both are there.
"""

import torch
from torch import Tensor

from qwen3 import Config, Qwen3, angles

CONSTANT = 0  # The channel of the embedding that is the same for all tokens, so that queries can be the same, too.
SHARPNESS = 2.8  # Of queries and keys each, once normalised.
PAIRS = 4  # Rotated pairs that tell neighbouring positions apart: the fastest ones.
OFFSETS = (1, 2, 1, 3)  # How far before itself each of the first heads looks.


def first_weights(config: Config) -> dict[str, Tensor]:
    model = Qwen3(config)
    weights = {name: parameter.detach().clone() for name, parameter in model.named_parameters()}
    table = weights["model.embed_tokens.weight"]
    table[:, CONSTANT] = table.std() * 3
    stem = "model.layers.0.self_attn."
    q, k = weights[stem + "q_proj.weight"], weights[stem + "k_proj.weight"]
    o = weights[stem + "o_proj.weight"]
    group = config.num_attention_heads // config.num_key_value_heads
    cos, sin = angles(config)
    size, half = config.head_dim, config.head_dim // 2
    for head, offset in enumerate(OFFSETS):
        rows = slice(head * size, (head + 1) * size)
        q[rows] *= 0.05
        # Turned back by `offset` positions: the product with a key is largest that far before.
        q[head * size : head * size + PAIRS, CONSTANT] = cos[offset, :PAIRS]
        q[head * size + half : head * size + half + PAIRS, CONSTANT] = -sin[offset, :PAIRS]
        o[:, rows] = torch.nn.init.orthogonal_(torch.empty(config.hidden_size, size)) * 0.5
    for head in range(len(OFFSETS) // group):
        k[head * size : (head + 1) * size] *= 0.05
        k[head * size : head * size + PAIRS, CONSTANT] = 1
    weights[stem + "q_norm.weight"] *= SHARPNESS
    weights[stem + "k_norm.weight"] *= SHARPNESS
    return weights
