"""What words have to do with tools and with the entries of enums, learnt in minutes from calls: `python3 meanings.py`.

No network, only sums: what is said is the mean of its words' vectors, and it is compared with the mean of each tool's
words, at each place of the tool up to there. Another mean, in which other words count, is compared with the tokens of
an enum's entries.
That is already right more than nine times of ten. `initial.py` builds it into the first weights, because a network
that begins at random takes very long to find it.
"""

import argparse
import random
import shlex
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

import bpe
import groups
import vocabulary
from pointers import Finder, Name, Prefix, Region
from qwen3 import Config

SIZE = 40
"""Of a word's vector."""
MATCHED = 32
"""Numbers that are compared to choose a tool."""
SHARPNESS = 36.0
ENTRY_MATCHED, ENTRY_SHARPNESS = 16, 14.0
"""The same, to choose an enum's entry."""
ASKED, OFFERED, WISHED = range(3)
"""Where words count: where something is said, to choose a tool; in a tool; where something is said, to choose an entry."""
PATH = groups.ROOT / ".cache" / "cockpit" / "meanings.pt"
NUM_GROUPS, NUM_ROUNDS, AT_ONCE, RATE = 9000, 4, 16, 0.01
FIRST = 2_000_000_000
"""Groups far behind those of training."""


@dataclass
class Choice:
    """Of an enum's entry, or of what goes on where entries begin alike."""

    said: Tensor
    """Ids of the conversation."""
    tokens: Tensor
    """What may come next."""
    answer: int
    """Index into `tokens`."""


@dataclass
class Lesson:
    """A group, as far as the first calls go."""

    offered: list[Tensor]
    """Ids of the text around the tools, then of each tool."""
    said: list[Tensor]
    """Ids of each conversation, up to the first answer."""
    answers: Tensor
    """Index into `offered` for each: zero where nothing is to be called."""
    choices: list[Choice] = field(default_factory=list)


class Meanings(nn.Module):
    def __init__(self, vocab_size: int):
        super().__init__()
        self.words = nn.Parameter(torch.randn(vocab_size, SIZE) * 0.05)
        self.loudness = nn.Parameter(torch.zeros(vocab_size, 3))
        """What a word counts, as a logarithm; columns ASKED, OFFERED and WISHED."""
        self.asked = nn.Parameter(nn.init.orthogonal_(torch.empty(SIZE, MATCHED)))
        self.offered = nn.Parameter(self.asked.detach().clone())
        self.asked_bias = nn.Parameter(torch.randn(MATCHED) * 0.02)
        self.offered_bias = nn.Parameter(torch.randn(MATCHED) * 0.02)
        self.wished = nn.Parameter(nn.init.orthogonal_(torch.empty(SIZE, ENTRY_MATCHED)))
        self.listed = nn.Parameter(self.wished.detach().clone())
        self.wished_bias = nn.Parameter(torch.randn(ENTRY_MATCHED) * 0.02)
        self.listed_bias = nn.Parameter(torch.randn(ENTRY_MATCHED) * 0.02)

    def forward(self, lesson: Lesson) -> Tensor:
        """[conversations, offered]: logarithms of chances, not normalised."""
        queries = F.normalize(torch.stack([self.mean(ids, ASKED) for ids in lesson.said]) @ self.asked + self.asked_bias, dim=1)
        keys = torch.cat([self.means_so_far(ids) for ids in lesson.offered]) @ self.offered + self.offered_bias
        scores = SHARPNESS * queries @ F.normalize(keys, dim=1).t()
        return torch.stack([part.logsumexp(1) for part in scores.split([len(ids) for ids in lesson.offered], 1)], 1)

    def entry(self, choice: Choice) -> Tensor:
        """[tokens]: logarithms of chances, not normalised."""
        query = F.normalize(self.mean(choice.said, WISHED) @ self.wished + self.wished_bias, dim=0)
        keys = F.normalize(self.words[choice.tokens] @ self.listed + self.listed_bias, dim=1)
        return ENTRY_SHARPNESS * keys @ query

    def mean(self, ids: Tensor, where: int) -> Tensor:
        return self.loudness[ids, where].softmax(0) @ self.words[ids]

    def means_so_far(self, ids: Tensor) -> Tensor:
        """At each word of a tool, of those up to it."""
        weights = self.loudness[ids, OFFERED, None].exp()
        return (weights * self.words[ids]).cumsum(0) / weights.cumsum(0)


class Reader:
    """Makes lessons of groups."""

    def __init__(self, tokenizer: bpe.Tokenizer):
        self.finder = Finder(tokenizer)
        self.frame = torch.tensor(tokenizer.encode('<tool_call>\n{"name": "'))

    def lesson(self, group: groups.Group) -> Lesson | None:
        prefix, *branches = group.ids.split(group.lengths)
        found = self.finder.prefix(prefix.tolist())
        tools = list(found.tools.values())
        said, answers, choices = [], [], []
        is_target = torch.zeros(len(group.ids), dtype=torch.bool).index_fill_(0, group.sources + 1, True)
        for ids, written in zip(branches if tools else (), is_target[group.lengths[0] :].split(group.lengths[1:])):
            first = int(written.nonzero()[0, 0])
            end = first + int(written[first:].long().cumprod(0).sum())
            answer = self.answer(ids.tolist(), first, end, found)
            if answer is not None:
                # Half of the time as if a call had begun, so that its tokens are heard as little as the rest of the frame.
                said.append(ids[:first] if len(said) % 2 else torch.cat((ids[:first], self.frame)))
                answers.append(answer)
            if answer:
                choices += self.choices(ids.tolist(), first, end, found)
        if not said:
            return None
        around = torch.cat((prefix[: tools[0].begin], prefix[tools[-1].end :]))
        return Lesson([around, *(prefix[tool.begin : tool.end] for tool in tools)], said, torch.tensor(answers), choices)

    def answer(self, ids: list[int], first: int, end: int, prefix: Prefix) -> int | None:
        """Of a branch, to the turn from `first` to `end`: the number of the tool that is called, from one; zero where
        none is. None for several calls, which are no lesson."""
        num_calls = ids[first:end].count(self.finder.call)
        if num_calls != 1:
            return 0 if num_calls == 0 else None
        name = self.called(ids, first, end)
        return 1 + list(prefix.tools).index(name) if name in prefix.tools else None

    def called(self, ids: list[int], first: int, end: int) -> Name:
        name_at = self.finder.name_of(ids, first, end)
        return self.finder.until(ids, name_at, self.finder.comma)

    def choices(self, ids: list[int], first: int, end: int, prefix: Prefix) -> list[Choice]:
        """Of the call in a branch's answer from `first` to `end`."""
        finder, made = self.finder, []
        name_at = finder.name_of(ids, first, end)
        tool = prefix.tools[self.called(ids, first, end)]
        for _, colon, region in finder.arguments(ids, name_at, end, tool):
            for at in finder.value_starts(ids, colon, end):
                made += self.of_value(ids, first, at, end, prefix.ids, region)
        return made

    def of_value(self, ids: list[int], first: int, at: int, end: int, prefix: list[int], region: Region) -> list[Choice]:
        text, made = self.finder.text(ids, at, end), []
        entries = [prefix[entry.start : entry.stop] for entry in self.finder.entries(prefix, region)]
        for i in range(len(text)) if text in entries else ():
            tokens = sorted({entry[i] for entry in entries if len(entry) > i and entry[:i] == text[:i]})
            if len(tokens) > 1:
                # Half of the time with what was written of the call, so that it is heard little.
                said = torch.tensor(ids[: at + i] if (at + i) % 2 else ids[:first])
                made.append(Choice(said, torch.tensor(tokens), tokens.index(text[i])))
        return made


def lessons(count: int, generator: list[str]) -> list[Lesson]:
    reader, stream = Reader(vocabulary.tokenizer(Config())), groups.Stream(FIRST, generator)
    read = (reader.lesson(stream.next()) for _ in range(count))
    made = [lesson for lesson in read if lesson]
    stream.close()
    return made


def learn(made: list[Lesson]) -> Meanings:
    torch.manual_seed(0)
    meanings = Meanings(Config().vocab_size)
    optimizer = torch.optim.Adam(meanings.parameters(), RATE)
    num_steps, step = NUM_ROUNDS * (len(made) // AT_ONCE), 0
    for round_ in range(NUM_ROUNDS):
        order = random.Random(round_).sample(made, len(made))
        right, count, entries_right, num_entries = 0, 0, 0, 0
        for at in range(0, len(order) - AT_ONCE + 1, AT_ONCE):
            optimizer.param_groups[0]["lr"] = RATE * (1 - step / num_steps)
            taken = order[at : at + AT_ONCE]
            scores = [(meanings(lesson), lesson.answers) for lesson in taken]
            entries = [(meanings.entry(choice), choice.answer) for lesson in taken for choice in lesson.choices]
            loss = sum(F.cross_entropy(s, answers) for s, answers in scores) / AT_ONCE
            loss = loss + sum(s.logsumexp(0) - s[answer] for s, answer in entries) / max(1, len(entries))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            right += sum((s.argmax(1) == answers).sum().item() for s, answers in scores)
            count += sum(len(answers) for _, answers in scores)
            entries_right += sum(s.argmax().item() == answer for s, answer in entries)
            num_entries += len(entries)
            step += 1
        print(
            f"round {round_ + 1} of {NUM_ROUNDS}: {right / count:.1%} of the tools right, "
            f"{entries_right / num_entries:.1%} of the entries",
            flush=True,
        )
    return meanings


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--generator", type=shlex.split, default=groups.GENERATOR, help="the command that writes groups")
    parser.add_argument("--output", type=Path, default=PATH)
    chosen = parser.parse_args()
    chosen.output.parent.mkdir(parents=True, exist_ok=True)
    torch.save(learn(lessons(NUM_GROUPS, chosen.generator)).state_dict(), chosen.output)


if __name__ == "__main__":
    main()
