"""That the first weights copy and choose: `python3 test_initial.py`, behind `python3 meanings.py`."""

from collections.abc import Iterator

import torch
from torch import Tensor

import groups
import meanings
import vocabulary
from initial import first_weights
from pointers import Finder
from qwen3 import Config, Qwen3

LENGTH = 300
NUM_GROUPS = 120


def share_copied(model: Qwen3) -> float:
    text = torch.randint(0, 6000, (4, LENGTH))
    twice = torch.cat((text, text), 1)
    said = model(twice)[:, LENGTH:-1].argmax(-1)
    return (said == text[:, 1:]).float().mean().item()


def lessons() -> Iterator[tuple[groups.Group, meanings.Lesson, Finder]]:
    reader, stream = meanings.Reader(vocabulary.tokenizer(Config())), groups.Stream(meanings.FIRST // 2, groups.GENERATOR)
    for _ in range(NUM_GROUPS):
        group = stream.next()
        lesson = reader.lesson(group)
        if lesson:
            yield group, lesson, reader.finder
    stream.close()


def share_chosen(model: Qwen3) -> tuple[float, float]:
    """How often the name with the likeliest first token is right, and how often it would be by chance."""
    right, chances = [], []
    for group, lesson, finder in lessons():
        names = finder.prefix(group.ids[: group.lengths[0]].tolist()).tools
        firsts = torch.tensor([name[0] for name in names])
        for ids, answer in zip(lesson.said, lesson.answers.tolist()):
            if answer and finder.call in ids:
                right.append(firsts[chosen(model, group, ids, firsts)] == firsts[answer - 1])
                chances.append((firsts == firsts[answer - 1]).float().mean())
    return torch.stack(right).float().mean().item(), torch.stack(chances).mean().item()


def share_of_entries(model: Qwen3) -> tuple[float, float]:
    """The same of the tokens of an enum's entries."""
    right, chances = [], []
    for group, lesson, finder in lessons():
        for choice in (choice for choice in lesson.choices if finder.call in choice.said):
            right.append(chosen(model, group, choice.said, choice.tokens) == choice.answer)
            chances.append(torch.tensor(1 / len(choice.tokens)))
    return torch.stack(right).float().mean().item(), torch.stack(chances).mean().item()


def chosen(model: Qwen3, group: groups.Group, said: Tensor, firsts: Tensor) -> Tensor:
    prompt = torch.cat((group.ids[: group.lengths[0]], said))
    return model(prompt[None])[0, -1][firsts].argmax()


def main() -> None:
    torch.manual_seed(1)
    model = Qwen3(Config())
    model.load_state_dict(first_weights(model.config))
    with torch.no_grad():
        copied = share_copied(model)
        right, chance = share_chosen(model)
        entries_right, entries_chance = share_of_entries(model)
    print(f"{LENGTH} random tokens are repeated with {copied:.1%} right")
    print(f"of the tools on offer, {right:.1%} are chosen right; by chance, {chance:.1%} would be")
    print(f"of the entries of enums, {entries_right:.1%}; by chance, {entries_chance:.1%} would be")
    assert copied > 0.95
    assert right > 0.8
    assert entries_right > 0.67


if __name__ == "__main__":
    main()
