"""What training computes: the loss of a group and its gradients, in bfloat16 products, with the prefix computed once.

All tokens of a group lie end to end, so that the matrices see them at once and nothing is padded.
"""

import torch
from torch import Tensor
from torch.nn import functional as F

from attention import Lesson, attend
from groups import Group
from initial import CHOOSING_LAYER, COPYING_LAYER, SAID_HEAD, SCHEMA_HEAD
from layout import Layout
from pointers import Pointer
from qwen3 import Config, angles, rotate


def rms_norm(x: Tensor, weight: Tensor, eps: float) -> Tensor:
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + eps) * weight


def queries_keys_values(
    x: Tensor, norm: Tensor, qkv: Tensor, q_norm: Tensor, k_norm: Tensor, cos: Tensor, sin: Tensor, c: Config
) -> tuple[Tensor, Tensor, Tensor]:
    """The residual stream [N, hidden] → [N, heads, D] each."""
    eps = c.rms_norm_eps
    y = F.linear(rms_norm(x, norm, eps).to(qkv.dtype), qkv).unflatten(1, (-1, c.head_dim))
    q, k, v = y.split((c.num_attention_heads, c.num_key_value_heads, c.num_key_value_heads), 1)
    cos, sin = cos[:, None], sin[:, None]
    turned = [rotate(rms_norm(z.float(), w, eps), cos, sin).to(y.dtype) for z, w in ((q, q_norm), (k, k_norm))]
    return turned[0], turned[1], v


def after_attention(
    x: Tensor, mixed: Tensor, o: Tensor, norm: Tensor, gate_up: Tensor, down: Tensor, eps: float
) -> Tensor:
    x = x + F.linear(mixed.flatten(1), o).float()
    gate, up = F.linear(rms_norm(x, norm, eps).to(o.dtype), gate_up).float().chunk(2, -1)
    return x + F.linear((F.silu(gate) * up).to(o.dtype), down).float()


def loss_of(x: Tensor, norm: Tensor, table: Tensor, targets: Tensor, weights: Tensor, eps: float) -> Tensor:
    """The weighted sum over the targets, of the rows [M, hidden] they are predicted from."""
    logits = F.linear(rms_norm(x, norm, eps).to(table.dtype), table).float()
    return (weights * F.cross_entropy(logits, targets, reduction="none")).sum()


def judge(x: Tensor, norm: Tensor, table: Tensor, targets: Tensor, begins: Tensor, call: int, eps: float) -> tuple[Tensor, Tensor]:
    """Of the rows [M, hidden]: the loss of each target, and the chance of going wrong there. Where an answer begins in
    words, which may be several, only a call is wrong."""
    logits = F.linear(rms_norm(x, norm, eps).to(table.dtype), table).float()
    total = logits.logsumexp(-1)
    losses = total - logits.gather(1, targets[:, None])[:, 0]
    calls = (logits[:, call] - total).exp()
    return losses, torch.where(begins & (targets != call), calls, 1 - (-losses).exp())


def lessons_of(layer: int, group: Group) -> list[Lesson]:
    """The heads that initial.py makes for it are taught where to look."""
    pointers = group.pointers
    if layer == CHOOSING_LAYER:
        return [Lesson(pointers.choices, head=0)]
    if layer == COPYING_LAYER:
        return [
            Lesson(pointers.values, SAID_HEAD, resting(group, pointers.values)),
            Lesson(pointers.schemas, SCHEMA_HEAD, resting(group, pointers.schemas)),
        ]
    return []


def resting(group: Group, pointers: list[Pointer]) -> list[int]:
    """Sources that have no pointer."""
    return sorted(set(group.sources.tolist()) - {source for source, _ in pointers})


class Learner:
    """A model's weights to compute with, and the gradients they get.

    They are parts of `working` (matrices) and `vectors`, which others may change between losses. Matrices that share
    an input lie side by side and are one.
    """

    def __init__(self, layout: Layout, working: Tensor, vectors: Tensor):
        self.layout, self.config = layout, layout.config
        self.leaves = [
            (vectors if len(shape) == 1 else working)[part].view(shape).requires_grad_() for part, shape in layout.fused
        ]
        self.cos, self.sin = angles(self.config)
        self.before, self.after, self.last, self.judge = queries_keys_values, after_attention, loss_of, judge

    def loss(self, group: Group) -> Tensor:
        """The weighted sum over the group's targets."""
        table, norm, *_ = self.leaves
        return self.last(self.rows(group), norm, table, group.targets, group.weights, self.config.rms_norm_eps)

    @torch.no_grad()
    def judged(self, group: Group, call: int) -> tuple[float, Tensor]:
        """The loss, and the chance of going wrong at each target; `call` begins a call."""
        table, norm, *_ = self.leaves
        begins = group.sources.diff(prepend=torch.tensor([-2])) > 1
        rows = self.rows(group)
        losses, wrong = self.judge(rows, norm, table, group.targets, begins, call, self.config.rms_norm_eps)
        return (group.weights * losses).sum().item(), wrong

    def rows(self, group: Group) -> Tensor:
        """What the targets are predicted from, [M, hidden]."""
        c = self.config
        prefix, *branches = group.lengths
        places = torch.cat([torch.arange(prefix)] + [torch.arange(prefix, prefix + n) for n in branches])
        cos, sin = self.cos[places], self.sin[places]
        table, _, *rest = self.leaves
        x = F.embedding(group.ids, table).float()
        for i in range(c.num_hidden_layers):
            norm1, qkv, q_norm, k_norm, o, norm2, gate_up, down = rest[8 * i : 8 * i + 8]
            mixed = attend(*self.before(x, norm1, qkv, q_norm, k_norm, cos, sin, c), group.lengths, lessons_of(i, group))
            if i == c.num_hidden_layers - 1:
                x, mixed = x[group.sources], mixed[group.sources]  # Nothing else is looked at any more.
            x = self.after(x, mixed, o, norm2, gate_up, down, c.rms_norm_eps)
        return x

    def learn(self, group: Group, gradients: Tensor) -> float:
        """Adds to `gradients`, float32, laid out like the weights; returns the loss."""
        loss = self.loss(group)
        loss.backward()
        for leaf, (part, shape) in zip(self.leaves, self.layout.fused):
            gradients[part].view(shape).add_(leaf.grad)
            leaf.grad = None
        return loss.item()

    def compile(self) -> None:
        """Fuses what lies between the matrix products; the first steps take longer."""
        self.before, self.after, self.last, self.judge = (
            torch.compile(f, dynamic=True) for f in (self.before, self.after, self.last, self.judge)
        )
