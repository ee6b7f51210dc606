"""Draws the losses of the training checkpoint: `python3 plot.py` makes ../loss-curve.svg, `python3 plot.py FILE` that file."""

import sys
from math import floor, log10
from pathlib import Path

import torch

from train import CACHE

WIDTH, HEIGHT, LEFT, BOTTOM = 720, 320, 56, 36


def main() -> None:
    losses = torch.load(CACHE / "checkpoint.pt")["progress"][5]
    last = losses[-1][0]
    low, high = floor(log10(min(l for _, l, *_ in losses))), log10(max(l for _, l, *_ in losses))
    x = lambda step: LEFT + (WIDTH - LEFT - 12) * step / last
    y = lambda loss: 12 + (HEIGHT - BOTTOM - 12) * (high - log10(loss)) / (high - low)
    ticks = [(m * 10.0**e) for e in range(low, floor(high) + 1) for m in (1, 2, 5) if m * 10.0**e <= 10**high]
    lines = [f'<path d="M{LEFT} {y(t):.1f}H{WIDTH - 12}" stroke="#ddd"/>' for t in ticks]
    lines += [f'<text x="{LEFT - 6}" y="{y(t) + 4:.1f}" text-anchor="end">{t:g}</text>' for t in ticks]
    marks = [round(last * i / 5) for i in range(6)]
    lines += [f'<text x="{x(s):.1f}" y="{HEIGHT - 14}" text-anchor="middle">{s}</text>' for s in marks]
    points = " ".join(f"{x(step):.1f},{y(loss):.1f}" for step, loss, *_ in losses)
    lines.append(f'<polyline points="{points}" fill="none" stroke="#5b4bdb" stroke-width="1.5"/>')
    title = f"loss per predicted token, weighted, by step ({losses[-1][2]:,} tokens, {losses[-1][3] / 60:.0f} minutes)"
    lines.append(f'<text x="{WIDTH - 16}" y="26" text-anchor="end">{title}</text>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">'
    body = "\n".join([head, f"<title>{title}</title>", '<rect width="100%" height="100%" fill="#fff"/>', *lines, "</svg>"])
    output = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "loss-curve.svg"
    output.write_text(body + "\n", "utf8")


if __name__ == "__main__":
    main()
