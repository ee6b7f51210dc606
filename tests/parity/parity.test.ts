import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parityBackends } from "./backends.ts";
import { expectParity } from "./expect-parity.fixture.ts";
import { findCases } from "./find-cases.ts";

const cases = ["qwen2", "qwen3"].flatMap((family) =>
  findCases(fileURLToPath(new URL(`../golden/${family}`, import.meta.url))),
);

test("the golden folders have all their cases", () => {
  expect(cases.map(({ family, name }) => `${family}/${name}`)).toEqual([
    "qwen2/1",
    "qwen2/2",
    "qwen2/sliding",
    "qwen2/bf16/1",
    "qwen3/1",
    "qwen3/2",
    "qwen3/3",
    "qwen3/yarn",
    "qwen3/bf16/1",
  ]);
});

for (const { label, create } of parityBackends) {
  test.each(cases)(`${label}: $family case $name`, async (files) => {
    await expectParity(files, await create(), 5e-5);
  });
}
