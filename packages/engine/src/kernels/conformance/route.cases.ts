import type { OpCase } from "./op-case.ts";
import { activation } from "./operands.ts";
import { normalValues } from "./random-values.ts";

/** Experts around the sizes of vectors, all of them chosen or one, logits that are equal, far apart, or out of order. */
export const routeCases: readonly OpCase[] = [
  routeCase("one expert", [3, 1], 1, () => 2),
  routeCase("one of 6", [5, 6], 1),
  routeCase("3 of 6", [1, 6], 3),
  routeCase("3 of 6", [33, 6], 3),
  routeCase("all of 5", [7, 5], 5),
  routeCase("8 of 128", [1, 128], 8),
  routeCase("8 of 128", [65, 128], 8),
  routeCase("10 of 513", [3, 513], 10),
  routeCase("rising logits", [2, 60], 4, (i) => i / 7),
  routeCase("falling logits", [2, 60], 4, (i) => -i / 7),
  routeCase("all equal", [4, 9], 4, () => -1.25),
  routeCase("groups of equal ones", [4, 30], 7, (i) => Math.sin((i * i) % 5)),
  routeCase("far apart", [4, 12], 6, (i) => 40 * ((i * 5) % 12)),
  routeCase("far below zero", [4, 12], 6, (i) => -1e30 + 3e29 * ((i * 5) % 12)),
  routeCase("close together and large", [4, 12], 6, (i) => 1e4 + ((i * 7) % 12) / 512),
];

function routeCase(
  what: string,
  shape: readonly [number, number],
  numExpertsPerToken: number,
  logitAt?: (index: number) => number,
): OpCase {
  const random = normalValues(11, shape[0] * shape[1], 3);
  const logits = logitAt ? random.map((_, i) => logitAt(i)) : random;
  return {
    op: "route",
    name: `${what}, logits [${shape.join(", ")}]`,
    operands: [activation("logits", shape, logits)],
    steps: [
      ({ ops, input }) =>
        [true, false].flatMap((normalizes) => {
          const { experts, weights } = ops.route(input("logits"), { numExpertsPerToken, normalizes });
          return [experts, weights];
        }),
    ],
    bound: { nmse: 1e-12, reason: "an exponential within a few units in the last place" },
  };
}
