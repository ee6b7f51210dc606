import { QwenError } from "../errors.ts";
import type { ReadingJob } from "../loop-job.ts";
import type { GuardLabels, SideLabels } from "../models/guard-head.ts";
import type { TokenVerdict } from "../moderate.ts";
import { Sequence } from "../scheduler/sequence.ts";
import type { ModerationPrompt } from "./moderation-prompt.ts";

/** A prompt in the step loop whose tokens are judged, from a position on. */
export class TokenVerdicts implements ReadingJob {
  readonly sequence: Sequence;
  readonly #labels: SideLabels;
  /** Of a row of logits: where those of this side begin. */
  readonly #offset: number;
  readonly #verdicts: TokenVerdict[] = [];
  readonly #result = Promise.withResolvers<readonly TokenVerdict[]>();

  constructor({ tokenIds, from, role }: ModerationPrompt, { response, query }: GuardLabels) {
    const maxLength = tokenIds.length;
    this.sequence = new Sequence({ promptTokenIds: tokenIds, maxLength, output: "logits", scoredFrom: from });
    this.#labels = role === "user" ? query : response;
    this.#offset = role === "user" ? response.safeties.length + response.categories.length : 0;
  }

  /** What is said of each token, in their order, or why it left the loop. */
  get result(): Promise<readonly TokenVerdict[]> {
    return this.#result.promise;
  }

  begin(): void {}

  /** Takes rows of all tokens but the last. */
  score(rows: readonly Float32Array[], position: number): void {
    for (const [i, row] of rows.entries()) this.#verdicts.push(this.#verdict(row, position + i));
  }

  read(row: Float32Array): void {
    this.#verdicts.push(this.#verdict(row, this.sequence.promptLength - 1));
    this.#result.resolve(this.#verdicts);
  }

  fail(error: unknown): void {
    this.#result.reject(error);
  }

  #verdict(row: Float32Array, position: number): TokenVerdict {
    const { safeties, categories } = this.#labels;
    const end = this.#offset + safeties.length;
    const probabilities = softmax(row.subarray(this.#offset, end));
    const category = largest(row.subarray(end, end + categories.length));
    const best = largest(probabilities);
    const safe = probabilities.filter((_, i) => safeties[i] === "Safe").reduce((sum, p) => sum + p, 0);
    return {
      tokenId: this.sequence.tokenIds[position],
      position,
      safety: safeties[best],
      probability: probabilities[best],
      risk: 1 - safe,
      category: categories[category],
    };
  }
}

/** @throws QwenError `model/bad-logits` */
function softmax(logits: Float32Array): number[] {
  const most = logits[largest(logits)];
  const weights = Array.from(logits, (logit) => Math.exp(logit - most));
  const sum = weights.reduce((a, b) => a + b, 0);
  if (Number.isFinite(sum)) return weights.map((weight) => weight / sum);
  const message = "Expected finite logits, but the model computed NaN or infinity. Its file may be damaged.";
  throw new QwenError("model/bad-logits", message);
}

function largest(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}
