"""The training data: an endless stream of groups from the generator's process.

A group is a prefix (system text with tools) and branches that each continue it. Its record, little-endian:
u32 prefix length, u32 number of branches, u16 prefix ids; per branch u32 length, u16 ids, u8 is-target per id.
"""

import os
import struct
import subprocess
from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor

import vocabulary
from pointers import Finder, Pointers
from qwen3 import Config

ROOT = Path(__file__).parents[3]
# What is decided at the first token of a turn (to call or not) and within calls is the hardest; these count more. The
# tokens of a call that are always the same cost nothing.
DECIDING_WEIGHT = 2.0
GENERATOR = ["node", "--conditions=qwents-source", "models/cockpit/data/write-groups.ts"]


@dataclass
class Group:
    """One record, laid end to end: the prefix, then the branches."""

    ids: Tensor
    """int64 [N]"""
    lengths: list[int]
    """Of the prefix, then of each branch; together N."""
    sources: Tensor
    """int64 [M]: where a target is predicted from, as an index into ids."""
    targets: Tensor
    """int64 [M]: the ids to predict."""
    weights: Tensor
    """float32 [M]: what each counts in the loss."""
    pointers: Pointers = field(default_factory=Pointers)
    """From sources to where stands what they have to predict."""

    @property
    def cost(self) -> int:
        """What the group takes to learn, in tokens: attention grows with the prefix."""
        return len(self.ids) + len(self.ids) * self.lengths[0] // 2000

    def branch_of(self) -> Tensor:
        """int64 [M]: whose each target is, from 0 on."""
        ends = torch.tensor(self.lengths).cumsum(0)
        return torch.bucketize(self.sources + 1, ends, right=True) - 1

    def part(self, branches: list[int]) -> "Group":
        """The same prefix with some of the branches only, in this order."""
        begins = torch.tensor(self.lengths).cumsum(0).tolist()
        prefix, of_target = self.lengths[0], self.branch_of()
        shifts, kept, begin = {}, [torch.arange(prefix)], prefix
        for branch in branches:
            first, end = begins[branch], begins[branch + 1]
            shifts[branch] = begin - first
            kept.append(torch.arange(first, end))
            begin += end - first
        mine = torch.cat([(of_target == branch).nonzero()[:, 0] for branch in branches])
        moved = torch.tensor([shifts.get(branch, 0) for branch in range(len(self.lengths) - 1)])[of_target[mine]]
        sources = torch.where(self.sources[mine] < prefix, self.sources[mine], self.sources[mine] + moved)
        pointers = self.pointers.moved(lambda place: place if place < prefix else moves(begins, shifts, place))
        lengths = [prefix, *(self.lengths[branch + 1] for branch in branches)]
        return Group(self.ids[torch.cat(kept)], lengths, sources, self.targets[mine], self.weights[mine], pointers)


def moves(begins: list[int], shifts: dict[int, int], place: int) -> int | None:
    """Where a place of a branch is when only some branches are kept; None if it is not."""
    shift = shifts.get(bisect_right(begins, place) - 1)
    return None if shift is None else place + shift


def weights_of(ids: Tensor, at: Tensor, call: int, end_of_call: int) -> Tensor:
    """Of the targets of a branch, which stand at the places `at` of its ids."""
    in_call = (ids == call).cumsum(0) > (ids == end_of_call).cumsum(0)
    begins_turn = at.diff(prepend=torch.tensor([-2])) > 1
    return torch.where(in_call[at] | begins_turn, DECIDING_WEIGHT, 1.0)


class Stream:
    """The groups from index `first` on. `command` writes them; `--from` is appended."""

    def __init__(self, first: int, command: list[str]):
        tokenizer = vocabulary.tokenizer(Config())
        self.finder = Finder(tokenizer)
        paths = os.pathsep.join([str(ROOT / "node_modules" / ".bin"), os.environ.get("PATH", "")])
        self.process = subprocess.Popen(
            [*command, "--from", str(first)],
            cwd=ROOT,
            env={**os.environ, "PATH": paths},
            stdout=subprocess.PIPE,
            bufsize=1 << 20,
            start_new_session=True,  # Ctrl-C is for the trainer, which still finishes its step.
        )

    def _read(self, size: int) -> bytes:
        data = self.process.stdout.read(size)
        if len(data) != size:
            raise EOFError(f"the generator ended in the middle: {' '.join(self.process.args)}")
        return data

    def _ids(self, count: int) -> Tensor:
        return torch.frombuffer(bytearray(self._read(2 * count)), dtype=torch.int16).long() & 0xFFFF

    def next(self) -> Group:
        prefix_length, num_branches = struct.unpack("<II", self._read(8))
        if num_branches == 0:  # It did not fit.
            none = torch.empty(0, dtype=torch.long)
            return Group(none, [0], none, none, torch.empty(0))
        parts, lengths = [self._ids(prefix_length)], [prefix_length]
        sources, targets, weights, pointers = [], [], [], Pointers()
        prefix = self.finder.prefix(parts[0].tolist())
        begin = prefix_length
        for _ in range(num_branches):
            (length,) = struct.unpack("<I", self._read(4))
            ids = self._ids(length)
            is_target = self._read(length)
            at = torch.frombuffer(bytearray(is_target), dtype=torch.uint8).nonzero()[:, 0]
            # A branch's first token follows the prefix's last.
            sources.append(torch.where(at == 0, prefix_length - 1, begin + at - 1))
            targets.append(ids[at])
            weights.append(weights_of(ids, at, self.finder.call, self.finder.end_of_call))
            found = self.finder.of(ids.tolist(), is_target, begin, prefix)
            pointers.add(found)
            parts.append(ids)
            lengths.append(length)
            begin += length
        return Group(torch.cat(parts), lengths, *(torch.cat(each) for each in (sources, targets, weights)), pointers)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
