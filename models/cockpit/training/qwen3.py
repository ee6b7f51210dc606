"""Qwen3 in plain PyTorch: qk-norm, grouped-query attention, rotary positions (halves), SwiGLU, tied embeddings.

Parameter names are the hub's. Training computes the same by another way (forward.py); this is the definition,
which the test, the fixtures and the files are made from.
"""

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F


@dataclass(frozen=True)
class Config:
    vocab_size: int = 8192
    hidden_size: int = 288
    num_hidden_layers: int = 8
    num_attention_heads: int = 4
    num_key_value_heads: int = 2
    head_dim: int = 64
    intermediate_size: int = 544
    max_position_embeddings: int = 4096
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
    """y = x · Wᵀ. `deviation`: of the first, random weights."""

    def __init__(self, inputs: int, outputs: int, deviation: float | None = None):
        super().__init__()
        deviation = 0.7 * inputs**-0.5 if deviation is None else deviation
        self.weight = nn.Parameter(torch.randn(outputs, inputs) * deviation)

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight)


def angles(c: Config) -> tuple[Tensor, Tensor]:
    """Cosines and sines [positions, head_dim / 2], float32."""
    half = torch.arange(0, c.head_dim, 2, dtype=torch.float64) / c.head_dim
    turned = torch.arange(c.max_position_embeddings, dtype=torch.float64)[:, None] * c.rope_theta**-half
    return turned.cos().float(), turned.sin().float()


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Turns pairs (x[i], x[i + P/2]). x [..., P]; cos, sin as [..., P/2]."""
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
        group = c.num_attention_heads // c.num_key_value_heads
        q = rotate(self.q_norm(heads(self.q_proj(x), c.num_attention_heads)), cos, sin)
        k = rotate(self.k_norm(heads(self.k_proj(x), c.num_key_value_heads)), cos, sin).repeat_interleave(group, 1)
        v = heads(self.v_proj(x), c.num_key_value_heads).repeat_interleave(group, 1)
        mixed = (q @ k.transpose(2, 3) * c.head_dim**-0.5 + mask).softmax(-1) @ v
        return self.o_proj(mixed.transpose(1, 2).reshape(rows, length, -1))


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
        self.embed_tokens = Linear(c.hidden_size, c.vocab_size, 0.02)
        self.layers = nn.ModuleList(Layer(c) for _ in range(c.num_hidden_layers))
        self.norm = RMSNorm(c.hidden_size, c.rms_norm_eps)


class Qwen3(nn.Module):
    """Token ids [B, T] to logits [B, T, V]."""

    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        self.model = Trunk(config)

    def forward(self, ids: Tensor) -> Tensor:
        length = ids.shape[1]
        cos, sin = (table[:length] for table in angles(self.config))
        x = F.embedding(ids, self.model.embed_tokens.weight)
        mask = torch.full((length, length), float("-inf")).triu(1)
        for layer in self.model.layers:
            x = layer(x, cos, sin, mask)
        return F.linear(self.model.norm(x), self.model.embed_tokens.weight)
