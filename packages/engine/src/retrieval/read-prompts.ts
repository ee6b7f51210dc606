import type { PromptUsage } from "../embed.ts";
import type { ReadingJob } from "../loop-job.ts";
import { Sequence, type SequenceOutput } from "../scheduler/sequence.ts";
import type { StepLoop } from "../step-loop.ts";
import { type PromptReader, PromptReading } from "./prompt-reading.ts";

export interface PromptsToRead<T> {
  /** Each of 1 to as many token ids as the context holds. */
  readonly prompts: readonly Int32Array[];
  readonly output: SequenceOutput;
  /** Length of a row: the hidden size, or the number of logits. */
  readonly width: number;
  readonly createReader: (numTokens: number) => PromptReader<T>;
  readonly signal?: AbortSignal | undefined;
}

export interface ReadPrompts<T> {
  /** In the order of the prompts. */
  readonly values: readonly T[];
  readonly usage: PromptUsage;
}

/**
 * Reads prompts in the step loop: never more of them at once than take part in a step, so that other requests get their
 * turn among many. Where all begin alike for a block or more, the first goes ahead, and the others find it in the cache.
 * @throws the first failure, when the others have left the loop; the signal's reason when aborted
 */
export async function readPrompts<T>(loop: StepLoop, work: PromptsToRead<T>): Promise<ReadPrompts<T>> {
  const { prompts, output, width, createReader } = work;
  const values: T[] = [];
  let [promptTokens, cachedTokens] = [0, 0];
  const failure = new AbortController();
  const signal = AbortSignal.any([failure.signal, ...(work.signal ? [work.signal] : [])]);
  const waiting = prompts.entries();
  const readNext = async (): Promise<boolean> => {
    const next = waiting.next();
    if (next.done) return false;
    const [index, promptTokenIds] = next.value;
    const sequence = new Sequence({ promptTokenIds, maxLength: promptTokenIds.length, output });
    const reading = new PromptReading(sequence, width, createReader(promptTokenIds.length));
    values[index] = await readPrompt(loop, reading, signal);
    promptTokens += sequence.promptLength;
    cachedTokens += sequence.cacheUse?.hitTokens ?? 0;
    return true;
  };
  const readAll = async () => {
    while (await readNext());
  };
  try {
    if (output !== "allHidden" && commonLength(prompts) >= loop.blockLength) await readNext();
    await Promise.all(Array.from({ length: loop.maxSequences }, readAll));
  } catch (error) {
    failure.abort(error);
    throw error;
  }
  return { values, usage: { promptTokens, cachedTokens } };
}

/** Reads one prompt in the step loop. @throws why it left the loop; the signal's reason when aborted */
export async function readPrompt<T>(
  loop: StepLoop,
  reading: ReadingJob & { readonly result: Promise<T> },
  signal: AbortSignal | undefined,
): Promise<T> {
  signal?.throwIfAborted();
  const cancel = () => {
    loop.remove(reading);
    reading.fail(signal?.reason);
  };
  signal?.addEventListener("abort", cancel);
  try {
    loop.add(reading);
    return await reading.result;
  } finally {
    signal?.removeEventListener("abort", cancel);
  }
}

/** Tokens that all prompts begin with. */
function commonLength([first, ...others]: readonly Int32Array[]): number {
  if (others.length === 0) return 0;
  return others.reduce((length, tokenIds) => {
    const end = first.findIndex((id, i) => i >= length || tokenIds[i] !== id);
    return end < 0 ? first.length : end;
  }, first.length);
}
