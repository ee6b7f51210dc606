import { checkNumParts, numPartsOf } from "./conversation-parts.ts";
import type { GenerateRequest, Truncation } from "./generate.ts";
import type { ModelText } from "./model-text.ts";
import { type Prompt, type PromptLimits, readPrompt, requireTokenizer } from "./request-prompt.ts";
import { encodeFill } from "./text/fill-in-middle.ts";

/** No token of a Qwen's vocabulary is much longer on average, so that what is cut off before it is read is not missed. */
const longestMeanToken = 16;

export interface TruncatedPrompt {
  readonly prompt: Prompt;
  readonly truncation: Truncation;
}

/**
 * The request's prompt without as many of its oldest turns as it takes to leave no more than `room` tokens. What stands
 * before the first user message stays, and so does the last user message with all that follows, whether it fits or not.
 * Of text and token ids, the beginning goes; around a gap, what is farthest from it.
 */
export function truncatePrompt(
  request: GenerateRequest,
  text: ModelText,
  limits: PromptLimits,
  room: number,
): TruncatedPrompt {
  if ("messages" in request) return withoutTurns(request, text, limits, room);
  if ("tokenIds" in request) return withoutTokens(request.tokenIds, text, limits, room);
  if ("fill" in request) {
    const { tokenIds, droppedTokens } = encodeFill(request.fill, requireTokenizer(text), { room });
    return { prompt: readPrompt({ tokenIds }, text, limits), truncation: { droppedTokens } };
  }
  const prompt = "prompt" in request ? request.prompt.slice(-longestMeanToken * room) : "";
  const { tokenIds } = readPrompt({ ...request, prompt }, text, { ...limits, maxTokens: Number.POSITIVE_INFINITY });
  return withoutTokens(tokenIds, text, limits, room);
}

function withoutTokens(
  tokenIds: readonly number[],
  text: ModelText,
  limits: PromptLimits,
  room: number,
): TruncatedPrompt {
  const kept = tokenIds.slice(Math.max(0, tokenIds.length - room));
  const prompt = readPrompt({ tokenIds: kept }, text, limits);
  return { prompt, truncation: { droppedTokens: tokenIds.length - kept.length } };
}

function withoutTurns(
  request: Extract<GenerateRequest, { readonly messages: unknown }>,
  text: ModelText,
  limits: PromptLimits,
  room: number,
): TruncatedPrompt {
  const { messages } = request;
  const turns = messages.flatMap(({ role }, index) => (role === "user" ? [index] : []));
  if (turns.length < 2) {
    checkNumParts(request, room);
    return { prompt: readPrompt(request, text, limits), truncation: { droppedMessages: 0 } };
  }
  const [first] = turns;
  const keptFrom = (turn: number) => [...messages.slice(0, first), ...messages.slice(turns[turn])];
  const from = (turn: number): TruncatedPrompt => {
    const kept = keptFrom(turn);
    checkNumParts({ messages: kept }, room);
    const prompt = readPrompt({ ...request, messages: kept }, text, limits);
    return { prompt, truncation: { droppedMessages: messages.length - kept.length } };
  };
  const fits = (turn: number) =>
    numPartsOf({ messages: keptFrom(turn) }) <= room && from(turn).prompt.tokenIds.length <= room;
  // The first turn that can be the oldest: the fewer there are, the fewer tokens. Begun at the end, so that no more is read
  // than twice what fits.
  let [low, high] = [1, turns.length - 1];
  for (let numTurns = 2; low < high; numTurns *= 2) {
    const turn = Math.max(low, turns.length - numTurns);
    if (fits(turn)) high = turn;
    else low = turn + 1;
    if (low > turn) break;
  }
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(middle)) high = middle;
    else low = middle + 1;
  }
  return from(low);
}
