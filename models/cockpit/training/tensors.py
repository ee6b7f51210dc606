"""Cockpit's weights as tensors of a GGUF file, and back."""

from pathlib import Path

import torch
from torch import Tensor

import gguf
from gguf import GgufTensor
from grid import BLOCK, codes_and_scales
from qwen3 import Config, Qwen3

GGUF_NAMES = {
    "input_layernorm": "attn_norm",
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.q_norm": "attn_q_norm",
    "self_attn.k_norm": "attn_k_norm",
    "self_attn.o_proj": "attn_output",
    "post_attention_layernorm": "ffn_norm",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}


def gguf_name(name: str) -> str:
    if name == "model.embed_tokens.weight":
        return "token_embd.weight"
    if name == "model.norm.weight":
        return "output_norm.weight"
    _, _, layer, rest = name.removesuffix(".weight").split(".", 3)
    return f"blk.{layer}.{GGUF_NAMES[rest]}.weight"


def gguf_tensor(name: str, weights: Tensor) -> GgufTensor:
    if weights.dim() == 1:
        return GgufTensor(gguf_name(name), tuple(weights.shape), gguf.F32, weights.numpy().tobytes())
    codes, scales = codes_and_scales(weights)
    heads = scales.half().view(-1, 1).view(torch.uint8)
    blocks = torch.cat((heads, codes.to(torch.int8).view(-1, 32).view(torch.uint8)), 1)
    return GgufTensor(gguf_name(name), tuple(weights.shape), gguf.Q8_0, blocks.numpy().tobytes())


def weights_of(path: Path, config: Config) -> dict[str, Tensor]:
    """By the hub's names, float32: what `gguf_tensor` made into the tensors of the file."""
    found = {tensor.name: tensor for tensor in gguf.read(path)}
    return {name: values(found[gguf_name(name)]) for name, _ in Qwen3(config).named_parameters()}


def values(tensor: GgufTensor) -> Tensor:
    data = torch.frombuffer(bytearray(tensor.data), dtype=torch.uint8)
    if tensor.type == gguf.F32:
        return data.view(torch.float32).view(tensor.shape)
    heads, codes = data.view(-1, BLOCK + 2).split((2, BLOCK), 1)
    scales = heads.contiguous().view(torch.float16).float()
    return (scales * codes.view(torch.int8).float()).view(tensor.shape)
