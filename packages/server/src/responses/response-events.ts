import type {
  ApiErrorBody,
  ParsedResponseRequest,
  ResponseEvent,
  ResponseResource,
  ResponseUsage,
} from "@qwents/protocol";
import type { Generation } from "../generation.ts";
import type { ServedModel } from "../served-models.ts";
import { type ChoiceEnd, usageOf } from "../wire-end.ts";
import type { EventDraft } from "./item-writers.ts";
import { nowInSeconds } from "./new-resource.ts";
import { OutputItems } from "./output-items.ts";

export interface ResponseRun {
  readonly model: ServedModel;
  readonly request: ParsedResponseRequest;
  /** As it is told of at first. */
  readonly resource: ResponseResource;
  readonly generation: Generation;
  /** Makes events of a fault, where there is somebody to read them; else it is thrown. */
  readonly onError?: (error: unknown) => ApiErrorBody;
}

/** The events of a response, whether it is streamed or not; whoever stops reading ends it. @throws what the generation throws, without `onError` */
export async function* responseEvents({ onError, ...run }: ResponseRun): AsyncGenerator<ResponseEvent, void> {
  const items = new OutputItems(run.request, run.model.engine.info.toolCallStyle);
  let sequence_number = 0;
  const number = ({ type, ...rest }: EventDraft) =>
    ({ type, sequence_number: sequence_number++, ...rest }) as ResponseEvent;
  try {
    for await (const draft of drafts(run, items)) yield number(draft);
  } catch (error) {
    if (onError === undefined) throw error;
    const body = onError(error);
    for (const draft of failure(run.resource, items, body)) yield number(draft);
  } finally {
    run.generation.cancel();
  }
}

async function* drafts(
  { request, resource, generation }: Omit<ResponseRun, "onError">,
  items: OutputItems,
): AsyncGenerator<EventDraft, void> {
  const running: ResponseResource = { ...resource, status: "in_progress" };
  yield { type: "response.created", response: resource };
  if (request.background === true) yield { type: "response.queued", response: resource };
  else yield { type: "response.in_progress", response: running };
  for (let next = await generation.next(); next !== undefined; next = await generation.next()) {
    const { event } = next;
    if (event.type === "text") yield* items.push(event);
    else if (event.type === "end") yield* ended(running, event, items);
    else if (request.background === true) yield { type: "response.in_progress", response: running };
  }
}

function* ended(resource: ResponseResource, end: ChoiceEnd, items: OutputItems): Generator<EventDraft> {
  const isWhole = end.finishReason !== "length";
  const status = isWhole ? "completed" : "incomplete";
  yield* items.end(status);
  const response: ResponseResource = {
    ...resource,
    status,
    completed_at: isWhole ? nowInSeconds() : null,
    incomplete_details: isWhole ? null : { reason: "max_output_tokens" },
    output: items.done,
    usage: responseUsageOf(end),
  };
  yield { type: `response.${status}`, response };
}

function* failure(resource: ResponseResource, items: OutputItems, { error }: ApiErrorBody): Generator<EventDraft> {
  const { type, code, message, param } = error;
  yield { type: "error", code, message, param, error: { type, code, message, param } };
  const response: ResponseResource = {
    ...resource,
    status: "failed",
    output: items.done,
    error: { code: code ?? type, message },
  };
  yield { type: "response.failed", response };
}

export function responseUsageOf(end: ChoiceEnd): ResponseUsage {
  const { prompt_tokens, completion_tokens, total_tokens } = usageOf([end], 1);
  return {
    input_tokens: prompt_tokens,
    // What is computed is kept without being asked, and nothing is charged for it.
    input_tokens_details: { cached_tokens: end.usage.cachedTokens, cache_write_tokens: 0 },
    output_tokens: completion_tokens,
    output_tokens_details: { reasoning_tokens: end.usage.reasoningTokens },
    total_tokens,
  };
}
