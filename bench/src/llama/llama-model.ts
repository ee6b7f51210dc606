import type { Addon, AddonContext, AddonModel, AddonSampler } from "./addon.ts";

const F32 = 0;

/** A token chosen greedily, and how far its logit is ahead of the second best. */
export interface GreedyStep {
  readonly tokenId: number;
  readonly gap: number;
}

/** A GGUF file in llama.cpp. */
export class LlamaModel {
  readonly #addon: Addon;
  readonly #model: AddonModel;

  private constructor(addon: Addon, model: AddonModel) {
    this.#addon = addon;
    this.#model = model;
  }

  static async open(addon: Addon, path: string): Promise<LlamaModel> {
    const model = new addon.AddonModel(path, { addonExports: addon, gpuLayers: 0, useMmap: true });
    if (!(await model.init())) throw new Error(`llama.cpp cannot load ${path}`);
    return new LlamaModel(addon, model);
  }

  /** Token ids; with `parseSpecial`, control tokens in the text are read as themselves. */
  tokenize(text: string, parseSpecial: boolean): number[] {
    return [...this.#model.tokenize(text, parseSpecial)];
  }

  /** Logits of every position, [T][V]; the tokens go in `pieceLength` at a time. Cache in float32, no flash attention. */
  async logits(tokenIds: readonly number[], pieceLength: number, threads: number): Promise<Float32Array[]> {
    const context = new this.#addon.AddonContext(this.#model, {
      contextSize: tokenIds.length + 64,
      batchSize: pieceLength,
      sequences: 1,
      threads,
      flashAttention: false,
      kvCacheKeyType: F32,
      kvCacheValueType: F32,
    });
    if (!(await context.init())) throw new Error("llama.cpp cannot make a context");
    const sampler = new this.#addon.AddonSampler(this.#model);
    sampler.applyConfig({ temperature: 0 });
    const rows: Float32Array[] = [];
    for (let from = 0; from < tokenIds.length; from += pieceLength) {
      const piece = Uint32Array.from(tokenIds.slice(from, from + pieceLength));
      context.initBatch(piece.length);
      const places = context.addToBatch(
        0,
        from,
        piece,
        piece.map((_, i) => i),
      );
      await context.decodeBatch();
      for (const place of Array.from(places)) {
        const [, , , pairs] = await context.sampleToken(place, sampler, false, false, true);
        rows.push(byTokenId(pairs));
      }
    }
    sampler.dispose();
    await context.dispose();
    return rows;
  }

  /**
   * What comes greedily behind each prompt, up to and with the first of `endIds`, or `maxTokens`. Cache and flash
   * attention are as llama.cpp has them by default.
   */
  async greedy(
    prompts: readonly (readonly number[])[],
    endIds: readonly number[],
    maxTokens: number,
    threads: number,
  ): Promise<GreedyStep[][]> {
    const batchSize = Math.max(...prompts.map((tokenIds) => tokenIds.length));
    const contextSize = batchSize + maxTokens;
    const options = { contextSize, batchSize, sequences: 1, threads, flashAttention: "auto" as const };
    const context = new this.#addon.AddonContext(this.#model, options);
    if (!(await context.init())) throw new Error("llama.cpp cannot make a context");
    const sampler = new this.#addon.AddonSampler(this.#model);
    sampler.applyConfig({ temperature: 0 });
    const answers: GreedyStep[][] = [];
    for (const tokenIds of prompts) {
      context.disposeSequence(0);
      const steps = [await greedyStep(context, sampler, 0, tokenIds)];
      while (!endIds.includes(steps.at(-1)!.tokenId) && steps.length < maxTokens) {
        const position = tokenIds.length + steps.length - 1;
        steps.push(await greedyStep(context, sampler, position, [steps.at(-1)!.tokenId]));
      }
      answers.push(steps);
    }
    sampler.dispose();
    await context.dispose();
    return answers;
  }

  async close(): Promise<void> {
    await this.#model.dispose();
  }
}

async function greedyStep(
  context: AddonContext,
  sampler: AddonSampler,
  position: number,
  tokenIds: readonly number[],
): Promise<GreedyStep> {
  context.initBatch(tokenIds.length);
  const places = context.addToBatch(0, position, Uint32Array.from(tokenIds), Uint32Array.of(tokenIds.length - 1));
  await context.decodeBatch();
  const [tokenId, , , pairs] = await context.sampleToken(places[0], sampler, false, false, true);
  const logits = byTokenId(pairs);
  const others = logits.filter((_, id) => id !== tokenId);
  return { tokenId, gap: logits[tokenId] - others.reduce((best, logit) => Math.max(best, logit)) };
}

/** id, logit, id, logit, … in any order → logits by id. */
function byTokenId(pairs: readonly number[]): Float32Array {
  const row = new Float32Array(pairs.length / 2);
  for (let i = 0; i < pairs.length; i += 2) row[pairs[i]] = pairs[i + 1];
  return row;
}
