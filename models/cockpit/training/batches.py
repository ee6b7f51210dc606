"""Which groups make a step: as many as there are workers, of about the same cost, so that none waits for another."""

import random

from groups import Group, Stream

POOL = 16  # Groups read at once, to choose from.


class Batches:
    """The same steps for the same groups, whichever run asks. `pool` is the index of the pool's first group."""

    def __init__(self, pool: int, num_done: int, num_workers: int, command: list[str]):
        self.stream = Stream(pool, command)
        self.pool, self.num_workers, self.left = pool - POOL, num_workers, []
        self.fill()
        for _ in range(num_done):
            self.next()

    @property
    def num_done(self) -> int:
        """Steps already taken from the pool."""
        return self.num_steps - len(self.left)

    def fill(self) -> None:
        groups = [self.stream.next() for _ in range(POOL)]
        groups = sorted((group for group in groups if len(group.targets) > 0), key=lambda group: group.cost)
        size = self.num_workers
        self.left = [groups[at : at + size] for at in range(0, len(groups) - size + 1, size)]
        self.num_steps = len(self.left)
        self.pool += POOL
        random.Random(self.pool).shuffle(self.left)

    def next(self) -> list[Group]:
        """A group for each worker."""
        if not self.left:
            self.fill()
        return self.left.pop()

    def close(self) -> None:
        self.stream.close()
