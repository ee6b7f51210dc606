"""Muon for the hidden matrices (https://kellerjordan.github.io/posts/muon/), Adam for the embedding and the norms."""

import torch
from torch import Tensor

from grid import snap
from initial import paces
from layout import Layout

MUON_RATE, MUON_MOMENTUM, MUON_DECAY = 0.005, 0.95, 0.02
EMBEDDING_RATE, NORM_RATE, ADAM_BETAS, ADAM_EPS = 3e-4, 4e-3, (0.9, 0.98), 1e-6


def orthogonal(x: Tensor) -> Tensor:
    """About the nearest matrix whose singular values are all one: five Newton-Schulz steps."""
    y = x.bfloat16()
    y = y.t() if x.shape[0] > x.shape[1] else y
    y = y / (y.norm() + 1e-7)
    for _ in range(5):
        square = y @ y.t()
        y = 3.4445 * y + (-4.7750 * square + 2.0315 * square @ square) @ y
    return (y.t() if x.shape[0] > x.shape[1] else y).float()


class Optimizer:
    """Updates the weights in `mine`; what it needs to go on is in the rows it is given."""

    def __init__(self, layout: Layout, mine: list[str], masters: Tensor, first: Tensor, second: Tensor, working: Tensor):
        self.mine = mine
        self.masters, self.first, self.second = (layout.named(row) for row in (masters, first, second))
        self.working = layout.named(working)
        self.paces = {name: pace for name, pace in paces(layout.config).items() if name in mine}

    def step(self, gradients: dict[str, Tensor], number: int, rate: float, on_grid: bool) -> None:
        """`rate` is a share of the full rates; `number` counts from zero. Afterwards `working` holds the new weights."""
        for name in self.mine:
            weights, gradient = self.masters[name], gradients[name]
            before = weights.clone() if name in self.paces else None
            if weights.dim() == 2 and "embed" not in name:
                self.muon(weights, gradient, self.first[name], rate * MUON_RATE)
            else:
                full = EMBEDDING_RATE if weights.dim() == 2 else NORM_RATE
                self.adam(weights, gradient, self.first[name], self.second[name], number + 1, rate * full)
            if before is not None:
                weights.copy_(before.lerp_(weights, self.paces[name]))
        self.publish(on_grid)

    def publish(self, on_grid: bool) -> None:
        for name in self.mine:
            weights = self.masters[name]
            self.working[name].copy_(snap(weights) if on_grid and weights.dim() == 2 else weights)

    @staticmethod
    def muon(weights: Tensor, gradient: Tensor, momentum: Tensor, rate: float) -> None:
        momentum.mul_(MUON_MOMENTUM).add_(gradient)
        direction = orthogonal(gradient + MUON_MOMENTUM * momentum)
        weights.mul_(1 - rate * MUON_DECAY)
        weights.sub_(direction, alpha=rate * max(1, weights.shape[0] / weights.shape[1]) ** 0.5)

    @staticmethod
    def adam(weights: Tensor, gradient: Tensor, first: Tensor, second: Tensor, number: int, rate: float) -> None:
        a, b = ADAM_BETAS
        first.mul_(a).add_(gradient, alpha=1 - a)
        second.mul_(b).addcmul_(gradient, gradient, value=1 - b)
        size = (second / (1 - b**number)).sqrt_().add_(ADAM_EPS)
        weights.addcdiv_(first, size, value=-rate / (1 - a**number))


def shares(layout: Layout, count: int) -> list[list[str]]:
    """The names, dealt out to `count` workers so that each has about as much to do."""
    dealt: list[list[str]] = [[] for _ in range(count)]
    loads = [0] * count
    for name, (part, _) in sorted(layout.parts.items(), key=lambda item: item[1][0].start - item[1][0].stop):
        least = loads.index(min(loads))
        dealt[least].append(name)
        loads[least] += part.stop - part.start
    return dealt
