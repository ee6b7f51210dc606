"""Qwen3 in PyTorch: qk-norm, grouped-query attention, rotary positions (halves), SwiGLU, tied embeddings.

Parameter names are the hub's. Matrices pass through `snap` late in training, to learn on the grid they are shipped on.
"""

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from grid import snap


@dataclass(frozen=True)
class Config:
    vocab_size: int = 1024
    hidden_size: int = 128
    num_hidden_layers: int = 4
    num_attention_heads: int = 6
    num_key_value_heads: int = 2
    head_dim: int = 32
    intermediate_size: int = 256
    max_position_embeddings: int = 2048
    rope_theta: float = 1_000_000.0
    rms_norm_eps: float = 1e-6

    def as_dict(self) -> dict:
        return asdict(self)


class RMSNorm(nn.Module):
    def __init__(self, size: int, eps: float):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size))
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps) * self.weight


class Linear(nn.Module):
    """y = x · Wᵀ, with W on the grid when `on_grid` is set. `deviation`: of the first, random weights."""

    def __init__(self, inputs: int, outputs: int, deviation: float | None = None):
        super().__init__()
        deviation = 0.7 * inputs**-0.5 if deviation is None else deviation
        self.weight = nn.Parameter(torch.randn(outputs, inputs) * deviation)
        self.on_grid = False

    def matrix(self) -> Tensor:
        return self.weight + (snap(self.weight) - self.weight).detach() if self.on_grid else self.weight

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.matrix())


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Turns pairs (x[i], x[i + P/2]). x [B, heads, T, P]; cos, sin [T, P/2]."""
    a, b = x.chunk(2, -1)
    return torch.cat((a * cos - b * sin, b * cos + a * sin), -1)


class Attention(nn.Module):
    def __init__(self, c: Config):
        super().__init__()
        self.c = c
        self.q_proj = Linear(c.hidden_size, c.num_attention_heads * c.head_dim)
        self.k_proj = Linear(c.hidden_size, c.num_key_value_heads * c.head_dim)
        self.v_proj = Linear(c.hidden_size, c.num_key_value_heads * c.head_dim)
        # Nothing at first, as in Mlp: layers begin as the identity.
        self.o_proj = Linear(c.num_attention_heads * c.head_dim, c.hidden_size, 0)
        self.q_norm = RMSNorm(c.head_dim, c.rms_norm_eps)
        self.k_norm = RMSNorm(c.head_dim, c.rms_norm_eps)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor) -> Tensor:
        c, (rows, length, _) = self.c, x.shape
        heads = lambda y, n: y.view(rows, length, n, c.head_dim).transpose(1, 2)
        q = rotate(self.q_norm(heads(self.q_proj(x), c.num_attention_heads)), cos, sin)
        k = rotate(self.k_norm(heads(self.k_proj(x), c.num_key_value_heads)), cos, sin)
        v = heads(self.v_proj(x), c.num_key_value_heads)
        # The query heads that share a key-value head are laid end to end: one larger product instead of several.
        grouped = q.reshape(rows, c.num_key_value_heads, -1, c.head_dim) * c.head_dim**-0.5
        scores = (grouped @ k.transpose(2, 3)).view(rows, c.num_attention_heads, length, length) + mask
        mixed = scores.softmax(-1).view(rows, c.num_key_value_heads, -1, length) @ v
        mixed = mixed.view(rows, c.num_attention_heads, length, -1).transpose(1, 2)
        return self.o_proj(mixed.reshape(rows, length, -1))


class Mlp(nn.Module):
    def __init__(self, c: Config):
        super().__init__()
        self.gate_proj = Linear(c.hidden_size, c.intermediate_size)
        self.up_proj = Linear(c.hidden_size, c.intermediate_size)
        self.down_proj = Linear(c.intermediate_size, c.hidden_size, 0)

    def forward(self, x: Tensor) -> Tensor:
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))


class Layer(nn.Module):
    def __init__(self, c: Config):
        super().__init__()
        self.input_layernorm = RMSNorm(c.hidden_size, c.rms_norm_eps)
        self.self_attn = Attention(c)
        self.post_attention_layernorm = RMSNorm(c.hidden_size, c.rms_norm_eps)
        self.mlp = Mlp(c)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor) -> Tensor:
        x = x + self.self_attn(self.input_layernorm(x), cos, sin, mask)
        return x + self.mlp(self.post_attention_layernorm(x))


class Trunk(nn.Module):
    def __init__(self, c: Config):
        super().__init__()
        self.embed_tokens = Linear(c.hidden_size, c.vocab_size, 0.2)
        self.layers = nn.ModuleList(Layer(c) for _ in range(c.num_hidden_layers))
        self.norm = RMSNorm(c.hidden_size, c.rms_norm_eps)


class Qwen3(nn.Module):
    """Token ids [B, T] to logits [B, T, V], or [N, V] for the N places where `wanted` [B, T] is true."""

    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        self.model = Trunk(config)
        half = torch.arange(0, config.head_dim, 2, dtype=torch.float64) / config.head_dim
        angles = torch.arange(config.max_position_embeddings, dtype=torch.float64)[:, None] * config.rope_theta**-half
        self.cos, self.sin = angles.cos().float(), angles.sin().float()

    def forward(self, ids: Tensor, wanted: Tensor | None = None) -> Tensor:
        length = ids.shape[1]
        table = self.model.embed_tokens.matrix()
        x = F.embedding(ids, table)
        mask = torch.full((length, length), float("-inf")).triu(1)
        for layer in self.model.layers:
            x = layer(x, self.cos[:length], self.sin[:length], mask)
        return F.linear(self.model.norm(x if wanted is None else x[wanted]), table)

    def train_on_grid(self) -> None:
        for module in self.modules():
            if isinstance(module, Linear):
                module.on_grid = True
