"""Causal attention over a prefix and the branches that continue it.

Tile by tile: a tile is some consecutive queries with the keys they see, few enough that scores stay in the
processor's cache. Query heads that share a key-value head are laid end to end: one larger product instead of several.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

from pointers import Pointer

RESTING = 0.15  # What a place with nothing to look at counts beside a pointer.
TILE = 160  # Queries of the prefix at once; each branch is a tile.


@dataclass
class Lesson:
    """Where a head learns to look."""

    pointers: list[Pointer]
    head: int
    resting: list[int] = field(default_factory=list)
    """Where there is nothing to look at; then they are to look at the very first token."""


def attend(q: Tensor, k: Tensor, v: Tensor, lengths: list[int], lessons: Sequence[Lesson] = ()) -> Tensor:
    """q [N, H, D]; k, v [N, K, D] with K dividing H; `lengths` of the prefix and the branches → [N, H, D].

    The gradient is as if the loss had, for each pointer of each lesson, the negative logarithm of the chance that is
    given to the right places, and RESTING times that of the first token's for each resting place.
    """
    return SharedPrefix.apply(q, k, v, lengths, lessons)


def tiles(lengths: list[int]) -> Iterator[tuple[int, int, int]]:
    """First query, end of the queries, end of the prefix keys that all of them see; own keys follow, causally."""
    prefix = lengths[0]
    for first in range(0, prefix, TILE):
        yield first, min(first + TILE, prefix), first
    first = prefix
    for length in lengths[1:]:
        yield first, first + length, prefix
        first += length


def seen_keys(k: Tensor, first: int, end: int, shared: int) -> Tensor:
    """[K, N, D] → what the tile sees, [K, shared + own, D]."""
    return k[:, :end] if first == shared else torch.cat((k[:, :shared], k[:, first:end]), 1)


def teach(s: Tensor, p: Tensor, first: int, shared: int, lesson: Lesson) -> None:
    """Adds to the gradients of the scores of a branch, which begins at `first`. s, p [K, own, H / K, shared + own]."""
    end = first + s.shape[1]
    own = [(j, places, 1.0) for j, places in lesson.pointers if first <= j < end]
    own += [(j, [0], RESTING) for j in lesson.resting if first <= j < end]
    if not own:
        return
    right = torch.zeros(len(own), s.shape[-1])
    for i, (_, places, _) in enumerate(own):
        right[i, [place if place < shared else place - first + shared for place in places]] = 1
    rows = torch.tensor([j - first for j, *_ in own])
    weights = torch.tensor([weight for *_, weight in own])[:, None]
    key_head, head = divmod(lesson.head, s.shape[2])
    chances = p[key_head, rows, head].float()
    given = chances * right
    wrong = chances - given / given.sum(-1, keepdim=True).clamp_min(1e-6)
    s[key_head, rows, head] += (weights * wrong).to(s.dtype)


def by_key_head(x: Tensor, num_keys: int) -> Tensor:
    """[N, H, D] → [K, N, H / K, D], in one piece."""
    return x.unflatten(1, (num_keys, -1)).transpose(0, 1).contiguous()


class SharedPrefix(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v, lengths, lessons):
        num_keys, size = k.shape[1:]
        q = by_key_head(q * size**-0.5, num_keys)
        k, v = k.transpose(0, 1).contiguous(), v.transpose(0, 1).contiguous()
        out = torch.empty_like(q)
        longest = max(lengths)
        later = torch.full((longest, 1, longest), float("-inf"), dtype=q.dtype)
        later = later.masked_fill_(torch.ones(longest, longest).tril_()[:, None] > 0, 0)
        chances: list[Tensor] = []
        for first, end, shared in tiles(lengths):
            keys, values = (seen_keys(x, first, end, shared) for x in (k, v))
            scores = q[:, first:end].flatten(1, 2) @ keys.transpose(1, 2)
            own = end - first
            scores.unflatten(1, (own, -1))[..., shared:] += later[:own, :, :own]
            chances.append(scores.softmax(-1))
            out[:, first:end] = (chances[-1] @ values).unflatten(1, (own, -1))
        ctx.save_for_backward(q, k, v, *chances)
        ctx.lengths, ctx.lessons = lengths, lessons
        return out.transpose(0, 1).flatten(1, 2)

    @staticmethod
    def backward(ctx, grad):
        q, k, v, *chances = ctx.saved_tensors
        grad = by_key_head(grad, k.shape[0])
        of_q = torch.empty_like(q)
        of_k, of_v = torch.zeros_like(k, dtype=torch.float32), torch.zeros_like(v, dtype=torch.float32)
        for (first, end, shared), p in zip(tiles(ctx.lengths), chances):
            keys, values = (seen_keys(x, first, end, shared) for x in (k, v))
            g = grad[:, first:end].flatten(1, 2)
            s = torch._softmax_backward_data(g @ values.transpose(1, 2), p, -1, p.dtype)
            for lesson in ctx.lessons if first >= ctx.lengths[0] else ():
                by_query = (end - first, -1)
                teach(s.unflatten(1, by_query), p.unflatten(1, by_query), first, shared, lesson)
            of_q[:, first:end] = (s @ keys).unflatten(1, (end - first, -1))
            for total, part in ((of_v, p.transpose(1, 2) @ g), (of_k, s.transpose(1, 2) @ q[:, first:end].flatten(1, 2))):
                total[:, :shared] += part[:, :shared]
                total[:, first:end] += part[:, shared:]
        of_q = of_q.transpose(0, 1).flatten(1, 2) * k.shape[2] ** -0.5
        return of_q, of_k.transpose(0, 1).to(k.dtype), of_v.transpose(0, 1).to(v.dtype), None, None
