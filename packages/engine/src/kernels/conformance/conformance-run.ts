import { assert } from "../../errors.ts";
import { bytesSource } from "../../files/bytes-source.ts";
import type { Backend, WeightRequest } from "../backend.ts";
import { sizeOfShape } from "../op-shapes.ts";
import type { Tensor, Weight } from "../ops.ts";
import { createReferenceBackend } from "../reference/reference-backend.ts";
import { type Comparison, compare } from "./compare.ts";
import type { CaseScope, OpCase, Operand } from "./op-case.ts";

/** What a case came to on a backend. */
export interface CaseResult extends Comparison {
  readonly case: OpCase;
}

/** What the reference backend gives for each case, one array an output. */
export type ExpectedValues = ReadonlyMap<OpCase, readonly Float32Array[]>;

export async function expectedValues(cases: readonly OpCase[]): Promise<ExpectedValues> {
  const loaded = await loadCases(createReferenceBackend(), cases);
  const expected = new Map<OpCase, readonly Float32Array[]>();
  for (const opCase of cases) expected.set(opCase, await runSteps(loaded, opCase));
  return expected;
}

/** A backend with the operands of all cases loaded, so that they can be run one by one. */
export class ConformanceRun {
  readonly #loaded: LoadedCases;
  readonly #expected: ExpectedValues;

  private constructor(loaded: LoadedCases, expected: ExpectedValues) {
    this.#loaded = loaded;
    this.#expected = expected;
  }

  /** The backend is the caller's to close, after the last case. */
  static async start(backend: Backend, expected: ExpectedValues): Promise<ConformanceRun> {
    return new ConformanceRun(await loadCases(backend, [...expected.keys()]), expected);
  }

  /** Of several outputs, the result is the first that fails, or else the worst. */
  async run(opCase: OpCase): Promise<CaseResult> {
    const expected = this.#expected.get(opCase);
    assert(expected, `nothing is expected of ${opCase.op}: ${opCase.name}`);
    const actual = await runSteps(this.#loaded, opCase);
    const comparisons = actual.map((values, i) => compare(values, expected[i], opCase.bound));
    const failed = comparisons.find(({ failure }) => failure !== undefined);
    const [worst] = comparisons.toSorted((a, b) => b.nmse - a.nmse);
    return { case: opCase, ...(failed ?? worst) };
  }
}

interface LoadedCases {
  readonly backend: Backend;
  readonly weights: ReadonlyMap<Operand, Weight>;
}

async function loadCases(backend: Backend, cases: readonly OpCase[]): Promise<LoadedCases> {
  const operands = cases.flatMap((opCase) => opCase.operands);
  const requests = cases.flatMap((opCase) => opCase.operands.map((operand) => requestOf(opCase, operand)));
  const weights = await backend.loadWeights(requests);
  return { backend, weights: new Map(operands.map((operand, i) => [operand, weights[i]])) };
}

function requestOf(opCase: OpCase, { name, shape, kind, format, bytes, scales }: Operand): WeightRequest {
  const range = (of: Uint8Array) => ({ source: bytesSource("conformance", of), offset: 0, length: of.length });
  return {
    name: `${opCase.op}: ${opCase.name}: ${name}`,
    shape: kind === "activation" ? tableShape(shape) : shape,
    kind: kind === "activation" ? "matrix" : kind,
    format,
    data: [range(bytes)],
    ...(scales && { scales: range(new Uint8Array(scales.buffer)) }),
  };
}

/** An activation lies in its embedding table row by row. */
function tableShape(shape: readonly number[]): [number, number] {
  return [shape[0], sizeOfShape(shape) / shape[0]];
}

async function runSteps({ backend, weights }: LoadedCases, opCase: OpCase): Promise<Float32Array[]> {
  const cache = opCase.cache && backend.createKvCache(opCase.cache);
  const states = opCase.states && backend.createStateCache(opCase.states.spec, opCase.states.numSlots);
  const results: Float32Array[] = [];
  for (const record of opCase.steps) {
    const ops = backend.beginStep();
    const find = (name: string) => {
      const operand = opCase.operands.find((each) => each.name === name);
      const weight = operand && weights.get(operand);
      assert(operand && weight, `${opCase.op}: ${opCase.name} has no operand ${name}`);
      return { operand, weight };
    };
    const scope: CaseScope = {
      ops,
      weight: (name) => find(name).weight,
      input(name): Tensor {
        const { operand, weight } = find(name);
        const rows = Int32Array.from({ length: operand.shape[0] }, (_, row) => row);
        return ops.reshape(ops.embedding(rows, weight), operand.shape);
      },
      get cache() {
        assert(cache, `${opCase.op}: ${opCase.name} has no cache`);
        return cache;
      },
      get states() {
        assert(states, `${opCase.op}: ${opCase.name} has no states`);
        return states;
      },
    };
    const outputs = await ops.run(record(scope));
    results.push(...outputs.map((values) => values.slice()));
  }
  return results;
}
