import type { Batch } from "../../core/batch.ts";
import type { KeyHeadOrder, StateSpec, Tensor } from "../ops.ts";
import { numStateChannels } from "../state-shapes.ts";
import type { CaseScope, ErrorBound, OpCase, Operand, RecordStep } from "./op-case.ts";
import { activation, vector } from "./operands.ts";
import { normalValues } from "./random-values.ts";

type Values = (seed: number, length: number) => Float32Array;

/** What a sequence brings to a step: so many of the case's tokens from the first one given, and the states. */
export interface StatePart {
  readonly first: number;
  readonly tokens: number;
  readonly read: number;
  readonly write: number;
}

/** What a case of the ops that carry states is made from. */
export interface StateSetup {
  readonly spec: Omit<StateSpec, "numLayers">;
  readonly numSlots: number;
  /** For each step, its sequences in order. */
  readonly steps: readonly (readonly StatePart[])[];
  /** Default: "grouped". */
  readonly keyHeadOrder?: KeyHeadOrder;
  /** Default: normally distributed; decay rates −exp(A_log), with A_log so. */
  readonly values?: Readonly<Partial<Record<"qkv" | "a" | "b" | "decayRate" | "timeStepBias", Values>>>;
  /** Every state held NaN before: what a sequence that went wrong may leave to the next owner. */
  readonly poisoned?: boolean;
}

const [NUM_LAYERS, LAYER] = [2, 1];

/** Twice this is infinite, and infinity minus infinity NaN: weights and so operands are never either. */
const HUGE = 3e38;

const negativePowers: Values = (seed, length) => normalValues(seed, length).map((value) => -Math.exp(value));

export function causalConvCase(name: string, setup: StateSetup): OpCase {
  const channels = numStateChannels({ ...setup.spec, numLayers: NUM_LAYERS });
  const taps = setup.spec.convKernelSize;
  const w = { ...vector("w", normalValues(1, channels * taps)), shape: [channels, taps] };
  return stateCase("causalConv", name, setup, {
    operands: [w],
    bound: { nmse: 1e-12, reason: "a sum of a few products and an exponential in float32" },
    record: ({ ops, weight, states }, { qkv }, batch) => ops.causalConv(qkv, weight("w"), states, LAYER, batch),
  });
}

export function gatedDeltaRuleCase(name: string, setup: StateSetup): OpCase {
  const { numValueHeads } = setup.spec;
  const values = { decayRate: negativePowers, timeStepBias: normalValues, ...setup.values };
  const gate = (gateName: "decayRate" | "timeStepBias", seed: number) =>
    vector(gateName, values[gateName](seed, numValueHeads));
  return stateCase("gatedDeltaRule", name, setup, {
    operands: [gate("decayRate", 2), gate("timeStepBias", 3)],
    bound: { nmse: 1e-10, floor: 1e-30, reason: "sums over many tokens and exponentials in float32" },
    record({ ops, weight, states }, { qkv, a, b }, batch) {
      const inputs = { qkv, a, b, decayRate: weight("decayRate"), timeStepBias: weight("timeStepBias") };
      return ops.gatedDeltaRule(inputs, states, LAYER, batch, setup.keyHeadOrder ?? "grouped");
    },
  });
}

type TokenName = "qkv" | "a" | "b";
type TokenTensors = Readonly<Record<TokenName, Tensor>>;

interface StateOp {
  readonly operands: readonly Operand[];
  readonly bound: ErrorBound;
  record(scope: CaseScope, tokens: TokenTensors, batch: Batch): Tensor;
}

function stateCase(op: string, name: string, setup: StateSetup, stateOp: StateOp): OpCase {
  const spec = { ...setup.spec, numLayers: NUM_LAYERS };
  const numTokens = Math.max(...setup.steps.flat().map(({ first, tokens }) => first + tokens));
  const columns = { qkv: numStateChannels(spec), a: spec.numValueHeads, b: spec.numValueHeads };
  const tokens = (["qkv", "a", "b"] as const).map((each, i) => {
    const values = (setup.values?.[each] ?? normalValues)(10 + i, numTokens * columns[each]);
    return activation(each, [numTokens, columns[each]], values);
  });
  const steps = setup.steps.map(
    (parts): RecordStep =>
      (scope) => {
        const rows = Int32Array.from(
          parts.flatMap(({ first, tokens }) => Array.from({ length: tokens }, (_, i) => first + i)),
        );
        const part = (each: TokenName) => scope.ops.selectRows(scope.input(each), rows);
        return [stateOp.record(scope, { qkv: part("qkv"), a: part("a"), b: part("b") }, batchOf(parts))];
      },
  );
  const poison = poisoning(spec, setup.numSlots, columns, stateOp);
  return {
    ...{ op, name, bound: stateOp.bound },
    states: { spec, numSlots: setup.numSlots },
    operands: [...tokens, ...stateOp.operands, ...(setup.poisoned ? poison.operands : [])],
    steps: [...(setup.poisoned ? [poison.record] : []), ...steps],
  };
}

/** A step after which all states are NaN. Its own result is nobody's business. */
function poisoning(
  spec: StateSpec,
  numSlots: number,
  columns: Readonly<Record<TokenName, number>>,
  stateOp: StateOp,
): { readonly operands: readonly Operand[]; readonly record: RecordStep } {
  const tokens = spec.convKernelSize;
  const parts = Array.from({ length: numSlots }, (_, write) => ({ first: 0, tokens, read: -1, write }));
  const filled = (name: string, width: number, value: number) =>
    activation(name, [numSlots * tokens, width], new Float32Array(numSlots * tokens * width).fill(value));
  return {
    operands: [
      ...[filled("huge", columns.qkv, HUGE), filled("minusHuge", columns.qkv, -HUGE)],
      filled("zeros", spec.numValueHeads, 0),
    ],
    record(scope) {
      const twice = (name: string) => scope.ops.add(scope.input(name), scope.input(name));
      const qkv = scope.ops.add(twice("huge"), twice("minusHuge"));
      const zeros = scope.input("zeros");
      stateOp.record(scope, { qkv, a: zeros, b: zeros }, batchOf(parts));
      return [];
    },
  };
}

/** What the ops read of a batch: where sequences begin, and their states. */
function batchOf(parts: readonly StatePart[]): Batch {
  const sequenceStarts = [0];
  for (const { tokens } of parts) sequenceStarts.push(sequenceStarts[sequenceStarts.length - 1] + tokens);
  const numTokens = sequenceStarts[parts.length];
  return {
    tokenIds: new Int32Array(numTokens),
    positions: new Int32Array(numTokens),
    sequenceStarts: Int32Array.from(sequenceStarts),
    contextLengths: new Int32Array(parts.length),
    slots: new Int32Array(numTokens),
    blockTables: new Int32Array(parts.length),
    maxBlocks: 1,
    outputRows: new Int32Array(0),
    states: {
      reads: Int32Array.from(parts, ({ read }) => read),
      writes: Int32Array.from(parts, ({ write }) => write),
    },
  };
}
