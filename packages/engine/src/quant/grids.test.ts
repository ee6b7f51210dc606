import { createHash } from "node:crypto";
import { describe, expect, it, test } from "vitest";
import { evenSigns, type Grid, gridOf, putPoint } from "./grid.ts";
import { iq1Grid } from "./iq1-grid.ts";
import { iq2SGrid } from "./iq2_s-grid.ts";
import { iq2XsGrid } from "./iq2_xs-grid.ts";
import { iq2XxsGrid } from "./iq2_xxs-grid.ts";
import { iq3SGrid } from "./iq3_s-grid.ts";
import { iq3XxsGrid } from "./iq3_xxs-grid.ts";

/** Number of points, SHA-256 of ggml's table as signed bytes, and some points as they stand there. */
const tables: readonly (readonly [string, Grid, number, string, Readonly<Record<number, readonly number[]>>])[] = [
  [
    "IQ2_XXS",
    iq2XxsGrid,
    256,
    "05826b5d3e472a3a78f196be62ac78acf81df0f909626e12ab9fa2a5d490dd54",
    { 1: [43, 8, 8, 8, 8, 8, 8, 8], 153: [43, 25, 25, 25, 43, 8, 8, 25], 255: [8, 25, 8, 8, 25, 43, 43, 43] },
  ],
  [
    "IQ2_XS",
    iq2XsGrid,
    512,
    "06e47aaca60b4dc1d9b5a3f34540437058a6b142b4d7a59d5ded769b4d1bf1de",
    { 5: [25, 8, 25, 8, 8, 8, 8, 8], 307: [8, 25, 25, 43, 8, 25, 8, 25], 511: [43, 43, 43, 43, 43, 43, 43, 43] },
  ],
  [
    "IQ2_S",
    iq2SGrid,
    1024,
    "e1aa1473412b0552c2174c30ef22ab4073f6a181b85a17056e8249bd2932fd88",
    { 5: [25, 8, 25, 8, 8, 8, 8, 8], 614: [8, 43, 25, 8, 8, 43, 8, 25], 1023: [43, 43, 43, 43, 43, 43, 43, 43] },
  ],
  [
    "IQ3_XXS",
    iq3XxsGrid,
    256,
    "46e35f5a997efdee6c99ce57854c8a0d4f0ff8ca57e5e8a60c0793ea580acf5d",
    { 1: [20, 4, 4, 4], 153: [52, 36, 12, 28], 255: [4, 28, 52, 62] },
  ],
  [
    "IQ3_S",
    iq3SGrid,
    512,
    "bd1af4945a1717c65610b0284e4628b9a1ba3b306fae3a06f6e5f597356e349f",
    { 1: [3, 1, 1, 1], 307: [5, 3, 5, 7], 511: [1, 1, 15, 15] },
  ],
  [
    "IQ1_S, IQ1_M",
    iq1Grid,
    2048,
    "07540ffc1aeaf6ad4d97e96b0fcc765aae39671d4ae4a27bbd0e796fde167c6a",
    { 5: [0, -1, 0, -1, -1, -1, -1, -1], 1228: [-1, 0, -1, -1, 0, -1, 1, 0], 2047: [1, 1, 1, 1, 1, 1, 1, 1] },
  ],
];

describe.each(tables)("points of %s", (_, { dimension, values }, count, checksum, points) => {
  it("are ggml's", () => {
    expect(values.length).toBe(count * dimension);
    expect(createHash("sha256").update(values).digest("hex")).toBe(checksum);
    for (const [index, point] of Object.entries(points)) {
      expect([...values.subarray(dimension * Number(index), dimension * (Number(index) + 1))]).toEqual(point);
    }
  });
});

test("members are counted with the first weight's digit lowest", () => {
  const all = gridOf({ dimension: 2, levels: [1, 5], evenSums: false, members: "f" });
  expect([...all.values]).toEqual([1, 1, 5, 1, 1, 5, 5, 5]);
  const even = gridOf({ dimension: 2, levels: [1, 3, 5], evenSums: true, members: "1\n 8" });
  // Of [1, 1], [5, 1], [3, 3], [1, 5], [5, 5] the last two.
  expect([...even.values]).toEqual([1, 5, 5, 5]);
});

test("a point takes a scale and signs, and touches nothing else", () => {
  const out = new Float32Array(6).fill(9);
  putPoint(out, 1, iq3SGrid, 511, 0.5, 0b1001_0110);
  expect([...out]).toEqual([9, 0.5, -0.5, -7.5, 7.5, 9]);
});

test("seven signs give an even number of eight", () => {
  for (let seven = 0; seven < 128; seven++) {
    const signs = evenSigns(seven);
    expect(signs & 127).toBe(seven);
    expect(signs).toBeLessThan(256);
    expect([...signs.toString(2)].filter((bit) => bit === "1").length % 2).toBe(0);
  }
});
