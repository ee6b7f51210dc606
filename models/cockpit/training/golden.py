"""Fixtures for the engine's tests, from PyTorch in float32: `python3 golden.py` fills tests/golden/cockpit/.

A checkpoint as on the hub but for the weights, which the GGUF file has, and a parity case: input ids, the residual
stream before each layer, the final norm, logits, and what comes next greedily. `--weights FOLDER` writes the
safetensors file too, into a whole checkpoint of its own.
"""

import argparse
from pathlib import Path

import torch

import hub
import vocabulary
from export import shipped
from groups import ROOT
from qwen3 import Qwen3

FOLDER = ROOT / "tests" / "golden" / "cockpit"
PROMPT = "<|im_start|>user\nMach es bitte etwas wärmer.<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n"
MAX_INPUT, NUM_GENERATED = 32, 8


def parity_case(model: Qwen3, ids: list[int]) -> dict[str, torch.Tensor]:
    seen: dict[str, torch.Tensor] = {}

    def keep(name: str, value: torch.Tensor) -> None:  # Of the first pass only.
        seen.setdefault(name, value)

    trunk = model.model
    for i, layer in enumerate(trunk.layers):
        layer.register_forward_pre_hook(lambda _, x, i=i: keep(f"hidden.{i}", x[0][0]))
    trunk.norm.register_forward_hook(lambda _, x, y: keep("final_norm", y[0]))
    made: list[int] = []
    rows = []
    with torch.no_grad():
        while len(made) < NUM_GENERATED:
            logits = model(torch.tensor([ids + made]))[0]
            keep("logits", logits)
            rows.append(logits[-1])
            made.append(int(rows[-1].argmax()))
    return {
        "input.input_ids": torch.tensor(ids, dtype=torch.int32),
        **seen,
        "generated_ids": torch.tensor(made, dtype=torch.int32),
        "generated_logits": torch.stack(rows),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--weights", type=Path)
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    model = shipped()
    tok, template = vocabulary.tokenizer(model.config), vocabulary.template()
    hub.write(FOLDER, model.config, tok, template)
    ids = tok.encode(PROMPT)[-MAX_INPUT:]
    hub.safetensors(FOLDER / "case-chat.safetensors", parity_case(model, ids))
    if chosen.weights:
        hub.write(chosen.weights, model.config, tok, template)
        hub.write_weights(chosen.weights, model.state_dict())


if __name__ == "__main__":
    main()
