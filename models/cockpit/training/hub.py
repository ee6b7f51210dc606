"""Writes a folder in the hub's layout: config, bfloat16 safetensors, tokenizer, generation defaults."""

import json
import struct
from pathlib import Path

import torch

import bpe
from qwen3 import Config

DTYPES = {torch.float32: "F32", torch.bfloat16: "BF16", torch.int32: "I32"}

def write(folder: Path, config: Config, tok: bpe.Tokenizer, template: str) -> None:
    """All but the weights."""
    folder.mkdir(parents=True, exist_ok=True)
    as_json(folder / "config.json", model_config(config, tok))
    as_json(folder / "generation_config.json", generation_config(tok))
    as_json(folder / "tokenizer_config.json", tokenizer_config(config, tok, template))
    as_json(folder / "tokenizer.json", tokenizer(tok))


def write_weights(folder: Path, weights: dict[str, torch.Tensor]) -> None:
    safetensors(folder / "model.safetensors", {name: exact_bfloat16(w) for name, w in weights.items()})


def as_json(path: Path, content: dict) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf8")


def safetensors(path: Path, tensors: dict[str, torch.Tensor]) -> None:
    """Float32, bfloat16 and int32 tensors, in the order given."""
    header: dict = {"__metadata__": {"format": "pt"}}
    parts: list[bytes] = []
    begin = 0
    for name, tensor in tensors.items():
        words = tensor.view(torch.int16) if tensor.dtype == torch.bfloat16 else tensor
        parts.append(words.contiguous().numpy().tobytes())
        end = begin + len(parts[-1])
        header[name] = {"dtype": DTYPES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [begin, end]}
        begin = end
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(parts))


def exact_bfloat16(weights: torch.Tensor) -> torch.Tensor:
    halves = weights.bfloat16()
    if not torch.equal(halves.float(), weights):
        raise ValueError("weights are not exact in bfloat16")
    return halves


def model_config(c: Config, tok: bpe.Tokenizer) -> dict:
    return {
        "architectures": ["Qwen3ForCausalLM"],
        "model_type": "qwen3",
        **c.as_dict(),
        "attention_bias": False,
        "attention_dropout": 0.0,
        "hidden_act": "silu",
        "initializer_range": 0.02,
        "max_window_layers": c.num_hidden_layers,
        "rope_scaling": None,
        "sliding_window": None,
        "use_sliding_window": False,
        "tie_word_embeddings": True,
        "torch_dtype": "bfloat16",
        "use_cache": True,
        "bos_token_id": tok.ids["<|endoftext|>"],
        "eos_token_id": tok.ids["<|im_end|>"],
    }


def generation_config(tok: bpe.Tokenizer) -> dict:
    """Greedy; stops at the end of a turn or of a text."""
    end = [tok.ids["<|im_end|>"], tok.ids["<|endoftext|>"]]
    return {"bos_token_id": end[1], "eos_token_id": end, "pad_token_id": end[1], "do_sample": False}


def tokenizer_config(c: Config, tok: bpe.Tokenizer, template: str) -> dict:
    return {
        "tokenizer_class": "Qwen2Tokenizer",
        "add_bos_token": False,
        "add_prefix_space": False,
        "added_tokens_decoder": {str(a.pop("id")): a for a in added_tokens(tok)},
        "additional_special_tokens": bpe.SPECIAL[1:],
        "bos_token": None,
        "eos_token": "<|im_end|>",
        "pad_token": "<|endoftext|>",
        "unk_token": None,
        "clean_up_tokenization_spaces": False,
        "errors": "replace",
        "model_max_length": c.max_position_embeddings,
        "split_special_tokens": False,
        "chat_template": template,
    }


def added_tokens(tok: bpe.Tokenizer) -> list[dict]:
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
    return [{"id": tok.ids[t], "content": t, **flags, "special": t in bpe.SPECIAL} for t in bpe.CONTROL]


def tokenizer(tok: bpe.Tokenizer) -> dict:
    split = {"type": "Split", "pattern": {"Regex": bpe.QWEN2_REGEX}, "behavior": "Isolated", "invert": False}
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": False, "use_regex": False}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": added_tokens(tok),
        "normalizer": {"type": "NFC"},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [split, byte_level]},
        "post_processor": byte_level,
        "decoder": byte_level,
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": None,
            "continuing_subword_prefix": "",
            "end_of_word_suffix": "",
            "fuse_unk": False,
            "byte_fallback": False,
            "ignore_merges": False,
            "vocab": {token: i for i, token in enumerate(tok.regular)},
            "merges": [list(pair) for pair in tok.merges],
        },
    }
