import type { Step } from "../kernels/backend.ts";
import type { Ops, Tensor, Weight } from "../kernels/ops.ts";
import type { Tap } from "../models/define-model.ts";
import { costOf, type OpCost } from "./op-cost.ts";
import type { OpName } from "./step-trace.ts";

/** An op, and which commands of the step it has become: from `first` up to `end`. */
export interface TracedOp extends OpCost {
  readonly op: OpName;
  readonly name?: string;
  readonly layer?: number;
  readonly first: number;
  readonly end: number;
}

/** Listens while a model records a step's ops. */
export class TracedOps {
  /** Those that became commands, in order. */
  readonly traced: TracedOp[] = [];
  /** What the model is to record with, in the step's place. */
  readonly ops: Ops;
  readonly #step: Step;
  readonly #numLayers: number;
  #layer: number | undefined;

  constructor(step: Step, numLayers: number) {
    this.#step = step;
    this.#numLayers = numLayers;
    this.ops = new Proxy<Ops>(step, { get: (_, op) => this.#listenTo(op as OpName) });
    this.#numLayers = numLayers;
  }

  /** Models name the hidden states that enter each layer, and behind the last one. */
  readonly tap: Tap = (name) => {
    const [, index] = /^hidden\.(\d+)$/.exec(name) ?? [];
    if (index !== undefined) this.#layer = Number(index) < this.#numLayers ? Number(index) : undefined;
  };

  #listenTo(op: OpName): (...args: readonly unknown[]) => unknown {
    const record = this.#step[op] as (...args: readonly unknown[]) => unknown;
    return (...args) => {
      const first = this.#step.numCommands;
      const result = record.apply(this.#step, [...args]);
      const end = this.#step.numCommands;
      if (end > first)
        this.traced.push({ op, ...this.#place(args), first, end, ...costOf(op, args, result as Tensor) });
      return result;
    };
  }

  #place(args: readonly unknown[]): Pick<TracedOp, "name" | "layer"> {
    const weight = args.find(isWeight);
    const name = weight && shortName(weight.name);
    return { ...(name && { name }), ...(this.#layer !== undefined && { layer: this.#layer }) };
  }
}

function isWeight(value: unknown): value is Weight {
  return typeof value === "object" && value !== null && "formatId" in value;
}

/** "model.layers.3.mlp.up_proj.weight" → "mlp.up_proj" */
const shortName = (name: string): string => name.replace(/^model\.(layers\.\d+\.)?/, "").replace(/\.weight$/, "");
