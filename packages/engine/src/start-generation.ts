import { AnswerText } from "./answer-text.ts";
import { type CheckedLimits, checkFields, checkLimits } from "./check-request.ts";
import { checkNumParts, numPartsOf } from "./conversation-parts.ts";
import type { ModelInfo } from "./engine.ts";
import { QwenError } from "./errors.ts";
import type { EventQueue } from "./event-queue.ts";
import type { GenerateRequest, Truncation } from "./generate.ts";
import { Generation, promptAlone, type ThinkingLimit } from "./generation.ts";
import type { GrammarCache } from "./grammar/grammar-cache.ts";
import { GrammarConstraint } from "./grammar/grammar-constraint.ts";
import { checkNumLogprobs, createLogprobReader, createPromptLogprobReader, unscoredToken } from "./logprob-readers.ts";
import type { ModelText } from "./model-text.ts";
import { type Prompt, readPrompt, requireTokenizer } from "./request-prompt.ts";
import type { Candidates } from "./sampling/candidates.ts";
import { resolveSampling } from "./sampling/resolve-sampling.ts";
import { Sampler } from "./sampling/sampler.ts";
import { Sequence } from "./scheduler/sequence.ts";
import type { StepLoop } from "./step-loop.ts";
import { fillEndIds } from "./text/fill-in-middle.ts";
import { truncatePrompt } from "./truncate-prompt.ts";

/** How many times longer than the context a prompt may be and still have its tokens counted to the end. */
const contextsCounted = 4;

const closingText = "\n\nThe time to think is over: I answer now with what I have found out so far.\n</think>\n\n";

/** What all generations of an engine share. */
export interface GenerationHost {
  readonly info: ModelInfo;
  readonly text: ModelText;
  readonly loop: StepLoop;
  readonly scratch: Candidates;
  readonly grammars: GrammarCache;
}

/**
 * Checks a request and puts it into the step loop.
 * @returns what drops it at once, without a last event
 * @throws QwenError `request/invalid`, `request/context-too-long`, `request/wrong-model`, `template/…`, `grammar/…`,
 * `tokenizer/missing`, `engine/closed`
 */
export function startGeneration(host: GenerationHost, request: GenerateRequest, events: EventQueue): () => void {
  const requestedMs = performance.now();
  const { info, text, loop, scratch } = host;
  loop.throwIfClosed();
  checkFields(request);
  requireVocabulary(info);
  const limits = checkLimits(request, info.vocabSize);
  const { prompt, truncation } = readWhole(request, text, info, limits.maxTokens);
  const { tokenIds: promptTokenIds } = prompt;
  checkNumLogprobs(promptTokenIds.length, limits);
  const defaults = (prompt.mode && text.samplingModes[prompt.mode]) ?? text.sampling;
  const options = resolveSampling(request.sampling, defaults, info.vocabSize);
  const endTokenIds = new Set([...limits.stopTokenIds, ...(limits.ignoreEos ? [] : endTokensOf(request, text))]);
  const constraint = createConstraint(host, request, prompt, endTokenIds);
  const over = new AbortController();
  const generation = new Generation({
    sequence: createSequence(prompt, limits, info.contextLength),
    sampler: new Sampler({ options, seed: options.seed ?? randomSeed(), promptTokenIds, scratch, constraint }),
    text: createAnswerText(text, limits, prompt),
    endTokenIds,
    unusedTokenIds: text.unusedTokenIds,
    thinkingLimit: createThinkingLimit(text, limits, prompt),
    logprob: createLogprobReader(host, limits.topLogprobs),
    promptLogprob: createPromptLogprobReader(host, limits.promptLogprobs),
    events,
    truncation,
    onEnd: () => over.abort(),
    requestedMs,
  });
  const job = limits.maxTokens === 0 ? promptAlone(generation) : generation;
  const isScored = limits.promptLogprobs !== undefined;
  const cancel = () => {
    loop.remove(job);
    generation.end("cancelled");
  };
  events.push({ type: "start", promptTokens: promptTokenIds.length });
  if (isScored && limits.promptLogprobsFrom === 0) {
    events.push({ type: "prompt", logprobs: [unscoredToken(host.text, promptTokenIds[0])] });
  }
  if (request.signal?.aborted) generation.end("cancelled");
  else if (limits.maxTokens === 0 && !isScored) generation.end("length");
  else loop.add(job);
  if (!over.signal.aborted) request.signal?.addEventListener("abort", cancel, { once: true, signal: over.signal });
  return () => {
    over.abort();
    loop.remove(job);
  };
}

function endTokensOf(request: GenerateRequest, text: ModelText): readonly number[] {
  return "fill" in request ? [...text.endTokenIds, ...fillEndIds(requireTokenizer(text))] : text.endTokenIds;
}

/** The prompt, shortened if it is too long and the request allows it. */
function readWhole(
  request: GenerateRequest,
  text: ModelText,
  { vocabSize, contextLength }: ModelInfo,
  maxTokens: number,
): { readonly prompt: Prompt; readonly truncation: Truncation | undefined } {
  const limits = { vocabSize, maxTokens: contextsCounted * contextLength };
  const room = contextLength - Math.max(1, Math.min(maxTokens, Math.floor(contextLength / 4)));
  if (request.truncation !== "auto") checkNumParts(request, contextLength);
  if (numPartsOf(request) <= contextLength) {
    const prompt = readPrompt(request, text, limits);
    if (request.truncation !== "auto" || prompt.tokenIds.length <= room) return { prompt, truncation: undefined };
  }
  return truncatePrompt(request, text, limits, room);
}

function requireVocabulary({ id, head }: ModelInfo): void {
  if (head === "vocabulary") return;
  const made = { classifier: "judge; it can rerank", guard: "judge tokens; it can moderate", none: "embed" }[head];
  throw new QwenError(
    "request/wrong-model",
    `${id} cannot generate: it was made to ${made}. Use a model that answers.`,
  );
}

function createSequence(prompt: Prompt, limits: CheckedLimits, contextLength: number): Sequence {
  const { maxTokens, promptLogprobs, promptLogprobsFrom } = limits;
  const { tokenIds: promptTokenIds, messageStarts } = prompt;
  const promptTokens = promptTokenIds.length;
  if (promptTokens >= contextLength) {
    const mostCounted = contextsCounted * contextLength;
    const isCounted = promptTokens <= mostCounted;
    const count = isCounted ? promptTokens : `more than ${mostCounted}`;
    const message =
      `The prompt has ${count} tokens, but the context holds ${contextLength}, the answer included. ` +
      'Shorten the prompt, load the model with a longer context if it can have one, or ask for truncation: "auto".';
    throw new QwenError("request/context-too-long", message, {
      details: { ...(isCounted ? { promptTokens } : { leastPromptTokens: mostCounted + 1 }), contextLength },
    });
  }
  const maxLength = Math.min(contextLength, promptTokens + maxTokens);
  return new Sequence({
    promptTokenIds,
    maxLength,
    messageStarts,
    output: maxTokens === 0 ? "logits" : "tokens",
    ...(promptLogprobs !== undefined && { scoredFrom: Math.max(0, promptLogprobsFrom - 1) }),
  });
}

function createAnswerText(text: ModelText, { stop }: CheckedLimits, prompt: Prompt): AnswerText | undefined {
  if (text.tokenizer === undefined && stop.length === 0) return undefined;
  const { start, calls } = prompt;
  return new AnswerText(requireTokenizer(text), {
    stop,
    start,
    hasTools: calls !== undefined,
    ...(calls && { calls }),
  });
}

function createConstraint(
  { text, grammars }: GenerationHost,
  { grammar }: GenerateRequest,
  { start }: Prompt,
  endTokenIds: ReadonlySet<number>,
): GrammarConstraint | undefined {
  if (grammar === undefined) return undefined;
  return new GrammarConstraint(grammars.get(grammar, start, requireTokenizer(text)), endTokenIds);
}

/** The way to end a thought that Qwen3's guide shows: words that say why, and the tag. */
function createThinkingLimit(
  { tokenizer }: ModelText,
  { thinkingBudget }: CheckedLimits,
  { start }: Prompt,
): ThinkingLimit | undefined {
  if (tokenizer === undefined || start === "content" || !Number.isFinite(thinkingBudget)) return undefined;
  return { maxTokens: thinkingBudget, closingTokenIds: tokenizer.encode(closingText) };
}

function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0];
}
