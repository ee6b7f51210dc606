import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parityBackends } from "./backends.ts";
import { expectParity } from "./expect-parity.fixture.ts";
import { findCases } from "./find-cases.ts";

/** Largest difference, about five times what is seen: Gated DeltaNet magnifies small ones. */
const [tolerance, hybridTolerance] = [1e-4, 5e-4];
const families: Readonly<Record<string, number>> = {
  qwen2: tolerance,
  qwen2_5_vl: tolerance,
  qwen2_moe: tolerance,
  qwen3: tolerance,
  qwen3_moe: tolerance,
  qwen3_omni_moe: tolerance,
  qwen3_vl: tolerance,
  qwen3_vl_moe: tolerance,
  qwen3_next: hybridTolerance,
  qwen3_5: hybridTolerance,
  qwen3_5_moe: hybridTolerance,
};

const cases = Object.entries(families).flatMap(([family, allowed]) =>
  findCases(fileURLToPath(new URL(`../golden/${family}`, import.meta.url))).map((files) => ({ ...files, allowed })),
);

test("the golden folders have all their cases", () => {
  expect(cases.map(({ family, name }) => `${family}/${name}`)).toEqual([
    "qwen2/1",
    "qwen2/2",
    "qwen2/sliding",
    "qwen2/bf16/1",
    "qwen2_5_vl/text-1",
    "qwen2_moe/1",
    "qwen3/1",
    "qwen3/2",
    "qwen3/3",
    "qwen3/yarn",
    "qwen3/bf16/1",
    "qwen3_moe/1",
    "qwen3_omni_moe/thinker-text",
    "qwen3_vl/text-1",
    "qwen3_vl_moe/text-1",
    "qwen3_next/1",
    "qwen3_next/long",
    "qwen3_5/text-1",
    "qwen3_5/text-long",
    "qwen3_5_moe/text-1",
    "qwen3_5_moe/bf16/1",
  ]);
});

for (const { label, create } of parityBackends) {
  test.each(cases)(`${label}: $family case $name`, async (files) => {
    await expectParity(files, await create(), files.allowed);
  });
}
