"""Makes this folder: a tiny hybrid of the qwen3_5 architecture with a draft block, trained to go on with this project's
guides character by character, and what PyTorch says of a text: `python3 make.py` (PyTorch 1.13 or later, some minutes).

The model is written down here once more, plainly, from the published description (multi-token prediction:
https://arxiv.org/abs/2412.19437, section 2.2; Gated DeltaNet: https://arxiv.org/abs/2412.06464), so that it checks the engine.
"""
import glob
import json
import os
import struct

import torch
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
# Tokens of the text, and rows of the embedding: a token for each byte.
TEXT_VOCAB, VOCAB, D, FFN, EPS = 128, 256, 64, 128, 1e-6
HEADS, KV, P, ROTARY, THETA = 2, 1, 32, 8, 10_000.0
LINEAR_HEADS, LP, KERNEL = 2, 16, 4
LAYERS = ["linear_attention", "full_attention"]
LENGTH, BATCH, STEPS = 48, 24, 900


def new_weights():
    w = {"model.embed_tokens.weight": (TEXT_VOCAB, D), "model.norm.weight": (D,)}
    for i, kind in enumerate(LAYERS):
        w.update(layer_shapes(f"model.layers.{i}", kind))
    w.update(layer_shapes("mtp.layers.0", "full_attention"))
    w.update({"mtp.fc.weight": (D, 2 * D), "mtp.norm.weight": (D,)})
    w.update({f"mtp.pre_fc_norm_{name}.weight": (D,) for name in ("embedding", "hidden")})
    return {name: torch.nn.Parameter(initial(name, shape)) for name, shape in w.items()}


def layer_shapes(layer, kind):
    shapes = {f"{layer}.{name}_layernorm.weight": (D,) for name in ("input", "post_attention")}
    shapes.update({f"{layer}.mlp.{name}_proj.weight": (FFN, D) for name in ("gate", "up")})
    shapes[f"{layer}.mlp.down_proj.weight"] = (D, FFN)
    if kind == "full_attention":
        shapes.update({f"{layer}.self_attn.{name}_norm.weight": (P,) for name in "qk"})
        rows = {"q": 2 * HEADS * P, "k": KV * P, "v": KV * P}
        shapes.update({f"{layer}.self_attn.{name}_proj.weight": (n, D) for name, n in rows.items()})
        shapes[f"{layer}.self_attn.o_proj.weight"] = (D, HEADS * P)
        return shapes
    size = LINEAR_HEADS * LP
    own = {"in_proj_qkv": (3 * size, D), "in_proj_z": (size, D), "in_proj_a": (LINEAR_HEADS, D), "in_proj_b": (LINEAR_HEADS, D)}
    own.update({"conv1d": (3 * size, 1, KERNEL), "norm": (LP,), "out_proj": (D, size)})
    shapes.update({f"{layer}.linear_attn.{name}.weight": shape for name, shape in own.items()})
    shapes.update({f"{layer}.linear_attn.{name}": (LINEAR_HEADS,) for name in ("A_log", "dt_bias")})
    return shapes


def initial(name, shape):
    if name.endswith("linear_attn.norm.weight"):
        return torch.ones(shape)
    if len(shape) == 1:
        return torch.zeros(shape)
    return torch.randn(shape) * (0.3 if "conv1d" in name else 0.08)


def rms(x, gamma):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + EPS) * gamma


def rotate(x):
    """x [B, T, H, P]: the first channels of each head turn."""
    positions = torch.arange(x.shape[1], dtype=torch.float32)
    angles = positions[:, None] / THETA ** (torch.arange(0, ROTARY, 2) / ROTARY)
    cos, sin = angles.cos()[:, None], angles.sin()[:, None]
    a, b, rest = x[..., : ROTARY // 2], x[..., ROTARY // 2 : ROTARY], x[..., ROTARY:]
    return torch.cat([a * cos - b * sin, b * cos + a * sin, rest], -1)


def attention(w, layer, x):
    B, T, _ = x.shape
    own = lambda name: w[f"{layer}.self_attn.{name}.weight"]
    q, gate = (x @ own("q_proj").T).view(B, T, HEADS, 2 * P).chunk(2, -1)
    k = (x @ own("k_proj").T).view(B, T, KV, P)
    v = (x @ own("v_proj").T).view(B, T, KV, P).repeat_interleave(HEADS // KV, 2)
    q = rotate(rms(q, 1 + own("q_norm")))
    k = rotate(rms(k, 1 + own("k_norm"))).repeat_interleave(HEADS // KV, 2)
    scores = torch.einsum("bthp,bshp->bhts", q, k) / P**0.5
    scores = scores.masked_fill(torch.ones(T, T).triu(1).bool(), float("-inf"))
    out = torch.einsum("bhts,bshp->bthp", scores.softmax(-1), v)
    return (out * gate.sigmoid()).reshape(B, T, -1) @ own("o_proj").T


def delta_net(w, layer, x):
    B, T, _ = x.shape
    own = lambda name: w[f"{layer}.linear_attn.{name}"]
    mixed = (x @ own("in_proj_qkv.weight").T).transpose(1, 2)
    mixed = F.conv1d(F.pad(mixed, (KERNEL - 1, 0)), own("conv1d.weight"), groups=mixed.shape[1])
    q, k, v = F.silu(mixed).transpose(1, 2).view(B, T, 3, LINEAR_HEADS, LP).unbind(2)
    unit = lambda y: y * torch.rsqrt(y.pow(2).sum(-1, keepdim=True) + 1e-6)
    q, k = unit(q) * LP**-0.5, unit(k)
    decay = (-own("A_log").exp() * F.softplus(x @ own("in_proj_a.weight").T + own("dt_bias"))).exp()
    beta = (x @ own("in_proj_b.weight").T).sigmoid()
    state = torch.zeros(B, LINEAR_HEADS, LP, LP)
    outs = []
    for t in range(T):
        state = state * decay[:, t, :, None, None]
        known = torch.einsum("bhkv,bhk->bhv", state, k[:, t])
        state = state + torch.einsum("bhk,bhv->bhkv", k[:, t], beta[:, t, :, None] * (v[:, t] - known))
        outs.append(torch.einsum("bhkv,bhk->bhv", state, q[:, t]))
    out = rms(torch.stack(outs, 1), own("norm.weight"))
    gate = F.silu((x @ own("in_proj_z.weight").T).view(out.shape))
    return (out * gate).reshape(B, T, -1) @ own("out_proj.weight").T


def decoder_layer(w, layer, kind, x):
    norm = lambda name, y: rms(y, 1 + w[f"{layer}.{name}_layernorm.weight"])
    mixer = attention if kind == "full_attention" else delta_net
    x = x + mixer(w, layer, norm("input", x))
    y = norm("post_attention", x)
    mlp = lambda name: w[f"{layer}.mlp.{name}_proj.weight"]
    return x + (F.silu(y @ mlp("gate").T) * (y @ mlp("up").T)) @ mlp("down").T


def forward(w, ids):
    """ids [B, T] → hidden states behind the final norm, logits."""
    x = w["model.embed_tokens.weight"][ids]
    for i, kind in enumerate(LAYERS):
        x = decoder_layer(w, f"model.layers.{i}", kind, x)
    hidden = rms(x, 1 + w["model.norm.weight"])
    return hidden, hidden @ w["model.embed_tokens.weight"].T


def draft(w, hidden, next_ids):
    """Hidden states [B, T, D] and the tokens behind them → hidden states of the block, logits of the tokens after those."""
    norm = lambda name, y: rms(y, 1 + w[f"mtp.{name}.weight"])
    tokens = norm("pre_fc_norm_embedding", w["model.embed_tokens.weight"][next_ids])
    x = torch.cat([tokens, norm("pre_fc_norm_hidden", hidden)], -1) @ w["mtp.fc.weight"].T
    x = norm("norm", decoder_layer(w, "mtp.layers.0", "full_attention", x))
    return x, x @ w["model.embed_tokens.weight"].T


def corpus():
    root = os.path.join(HERE, "..", "..", "..")
    paths = sorted(glob.glob(os.path.join(root, "docs", "*.md"))) + [os.path.join(root, "ARCHITECTURE.md")]
    text = "\n".join(open(path, encoding="utf-8").read() for path in paths)
    return torch.tensor([ord(c) for c in text if ord(c) < TEXT_VOCAB])


def train(w, data):
    optimizer = torch.optim.AdamW(w.values(), lr=6e-3, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 6e-3, total_steps=STEPS)
    loss_of = lambda logits, ids: F.cross_entropy(logits.reshape(-1, TEXT_VOCAB), ids.reshape(-1))
    for step in range(STEPS):
        starts = torch.randint(len(data) - LENGTH - 2, (BATCH,))
        ids = torch.stack([data[start : start + LENGTH + 2] for start in starts.tolist()])
        hidden, logits = forward(w, ids[:, :LENGTH])
        _, guesses = draft(w, hidden, ids[:, 1 : LENGTH + 1])
        loss, draft_loss = loss_of(logits, ids[:, 1 : LENGTH + 1]), loss_of(guesses, ids[:, 2:])
        optimizer.zero_grad()
        (loss + 0.5 * draft_loss).backward()
        torch.nn.utils.clip_grad_norm_(w.values(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 100 == 0:
            print(f"{step}: {loss.item():.3f} {draft_loss.item():.3f}", flush=True)


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


def f32(values):
    return "F32", values.shape, values.detach().contiguous().float().numpy().tobytes()


def i32(values):
    return "I32", values.shape, values.int().numpy().tobytes()


def export(w, ids):
    """Writes the weights as half floats, with rows of zeros for the other tokens, and what comes of `ids` [1, T]."""
    w = {name: value.half().float() for name, value in w.items()}
    embedding = w["model.embed_tokens.weight"]
    w["model.embed_tokens.weight"] = torch.cat([embedding, torch.zeros(VOCAB - TEXT_VOCAB, D)])
    write_safetensors(os.path.join(HERE, "model.safetensors"), {n: ("F16", v.shape, v.half().numpy().tobytes()) for n, v in w.items()})
    hidden, logits = forward(w, ids)
    next_ids = torch.cat([ids[:, 1:], logits[:, -1:].argmax(-1)], 1)
    draft_hidden, draft_logits = draft(w, hidden, next_ids)
    case = {"input_ids": i32(ids[0]), "hidden": f32(hidden[0]), "logits": f32(logits[0]), "next_ids": i32(next_ids[0])}
    case.update({"draft_hidden": f32(draft_hidden[0]), "draft_logits": f32(draft_logits[0])})
    write_safetensors(os.path.join(HERE, "draft.safetensors"), case)


def main():
    torch.manual_seed(7)
    torch.set_num_threads(1)
    w = new_weights()
    data = corpus()
    train(w, data)
    with open(os.path.join(HERE, "text.txt"), "w", encoding="ascii") as file:
        file.write("".join(chr(token) for token in data[4000:14000].tolist()))
    with torch.no_grad():
        export(w, data[5000:5048][None])
    config = {
        "architectures": ["Qwen3_5ForCausalLM"], "model_type": "qwen3_5_text", "vocab_size": VOCAB, "hidden_size": D,
        "intermediate_size": FFN, "num_hidden_layers": len(LAYERS), "layer_types": LAYERS, "full_attention_interval": 2,
        "num_attention_heads": HEADS, "num_key_value_heads": KV, "head_dim": P, "hidden_act": "silu", "rms_norm_eps": EPS,
        "linear_conv_kernel_dim": KERNEL, "linear_key_head_dim": LP, "linear_value_head_dim": LP,
        "linear_num_key_heads": LINEAR_HEADS, "linear_num_value_heads": LINEAR_HEADS, "attn_output_gate": True,
        "rope_parameters": {"rope_type": "default", "rope_theta": THETA, "partial_rotary_factor": ROTARY / P},
        "max_position_embeddings": 2048, "mtp_num_hidden_layers": 1, "tie_word_embeddings": True,
    }
    with open(os.path.join(HERE, "config.json"), "w") as file:
        json.dump(config, file, indent=2)
        file.write("\n")


if __name__ == "__main__":
    main()
