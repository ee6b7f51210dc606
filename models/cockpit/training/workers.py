"""Two processes, each on one core, that share weights, gradients and optimizer states: faster than two threads."""

import multiprocessing
import signal
from dataclasses import dataclass
from math import ceil

import torch
from torch import Tensor

import vocabulary
from forward import Learner
from groups import DECIDING_WEIGHT, Group
from layout import Layout
from optimizer import Optimizer, shares

NUM_WORKERS = 2
# Of a group's branches. When most are known, the hardest quarter holds nearly all of what there is to learn, and looking
# at the others costs a third of learning them.
LEARNT_SHARE = 1 / 4
# What a word of an answer counts beside a decision in looking for the hardest: talk may be worded in several ways, so that
# it always goes wrong.
WORD_SHARE = 0.1


@dataclass
class Shared:
    """Rows of a Layout in memory that all workers see."""

    layout: Layout
    masters: Tensor
    first: Tensor
    second: Tensor
    working: Tensor
    gradients: Tensor

    @staticmethod
    def empty(layout: Layout) -> "Shared":
        row = lambda dtype=torch.float32: torch.zeros(layout.size, dtype=dtype).share_memory_()
        gradients = torch.zeros(NUM_WORKERS, layout.size).share_memory_()
        return Shared(layout, row(), row(), row(), row(torch.bfloat16), gradients)


class Worker:
    def __init__(self, index: int, shared: Shared, compiled: bool):
        self.shared, self.gradients = shared, shared.gradients[index]
        rows = (shared.masters, shared.first, shared.second, shared.working)
        self.optimizer = Optimizer(shared.layout, shares(shared.layout, NUM_WORKERS)[index], *rows)
        self.learner = Learner(shared.layout, shared.working, shared.masters)
        self.call = vocabulary.tokenizer(shared.layout.config).ids["<tool_call>"]
        if compiled:
            self.learner.compile()

    def learn(self, group: Group, hardest: bool) -> tuple[float, float]:
        """Some branches of the group: the hardest ones, or any. Returns a mean loss and the weight of what was learnt:
        the loss of all branches, if they were looked at, else of those learnt."""
        self.gradients.zero_()
        if hardest:
            loss, wrong = self.learner.judged(group, self.call)
            mean = loss / group.weights.sum().item()
            chosen = group.part(self.hardest(group, wrong))
            self.learner.learn(chosen, self.gradients)
        else:
            chosen = group.part(list(range(ceil(LEARNT_SHARE * (len(group.lengths) - 1)))))
            mean = self.learner.learn(chosen, self.gradients) / chosen.weights.sum().item()
        return mean, chosen.weights.sum().item()

    def hardest(self, group: Group, wrong: Tensor) -> list[int]:
        """The branches that most likely go wrong anywhere, for what they cost: of those with calls and those without as
        many as there are of each, or it would learn that people want a call more often than they do."""
        branches, count = group.branch_of(), len(group.lengths) - 1
        counts = torch.where(group.weights == DECIDING_WEIGHT, 1.0, WORD_SHARE)
        right = torch.zeros(count).index_add_(0, branches, counts * (1 - wrong).clamp_min(1e-6).log())
        by_branch = -right.expm1() / torch.tensor(group.lengths[1:]).sqrt()
        has_call = torch.zeros(count, dtype=torch.bool).index_fill_(0, branches[group.targets == self.call], True)
        chosen = []
        for kind in (has_call.nonzero()[:, 0], (~has_call).nonzero()[:, 0]):
            chosen += kind[by_branch[kind].topk(ceil(LEARNT_SHARE * len(kind))).indices].tolist()
        return chosen

    def update(self, weight: float, number: int, rate: float, on_grid: bool) -> None:
        """After all have learnt."""
        sums = {}
        for name in self.optimizer.mine:
            part, shape = self.shared.layout.parts[name]
            sums[name] = (self.shared.gradients[:, part].sum(0) / weight).view(shape)
        self.optimizer.step(sums, number, rate, on_grid)

    def publish(self, on_grid: bool) -> None:
        self.optimizer.publish(on_grid)


def serve(index: int, shared: Shared, compiled: bool, pipe, other_end) -> None:
    """What a helping process does: calls by name, until the other end is closed."""
    other_end.close()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # The leading process says when to stop.
    torch.set_num_threads(1)
    worker = Worker(index, shared, compiled)
    try:
        while True:
            name, arguments = pipe.recv()
            pipe.send(getattr(worker, name)(*arguments))
    except EOFError:
        pass


class Team:
    """The leading process's worker and its helpers."""

    def __init__(self, shared: Shared, compiled: bool):
        fork = multiprocessing.get_context("fork")
        self.pipes = []
        for index in range(1, NUM_WORKERS):
            ours, theirs = fork.Pipe()
            fork.Process(target=serve, args=(index, shared, compiled, theirs, ours)).start()
            theirs.close()
            self.pipes.append(ours)
        self.leader = Worker(0, shared, compiled)

    def all(self, name: str, arguments: list[tuple]) -> list:
        """The method `name` of each worker at once."""
        for pipe, values in zip(self.pipes, arguments[1:]):
            pipe.send((name, values))
        return [getattr(self.leader, name)(*arguments[0])] + [pipe.recv() for pipe in self.pipes]

    def learn(self, groups: list[Group], hardest: bool) -> tuple[float, float]:
        """A group for each worker. Returns the mean loss, and the weight of what was learnt."""
        learnt = self.all("learn", [(group, hardest) for group in groups])
        return sum(mean for mean, _ in learnt) / len(learnt), sum(weight for _, weight in learnt)

    def update(self, *arguments) -> None:
        self.all("update", [arguments] * NUM_WORKERS)

    def publish(self, on_grid: bool) -> None:
        self.all("publish", [(on_grid,)] * NUM_WORKERS)

    def close(self) -> None:
        for pipe in self.pipes:
            pipe.close()
