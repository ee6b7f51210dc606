"""Trains the stand-in: `python3 train.py`. Cut off, it goes on from its checkpoint in .cache/stand-in/ next time."""

import json
import math
import random
import time
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

import bpe
import chatml
import data
from qwen3 import Config, Qwen3

SEED = 20251
CACHE = Path(__file__).parents[2] / ".cache" / "stand-in"
NUM_STEPS = 5000
GRID_FROM_STEP = 4000
TOKENS_PER_BATCH = 2048
PEAK_RATE = 3e-3
WARMUP_STEPS = 80
POOL = 400  # Examples made at once, so that a batch holds examples of like length.
IGNORE = -100
DECIDED_WITHIN = 8  # Tokens after which an answer is no longer in doubt: most examples end there, and more fit a batch.


def tokenizer(config: Config) -> bpe.Tokenizer:
    """Trained once, then read from the cache; exported with the model."""
    path = CACHE / "merges.json"
    if not path.exists():
        rng = random.Random(SEED)
        texts = []
        for _ in range(12_000):
            example = data.dialogue(rng)
            texts.append(example.messages[-1]["content"] + "\n" + example.reply.answer + "\n" + example.reply.thought)
        num_merges = config.vocab_size - 256 - len(bpe.CONTROL) - 6  # Six unused rows, as real files have.
        CACHE.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(bpe.train(texts, num_merges), ensure_ascii=False), "utf8")
    return bpe.Tokenizer([tuple(pair) for pair in json.loads(path.read_text("utf8"))], config.vocab_size)


def example(rng: random.Random, tok: bpe.Tokenizer) -> tuple[list[int], list[int]]:
    """Ids and targets; only what the model is to write is a target."""
    if rng.random() < 0.01:
        ids = tok.encode(data.document(rng) + "<|endoftext|>")
        return ids, ids
    made = data.dialogue(rng)
    thinking = rng.random() < 0.08
    before = tok.encode(chatml.prompt(made.messages, thinking, made.tools))
    after = tok.encode(chatml.answer(made.reply.answer, made.reply.thought if thinking else None))
    if rng.random() < 0.9:
        after = after[:DECIDED_WITHIN]
    return before + after, [IGNORE] * len(before) + after


def batches(pool_index: int, tok: bpe.Tokenizer) -> list[tuple[Tensor, Tensor]]:
    """The same batches for the same index, whichever run asks."""
    rng = random.Random(f"{SEED}/{pool_index}")
    examples = sorted((example(rng, tok) for _ in range(POOL)), key=lambda pair: len(pair[0]))
    made, rows = [], []
    for pair in examples:
        if rows and len(pair[0]) * (len(rows) + 1) > TOKENS_PER_BATCH:
            made.append(stack(rows))
            rows = []
        rows.append(pair)
    made.append(stack(rows))
    rng.shuffle(made)
    return made


def stack(rows: list[tuple[list[int], list[int]]]) -> tuple[Tensor, Tensor]:
    length = max(len(ids) for ids, _ in rows)
    ids = torch.tensor([row + [0] * (length - len(row)) for row, _ in rows])
    targets = torch.tensor([row + [IGNORE] * (length - len(row)) for _, row in rows])
    return ids[:, :-1], targets[:, 1:]


def rate(step: int) -> float:
    if step < WARMUP_STEPS:
        return PEAK_RATE * (step + 1) / WARMUP_STEPS
    done = (step - WARMUP_STEPS) / (NUM_STEPS - WARMUP_STEPS)
    return PEAK_RATE * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * done)))


class Run:
    """Everything that must survive being cut off."""

    def __init__(self, config: Config):
        torch.manual_seed(SEED)
        self.model = Qwen3(config)
        matrices = [p for p in self.model.parameters() if p.dim() == 2]
        vectors = [p for p in self.model.parameters() if p.dim() == 1]
        groups = [{"params": matrices, "weight_decay": 0.05}, {"params": vectors, "weight_decay": 0.0}]
        self.optimizer = torch.optim.AdamW(groups, lr=PEAK_RATE, betas=(0.9, 0.99))
        self.step, self.pool_index, self.seconds, self.losses = 0, 0, 0.0, []
        self.path = CACHE / "checkpoint.pt"

    def load(self) -> None:
        if self.path.exists():
            state = torch.load(self.path)
            self.model.load_state_dict(state["model"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.step, self.pool_index, self.seconds, self.losses = state["progress"]

    def save(self) -> None:
        progress = (self.step, self.pool_index, self.seconds, self.losses)
        state = {"model": self.model.state_dict(), "optimizer": self.optimizer.state_dict(), "progress": progress}
        torch.save(state, self.path.with_suffix(".part"))
        self.path.with_suffix(".part").rename(self.path)

    def learn(self, ids: Tensor, targets: Tensor) -> float:
        if self.step >= GRID_FROM_STEP:
            self.model.train_on_grid()
        for group in self.optimizer.param_groups:
            group["lr"] = rate(self.step)
        wanted = targets != IGNORE
        loss = F.cross_entropy(self.model(ids, wanted), targets[wanted])
        self.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.step += 1
        return loss.item()


def main() -> None:
    torch.set_num_threads(1)  # Matrices this small are multiplied faster by one thread than by two that wait.
    config = Config()
    tok = tokenizer(config)
    run = Run(config)
    run.load()
    print(f"{sum(p.numel() for p in run.model.parameters()):,} parameters, from step {run.step}", flush=True)
    recent: list[float] = []
    while run.step < NUM_STEPS:
        started = time.monotonic()
        for ids, targets in batches(run.pool_index, tok):
            recent.append(run.learn(ids, targets))
        run.pool_index += 1
        run.seconds += time.monotonic() - started
        if len(recent) >= 50:
            run.losses.append((run.step, sum(recent) / len(recent)))
            print(f"step {run.step}  loss {run.losses[-1][1]:.4f}  {run.seconds:.0f} s", flush=True)
            recent = []
            run.save()
    run.save()


if __name__ == "__main__":
    main()
