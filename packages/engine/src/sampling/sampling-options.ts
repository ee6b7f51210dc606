/** How the next token is chosen. Names and meanings are those of the hub's generation_config.json and the OpenAI API. */
export interface SamplingOptions {
  /** 0 is greedy. */
  readonly temperature: number;
  /** Keep the k most likely; 0 keeps all. */
  readonly topK: number;
  /** Keep the smallest set whose probability reaches this; 1 keeps all. */
  readonly topP: number;
  /** Keep tokens at least this fraction as likely as the likeliest; 0 keeps all. */
  readonly minP: number;
  /** Divides positive and multiplies negative logits of tokens in prompt or output; 1 is off. */
  readonly repetitionPenalty: number;
  /** Subtracted once from tokens of the output so far; 0 is off. */
  readonly presencePenalty: number;
  /** Subtracted per occurrence in the output so far; 0 is off. */
  readonly frequencyPenalty: number;
  /** Added to the logits of single tokens, −100 to 100. */
  readonly logitBias: ReadonlyMap<number, number>;
  /** Same seed, request and machine: same tokens. A random one when absent. */
  readonly seed?: number;
}

/** Used where neither the request nor the model says otherwise. */
export const defaultSampling: SamplingOptions = {
  temperature: 0.7,
  topK: 20,
  topP: 0.8,
  minP: 0,
  repetitionPenalty: 1,
  presencePenalty: 0,
  frequencyPenalty: 0,
  logitBias: new Map(),
};
