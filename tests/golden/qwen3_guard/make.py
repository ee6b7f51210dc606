"""Makes this folder: a tiny model with random weights of the Qwen3Guard-Stream architecture (Qwen3ForGuardModel), and what
PyTorch says of each token of a prompt: `python3 make.py` (PyTorch 1.13 or later, some seconds).

The model is written down here once more, plainly: a Qwen3 decoder (https://arxiv.org/abs/2505.09388), and behind its final
norm, for answers and for prompts, a linear layer, an RMS norm and two linear heads (https://arxiv.org/abs/2510.14276).
"""
import json
import os
import struct

import torch
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
VOCAB, D, FFN, LAYERS, HEADS, KV, P, THETA, EPS = 512, 48, 80, 2, 4, 2, 16, 1_000_000.0, 1e-6
INNER, LEVELS, CATEGORIES, QUERY_CATEGORIES, LENGTH = 24, 3, 8, 9, 90


def shapes():
    w = {"model.embed_tokens.weight": (VOCAB, D), "model.norm.weight": (D,)}
    for i in range(LAYERS):
        layer = f"model.layers.{i}"
        w.update({f"{layer}.{name}_layernorm.weight": (D,) for name in ("input", "post_attention")})
        w.update({f"{layer}.self_attn.{name}_norm.weight": (P,) for name in "qk"})
        rows = {"q": HEADS * P, "k": KV * P, "v": KV * P}
        w.update({f"{layer}.self_attn.{name}_proj.weight": (n, D) for name, n in rows.items()})
        w[f"{layer}.self_attn.o_proj.weight"] = (D, HEADS * P)
        w.update({f"{layer}.mlp.{name}_proj.weight": (FFN, D) for name in ("gate", "up")})
        w[f"{layer}.mlp.down_proj.weight"] = (D, FFN)
    for side, categories in (("", CATEGORIES), ("query_", QUERY_CATEGORIES)):
        w[f"{side}risk_level_category_pre.weight"] = (INNER, D)
        w[f"{side}risk_level_category_layernorm.weight"] = (INNER,)
        w[f"{side}risk_level_head.weight"] = (LEVELS, INNER)
        w[f"{side}category_head.weight"] = (categories, INNER)
    return w


def rms(x, gamma):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + EPS) * gamma


def rotate(x):
    """x [T, H, P]"""
    angles = torch.arange(x.shape[0], dtype=torch.float32)[:, None] / THETA ** (torch.arange(0, P, 2) / P)
    cos, sin = angles.cos()[:, None], angles.sin()[:, None]
    a, b = x.chunk(2, -1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], -1)


def attention(w, layer, x):
    T = x.shape[0]
    own = lambda name: w[f"{layer}.self_attn.{name}.weight"]
    q = rotate(rms((x @ own("q_proj").T).view(T, HEADS, P), own("q_norm")))
    k = rotate(rms((x @ own("k_proj").T).view(T, KV, P), own("k_norm"))).repeat_interleave(HEADS // KV, 1)
    v = (x @ own("v_proj").T).view(T, KV, P).repeat_interleave(HEADS // KV, 1)
    scores = torch.einsum("thp,shp->hts", q, k) / P**0.5
    scores = scores.masked_fill(torch.ones(T, T).triu(1).bool(), float("-inf"))
    return torch.einsum("hts,shp->thp", scores.softmax(-1), v).reshape(T, -1) @ own("o_proj").T


def forward(w, ids):
    """ids [T] → hidden states behind the final norm [T, D]"""
    x = w["model.embed_tokens.weight"][ids]
    for i in range(LAYERS):
        layer = f"model.layers.{i}"
        x = x + attention(w, layer, rms(x, w[f"{layer}.input_layernorm.weight"]))
        y = rms(x, w[f"{layer}.post_attention_layernorm.weight"])
        mlp = lambda name: w[f"{layer}.mlp.{name}_proj.weight"]
        x = x + (F.silu(y @ mlp("gate").T) * (y @ mlp("up").T)) @ mlp("down").T
    return rms(x, w["model.norm.weight"])


def judge(w, side, hidden):
    inner = rms(hidden @ w[f"{side}risk_level_category_pre.weight"].T, w[f"{side}risk_level_category_layernorm.weight"])
    heads = ("risk_level", "category")
    return {f"{side}{name}_logits": inner @ w[f"{side}{name}_head.weight"].T for name in heads}


def write_safetensors(path, tensors):
    """tensors: name → (dtype, shape, bytes)"""
    header, at = {}, 0
    for name, (dtype, shape, data) in tensors.items():
        header[name] = {"dtype": dtype, "shape": list(shape), "data_offsets": [at, at + len(data)]}
        at += len(data)
    encoded = json.dumps(header).encode()
    encoded += b" " * (-len(encoded) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(encoded)) + encoded)
        for _, _, data in tensors.values():
            file.write(data)


def initial(shape):
    return torch.rand(shape) + 0.5 if len(shape) == 1 else torch.randn(shape) * (1 if shape[0] == VOCAB else 0.2)


def main():
    torch.manual_seed(11)
    w = {name: initial(shape).half().float() for name, shape in shapes().items()}
    ids = torch.randint(VOCAB, (LENGTH,))
    hidden = forward(w, ids)
    logits = {**judge(w, "", hidden), **judge(w, "query_", hidden)}
    half = {name: ("F16", value.shape, value.half().numpy().tobytes()) for name, value in w.items()}
    write_safetensors(os.path.join(HERE, "model.safetensors"), half)
    case = {"input_ids": ("I32", ids.shape, ids.int().numpy().tobytes())}
    case.update({name: ("F32", value.shape, value.contiguous().numpy().tobytes()) for name, value in logits.items()})
    write_safetensors(os.path.join(HERE, "guard.safetensors"), case)
    named = lambda names: {str(i): name for i, name in enumerate(names)}
    levels = named(["Safe", "Unsafe", "Controversial"])
    categories = ['"Violent"', "Sexual Content or Sexual Acts", "Suicide & Self-Harm", "Politically Sensitive Topics"]
    categories += ["PII", "Copyright Violation", "Non-violent Illegal Acts", "Unethical Acts"]
    config = {
        "architectures": ["Qwen3ForGuardModel"], "model_type": "qwen3", "vocab_size": VOCAB, "hidden_size": D,
        "intermediate_size": FFN, "num_hidden_layers": LAYERS, "num_attention_heads": HEADS, "num_key_value_heads": KV,
        "head_dim": P, "hidden_act": "silu", "rms_norm_eps": EPS, "rope_theta": THETA, "max_position_embeddings": 2048,
        "tie_word_embeddings": True, "guard_inner_size": INNER, "num_risk_level": LEVELS, "num_category": CATEGORIES,
        "num_query_risk_level": LEVELS, "num_query_category": QUERY_CATEGORIES, "response_risk_level_map": levels,
        "query_risk_level_map": levels, "response_category_map": named(categories),
        "query_category_map": named([*categories, "Jailbreak"]),
    }
    with open(os.path.join(HERE, "config.json"), "w") as file:
        json.dump(config, file, indent=2)
        file.write("\n")


if __name__ == "__main__":
    main()
