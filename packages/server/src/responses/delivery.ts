import type { ResponseEvent, ResponseResource } from "@qwents/protocol";
import { BackgroundRun } from "./background-run.ts";
import type { KeptItem } from "./conversation.ts";
import type { ResponseRun } from "./response-events.ts";
import type { ResponseStore } from "./response-store.ts";

export interface Keep {
  readonly owner: string;
  readonly store: ResponseStore;
  readonly input: readonly KeptItem[];
}

/** The events; the response is kept before its last one, as clients may follow on it at once. */
export async function* keeping(
  events: AsyncIterable<ResponseEvent>,
  { store, owner, input }: Keep,
): AsyncGenerator<ResponseEvent, void> {
  for await (const event of events) {
    const resource = "response" in event ? event.response : undefined;
    if (resource?.store === true && resource.status !== "in_progress") store.put({ owner, resource, input });
    yield event;
  }
}

/** The response as the last of its events tells it. */
export async function lastOf(events: AsyncIterable<ResponseEvent>): Promise<ResponseResource> {
  let resource: ResponseResource | undefined;
  for await (const event of events) {
    if ("response" in event) resource = event.response;
  }
  if (resource === undefined) throw new Error("internal error: a response without events");
  return resource;
}

/** Makes a response while nobody waits for it; it is kept from its beginning, so that it can be asked for. */
export function detached(
  events: AsyncIterable<ResponseEvent>,
  { resource, request }: ResponseRun,
  { store, owner, input }: Keep,
  controller: AbortController,
): BackgroundRun {
  const keepsEvents = request.stream === true;
  const run = new BackgroundRun(resource, { keepsEvents, end: () => controller.abort() });
  store.put({ owner, resource, input, run });
  void run.follow(events, (ended) => {
    // It may have been deleted meanwhile.
    if (store.has(ended.id)) store.put({ owner, resource: ended, input, ...(keepsEvents && { run }) });
  });
  return run;
}
