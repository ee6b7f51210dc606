"""What the first steps are trained on: random tokens that come again in another order, so that copying is learned first.

Copying from the text before is most of what Cockpit does, and what it learns last when it has to find it out from
conversations: on these it takes a few hundred short steps.
"""

import random

import torch

from groups import Group

NUM_BRANCHES = 40
NUM_IDS = 1900  # Below the control tokens.


def repeats(step: int, worker: int) -> Group:
    rng = random.Random(f"repeats/{step}/{worker}")
    ids, lengths, sources = [NUM_IDS], [1], []
    for _ in range(NUM_BRANCHES):
        parts = [[rng.randrange(NUM_IDS) for _ in range(rng.randint(2, 9))] for _ in range(rng.randint(2, 8))]
        again = rng.sample(parts, len(parts))
        begin = len(ids)
        ids += [token for part in parts for token in part]
        for part in again:
            # The first of a part is chance; it tells which part follows.
            sources += range(len(ids), len(ids) + len(part) - 1)
            ids += part
        lengths.append(len(ids) - begin)
    row = torch.tensor(ids)
    at = torch.tensor(sources)
    return Group(row, lengths, at, row[at + 1], torch.ones(len(at)))
