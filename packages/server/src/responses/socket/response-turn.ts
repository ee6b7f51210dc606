import type { ParsedResponseRequest, ResponseEvent } from "@qwents/protocol";
import { ownerOf } from "../../access/caller.ts";
import type { AppContext } from "../../app-context.ts";
import type { Call } from "../../call-signals.ts";
import { Generation } from "../../generation.ts";
import { toApiError } from "../../http-errors.ts";
import { conversationOf } from "../conversation.ts";
import { keeping } from "../delivery.ts";
import { newResource } from "../new-resource.ts";
import { responseEvents } from "../response-events.ts";
import { responseToEngine } from "../to-engine.ts";
import type { ConnectionResponses } from "./connection-responses.ts";

export interface TurnParts {
  readonly context: AppContext;
  readonly responses: ConnectionResponses;
  readonly call: Call;
}

/**
 * The events of a response as a stream over HTTP has them, up to an error.
 * @throws what the request is refused with, or why the response failed
 */
export async function* responseTurn(
  request: ParsedResponseRequest,
  { context, responses, call }: TurnParts,
): AsyncGenerator<ResponseEvent, void> {
  const { models, responses: store, heartbeatMs } = context;
  const owner = ownerOf(call.caller);
  let hasEnded = false;
  let failure: unknown;
  const onError = (error: unknown) => {
    failure = error;
    return toApiError(error).toBody();
  };
  try {
    const { model, release } = await models.lease(request.model, call.client);
    try {
      const conversation = conversationOf(request, responses, owner);
      const generation = new Generation(model, [responseToEngine(request, conversation, model.engine.info)], call);
      await generation.accepted(heartbeatMs);
      const run = { model, request, resource: newResource(request, model), generation, onError };
      for await (const event of keeping(responseEvents(run), { store, owner, input: conversation.input })) {
        if (event.type === "error" || event.type === "response.failed") continue;
        if (event.type === "response.completed" || event.type === "response.incomplete") {
          hasEnded = true;
          responses.remember(event.response, conversation);
        }
        yield event;
      }
    } finally {
      release();
    }
    if (!hasEnded) throw failure;
  } finally {
    if (!hasEnded) responses.evict(request.previous_response_id ?? "");
  }
}
