"""The grid of the shipped matrices: blocks of 32 weights along a row, integers in -127…127 times a power of two.

Q8_0 holds such a block exactly (float16 scale, int8 codes) and so does bfloat16 (8 significant bits), so the GGUF
file and the safetensors file are the same model to the last bit.
"""

import torch
from torch import Tensor

BLOCK = 32
SMALLEST_EXPONENT = -14  # The smallest normal float16 is 2^-14.


def codes_and_scales(weights: Tensor) -> tuple[Tensor, Tensor]:
    """weights [..., I] → integer codes [..., I / 32, 32] and power-of-two scales [..., I / 32, 1], both float32."""
    blocks = weights.detach().reshape(*weights.shape[:-1], -1, BLOCK)
    largest = blocks.abs().amax(-1, keepdim=True)
    scales = torch.exp2(torch.ceil(torch.log2(largest / 127)).clamp(min=SMALLEST_EXPONENT))
    return torch.round(blocks / scales).clamp(-127, 127) + 0.0, scales  # + 0.0: no negative zeros


def snap(weights: Tensor) -> Tensor:
    """The nearest point of the grid."""
    codes, scales = codes_and_scales(weights)
    return (codes * scales).reshape(weights.shape)
