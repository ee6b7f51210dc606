"""Fixtures for the engine's tests, from PyTorch in float32: `python3 golden.py` fills tests/golden/cockpit/.

Parity cases. `chat`: the residual stream before each layer, the final norm, logits, and what comes next greedily;
`call`: what comes next behind a longer prompt that offers a tool. Their weights are those that export.py writes from
the same checkpoint. `--weights FOLDER` writes a whole checkpoint as on the hub, too.
"""

import argparse
import json
from pathlib import Path

import torch

import hub
import vocabulary
from export import shipped
from groups import ROOT
from qwen3 import Qwen3
from train import CACHE

FOLDER = ROOT / "tests" / "golden" / "cockpit"
TOOL = {
    "type": "function",
    "function": {
        "name": "set_temperature",
        "description": "Set the cabin temperature.",
        "parameters": {
            "type": "object",
            "properties": {"temperature": {"type": "number", "description": "Degrees Celsius."}},
            "required": ["temperature"],
        },
    },
}
OFFER = (
    "<|im_start|>system\n# Tools\n\nYou may call one or more functions to assist with the user query.\n\n"
    f"You are provided with function signatures within <tools></tools> XML tags:\n<tools>\n{json.dumps(TOOL)}\n</tools>\n\n"
    "For each function call, return a json object with function name and arguments within <tool_call></tool_call> XML "
    'tags:\n<tool_call>\n{"name": <function-name>, "arguments": <args-json-object>}\n</tool_call><|im_end|>\n'
)
ANSWER = "<|im_start|>assistant\n<think>\n\n</think>\n\n"
CHAT = f"<|im_start|>user\nWie heißt du?<|im_end|>\n{ANSWER}"
CALL = f"{OFFER}<|im_start|>user\nMach es bitte 21,5 Grad warm.<|im_end|>\n{ANSWER}"


def greedy(model: Qwen3, ids: list[int], count: int) -> dict[str, torch.Tensor]:
    made: list[int] = []
    rows = []
    with torch.no_grad():
        while len(made) < count:
            rows.append(model(torch.tensor([ids + made]))[0, -1])
            made.append(int(rows[-1].argmax()))
    return {"generated_ids": torch.tensor(made, dtype=torch.int32), "generated_logits": torch.stack(rows)}


def intermediates(model: Qwen3, ids: list[int]) -> dict[str, torch.Tensor]:
    seen: dict[str, torch.Tensor] = {}
    trunk = model.model
    hooks = [
        layer.register_forward_pre_hook(lambda _, x, i=i: seen.update({f"hidden.{i}": x[0][0]}))
        for i, layer in enumerate(trunk.layers)
    ]
    hooks.append(trunk.norm.register_forward_hook(lambda _, x, y: seen.update({"final_norm": y[0]})))
    with torch.no_grad():
        seen["logits"] = model(torch.tensor([ids]))[0]
    for hook in hooks:
        hook.remove()
    return seen


def case(name: str, ids: list[int], tensors: dict[str, torch.Tensor]) -> None:
    hub.safetensors(
        FOLDER / f"case-{name}.safetensors", {"input.input_ids": torch.tensor(ids, dtype=torch.int32), **tensors}
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--step-checkpoint", type=Path, default=CACHE / "checkpoint.pt")
    parser.add_argument("--weights", type=Path)
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    model = shipped(chosen.step_checkpoint)
    tok = vocabulary.tokenizer(model.config)
    FOLDER.mkdir(parents=True, exist_ok=True)
    hub.as_json(FOLDER / "config.json", hub.model_config(model.config, tok))
    chat, call = tok.encode(CHAT), tok.encode(CALL)
    case("chat", chat, {**intermediates(model, chat), **greedy(model, chat, 8)})
    case("call", call, greedy(model, call, 20))
    if chosen.weights:
        hub.write(chosen.weights, model.config, tok, vocabulary.template())
        hub.write_weights(chosen.weights, model.state_dict())


if __name__ == "__main__":
    main()
