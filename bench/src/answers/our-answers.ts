import { defaultSampling, type Engine } from "../../../packages/engine/src/index.ts";

/** An answer as the engine delivers it: without the id that ended it. */
export interface OurAnswer {
  readonly tokenIds: readonly number[];
  /** Whether the model ended it, and not the limit. */
  readonly isEnded: boolean;
}

/** What comes greedily behind a prompt. */
export async function ourAnswer(engine: Engine, prompt: readonly number[], maxTokens: number): Promise<OurAnswer> {
  const tokenIds: number[] = [];
  let isEnded = false;
  // All options, so that none that the file asks for takes part.
  const sampling = { ...defaultSampling, temperature: 0 };
  for await (const event of engine.generate({ tokenIds: prompt, maxTokens, sampling })) {
    if (event.type === "text") tokenIds.push(...event.tokenIds);
    if (event.type === "end") isEnded = event.finishReason === "stop";
  }
  return { tokenIds, isEnded };
}
