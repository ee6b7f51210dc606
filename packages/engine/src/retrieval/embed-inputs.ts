import { checkNames, checkSignal, invalid, notAs } from "../check-request.ts";
import type { EmbedRequest, EmbedResult } from "../embed.ts";
import { QwenError } from "../errors.ts";
import type { Pooling } from "../models/pooling.ts";
import type { GenerationHost } from "../start-generation.ts";
import { EmbedPrompts } from "./embed-prompts.ts";
import { mapInTurns } from "./map-in-turns.ts";
import { outputFor, poolingReader } from "./pooling.ts";
import { readPrompts } from "./read-prompts.ts";

const fields = [
  "input",
  "instruction",
  "promptName",
  "dimensions",
  "maxPromptTokens",
  "signal",
] satisfies (keyof EmbedRequest)[];
/** The fewest that models are trained to put into the first of their numbers. */
const minDimensions = 32;

/** One vector an input. @throws what `Engine.embed` throws */
export async function embedInputs(host: GenerationHost, request: EmbedRequest): Promise<EmbedResult> {
  const { info, loop } = host;
  loop.throwIfClosed();
  if (typeof request !== "object" || request === null) throw notAs("an object", "request", request);
  const { signal } = request;
  checkNames(request, fields, "a field of a request to embed");
  checkSignal(signal);
  signal?.throwIfAborted();
  const pooling = requirePooling(host);
  const dimensions = checkDimensions(request.dimensions, info.hiddenSize);
  const prompts = new EmbedPrompts(host, request);
  const { values, usage } = await readPrompts(loop, {
    prompts: await mapInTurns(prompts.inputs, (input, i) => prompts.encode(input, i), signal),
    output: outputFor(pooling),
    width: info.hiddenSize,
    createReader: (numTokens) => poolingReader(pooling, numTokens, dimensions),
    signal,
  });
  return { embeddings: values, usage };
}

function requirePooling({ info, text }: GenerationHost): Pooling {
  const { pooling } = text.retrieval;
  if (pooling.mode !== undefined) return pooling.mode;
  const advice = "This version has those of the last token, the mean, and the first token: use another model to embed";
  const message = `${info.id} cannot embed: its files ask for ${pooling.unsupported}. ${advice}.`;
  throw new QwenError("request/wrong-model", message);
}

function checkDimensions(dimensions: number | undefined, hiddenSize: number): number {
  if (dimensions === undefined) return hiddenSize;
  const least = Math.min(minDimensions, hiddenSize);
  if (Number.isInteger(dimensions) && dimensions >= least && dimensions <= hiddenSize) return dimensions;
  const range = `an integer from ${least} to ${hiddenSize}, this model's hidden size`;
  throw invalid("dimensions", `must be ${range}, got ${String(dimensions)}`);
}
