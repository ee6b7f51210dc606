"""That the first weights copy: `python3 test_initial.py`."""

import torch

from initial import first_weights
from qwen3 import Config, Qwen3

LENGTH = 300


def main() -> None:
    torch.manual_seed(1)
    model = Qwen3(Config())
    model.load_state_dict(first_weights(model.config))
    text = torch.randint(0, 1900, (4, LENGTH))
    twice = torch.cat((text, text), 1)
    with torch.no_grad():
        said = model(twice)[:, LENGTH:-1].argmax(-1)
    share = (said == text[:, 1:]).float().mean().item()
    print(f"{LENGTH} random tokens are repeated with {share:.1%} right")
    assert share > 0.95


if __name__ == "__main__":
    main()
