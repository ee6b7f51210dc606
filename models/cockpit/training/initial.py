"""The first weights. They already copy: two layers find where the last tokens stood before, and say what followed.

Copying from the text before is most of what Cockpit does, and the rest is built on it; left to chance, it takes
thousands of steps until it is there. Layer 0 writes into channels of their own what stood one, two and three tokens
before. Layer 1 looks for a place that follows the same token (head 0) or the same three (head 2), and repeats what
stands there (https://arxiv.org/abs/2209.11895 describes such heads in trained models). All other heads are random.
"""

import torch
from torch import Tensor

from qwen3 import Config, Qwen3, angles

CONSTANT = 0  # The channel of the embedding that is the same for all tokens, so that queries can be the same, too.
CODE = 32  # Channels that say which token stood somewhere before.
NUM_CODES = 3  # One, two and three tokens before.
EMBEDDING = 0.7
LOGITS = 0.08  # Of the last norm: the embedding, which is also the output, is loud.
SHARPNESS = 2.8  # Of queries and keys each, once normalised.
PAIRS = 4  # Rotated pairs that tell neighbouring positions apart: the fastest ones.
COPY = 2.5  # How loud a copied token is beside the token itself.


def first_weights(config: Config) -> dict[str, Tensor]:
    weights = {name: parameter.detach().clone() for name, parameter in Qwen3(config).named_parameters()}
    own = config.hidden_size - NUM_CODES * CODE  # Channels of the token itself; those of the codes follow.
    table = weights["model.embed_tokens.weight"]
    table[:, :own] = torch.randn(config.vocab_size, own) * EMBEDDING
    table[:, CONSTANT] = 3 * EMBEDDING
    table[:, own:] = 0
    weights["model.norm.weight"] *= LOGITS
    code = torch.zeros(CODE, config.hidden_size)
    code[:, 1:own] = torch.nn.init.orthogonal_(torch.empty(CODE, own - 1))
    look_back(weights, config, own, code)
    find_and_copy(weights, config, own, code)
    return weights


def look_back(weights: dict[str, Tensor], config: Config, own: int, code: Tensor) -> None:
    """Heads 0 to 2 of layer 0."""
    q, k, v, o, size = heads_of(weights, config, 0)
    group = config.num_attention_heads // config.num_key_value_heads
    cos, sin = angles(config)
    half = size // 2
    k *= 0.05
    for head in range(config.num_key_value_heads):
        k[head * size : head * size + PAIRS, CONSTANT] = 1
    for head in range(NUM_CODES):
        first, values = head * size, head // group * size
        q[first : first + size] *= 0.05
        # Turned back by some positions: the product with a key is largest that far before.
        q[first : first + PAIRS, CONSTANT] = cos[head + 1, :PAIRS]
        q[first + half : first + half + PAIRS, CONSTANT] = -sin[head + 1, :PAIRS]
        v[values : values + CODE] = code
        begin = own + head * CODE
        o[begin : begin + CODE, first : first + CODE] = EMBEDDING * torch.eye(CODE)


def find_and_copy(weights: dict[str, Tensor], config: Config, own: int, code: Tensor) -> None:
    """Heads 0 and 2 of layer 1, which have keys of their own."""
    q, k, v, o, size = heads_of(weights, config, 1)
    half = size // 2
    # The pairs that turn the least: what matches must match at any distance.
    slow = torch.cat((torch.arange(half - CODE // 2, half), torch.arange(size - CODE // 2, size)))
    before = [torch.eye(config.hidden_size)[own + i * CODE : own + (i + 1) * CODE] for i in range(NUM_CODES)]
    turns = [torch.eye(CODE), *(torch.nn.init.orthogonal_(torch.empty(CODE, CODE)) for _ in range(2))]
    for head, keys, length in ((0, 0, 1), (2, 1, NUM_CODES)):
        q[head * size : (head + 1) * size] *= 0.02
        k[keys * size : (keys + 1) * size] *= 0.02
        q[head * size + slow] = sum(turn @ part for turn, part in zip(turns[:length], [code, *before]))
        k[keys * size + slow] = sum(turn @ part for turn, part in zip(turns[:length], before))
    # Between them, the values hold the whole token.
    whole = torch.nn.init.orthogonal_(torch.empty(own - 1, own - 1))
    for head, keys, rows in ((0, 0, whole[:size]), (2, 1, whole[size : 2 * size])):
        n = len(rows)
        v[keys * size : keys * size + n] = 0
        v[keys * size : keys * size + n, 1:own] = rows
        o[1:own, head * size : head * size + n] = COPY * EMBEDDING * rows.t()


def heads_of(weights: dict[str, Tensor], config: Config, layer: int) -> tuple[Tensor, Tensor, Tensor, Tensor, int]:
    """Query, key, value and output matrices, to be changed in place, and the size of a head."""
    stem = f"model.layers.{layer}.self_attn."
    for name in ("q_norm", "k_norm"):
        weights[f"{stem}{name}.weight"] *= SHARPNESS
    return *(weights[f"{stem}{name}_proj.weight"] for name in "qkvo"), config.head_dim
