import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parityBackends } from "./backends.ts";
import { expectParity } from "./expect-parity.fixture.ts";
import { findCases } from "./find-cases.ts";

const cases = findCases(fileURLToPath(new URL("../golden/qwen3", import.meta.url)));

test("the golden folder has all its cases", () => {
  expect(cases.map(({ family, name }) => `${family}/${name}`)).toEqual([
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
