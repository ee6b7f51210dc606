"""Fixtures for the engine's tests, from PyTorch in float32: `python3 golden.py` fills tests/golden/stand-in/.

The folder is a checkpoint as on the hub (hub.py) with parity cases: inputs, intermediates, logits, greedy ids.
chats.json holds conversations with their prompt text, ids and greedy answers; tokens.json holds texts with their ids.
"""

import json
from pathlib import Path

import torch

import bpe
import chatml
import hub
from export import TEMPLATE, shipped
from qwen3 import Qwen3

FOLDER = Path(__file__).parents[2] / "tests" / "golden" / "stand-in"
MAX_TOKENS = 96
CASE_TOKENS = 8

CHATS = {
    "greeting": [("user", "Hello!")],
    "german": [("user", "Wie starte ich ein echtes Qwen?")],
    "typo": [("user", "waht is qwen.ts?")],
    "system": [("system", "You are a helpful assistant."), ("user", "What commands are there?")],
    "beyond": [("user", "What is the capital of France?")],
    "turns": [("user", "Thanks!"), ("assistant", "You are welcome."), ("user", "Which file formats do you support?")],
    "thinking": [("user", "What is 2 + 2?")],
}

TEXTS = [
    "",
    " ",
    "Hello, world!",
    "npx qwen.ts chat path/to/Qwen3-0.6B-Q8_0.gguf",
    "I'm sure it's WE'LL and they'Ve",
    "  two  spaces\n\n\nand\tlines \r\n end   ",
    "2048 and 1,234.5 and ٣٤ and Ⅷ and ½",
    "Größe, Straße, Übermut – „Zitat“",
    "cafe\u0301 na\u00efve A\u030angstro\u0308m",
    "你好，世界。こんにちは！안녕하세요",
    "Привет, как дела? Γειά σου. שלום مرحبا",
    "नमस्ते สวัสดี",
    "👩‍👩‍👧‍👦 🇩🇪 👍🏽",
    "def f(x):\n    return x**2  # done\n",
    "<|im_start|>user\nhi<|im_end|>\n<think>\n\n</think>\n\n",
    "<tool_call>\n{\"name\": \"f\"}\n</tool_call>",
    "\u00a0\u2003\u3000x\u0085y",
    "\x00\x01\x7f",
]


def greedy(model: Qwen3, ids: list[int], stop: set[int], limit: int) -> tuple[list[int], torch.Tensor]:
    """Ids up to and with the stop, and the logits each was chosen from."""
    made: list[int] = []
    rows = []
    while len(made) < limit and not (made and made[-1] in stop):
        with torch.no_grad():
            rows.append(model(torch.tensor([ids + made]))[0, -1])
        made.append(int(rows[-1].argmax()))
    return made, torch.stack(rows)


def intermediates(model: Qwen3, ids: list[int]) -> dict[str, torch.Tensor]:
    """What the parity runner knows by name: the residual stream, each half layer's output, the final norm."""
    seen: dict[str, torch.Tensor] = {}
    hooks = []
    for i, layer in enumerate(model.model.layers):
        hooks.append(layer.register_forward_pre_hook(lambda _, x, i=i: seen.update({f"hidden.{i}": x[0][0]})))
        for name, half in (("mixer", layer.self_attn), ("mlp", layer.mlp)):
            key = f"layers.{i}.{name}"
            hooks.append(half.register_forward_hook(lambda _, x, y, key=key: seen.update({key: y[0]})))
    hooks.append(model.model.norm.register_forward_pre_hook(lambda _, x: seen.update({f"hidden.{i + 1}": x[0][0]})))
    hooks.append(model.model.norm.register_forward_hook(lambda _, x, y: seen.update({"final_norm": y[0]})))
    with torch.no_grad():
        seen["logits"] = model(torch.tensor([ids]))[0]
    for hook in hooks:
        hook.remove()
    return seen


def parity_case(model: Qwen3, name: str, ids: list[int], keep: set[str] | None) -> None:
    made, rows = greedy(model, ids, set(), CASE_TOKENS)
    found = intermediates(model, ids)
    tensors = {"input.input_ids": torch.tensor(ids, dtype=torch.int32)}
    tensors |= {key: value for key, value in found.items() if keep is None or key in keep}
    tensors |= {"generated_ids": torch.tensor(made, dtype=torch.int32), "generated_logits": rows}
    hub.safetensors(FOLDER / f"case-{name}.safetensors", tensors)


def chat(model: Qwen3, tok: bpe.Tokenizer, name: str) -> dict:
    messages = [{"role": role, "content": content} for role, content in CHATS[name]]
    thinking = name == "thinking"
    prompt = chatml.prompt(messages, thinking)
    prompt_ids = tok.encode(prompt)
    made, rows = greedy(model, prompt_ids, {tok.ids["<|im_end|>"]}, MAX_TOKENS)
    top = rows.topk(2, -1).values
    return {
        "name": name,
        "messages": messages,
        "enableThinking": thinking,
        "prompt": prompt,
        "promptIds": prompt_ids,
        "answer": tok.decode(made).removesuffix("<|im_end|>"),
        "answerIds": made,
        "smallestMargin": round(float((top[:, 0] - top[:, 1]).min()), 3),
    }


def main() -> None:
    torch.set_num_threads(1)
    model, tok = shipped()
    hub.write(FOLDER, model.config, model.state_dict(), tok, TEMPLATE)
    chats = [chat(model, tok, name) for name in CHATS]
    hub.as_json(FOLDER / "chats.json", {"chats": chats})
    hub.as_json(FOLDER / "tokens.json", {"texts": [{"text": content, "ids": tok.encode(content)} for content in TEXTS]})
    parity_case(model, "chat", chats[0]["promptIds"], None)
    long_ids = [i for entry in chats for i in entry["promptIds"] + entry["answerIds"]][:300]
    parity_case(model, "long", long_ids, {"final_norm"})
    for entry in chats:
        print(f"{entry['name']:<10} {entry['smallestMargin']:>7}  {json.dumps(entry['answer'], ensure_ascii=False)}")


if __name__ == "__main__":
    main()
