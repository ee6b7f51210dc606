"""Writes what is shipped from the training checkpoint: `python3 export.py` makes ../cockpit-q8_0.gguf.

`--step-checkpoint PATH --output FILE` takes an unfinished checkpoint, to try it while training goes on.
"""

import argparse
from pathlib import Path

import torch

import bpe
import gguf
import vocabulary
from gguf import U32
from grid import snap
from layout import Layout
from qwen3 import Config, Qwen3
from tensors import gguf_tensor
from train import CACHE

def shipped(checkpoint: Path = CACHE / "checkpoint.pt") -> Qwen3:
    """The trained model with its weights exactly as the files hold them."""
    state = torch.load(checkpoint, map_location="cpu")
    model = Qwen3(Config(**state["shape"]))
    weights = Layout(model.config).named(state["masters"])
    model.load_state_dict({name: snap(w) if w.dim() == 2 else w.bfloat16().float() for name, w in weights.items()})
    return model.eval()


def metadata(c: Config, tok: bpe.Tokenizer, num_parameters: int) -> dict[str, gguf.Value]:
    types = [1] * len(tok.regular) + [3 if t in bpe.SPECIAL else 4 for t in bpe.CONTROL]
    return {
        "general.architecture": "qwen3",
        "general.type": "model",
        "general.name": "Cockpit",
        "general.size_label": f"{num_parameters / 1e6:.1f}M",
        "general.license": "apache-2.0",
        "general.languages": ["en", "de"],
        "general.file_type": U32(7),
        "general.quantization_version": U32(2),
        "general.sampling.temp": 0.0,  # What it knows, it knows by heart: nothing is gained by varying it.
        "qwen3.vocab_size": U32(c.vocab_size),
        "qwen3.context_length": U32(c.max_position_embeddings),
        "qwen3.embedding_length": U32(c.hidden_size),
        "qwen3.block_count": U32(c.num_hidden_layers),
        "qwen3.feed_forward_length": U32(c.intermediate_size),
        "qwen3.attention.head_count": U32(c.num_attention_heads),
        "qwen3.attention.head_count_kv": U32(c.num_key_value_heads),
        "qwen3.attention.key_length": U32(c.head_dim),
        "qwen3.attention.value_length": U32(c.head_dim),
        "qwen3.attention.layer_norm_rms_epsilon": c.rms_norm_eps,
        "qwen3.rope.freq_base": c.rope_theta,
        "tokenizer.ggml.model": "gpt2",
        "tokenizer.ggml.pre": "qwen2",
        "tokenizer.ggml.tokens": tok.tokens,
        "tokenizer.ggml.token_type": types + [5] * (c.vocab_size - len(types)),
        "tokenizer.ggml.merges": [f"{a} {b}" for a, b in tok.merges],
        "tokenizer.ggml.bos_token_id": U32(tok.ids["<|endoftext|>"]),
        "tokenizer.ggml.eos_token_id": U32(tok.ids["<|im_end|>"]),
        "tokenizer.ggml.padding_token_id": U32(tok.ids["<|endoftext|>"]),
        "tokenizer.ggml.add_bos_token": False,
        "tokenizer.chat_template": vocabulary.template(),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--step-checkpoint", type=Path, default=CACHE / "checkpoint.pt")
    parser.add_argument("--output", type=Path, default=vocabulary.HERE / "cockpit-q8_0.gguf")
    chosen = parser.parse_args()
    model = shipped(chosen.step_checkpoint)
    tensors = [gguf_tensor(name, weights) for name, weights in model.state_dict().items()]
    num_parameters = sum(weights.numel() for weights in model.state_dict().values())
    tok = vocabulary.tokenizer(model.config)
    gguf.write(chosen.output, metadata(model.config, tok, num_parameters), tensors)
    print(f"{chosen.output.name}: {chosen.output.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
