"""Trains Cockpit: `python3 train.py`. Cut off (or stopped by Ctrl-C), it goes on from its checkpoint next time."""

import argparse
import shlex
import signal
import time
from pathlib import Path

import torch

import groups
from batches import Batches
from initial import first_weights
from layout import Layout
from qwen3 import Config
from tensors import weights_of
from workers import NUM_WORKERS, Shared, Team

SEED = 20261
CACHE = groups.ROOT / ".cache" / "cockpit"
NUM_STEPS = 8000
WARMUP = 60
DECAY_FROM, GRID_FROM = 0.9, 0.9  # Shares of all steps.
HARDEST_BELOW = 0.15  # The loss from which on only the hardest branches are learnt.
LOG_EVERY = 25
SAVE_SECONDS = 120


def rate(step: int, num_steps: int, most: float) -> float:
    """Warm-up, constant, then linearly to almost nothing."""
    left = (num_steps - step) / (num_steps * (1 - DECAY_FROM))
    return most * min(1.0, (step + 1) / WARMUP, left)


class Run:
    """Everything that must survive being cut off."""

    def __init__(self, config: Config, path: Path, weights: Path | None):
        self.layout = Layout(config)
        self.shared = Shared.empty(self.layout)
        self.path = path
        self.weights = weights
        self.step, self.pool, self.done_in_pool, self.tokens, self.seconds = 0, 0, 0, 0, 0.0
        self.losses: list[tuple[int, float, int, float]] = []
        """Mean of the last LOG_EVERY steps: step, loss, tokens so far, seconds so far."""
        self.recent: list[float] = []

    def load(self) -> None:
        if not self.path.exists():
            torch.manual_seed(SEED)
            config = self.layout.config
            begin = first_weights(config) if self.weights is None else weights_of(self.weights, config)
            self.shared.masters.copy_(self.layout.flat(begin))
        else:
            state = torch.load(self.path)
            for name in ("masters", "first", "second"):
                getattr(self.shared, name).copy_(state[name])
            self.step, self.pool, self.done_in_pool, self.tokens, self.seconds, self.losses, self.recent = state["progress"]

    def save(self) -> None:
        progress = (self.step, self.pool, self.done_in_pool, self.tokens, self.seconds, self.losses, self.recent)
        state = {name: getattr(self.shared, name) for name in ("masters", "first", "second")}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        torch.save({**state, "progress": progress, "shape": self.layout.config.as_dict()}, self.path.with_suffix(".part"))
        self.path.with_suffix(".part").rename(self.path)

    def advance(self, team: Team, batches: Batches, num_steps: int, most: float) -> None:
        started = time.monotonic()
        taken = batches.next()
        loss, weight = team.learn(taken, self.is_late())
        self.recent.append(loss)
        on_grid = self.step + 1 >= GRID_FROM * num_steps
        team.update(weight, self.step, rate(self.step, num_steps, most), on_grid)
        self.step += 1
        self.pool, self.done_in_pool = batches.pool, batches.num_done
        self.tokens += sum(len(group.ids) for group in taken)
        self.seconds += time.monotonic() - started
        if self.step % LOG_EVERY == 0:
            self.log()

    def is_late(self) -> bool:
        """Whether most branches are known, so that it pays to look for those that are not."""
        return bool(self.losses) and self.losses[-1][1] < HARDEST_BELOW

    def log(self) -> None:
        before = self.losses[-1] if self.losses else (0, 0.0, 0, 0.0)
        self.losses.append((self.step, sum(self.recent) / len(self.recent), self.tokens, self.seconds))
        self.recent = []
        speed = (self.tokens - before[2]) / (self.seconds - before[3])
        print(f"step {self.step}  loss {self.losses[-1][1]:.4f}  {speed:.0f} tokens/s  {self.seconds:.0f} s", flush=True)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=NUM_STEPS)
    parser.add_argument("--rate", type=float, default=1.0, help="the largest, as a share of the full rates")
    parser.add_argument("--weights", type=Path, help="the GGUF file of an earlier run to begin with")
    parser.add_argument("--pool", type=int, default=0, help="the group to begin with")
    parser.add_argument("--checkpoint", type=Path, default=CACHE / "checkpoint.pt")
    parser.add_argument("--generator", type=shlex.split, default=groups.GENERATOR, help="the command that writes groups")
    parser.add_argument("--eager", action="store_true", help="without torch.compile")
    return parser.parse_args()


def main() -> None:
    chosen = options()
    torch.set_num_threads(1)
    run = Run(Config(), chosen.checkpoint, chosen.weights)
    run.pool = chosen.pool
    run.load()
    team = Team(run.shared, compiled=hasattr(torch, "compile") and not chosen.eager)
    team.publish(run.step >= GRID_FROM * chosen.steps)
    stopped: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, _: stopped.append(received))
    batches = Batches(run.pool, run.done_in_pool, NUM_WORKERS, chosen.generator)
    print(f"{run.layout.size:,} parameters, from step {run.step} of {chosen.steps}", flush=True)
    try:
        saved = time.monotonic()
        while run.step < chosen.steps and not stopped:
            run.advance(team, batches, chosen.steps, chosen.rate)
            if time.monotonic() - saved > SAVE_SECONDS:
                run.save()
                saved = time.monotonic()
        run.save()
    finally:
        batches.close()
        team.close()


if __name__ == "__main__":
    main()
