import type { StepTraceEvent } from "@qwents/protocol";

export type TraceSpan = StepTraceEvent["spans"][number];

/** What colours tell apart, in the order of a step. */
export const kinds = [
  "embedding",
  "attention",
  "linearAttention",
  "mlp",
  "norm",
  "output",
  "sampling",
  "engine",
] as const;

export type Kind = (typeof kinds)[number];

/** What can be explained of a step: one or several ops that do the same for who looks on. */
export type Task =
  | "plan"
  | "record"
  | "dispatch"
  | "collect"
  | "grammar"
  | "sample"
  | "commit"
  | "embedding"
  | "norm"
  | "headNorm"
  | "queriesKeysValues"
  | "rope"
  | "attention"
  | "mergeHeads"
  | "prepareUpdate"
  | "convolution"
  | "deltaRule"
  | "widen"
  | "gate"
  | "narrow"
  | "router"
  | "chooseExperts"
  | "experts"
  | "combineExperts"
  | "sum"
  | "bias"
  | "slice"
  | "select"
  | "output"
  | "other";

const taskOfOp: Readonly<Record<string, Task>> = {
  plan: "plan",
  record: "record",
  dispatch: "dispatch",
  collect: "collect",
  grammar: "grammar",
  sample: "sample",
  commit: "commit",
  embedding: "embedding",
  rmsNorm: "norm",
  rotaryTable: "rope",
  rope: "rope",
  attention: "attention",
  causalConv: "convolution",
  gatedDeltaRule: "deltaRule",
  addBias: "bias",
  add: "sum",
  siluMul: "gate",
  sigmoidMul: "gate",
  route: "chooseExperts",
  expertLinear: "experts",
  combineExperts: "combineExperts",
  selectRows: "select",
  slice: "slice",
};

/** By the weight's place in its layer. */
const taskOfWeight: readonly (readonly [RegExp, Task])[] = [
  [/^self_attn\.[qk]_norm$/, "headNorm"],
  [/^self_attn\.[qkv]_proj$/, "queriesKeysValues"],
  [/\.(o_proj|out_proj)$/, "mergeHeads"],
  [/^linear_attn\.in_proj/, "prepareUpdate"],
  [/^mlp\.(gate|shared_expert_gate)$/, "router"],
  [/^mlp\.(shared_expert\.)?(gate|up)_proj$/, "widen"],
  [/^mlp\.(shared_expert\.)?down_proj$/, "narrow"],
];

export function taskOf({ op, name = "", layer }: TraceSpan): Task {
  const known = taskOfOp[op];
  if (known !== undefined && known !== "norm") return known;
  const byWeight = taskOfWeight.find(([pattern]) => pattern.test(name))?.[1];
  if (byWeight !== undefined) return byWeight;
  if (known !== undefined) return known;
  return op === "linear" && layer === undefined ? "output" : "other";
}

const kindOfTask: Partial<Readonly<Record<Task, Kind>>> = {
  plan: "engine",
  record: "engine",
  dispatch: "engine",
  collect: "engine",
  commit: "engine",
  grammar: "sampling",
  sample: "sampling",
  embedding: "embedding",
  rope: "attention",
  attention: "attention",
  convolution: "linearAttention",
  deltaRule: "linearAttention",
  router: "mlp",
  chooseExperts: "mlp",
  experts: "mlp",
  combineExperts: "mlp",
  sum: "norm",
  select: "output",
  output: "output",
};

const kindOfWeight: readonly (readonly [prefix: string, Kind])[] = [
  ["self_attn.", "attention"],
  ["linear_attn.", "linearAttention"],
  ["mlp.", "mlp"],
];

/** @param before of the op before it in the same layer: what works on activations alone belongs to that */
export function kindOf(span: TraceSpan, task: Task, before: Kind | undefined): Kind {
  const own = kindOfTask[task] ?? kindOfWeight.find(([prefix]) => span.name?.startsWith(prefix))?.[1];
  if (own !== undefined) return own;
  if (span.op === "rmsNorm") return "norm";
  return before ?? (span.layer === undefined ? "engine" : "norm");
}
