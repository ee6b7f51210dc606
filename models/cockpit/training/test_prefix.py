"""What training computes against the plain definition, in float32: `python3 test_prefix.py`."""

import torch
from torch.nn import functional as F

from attention import RESTING, Lesson, attend
from forward import Learner
from groups import Group
from layout import Layout
from qwen3 import Config, Qwen3


def worst_of_pointing() -> float:
    """The largest difference of the gradients that pointers give from those of the loss they stand for."""
    lengths, pointers, resting, size = [10, 6, 4], [(13, [11, 12]), (15, [10, 3]), (19, [16])], [12, 18], 8
    branches = torch.tensor([0] * 10 + [1] * 6 + [2] * 4)
    seen = ((branches == 0) | (branches[:, None] == branches)).tril()
    q, k, v = (torch.randn(20, heads, size, requires_grad=True) for heads in (4, 2, 2))
    wanted = torch.randn(20, 4, size)
    lessons = [Lesson(pointers, 1), Lesson(pointers[:2], 2, resting)]
    (attend(q, k, v, lengths, lessons) * wanted).sum().backward()
    gradients = [x.grad for x in (q, k, v)]
    loss = torch.zeros(())
    for head in range(4):
        scores = q[:, head] @ k[:, head // 2].t() * size**-0.5
        chances = scores.masked_fill(~seen, float("-inf")).softmax(-1)
        loss = loss + (chances @ v[:, head // 2] * wanted[:, head]).sum()
        for lesson in lessons:
            if lesson.head == head:
                loss = loss - sum(chances[j, places].sum().log() for j, places in lesson.pointers)
                loss = loss - RESTING * chances[lesson.resting, 0].log().sum()
    expected = torch.autograd.grad(loss, (q, k, v))
    return max((a - b).abs().max().item() for a, b in zip(gradients, expected))


def worst_of_parts(learner: Learner, group: Group) -> float:
    """The largest relative difference of the loss of some branches, taken out and judged among all."""
    losses = [learner.loss(group.part([branch])).item() for branch in range(4)]
    some, (all_of_them, wrong) = learner.loss(group.part([2, 0])).item(), learner.judged(group, call=7)
    assert wrong.shape == group.targets.shape and 0 <= wrong.min() and wrong.max() <= 1
    return max(abs(some / (losses[2] + losses[0]) - 1), abs(all_of_them / sum(losses) - 1))


def main() -> None:
    torch.manual_seed(1)
    model = Qwen3(Config(vocab_size=320, num_hidden_layers=2))
    for p in model.parameters():  # Output matrices begin as zeros and would hide mistakes.
        p.data += 0.05 * torch.randn(p.shape)
    lengths = [37, 5, 1, 16, 70]
    parts = [torch.randint(0, 320, (n,)) for n in lengths]
    prefix, branches = parts[0], parts[1:]
    sources, targets, weights, plain, begin = [], [], [], torch.zeros(()), 37
    for ids in branches:
        logits = model(torch.cat((prefix, ids))[None, :-1])[0, 36:]
        own = torch.rand(len(ids))
        plain = plain + (own * F.cross_entropy(logits, ids, reduction="none")).sum()
        weights.append(own)
        sources += [36, *range(begin, begin + len(ids) - 1)]
        targets += ids.tolist()
        begin += len(ids)
    plain.backward()
    group = Group(torch.cat(parts), lengths, torch.tensor(sources), torch.tensor(targets), torch.cat(weights))
    layout = Layout(model.config)
    row, gradients = layout.flat(dict(model.named_parameters())), torch.zeros(layout.size)
    learner = Learner(layout, row, row)
    loss = learner.learn(group, gradients)
    worst = abs(loss / plain.item() - 1)
    for name, grad in layout.named(gradients).items():
        expected = model.get_parameter(name).grad
        worst = max(worst, ((grad - expected).norm() / expected.norm()).item())
    print(f"loss {plain.item():.5f}; largest relative difference of the loss and the gradients: {worst:.1e}")
    assert worst < 1e-5
    worst = worst_of_parts(learner, group)
    print(f"largest relative difference of the loss of some branches: {worst:.1e}")
    assert worst < 1e-5
    worst = worst_of_pointing()
    print(f"largest difference of the gradients with pointers: {worst:.1e}")
    assert worst < 1e-5


if __name__ == "__main__":
    main()
