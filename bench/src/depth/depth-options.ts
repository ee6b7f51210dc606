import { parseArgs } from "node:util";

/** What the child processes of depth.ts are told. */
export interface DepthOptions {
  readonly model: string;
  /** Tokens in the context before each measurement, ascending. */
  readonly depths: readonly number[];
  readonly generate: number;
  readonly threads: number;
}

export function depthOptions(): DepthOptions {
  const { values } = parseArgs({
    options: {
      model: { type: "string", default: "" },
      depths: { type: "string", default: "1,512" },
      generate: { type: "string", default: "24" },
      threads: { type: "string", default: "2" },
    },
  });
  return {
    model: values.model,
    depths: values.depths.split(",").map(Number),
    generate: Number(values.generate),
    threads: Number(values.threads),
  };
}

export const randomTokens = (count: number): number[] =>
  Array.from({ length: count }, () => Math.floor(Math.random() * 151_643));
